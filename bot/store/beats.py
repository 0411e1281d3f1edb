"""When the bot last was in contact with the world: one row, whatever the number of processes."""

from datetime import datetime

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx

_b = sa.bindparam
_t = tables.beats
_LAST = sa.select(_t.c.at)
_BEAT = _t.update().values(at=_b("now"))


def last(tx: Tx) -> datetime | None:
    """None before the first."""
    return tx.execute(_LAST).scalar()


def beat(tx: Tx, now: datetime) -> None:
    if tx.execute(_BEAT, {"now": now}).rowcount == 0:
        rows.insert(tx, _t, at=now)
