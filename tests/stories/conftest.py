"""A fresh small office for every story; some stories are told on PostgreSQL, too."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.office import OnPlain, OnTelegram, open_office, open_plain_office
from tests.stories.on_postgres import PostgresDatabase

ON_BOTH = frozenset(f"test_story_{name}" for name in ("whole_cycle", "returned", "outage", "reminders"))
"""Stories that are told on either database: together they go through every step, round and job."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    module = metafunc.module.__name__.rpartition(".")[2]
    if "database" in metafunc.fixturenames and module in ON_BOTH:
        metafunc.parametrize("database", ["sqlite", "postgresql"])


@pytest.fixture
def database() -> str:
    """On which database the story is told."""
    return "sqlite"


@pytest.fixture
async def office(request: pytest.FixtureRequest, tmp_path: Path, database: str) -> AsyncIterator[OnTelegram]:
    if database == "sqlite":
        async with open_office(tmp_path) as office:
            yield office
        return
    kept = PostgresDatabase(request.getfixturevalue("postgres"))
    try:
        async with open_office(tmp_path, database=kept) as office:
            yield office
    finally:
        kept.drop()


@pytest.fixture
async def plain_office(tmp_path: Path) -> AsyncIterator[OnPlain]:
    async with open_plain_office(tmp_path) as office:
        yield office
