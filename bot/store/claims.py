"""Sharing work between processes: a row is claimed for a while, and whoever has a row of a chat has the chat.

Only for PostgreSQL: the one-file database belongs to one process, which knows by itself what it is doing.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.store.engine import Tx, embedded

LEASE = 45
"""Seconds after which a claim lapses that nobody renews: then its process is no more, or stands still."""
RENEWED = 10
"""Seconds between two renewals, however long what was claimed takes."""

FREE: Mapping[str, None] = {"claimed_by": None, "claimed_until": None}
"""Of a row that comes back: whoever has its chat by now is to have it too."""

Row = TypeVar("Row", bound=Any)
CLOCK = sa.func.extract("epoch", sa.func.clock_timestamp())  # the one clock that all processes share
_CHOOSE = sa.select(sa.func.pg_advisory_xact_lock(1, sa.func.hashtext(sa.bindparam("rows"))))


def shared(tx: Tx) -> bool:
    return not embedded(tx.engine)


def unclaimed(found: sa.Select[Any], table: sa.Table) -> sa.Select[Any]:
    """Those rows that are free, lapsed, or mine; what another process is just claiming is passed over."""
    until, holder = table.c.claimed_until, table.c.claimed_by
    mine = sa.or_(until.is_(None), until < CLOCK, holder == sa.bindparam("holder"))
    return found.where(mine).with_for_update(skip_locked=True, of=table)


def nobody_elses(table: sa.Table) -> sa.ColumnElement[bool]:
    """Of a group of rows, those of a chat: no other process has any. It need not be the first that the other has: one
    that comes back, because its paper is made or it is tried again, may come before."""
    others = sa.and_(table.c.claimed_by != sa.bindparam("holder"), table.c.claimed_until >= CLOCK)
    return sa.not_(sa.func.coalesce(sa.func.bool_or(others), sa.false()))


def choose(tx: Tx, table: sa.Table) -> None:
    """Until this transaction ends no other process chooses among these rows: it would not see what is claimed here."""
    tx.execute(_CHOOSE, {"rows": table.name})


def claiming(table: sa.Table) -> sa.Update:
    return (
        table.update()
        .where(table.c.id.in_(sa.bindparam("ids", expanding=True)))
        .values(claimed_by=sa.bindparam("holder"), claimed_until=CLOCK + LEASE)
    )


def renewing(table: sa.Table, waits: sa.ColumnElement[bool]) -> sa.Update:
    """Not what has lapsed: others may have the chat by now, by another of its rows. What a transaction is just working
    on has time until the next renewal: waiting for it would keep everybody from choosing."""
    mine = sa.and_(table.c.claimed_by == sa.bindparam("holder"), table.c.claimed_until >= CLOCK)
    found = sa.select(table.c.id).where(mine, waits).with_for_update(skip_locked=True)
    return table.update().where(table.c.id.in_(found)).values(claimed_until=CLOCK + LEASE)


def releasing(table: sa.Table) -> sa.Update:
    return table.update().where(table.c.claimed_by == sa.bindparam("holder")).values(**FREE)


def claim(tx: Tx, statement: sa.Update, found: Sequence[Row], holder: str) -> tuple[Row, ...]:
    """The rows, which were found with `unclaimed`, now ours."""
    if found:
        tx.execute(statement, {"ids": [row.id for row in found], "holder": holder})
    return tuple(found)
