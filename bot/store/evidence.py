"""Bukti dukung: the files and links that stand behind an entry's figure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx


@dataclass(frozen=True)
class EvidenceRow:
    """`size` in bytes; `sha256` is None for a link, whose address is its name."""

    id: int
    entry_id: int
    name: str
    mime: str
    size: int
    sha256: str | None
    added_by: int
    added_at: datetime


_b = sa.bindparam
_x, _e, _f = tables.evidence, tables.entries, tables.forms
_LISTED = sa.select(*rows.columns(_x, EvidenceRow)).where(_x.c.removed_at.is_(None)).order_by(_x.c.id)
_ONE = _LISTED.where(_x.c.id == _b("evidence_id"))
_OF_ENTRY = _LISTED.where(_x.c.entry_id == _b("entry_id"))
_OF_FORM = _LISTED.join_from(_x, _e, _e.c.id == _x.c.entry_id).where(_e.c.form_id == _b("form_id"))
_OF_CYCLE = (
    _LISTED.join_from(_x, _e, _e.c.id == _x.c.entry_id)
    .join(_f, _f.c.id == _e.c.form_id)
    .where(_f.c.cycle_id == _b("cycle_id"))
)
_REMOVE = (
    _x.update()
    .where(_x.c.id == _b("b_id"), _x.c.removed_at.is_(None))
    .values(removed_by=_b("b_by"), removed_at=_b("b_now"))
)


def add(tx: Tx, **values: Any) -> int:
    return rows.insert(tx, _x, **values)


def get(tx: Tx, evidence_id: int) -> EvidenceRow | None:
    """None for what was removed."""
    return rows.first(tx, _ONE, EvidenceRow, evidence_id=evidence_id)


def of_entry(tx: Tx, entry_id: int) -> tuple[EvidenceRow, ...]:
    return rows.many(tx, _OF_ENTRY, EvidenceRow, entry_id=entry_id)


def of_form(tx: Tx, form_id: int) -> tuple[EvidenceRow, ...]:
    return rows.many(tx, _OF_FORM, EvidenceRow, form_id=form_id)


def of_cycle(tx: Tx, cycle_id: int) -> tuple[EvidenceRow, ...]:
    return rows.many(tx, _OF_CYCLE, EvidenceRow, cycle_id=cycle_id)


def remove(tx: Tx, evidence_id: int, person_id: int | None, now: datetime) -> bool:
    """False when it was removed already."""
    return tx.execute(_REMOVE, {"b_id": evidence_id, "b_by": person_id, "b_now": now}).rowcount == 1
