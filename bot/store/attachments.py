"""Files that came back and are kept with a cycle: the signed letter, its receipt, the narrative as it was edited."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx


@dataclass(frozen=True)
class AttachmentRow:
    """`size` in bytes."""

    id: int
    cycle_id: int
    kind: str
    name: str
    mime: str
    size: int
    sha256: str
    added_by: int
    added_at: datetime


_a = tables.attachments
_OF_CYCLE = (
    sa.select(*rows.columns(_a, AttachmentRow)).where(_a.c.cycle_id == sa.bindparam("cycle_id")).order_by(_a.c.id)
)


def add(tx: Tx, **values: Any) -> int:
    return rows.insert(tx, _a, **values)


def of_cycle(tx: Tx, cycle_id: int) -> tuple[AttachmentRow, ...]:
    """Oldest first."""
    return rows.many(tx, _OF_CYCLE, AttachmentRow, cycle_id=cycle_id)
