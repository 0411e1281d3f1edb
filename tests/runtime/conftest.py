"""A fresh database, a simulated Telegram and an office that echoes, for every test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from bot.runtime.run import Runner
from bot.services import rendering
from bot.store import tables
from bot.store.engine import Engine, open_engine
from bot.texts.say import templates
from simulator import Person, Simulator
from tests.runtime.card_board import CardBoard, add_office
from tests.runtime.echo_office import EchoOffice


@pytest.fixture(autouse=True)
def _a_sentence() -> None:
    """One that says anything: the office's own sentences are no matter of the runtime's."""
    cast(dict[str, str], templates())["uji.kata"] = "{kata}"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path}/kantor.db")
    tables.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
async def runner(engine: Engine) -> AsyncIterator[Runner]:
    async with Runner(engine) as runner:
        yield runner


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
def siti(telegram: Simulator) -> Person:
    return telegram.person("Siti")


@pytest.fixture
def budi(telegram: Simulator) -> Person:
    return telegram.person("Budi")


@pytest.fixture
async def office(engine: Engine) -> EchoOffice:
    return EchoOffice(engine)


@pytest.fixture
async def cards(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> CardBoard:
    """An office that has cards showing whatever the board says."""
    board = CardBoard(runner, await runner.run(add_office))
    monkeypatch.setitem(cast(dict[str, Any], rendering.RENDER), "uji", board.render)
    return board
