"""A fresh database, a simulated Telegram and an office that echoes, for every test."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest
import sqlalchemy as sa

from bot.runtime.run import Runner
from bot.services import rendering
from bot.store import tables
from bot.store.engine import Engine, open_engine
from bot.texts.say import templates
from simulator import Person, Simulator
from tests.postgres_database import PostgresDatabase
from tests.runtime.card_board import CardBoard, add_office
from tests.runtime.echo_office import EchoOffice


@pytest.fixture(autouse=True)
def _a_sentence() -> None:
    """One that says anything: the office's own sentences are no matter of the runtime's."""
    cast(dict[str, str], templates())["uji.kata"] = "{kata}"


only_on_sqlite = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
only_on_postgresql = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Of the database."""
    return str(request.param)


@pytest.fixture
def empty(request: pytest.FixtureRequest, dialect: str, tmp_path: Path) -> Iterator[Engine]:
    """A database with nothing in it, not even tables."""
    with ExitStack() as stack:
        url = _file(tmp_path)
        if dialect == "postgresql":
            url = stack.enter_context(_own_schema(request.getfixturevalue("postgres")))
        yield stack.enter_context(_opened(url))


@pytest.fixture
def engine(request: pytest.FixtureRequest, dialect: str, tmp_path: Path) -> Iterator[Engine]:
    """A database of today's schema with no rows in it."""
    with ExitStack() as stack:
        url = _file(tmp_path)
        if dialect == "postgresql":
            database = PostgresDatabase(request.getfixturevalue("postgres"))
            stack.callback(database.give_back)
            url = database.url
        engine = stack.enter_context(_opened(url))
        if dialect == "sqlite":
            tables.metadata.create_all(engine)
        yield engine


def _file(folder: Path) -> str:
    return f"sqlite:///{folder}/baru/kantor.db"


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


@contextmanager
def _own_schema(postgres: str) -> Iterator[str]:
    """A schema of the server that nobody else sees, dropped afterwards."""
    name = f"uji_{uuid4().hex}"
    server = sa.create_engine(postgres, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.schema.CreateSchema(name))
        yield f"{postgres}?options=-csearch_path%3D{name}"
        connection.execute(sa.schema.DropSchema(name, cascade=True))
    server.dispose()


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
