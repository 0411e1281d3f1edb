"""The forms of a cycle and their entries."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx


@dataclass(frozen=True)
class FormRow:
    id: int
    office_id: int
    cycle_id: int
    unit_id: int
    unit_name: str
    leader: bool
    state: str
    version: int
    revision: int
    delivered_at: datetime | None
    delivered_how: str
    received_at: datetime | None
    received_how: str
    received_by: int | None
    submitted_at: datetime | None
    submitted_by: int | None
    on_time: bool | None
    excluded: bool

    @property
    def edition(self) -> int:
        """Which workbook of it counts: each return makes the next, and so does each revision of its indicators.

        A question in the chat is about the entries as they are now: only a return, `version`, ends it.
        """
        return self.version + self.revision


@dataclass(frozen=True)
class EntryRow:
    id: int
    form_id: int
    indicator_id: int
    number: int
    snapshot: dict[str, Any]
    realisasi: Decimal | None
    anggaran: Decimal | None
    pendorong: str
    penghambat: str
    tindak_lanjut: str
    reason: str
    open: bool
    flagged: bool
    comment: str
    old: Decimal | None
    how: str
    revisions: list[Any]
    dropped: bool


_b = sa.bindparam
_f, _e = tables.forms, tables.entries
_asked = sa.not_(_e.c.dropped)
_FORMS = sa.select(*rows.columns(_f, FormRow)).where(_f.c.cycle_id == _b("cycle_id")).order_by(_f.c.id)
_OF_UNIT = sa.select(*rows.columns(_f, FormRow)).where(_f.c.cycle_id == _b("cycle_id"), _f.c.unit_id == _b("unit_id"))
_LEFT_OPEN = (
    sa.select(*rows.columns(_f, FormRow))
    .join_from(_f, tables.cycles, tables.cycles.c.id == _f.c.cycle_id)
    .where(_f.c.office_id == _b("office_id"), _f.c.excluded, _f.c.state == "open", tables.cycles.c.phase == "open")
    .order_by(_f.c.id)
)
_FORM = sa.select(*rows.columns(_f, FormRow)).where(_f.c.id == _b("form_id"))
_ENTRIES = (
    sa.select(*rows.columns(_e, EntryRow))
    .join_from(_e, _f, _f.c.id == _e.c.form_id)
    .where(_f.c.cycle_id == _b("cycle_id"), _asked)
    .order_by(_e.c.number, _e.c.id)
)
_ENTRIES_OF = (
    sa.select(*rows.columns(_e, EntryRow)).where(_e.c.form_id == _b("form_id"), _asked).order_by(_e.c.number, _e.c.id)
)
_OF_INDICATOR = sa.select(*rows.columns(_e, EntryRow)).where(
    _e.c.form_id == _b("form_id"), _e.c.indicator_id == _b("indicator_id")
)
_ENTRY = sa.select(*rows.columns(_e, EntryRow)).where(_e.c.id == _b("entry_id"))
_AUTHOR = sa.select(tables.authors.c.person_id).where(tables.authors.c.cycle_id == _b("cycle_id"))
_LOCK = _e.update().where(_e.c.form_id == _b("b_form")).values(open=False, flagged=False)
_FLAG = (
    _e.update()
    .where(_e.c.id == _b("b_id"))
    .values(open=True, flagged=True, comment=_b("b_comment"), old=_e.c.realisasi)
)


def add(tx: Tx, **values: Any) -> int:
    return rows.insert(tx, _f, **values)


def add_entry(tx: Tx, **values: Any) -> int:
    return rows.insert(tx, _e, **values)


def of_cycle(tx: Tx, cycle_id: int) -> tuple[FormRow, ...]:
    """In the order in which the units stood when the forms were prepared."""
    return rows.many(tx, _FORMS, FormRow, cycle_id=cycle_id)


def of_unit(tx: Tx, cycle_id: int, unit_id: int | None) -> FormRow | None:
    """A unit has one form in a cycle."""
    return rows.first(tx, _OF_UNIT, FormRow, cycle_id=cycle_id, unit_id=unit_id)


def left_open(tx: Tx, office_id: int) -> tuple[FormRow, ...]:
    """Those that a recap went on without, of cycles that go on: they may still come."""
    return rows.many(tx, _LEFT_OPEN, FormRow, office_id=office_id)


def get(tx: Tx, form_id: int) -> FormRow | None:
    return rows.first(tx, _FORM, FormRow, form_id=form_id)


def entries_of_cycle(tx: Tx, cycle_id: int) -> tuple[EntryRow, ...]:
    return rows.many(tx, _ENTRIES, EntryRow, cycle_id=cycle_id)


def entries(tx: Tx, form_id: int) -> tuple[EntryRow, ...]:
    return rows.many(tx, _ENTRIES_OF, EntryRow, form_id=form_id)


def of_indicator(tx: Tx, form_id: int, indicator_id: int) -> EntryRow | None:
    """An indicator has one entry in a form, which a revision may have dropped."""
    return rows.first(tx, _OF_INDICATOR, EntryRow, form_id=form_id, indicator_id=indicator_id)


def entry(tx: Tx, entry_id: int) -> EntryRow | None:
    return rows.first(tx, _ENTRY, EntryRow, entry_id=entry_id)


def update(tx: Tx, form_id: int, **values: Any) -> None:
    tx.execute(_f.update().where(_f.c.id == form_id).values(**values))


def fill(tx: Tx, entry_id: int, **values: Any) -> None:
    tx.execute(_e.update().where(_e.c.id == entry_id).values(**values))


def lock(tx: Tx, form_id: int) -> None:
    tx.execute(_LOCK, {"b_form": form_id})


def flag(tx: Tx, entry_id: int, comment: str) -> None:
    """Opens one entry again, with why, and with its value of now as the old one."""
    tx.execute(_FLAG, {"b_id": entry_id, "b_comment": comment})


def discard(tx: Tx, cycle_id: int) -> None:
    """Forms that nobody was handed yet are prepared anew."""
    for form in of_cycle(tx, cycle_id):
        tx.execute(_e.delete().where(_e.c.form_id == form.id))
        tx.execute(_f.delete().where(_f.c.id == form.id))


def authors(tx: Tx, cycle_id: int) -> frozenset[int]:
    return frozenset(tx.execute(_AUTHOR, {"cycle_id": cycle_id}).scalars())


def add_author(tx: Tx, office_id: int, cycle_id: int, person_id: int) -> None:
    if person_id not in authors(tx, cycle_id):
        rows.insert(tx, tables.authors, office_id=office_id, cycle_id=cycle_id, person_id=person_id)
