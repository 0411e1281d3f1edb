"""The papers of a cycle, by kind."""

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.documents import DocumentRow
from bot.store.engine import Tx

_d = tables.documents
_OF_CYCLE = sa.select(*rows.columns(_d, DocumentRow)).where(_d.c.cycle_id == sa.bindparam("cycle_id")).order_by(_d.c.id)


def of_cycle(tx: Tx, cycle_id: int) -> tuple[DocumentRow, ...]:
    """Oldest first."""
    return rows.many(tx, _OF_CYCLE, DocumentRow, cycle_id=cycle_id)


def of_kind(tx: Tx, cycle_id: int, kind: str, unit_id: int | None = None) -> tuple[DocumentRow, ...]:
    return tuple(row for row in of_cycle(tx, cycle_id) if row.kind == kind and row.unit_id == unit_id)


def latest(tx: Tx, cycle_id: int, kind: str) -> DocumentRow | None:
    found = of_kind(tx, cycle_id, kind)
    return found[-1] if found else None
