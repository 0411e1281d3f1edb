"""The migrations make the very schema that the code speaks of, from wherever the program is started."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.store.engine import Engine, open_engine
from bot.store.schema import SchemaError, SchemaState, migrate, schema_state
from bot.store.tables import metadata


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path}/baru/kantor.db")
    yield engine
    engine.dispose()


def test_a_migrated_database_has_the_tables_the_code_speaks_of(
    empty: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert schema_state(empty) is SchemaState.EMPTY
    migrate(empty)
    assert schema_state(empty) is SchemaState.CURRENT
    with empty.connect() as tx:
        assert compare_metadata(MigrationContext.configure(tx, opts={"compare_type": True}), metadata) == []


def test_the_indexes_of_what_waits_are_partial_after_a_migration(empty: Engine) -> None:
    migrate(empty)
    with empty.connect() as tx:
        made = tx.execute(sa.text("SELECT sql FROM sqlite_master WHERE name LIKE 'ix_%box_waiting'")).scalars().all()
    assert len(made) == 2
    assert all(" WHERE " in statement for statement in made)


def test_migrating_twice_changes_nothing(empty: Engine) -> None:
    migrate(empty)
    migrate(empty)
    assert schema_state(empty) is SchemaState.CURRENT


def test_a_schema_newer_than_the_code_is_refused(empty: Engine) -> None:
    migrate(empty)
    with empty.begin() as tx:
        tx.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert schema_state(empty) is SchemaState.NEWER
    with pytest.raises(SchemaError, match="newer"):
        migrate(empty)


def test_the_database_keeps_what_was_committed_and_checks_references(empty: Engine) -> None:
    with empty.connect() as tx:
        kept = [tx.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous")]
        assert kept == ["wal", 2]
    migrate(empty)
    with empty.connect() as tx:
        assert tx.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        with pytest.raises(sa.exc.IntegrityError):
            tx.execute(metadata.tables["units"].insert().values(office_id=77, name="x", position=1))
