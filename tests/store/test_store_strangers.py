"""A database that belongs to another program is left as it is."""

import pytest
import sqlalchemy as sa

from bot.store.engine import Engine
from bot.store.schema import SchemaError, migrate, schema_state


def test_a_database_with_foreign_tables_is_refused_and_untouched(empty: Engine) -> None:
    with empty.begin() as tx:
        tx.exec_driver_sql("CREATE TABLE buku_tamu (nama TEXT)")
    with pytest.raises(SchemaError, match="another program"):
        schema_state(empty)
    with pytest.raises(SchemaError, match="another program"):
        migrate(empty)
    with empty.connect() as tx:
        assert sa.inspect(tx).get_table_names() == ["buku_tamu"]
