"""A simulated Telegram, a person in it, and the channel that reaches them."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram.channel import Telegram
from simulator import Person, Simulator


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def siti(telegram: Simulator) -> Person:
    person = telegram.person("Siti")
    await person.start()
    return person


@pytest.fixture
async def channel(telegram: Simulator) -> AsyncIterator[Telegram]:
    made = Telegram(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url)
    async with made.session():
        yield made
