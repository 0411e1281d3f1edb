"""When the bot last was in contact with the world: one row, whatever the number of processes."""

from datetime import datetime

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx

_b = sa.bindparam
_t = tables.beats
_LAST = sa.select(_t.c.at)
_BEAT = _t.update().values(at=_b("now"))
_WARN = _t.update().where(_t.c.warned_at.is_(None)).values(warned_at=_b("now"))
_CALM = _t.update().where(_t.c.warned_at.is_not(None)).values(warned_at=None)
_TOUCH = _t.update().values(at=_t.c.at)


def last(tx: Tx) -> datetime | None:
    """None before the first."""
    return tx.execute(_LAST).scalar()


def beat(tx: Tx, now: datetime) -> None:
    if tx.execute(_BEAT, {"now": now}).rowcount == 0:
        rows.insert(tx, _t, at=now)


def touch(tx: Tx) -> None:
    """Writes and changes nothing: whether the database takes anything."""
    tx.execute(_TOUCH)


def warned(tx: Tx, now: datetime) -> bool:
    """True when nobody had been warned yet since all was well."""
    return tx.execute(_WARN, {"now": now}).rowcount > 0


def calm(tx: Tx) -> None:
    """All is well."""
    tx.execute(_CALM)
