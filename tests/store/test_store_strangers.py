"""A database that the program cannot use, or would harm, is left as it is."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.store import schema, tables
from bot.store.engine import Engine
from bot.store.schema import SchemaError, SchemaReason, SchemaState, migrate, schema_state
from tests.runtime.conftest import only_on_sqlite


def test_a_database_with_foreign_tables_is_refused_and_untouched(empty: Engine) -> None:
    with empty.begin() as tx:
        tx.exec_driver_sql("CREATE TABLE buku_tamu (nama TEXT)")
    with pytest.raises(SchemaError, match="another program"):
        schema_state(empty)
    with pytest.raises(SchemaError, match="another program"):
        migrate(empty)
    with empty.connect() as tx:
        assert sa.inspect(tx).get_table_names() == ["buku_tamu"]


@only_on_sqlite  # PostgreSQL refuses by itself what leads nowhere
def test_a_migration_that_would_lose_references_changes_nothing(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(empty)

    def losing(migration: Config, _revision: str) -> None:
        tx = migration.attributes["connection"]
        tx.execute(tables.units.insert().values(office_id=77, name="Seksi", position=1))

    monkeypatch.setattr(schema, "schema_state", lambda _engine: SchemaState.OLDER)
    monkeypatch.setattr(command, "upgrade", losing)
    with pytest.raises(SchemaError) as raised:
        migrate(empty)
    assert raised.value.reason is SchemaReason.LOST
    with empty.connect() as tx:
        assert tx.execute(sa.select(tables.units)).all() == []
        assert tx.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
