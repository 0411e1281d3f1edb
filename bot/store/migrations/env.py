"""Run by alembic, in the transaction that bot.store.schema has begun."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from bot.store.tables import metadata


def in_any_dialect(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """A boolean default as SQLite writes it, a number, is no boolean on PostgreSQL."""
    default = getattr(item, "arg", None) if kind == "server_default" else None
    if isinstance(default, sa.sql.elements.True_ | sa.sql.elements.False_):
        return f"sa.{default}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    compare_type=True,
    user_module_prefix="types.",
    render_item=in_any_dialect,
)
context.run_migrations()
