"""Sharing work between processes: a row is claimed for a while, and whoever has the first row of a chat has the chat.

Only for PostgreSQL: the one-file database belongs to one process, which knows by itself what it is doing.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.store.engine import Tx, embedded

LEASE = 300
"""Seconds after which a claim lapses: longer than the slowest upload, because a lapsed one may be sent twice."""

Row = TypeVar("Row", bound=Any)
_clock = sa.func.extract("epoch", sa.func.clock_timestamp())  # the one clock that all processes share


def unclaimed(table: sa.Table) -> sa.ColumnElement[bool]:
    """Free, lapsed, or mine."""
    until, holder = table.c.claimed_until, table.c.claimed_by
    return sa.or_(until.is_(None), until < _clock, holder == sa.bindparam("holder"))


def claiming(table: sa.Table, waits: sa.ColumnElement[bool]) -> sa.Update:
    """Claims the rows with these `ids` that still wait; what another process is just claiming is passed over."""
    chosen = sa.select(table.c.id).where(table.c.id.in_(sa.bindparam("ids", expanding=True)), waits, unclaimed(table))
    return (
        table.update()
        .where(table.c.id.in_(chosen.with_for_update(skip_locked=True).scalar_subquery()))
        .values(claimed_by=sa.bindparam("holder"), claimed_until=_clock + LEASE)
        .returning(table.c.id)
    )


def shared(tx: Tx) -> bool:
    return not embedded(tx.engine)


def claim(tx: Tx, statement: sa.Update, found: Sequence[Row], holder: str) -> tuple[Row, ...]:
    """Those of the found rows that are ours now."""
    if not found or not shared(tx):
        return tuple(found)
    ours = set(tx.execute(statement, {"ids": [row.id for row in found], "holder": holder}).scalars())
    return tuple(row for row in found if row.id in ours)
