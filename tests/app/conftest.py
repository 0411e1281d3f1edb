"""A simulated Telegram, and the settings of a bot of its own process that talks to it."""

from collections.abc import AsyncIterator

import pytest

from simulator import Simulator


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
def reached(telegram: Simulator) -> dict[str, str]:
    return {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.api_url}
