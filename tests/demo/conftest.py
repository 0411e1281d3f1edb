"""The example office on its stage, spoken to over HTTP as the page does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from demo.__main__ import START
from demo.office import example_office
from demo.panel import open_show
from demo.show import Show
from simulator import Person


@dataclass(frozen=True)
class Panel:
    """The stage panel of an open page."""

    show: Show
    session: aiohttp.ClientSession

    @property
    def _api(self) -> str:
        return f"{self.show.stage.telegram.url}/panel/stage/api"

    async def state(self) -> Any:
        async with self.session.get(f"{self._api}/state") as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def press(self, kind: str, value: str, *, status: int = 200) -> Any:
        """`kind` is clock, play or speed; returns the answer."""
        async with self.session.post(f"{self._api}/{kind}", json={"value": value}) as response:
            assert response.status == status, await response.text()
            return await response.json()

    async def until(self, holds: Callable[[Any], object], seconds: float = 20) -> Any:
        """Looks as often as an open page does, until `holds(play)`; returns the state then."""
        async with asyncio.timeout(seconds):
            while not holds((state := await self.state())["play"]):  # noqa: ASYNC110 (it is a page that asks)
                await asyncio.sleep(0.2)
        return state

    async def steps(self, count: int) -> Any:
        """Selangkah, so many times."""
        for _ in range(count):
            await self.press("play", "step")
        return await self.state()

    def phone(self, key: str) -> Person:
        return self.show.stage.people[key]


@pytest.fixture
async def panel(tmp_path: Path) -> AsyncIterator[Panel]:
    async with (
        open_show(example_office(), tmp_path / "kantor.db", START) as show,
        aiohttp.ClientSession() as session,
    ):
        yield Panel(show, session)
