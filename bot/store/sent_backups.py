"""Backups on their way to the admins: rows of the outbox that name a file."""

from datetime import datetime

import sqlalchemy as sa

from bot.store import outbox, tables
from bot.store.engine import Tx

_o = tables.outbox
_waits = _o.c.state == sa.literal_column(str(outbox.WAITING))  # a literal, or SQLite passes over the partial index
_of_backups = _o.c.kind == "backup"
_BACKUPS = sa.select(_o.c.body).where(_waits, _of_backups)
_LAST_BACKUP = sa.select(sa.func.max(_o.c.created_at, type_=_o.c.created_at.type)).where(_of_backups)
_NO_OLDER_BACKUP = (
    _o.update()
    .where(_waits, _of_backups)
    .values(state=outbox.DROPPED, error="a newer backup goes", done_at=sa.bindparam("at"))
)


def waiting(tx: Tx) -> tuple[str, ...]:
    """The paths of those that are still to be sent."""
    return tuple(body["path"] for body in tx.execute(_BACKUPS).scalars())


def last(tx: Tx) -> datetime | None:
    """When one was last put here."""
    found: datetime | None = tx.execute(_LAST_BACKUP).scalar()
    return found


def drop(tx: Tx, now: datetime) -> None:
    """Of those that could not be sent in time only the newest is worth sending."""
    tx.execute(_NO_OLDER_BACKUP, {"at": now})
