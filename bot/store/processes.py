"""Which processes share the work on this database (PostgreSQL): together they may send no faster than one alone."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from bot.store import claims, tables
from bot.store.claims import CLOCK, LEASE
from bot.store.engine import Tx

_b = sa.bindparam
_t = tables.processes
_until = {"lives_until": CLOCK + LEASE}
_LIVES = (
    postgresql.insert(_t)
    .values(name=_b("process"), **_until)
    .on_conflict_do_update(index_elements=[_t.c.name], set_=_until)
)
_LAPSED = _t.delete().where(_t.c.lives_until < CLOCK)
_ENDS = _t.delete().where(_t.c.name == _b("process"))
_HOW_MANY = sa.select(sa.func.count()).select_from(_t)


def lives(tx: Tx, name: str) -> int:
    """This one does, as long as it says so in time; how many do, it included."""
    claims.choose(tx, _t)  # of two that start at once the second has to see the first
    tx.execute(_LAPSED)
    tx.execute(_LIVES, {"process": name})
    return int(tx.execute(_HOW_MANY).scalar_one())


def ends(tx: Tx, name: str) -> None:
    tx.execute(_ENDS, {"process": name})
