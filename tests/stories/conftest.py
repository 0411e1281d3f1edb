"""A fresh small office for every story."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.office import OnPlain, OnTelegram, open_office, open_plain_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[OnTelegram]:
    async with open_office(tmp_path) as office:
        yield office


@pytest.fixture
async def plain_office(tmp_path: Path) -> AsyncIterator[OnPlain]:
    async with open_plain_office(tmp_path) as office:
        yield office
