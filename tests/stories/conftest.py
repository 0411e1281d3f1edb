"""A fresh small office for every story, on SQLite and on PostgreSQL.

Those that are marked `both` are told on either in make test: together they go through every step, round and job. The
others are told on PostgreSQL by make postgres-test.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from demo.keeping import Keeping
from tests.postgres_database import PostgresDatabase
from tests.stories.office import OnPlain, OnTelegram, in_a_file, open_office, open_plain_office

only_on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
only_on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    chosen = any("database" in mark.args[:1] for mark in metafunc.definition.iter_markers("parametrize"))
    if "database" in metafunc.fixturenames and not chosen:
        everywhere = metafunc.definition.get_closest_marker("both") is not None
        marks = () if everywhere else (pytest.mark.postgres,)
        values = ["sqlite", pytest.param("postgresql", marks=marks)]
        metafunc.parametrize("database", values, indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keeping]:
    """On which the story is told."""
    if request.param == "sqlite":
        yield in_a_file(tmp_path)
        return
    kept = PostgresDatabase(request.getfixturevalue("postgres"))
    yield kept
    kept.give_back()


@pytest.fixture
async def office(database: Keeping) -> AsyncIterator[OnTelegram]:
    async with open_office(database) as office:
        yield office


@pytest.fixture
async def plain_office(database: Keeping) -> AsyncIterator[OnPlain]:
    async with open_plain_office(database) as office:
        yield office
