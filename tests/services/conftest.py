"""A fresh database with the small office in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.engine import Engine, open_engine
from bot.store.schema import migrate
from tests.services.desk import Desk, at, open_desk


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once; every test gets a copy."""
    path = tmp_path_factory.mktemp("migrated") / "kantor.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def engine(migrated: Path, tmp_path: Path) -> Iterator[Engine]:
    shutil.copy(migrated, tmp_path / "kantor.db")
    engine = open_engine(f"sqlite:///{tmp_path}/kantor.db")
    yield engine
    engine.dispose()


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return open_desk(engine, at("4-1 07.40"))
