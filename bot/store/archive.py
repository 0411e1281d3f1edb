"""The papers of a cycle, by kind, and an office's own."""

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.documents import DocumentRow
from bot.store.engine import Tx

_b = sa.bindparam
_d = tables.documents
_OF_CYCLE = sa.select(*rows.columns(_d, DocumentRow)).where(_d.c.cycle_id == _b("cycle_id")).order_by(_d.c.id)
_LAST_OWN = sa.select(sa.func.coalesce(sa.func.max(_d.c.version), 0)).where(
    _d.c.office_id == _b("office_id"), _d.c.cycle_id.is_(None), _d.c.kind == _b("of_kind")
)


def of_cycle(tx: Tx, cycle_id: int) -> tuple[DocumentRow, ...]:
    """Oldest first."""
    return rows.many(tx, _OF_CYCLE, DocumentRow, cycle_id=cycle_id)


def of_kind(tx: Tx, cycle_id: int, kind: str, unit_id: int | None = None) -> tuple[DocumentRow, ...]:
    return tuple(row for row in of_cycle(tx, cycle_id) if row.kind == kind and row.unit_id == unit_id)


def latest(tx: Tx, cycle_id: int, kind: str) -> DocumentRow | None:
    found = of_kind(tx, cycle_id, kind)
    return found[-1] if found else None


def last_own_version(tx: Tx, office_id: int, kind: str) -> int:
    """Of a paper that is the office's and no cycle's; 0 before the first."""
    return int(tx.execute(_LAST_OWN, {"office_id": office_id, "of_kind": kind}).scalar_one())
