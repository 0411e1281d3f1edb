"""Sharing work between processes: a row is claimed for a while, and whoever has the first row of a chat has the chat.

Only for PostgreSQL: the one-file database belongs to one process, which knows by itself what it is doing.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.store.engine import Tx, embedded

LEASE = 45
"""Seconds after which a claim lapses that nobody renews: then its process is no more, or stands still."""
RENEWED = 10
"""Seconds between two renewals, however long what was claimed takes."""

Row = TypeVar("Row", bound=Any)
CLOCK = sa.func.extract("epoch", sa.func.clock_timestamp())  # the one clock that all processes share


def shared(tx: Tx) -> bool:
    return not embedded(tx.engine)


def unclaimed(found: sa.Select[Any], table: sa.Table) -> sa.Select[Any]:
    """Those rows that are free, lapsed, or mine; what another process is just claiming is passed over."""
    until, holder = table.c.claimed_until, table.c.claimed_by
    mine = sa.or_(until.is_(None), until < CLOCK, holder == sa.bindparam("holder"))
    return found.where(mine).with_for_update(skip_locked=True, of=table)


def claiming(table: sa.Table) -> sa.Update:
    return (
        table.update()
        .where(table.c.id.in_(sa.bindparam("ids", expanding=True)))
        .values(claimed_by=sa.bindparam("holder"), claimed_until=CLOCK + LEASE)
    )


def renewing(table: sa.Table) -> sa.Update:
    return table.update().where(table.c.claimed_by == sa.bindparam("holder")).values(claimed_until=CLOCK + LEASE)


def releasing(table: sa.Table) -> sa.Update:
    return (
        table.update().where(table.c.claimed_by == sa.bindparam("holder")).values(claimed_by=None, claimed_until=None)
    )


def claim(tx: Tx, statement: sa.Update, found: Sequence[Row], holder: str) -> tuple[Row, ...]:
    """The rows, which were found with `unclaimed`, now ours."""
    if found:
        tx.execute(statement, {"ids": [row.id for row in found], "holder": holder})
    return tuple(found)
