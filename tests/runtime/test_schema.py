"""The migrations make the very schema that the code speaks of, from wherever the program is started."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations

from bot.store import schema
from bot.store.engine import Engine
from bot.store.schema import SchemaError, SchemaState, migrate, schema_state
from bot.store.tables import metadata
from tests.runtime.conftest import only_on_sqlite

NOON = datetime(2027, 1, 4, 12, tzinfo=UTC)


def test_a_migrated_database_has_the_tables_the_code_speaks_of(
    empty: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert schema_state(empty) is SchemaState.EMPTY
    migrate(empty)
    assert schema_state(empty) is SchemaState.CURRENT
    with empty.connect() as tx:
        assert compare_metadata(MigrationContext.configure(tx, opts={"compare_type": True}), metadata) == []


@only_on_sqlite
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


@only_on_sqlite
def test_the_database_keeps_what_was_committed_and_checks_references(empty: Engine) -> None:
    with empty.connect() as tx:
        kept = [tx.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous")]
        assert kept == ["wal", 2]
    migrate(empty)
    with empty.connect() as tx:
        assert tx.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        with pytest.raises(sa.exc.IntegrityError):
            tx.execute(metadata.tables["units"].insert().values(office_id=77, name="x", position=1))


def test_a_form_from_before_units_names_were_kept_gets_the_name_its_unit_has(empty: Engine) -> None:
    with empty.begin() as tx:
        command.upgrade(schema.config(tx), "0001")
        office = {"id": 1, "code": "x", "zone": "Asia/Jakarta", "profile": {}, "policy": {}, "secret": b""}
        cycle = {"id": 1, "office_id": 1, "period": "2026-triwulan-4", "phase": "open", "opened_at": NOON, "notes": {}}
        tx.execute(metadata.tables["offices"].insert().values(office))
        tx.execute(metadata.tables["units"].insert().values(id=7, office_id=1, name="Camat", position=1, leader=True))
        tx.execute(metadata.tables["cycles"].insert().values(cycle))
        tx.execute(sa.text("INSERT INTO forms (office_id, cycle_id, unit_id, state) VALUES (1, 1, 7, 'open')"))
    migrate(empty)
    with empty.connect() as tx:
        assert tx.execute(sa.text("SELECT unit_name, leader FROM forms")).one() == ("Camat", True)


@only_on_sqlite
def test_changing_a_table_that_others_point_to_keeps_their_rows(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(empty)
    offices, units = metadata.tables["offices"], metadata.tables["units"]
    with empty.begin() as tx:
        tx.execute(offices.insert().values(id=1, code="x", zone="Asia/Jakarta", profile={}, policy={}, secret=b""))
        tx.execute(units.insert().values(office_id=1, name="x", position=1))
        tx.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))

    def copying(migration: Config, _revision: str) -> None:
        tx = migration.attributes["connection"]
        with Operations(MigrationContext.configure(tx)).batch_alter_table("offices", recreate="always") as batch:
            batch.add_column(sa.Column("tambahan", sa.Text))

    monkeypatch.setattr(schema, "schema_state", lambda _engine: SchemaState.OLDER)
    monkeypatch.setattr(command, "upgrade", copying)
    migrate(empty)
    with empty.connect() as tx:
        assert tx.execute(sa.select(units.c.office_id)).scalars().all() == [1]
        assert "tambahan" in {column["name"] for column in sa.inspect(tx).get_columns("offices")}
        assert tx.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
