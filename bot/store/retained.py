"""The files of a cycle whose time is over: their bytes go; what they were, and their hashes, stay with their rows."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from bot.store import tables
from bot.store.engine import Tx

_b = sa.bindparam
_c, _h, _blobs = tables.cycles, tables.history, tables.blobs
_e, _f = tables.entries, tables.forms
_USES = sa.union_all(
    sa.select(tables.documents.c.sha256, tables.documents.c.cycle_id),
    sa.select(tables.attachments.c.sha256, tables.attachments.c.cycle_id),
    sa.select(tables.evidence.c.sha256, _f.c.cycle_id)
    .join_from(tables.evidence, _e, _e.c.id == tables.evidence.c.entry_id)
    .join(_f, _f.c.id == _e.c.form_id),
    sa.select(tables.offices.c.lambang, sa.null()),
).subquery("uses")
"""Every file that is kept, and whose it is: a cycle's, or where there is none the office's own."""
_EXPIRED = sa.select(_h.c.cycle_id).where(_h.c.event == _b("event"))
_OLD = (
    sa.select(_c.c.office_id, _c.c.id)
    .where(_c.c.closed_at < _b("before"), _c.c.id.not_in(_EXPIRED))
    .order_by(_c.c.closed_at, _c.c.id)
)
_elsewhere = sa.select(_USES.c.sha256).where(
    _USES.c.sha256.is_not(None),
    sa.or_(
        _USES.c.cycle_id.is_(None),
        sa.and_(_USES.c.cycle_id != _b("cycle"), _USES.c.cycle_id.not_in(_EXPIRED)),
    ),
)
_GOING = (
    sa.select(_blobs.c.sha256)
    .where(_blobs.c.sha256.in_(sa.select(_USES.c.sha256).where(_USES.c.cycle_id == _b("cycle"))))
    .where(_blobs.c.sha256.not_in(_elsewhere), sa.func.length(_blobs.c.content) > 0)
    .order_by(_blobs.c.sha256)
)
_EMPTY = _blobs.update().where(_blobs.c.sha256.in_(_b("hashes", expanding=True))).values(content=b"")


def closed_before(tx: Tx, moment: datetime, event: str) -> tuple[tuple[int, int], ...]:
    """(office, cycle) of those closed before that moment in whose history nothing of that name happened, oldest
    first."""
    return tuple((row.office_id, row.id) for row in tx.execute(_OLD, {"before": moment, "event": event}))


def going(tx: Tx, cycle_id: int, event: str) -> tuple[str, ...]:
    """The hashes of the files that nothing keeps but this cycle, and others whose time is over as well."""
    return tuple(tx.execute(_GOING, {"cycle": cycle_id, "event": event}).scalars())


def empty(tx: Tx, hashes: Collection[str]) -> None:
    tx.execute(_EMPTY, {"hashes": list(hashes)})
