"""An office moved from one database to another: every row, the same to the last byte, and the new one goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import blobs, copying, tables
from bot.store.copying import NotEmptyError, copy, counted
from bot.store.engine import Engine, open_engine
from bot.store.schema import migrate
from tests.services.desk import at, open_desk
from tests.stories.world import TRANTIB


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Engine]:
    """A small office in the middle of a cycle, with a file."""
    made = open_engine(f"sqlite:///{tmp_path}/lama.db")
    migrate(made)
    desk = open_desk(made, at("4-1 07.40"))
    desk.distributed(at("4-1 09.25"))
    desk.fills(at("5-1 09.00"), TRANTIB)
    with made.begin() as tx:
        blobs.put(tx, bytes(range(256)))
    yield made
    made.dispose()


@pytest.fixture
def fresh(empty: Engine) -> Engine:
    migrate(empty)
    return empty


def test_every_table_has_the_same_rows_and_the_same_hash(busy: Engine, fresh: Engine) -> None:
    found = {one.table: one for one in copy(busy, fresh)}
    assert found["persons"].rows > 5
    assert found["blobs"].rows == 1
    assert found["history"].rows > 10
    with busy.begin() as before, fresh.begin() as after:
        assert counted(before) == counted(after)


def test_the_office_goes_on_in_the_new_database(busy: Engine, fresh: Engine) -> None:
    """Keys are counted on behind those that came along."""
    copy(busy, fresh)
    with fresh.begin() as tx:
        last = tx.execute(sa.select(sa.func.max(tables.persons.c.id))).scalar_one()
        key = tx.execute(tables.persons.insert().values(name="Baru")).inserted_primary_key
    assert key is not None
    assert key[0] == last + 1


def test_nothing_is_copied_over_what_is_there(busy: Engine, fresh: Engine) -> None:
    with fresh.begin() as tx:
        tx.execute(tables.persons.insert().values(name="Ada"))
    with pytest.raises(NotEmptyError):
        copy(busy, fresh)
    with fresh.begin() as tx:
        assert tx.execute(sa.select(sa.func.count()).select_from(tables.persons)).scalar_one() == 1


def test_a_copy_that_differs_is_not_kept(busy: Engine, fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(tx: sa.Connection) -> None:
        tx.execute(tables.persons.update().where(tables.persons.c.id == 1).values(name="X"))

    monkeypatch.setattr(copying, "follow_keys", wrong)
    with pytest.raises(ValueError, match="persons"):
        copy(busy, fresh)
    with fresh.begin() as tx:
        assert copying.is_empty(tx)
