"""Databases for a matrix: one for the office that is played, one for its cells."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from demo.keeping import Keeping, SqliteFile
from tests.postgres_database import PostgresDatabase

Another = Callable[[], Keeping]


@pytest.fixture
def another(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Another]:
    """Another database of the kind that the test names, SQLite where it names none."""
    made: list[PostgresDatabase] = []

    def on_postgres() -> Keeping:
        made.append(PostgresDatabase(request.getfixturevalue("postgres")))
        return made[-1]

    def in_a_file() -> Keeping:
        found = SqliteFile(tmp_path / "kantor.db")
        found.renew()
        return found

    yield on_postgres if getattr(request, "param", "sqlite") == "postgresql" else in_a_file
    for one in made:
        one.give_back()
