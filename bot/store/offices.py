"""Offices, their units, their people and who holds what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx
from bot.workflow import mandates
from bot.workflow.periods import PeriodKind, Schedule
from bot.workflow.roles import Assignment, Kind, Role


@dataclass(frozen=True)
class OfficeRow:
    id: int
    code: str
    name: str
    zone: str
    profile: dict[str, Any]
    policy: dict[str, Any]
    secret: bytes
    sample: bool
    lambang: str | None


@dataclass(frozen=True)
class Unit:
    id: int
    name: str
    position: int
    leader: bool


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    sapaan: str
    rank: str
    nip: str


@dataclass(frozen=True)
class ScheduleRow:
    kind: str
    day: int
    hour: int


@dataclass(frozen=True)
class HolidayRow:
    day: date
    name: str
    working: bool


_b = sa.bindparam
_offices, _units, _persons = tables.offices, tables.units, tables.persons
_assignments = tables.assignments

_OFFICE = sa.select(*rows.columns(_offices, OfficeRow))
_OFFICE_BY_ID = _OFFICE.where(_offices.c.id == _b("office_id"))
_OFFICE_ALONE = _OFFICE_BY_ID.with_for_update(key_share=True)
_OFFICE_BY_CODE = _OFFICE.where(_offices.c.code == _b("code"))
_ALL_OFFICES = _OFFICE.order_by(_offices.c.id)
_CALENDAR = sa.select(_offices.c.calendar).where(_offices.c.id == _b("office_id"))
_WARNED = sa.select(_offices.c.warned_years).where(_offices.c.id == _b("office_id"))
_KEEP_CALENDAR = _offices.update().where(_offices.c.id == _b("b_id")).values(calendar=_b("b_calendar"))
_WARN = _offices.update().where(_offices.c.id == _b("b_id")).values(warned_years=_b("b_years"))
_SHOW_LAMBANG = _offices.update().where(_offices.c.id == _b("b_id")).values(lambang=_b("b_lambang"))
_UNITS = (
    sa.select(*rows.columns(_units, Unit))
    .where(_units.c.office_id == _b("office_id"), _units.c.active)
    .order_by(_units.c.position, _units.c.id)
)
_PERSON = sa.select(*rows.columns(_persons, Person)).where(_persons.c.id == _b("person_id"))
_ASSIGNMENT_COLUMNS = (
    _assignments.c.person_id,
    _assignments.c.role,
    _assignments.c.unit_id,
    _assignments.c.title,
    _assignments.c.kind,
    _assignments.c.starts_on,
    _assignments.c.ends_on,
    _assignments.c.stands_for,
    _assignments.c.sk_number,
)
_ASSIGNMENTS = (
    sa.select(*_ASSIGNMENT_COLUMNS).where(_assignments.c.office_id == _b("office_id")).order_by(_assignments.c.id)
)
_OFFICES_OF = sa.select(_assignments.c.office_id).where(_assignments.c.person_id == _b("person_id")).distinct()
_HOLIDAYS = sa.select(*rows.columns(tables.holidays, HolidayRow)).where(tables.holidays.c.office_id == _b("office_id"))
_SCHEDULES = sa.select(*rows.columns(tables.schedules, ScheduleRow)).where(
    tables.schedules.c.office_id == _b("office_id"), tables.schedules.c.active
)
_PERSONS = (
    sa.select(*rows.columns(_persons, Person))
    .where(_persons.c.id.in_(sa.select(_assignments.c.person_id).where(_assignments.c.office_id == _b("office_id"))))
    .order_by(_persons.c.id)
)


def office(tx: Tx, office_id: int) -> OfficeRow:
    return _found(tx, _OFFICE_BY_ID, office_id)


def _found(tx: Tx, statement: sa.Select[Any], office_id: int) -> OfficeRow:
    found = rows.first(tx, statement, OfficeRow, office_id=office_id)
    if found is None:
        raise LookupError(f"no office {office_id}")
    return found


def alone(tx: Tx, office_id: int) -> OfficeRow:
    """The office, which from here on is this transaction's alone: who else wants to read or change what it has to do
    waits, and then finds what was committed. The one-file database knows no other way; on PostgreSQL two who decide at
    the same time would each see the office as it was before the other.

    Comes before the rows of its messages and reminders: two that lock in another order wait for each other.
    """
    return _found(tx, _OFFICE_ALONE, office_id)


def office_by_code(tx: Tx, code: str) -> OfficeRow | None:
    return rows.first(tx, _OFFICE_BY_CODE, OfficeRow, code=code)


def all_offices(tx: Tx) -> tuple[OfficeRow, ...]:
    return rows.many(tx, _ALL_OFFICES, OfficeRow)


def kept_calendar(tx: Tx, office_id: int) -> dict[str, Any] | None:
    """By which the open deadlines were counted; None before the first."""
    found: dict[str, Any] | None = tx.execute(_CALENDAR, {"office_id": office_id}).scalar_one()
    return found


def keep_calendar(tx: Tx, office_id: int, calendar: dict[str, Any]) -> None:
    tx.execute(_KEEP_CALENDAR, {"b_id": office_id, "b_calendar": calendar})


def warned_years(tx: Tx, office_id: int) -> tuple[int, ...]:
    return tuple(tx.execute(_WARNED, {"office_id": office_id}).scalar_one() or ())


def warn_year(tx: Tx, office_id: int, years: Collection[int]) -> None:
    tx.execute(_WARN, {"b_id": office_id, "b_years": list(years)})


def show_lambang(tx: Tx, office_id: int, sha256: str | None) -> None:
    """A picture that is kept as a blob, in the kop from now on; None: no picture."""
    tx.execute(_SHOW_LAMBANG, {"b_id": office_id, "b_lambang": sha256})


def units(tx: Tx, office_id: int) -> tuple[Unit, ...]:
    return rows.many(tx, _UNITS, Unit, office_id=office_id)


def holidays(tx: Tx, office_id: int) -> tuple[HolidayRow, ...]:
    return rows.many(tx, _HOLIDAYS, HolidayRow, office_id=office_id)


def schedules(tx: Tx, office_id: int) -> tuple[Schedule, ...]:
    """The Jadwal Kerja, shortest periods first."""
    found = {row.kind: row for row in rows.many(tx, _SCHEDULES, ScheduleRow, office_id=office_id)}
    return tuple(Schedule(kind, found[kind].day, found[kind].hour) for kind in PeriodKind if kind in found)


def person(tx: Tx, person_id: int) -> Person:
    found = rows.first(tx, _PERSON, Person, person_id=person_id)
    if found is None:
        raise LookupError(f"no person {person_id}")
    return found


def persons(tx: Tx, office_id: int) -> tuple[Person, ...]:
    return rows.many(tx, _PERSONS, Person, office_id=office_id)


def held(tx: Tx, office_id: int, day: date) -> tuple[Assignment, ...]:
    """By right or by mandate on this day; who acts in it is said by workflow.mandates.in_force."""
    return mandates.active(roles_of(tx, office_id), day)


def roles_of(tx: Tx, office_id: int) -> tuple[Assignment, ...]:
    """Whenever held."""
    return tuple(_assignment(row) for row in tx.execute(_ASSIGNMENTS, {"office_id": office_id}).mappings())


def _assignment(row: sa.RowMapping) -> Assignment:
    return Assignment(
        person_id=row["person_id"],
        role=Role(row["role"]),
        unit_id=row["unit_id"],
        title=row["title"],
        kind=Kind(row["kind"]),
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        stands_for=row["stands_for"],
        sk_number=row["sk_number"],
    )


def offices_of(tx: Tx, person_id: int) -> tuple[int, ...]:
    return tuple(tx.execute(_OFFICES_OF, {"person_id": person_id}).scalars())


_IN_FORCE = sa.select(tables.offices.c.in_force).where(tables.offices.c.id == _b("office_id")).with_for_update()
_TOLD = tables.offices.update().where(tables.offices.c.id == _b("b_office_id")).values(in_force=_b("b_held"))


def last_in_force(tx: Tx, office_id: int) -> Any:
    """As `keep_in_force` was given it, by one process at a time; None for an office that was never told."""
    return tx.execute(_IN_FORCE, {"office_id": office_id}).scalar_one()


def keep_in_force(tx: Tx, office_id: int, held: Any) -> None:
    tx.execute(_TOLD, {"b_office_id": office_id, "b_held": held})
