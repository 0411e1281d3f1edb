"""An empty database, in a transaction that is one test long."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import tables
from bot.store.engine import Tx, open_engine


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Tx]:
    engine = open_engine(f"sqlite:///{tmp_path}/office.db")
    tables.metadata.create_all(engine)
    with engine.begin() as tx:
        yield tx
    engine.dispose()
