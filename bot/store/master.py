"""Brings an office's own rows to what its master data says: added, changed where they differ, closed, never lost."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx


class Change(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Kept:
    id: int
    change: Change


@dataclass(frozen=True)
class KnownPerson:
    id: int
    name: str
    nip: str


Values = Mapping[str, Any]
_b = sa.bindparam
_p, _a, _h = tables.persons, tables.assignments, tables.holidays

_KNOWN = (
    sa.select(_p.c.id, _p.c.name, _p.c.nip)
    .where(_p.c.id.in_(sa.select(_a.c.person_id).where(_a.c.office_id == _b("office_id"))))
    .order_by(_p.c.id)
)
_HELD = sa.select(_a.c.id, _a.c.starts_on, _a.c.ends_on).where(_a.c.office_id == _b("office_id"))
_END = _a.update().where(_a.c.id == _b("b_id")).values(ends_on=_b("day"))
_DAYS = sa.select(_h.c.id, _h.c.day).where(_h.c.office_id == _b("office_id"))
_FORGET_DAY = _h.delete().where(_h.c.id == _b("b_id"))


def put_office(tx: Tx, code: str, values: Values, secret: bytes) -> Kept:
    """`secret` is only taken by a new office."""
    return _put(tx, tables.offices, {"code": code}, values, {"secret": secret})


def put_person(tx: Tx, person_id: int | None, values: Values) -> Kept:
    if person_id is None:
        return Kept(rows.insert(tx, _p, **values), Change.ADDED)
    return _put(tx, _p, {"id": person_id}, values)


def put_unit(tx: Tx, office_id: int, name: str, values: Values) -> Kept:
    return _put(tx, tables.units, {"office_id": office_id, "name": name}, {"active": True, **values})


def put_indicator(tx: Tx, office_id: int, number: int, values: Values) -> Kept:
    return _put(tx, tables.indicators, {"office_id": office_id, "number": number}, values)


def put_target(tx: Tx, office_id: int, indicator_id: int, year: int, values: Values) -> Kept:
    key = {"office_id": office_id, "indicator_id": indicator_id, "year": year}
    return _put(tx, tables.targets, key, values)


def put_measurement(tx: Tx, office_id: int, indicator_id: int, period: str, values: Values) -> Kept:
    key = {"office_id": office_id, "indicator_id": indicator_id, "period": period}
    return _put(tx, tables.measurements, key, values)


def put_assignment(tx: Tx, office_id: int, key: Values, values: Values) -> Kept:
    """`key`: person_id, role, unit_id, kind and starts_on; one that was closed in the meantime is open again."""
    return _put(tx, _a, {"office_id": office_id, **key}, values)


def put_holiday(tx: Tx, office_id: int, day: date, values: Values) -> Kept:
    return _put(tx, _h, {"office_id": office_id, "day": day}, values)


def put_schedule(tx: Tx, office_id: int, kind: str, values: Values) -> Kept:
    return _put(tx, tables.schedules, {"office_id": office_id, "kind": kind}, {"active": True, **values})


def known_persons(tx: Tx, office_id: int) -> tuple[KnownPerson, ...]:
    """Everybody who ever held a role in this office."""
    return rows.many(tx, _KNOWN, KnownPerson, office_id=office_id)


def retire_units(tx: Tx, office_id: int, kept: Collection[int]) -> int:
    return _retire(tx, tables.units, office_id, kept)


def retire_indicators(tx: Tx, office_id: int, kept: Collection[int]) -> int:
    return _retire(tx, tables.indicators, office_id, kept)


def retire_schedules(tx: Tx, office_id: int, kept: Collection[int]) -> int:
    return _retire(tx, tables.schedules, office_id, kept)


def close_assignments(tx: Tx, office_id: int, kept: Collection[int], today: date) -> int:
    """Ends all others on the day before; what had ended by then stays as it is. Returns how many were ended."""
    last = today - timedelta(days=1)
    held = tx.execute(_HELD, {"office_id": office_id}).all()
    gone = [row.id for row in held if row.id not in kept and (row.ends_on is None or row.ends_on > last)]
    for assignment_id in gone:
        tx.execute(_END, {"b_id": assignment_id, "day": last})
    return len(gone)


def forget_holidays(tx: Tx, office_id: int, kept: Collection[date]) -> int:
    gone = [row.id for row in tx.execute(_DAYS, {"office_id": office_id}) if row.day not in kept]
    for holiday_id in gone:
        tx.execute(_FORGET_DAY, {"b_id": holiday_id})
    return len(gone)


def _retire(tx: Tx, table: sa.Table, office_id: int, kept: Collection[int]) -> int:
    """Other rows refer to these, so they only stop being active."""
    live = tx.execute(sa.select(table.c.id).where(table.c.office_id == office_id, table.c.active)).scalars()
    gone = [row_id for row_id in live if row_id not in kept]
    for row_id in gone:
        tx.execute(table.update().where(table.c.id == row_id).values(active=False))
    return len(gone)


def _put(tx: Tx, table: sa.Table, key: Values, values: Values, first: Values | None = None) -> Kept:
    """One row by its key; `first` is written only when it is new. An equal row is not written at all."""
    found = tx.execute(sa.select(table).where(*(table.c[name] == value for name, value in key.items()))).mappings()
    row = found.first()
    if row is None:
        return Kept(rows.insert(tx, table, **key, **values, **(first or {})), Change.ADDED)
    changed = {name: value for name, value in values.items() if row[name] != value}
    if not changed:
        return Kept(row["id"], Change.SAME)
    tx.execute(table.update().where(table.c.id == row["id"]).values(**changed))
    return Kept(row["id"], Change.CHANGED)
