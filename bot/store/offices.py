"""Offices, their units, their people and who may be reached where."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx
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
class Address:
    id: int
    person_id: int | None
    channel: str
    chat_id: str
    unreachable_at: datetime | None
    greeted_at: datetime | None


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
_addresses, _assignments, _invites = tables.addresses, tables.assignments, tables.invites

_OFFICE = sa.select(*rows.columns(_offices, OfficeRow))
_OFFICE_BY_ID = _OFFICE.where(_offices.c.id == _b("office_id"))
_OFFICE_BY_CODE = _OFFICE.where(_offices.c.code == _b("code"))
_ALL_OFFICES = _OFFICE.order_by(_offices.c.id)
_CALENDAR = sa.select(_offices.c.calendar).where(_offices.c.id == _b("office_id"))
_WARNED = sa.select(_offices.c.warned_years).where(_offices.c.id == _b("office_id"))
_KEEP_CALENDAR = _offices.update().where(_offices.c.id == _b("b_id")).values(calendar=_b("b_calendar"))
_WARN = _offices.update().where(_offices.c.id == _b("b_id")).values(warned_years=_b("b_years"))
_UNITS = (
    sa.select(*rows.columns(_units, Unit))
    .where(_units.c.office_id == _b("office_id"), _units.c.active)
    .order_by(_units.c.position)
)
_PERSON = sa.select(*rows.columns(_persons, Person)).where(_persons.c.id == _b("person_id"))
_ADDRESS = sa.select(*rows.columns(_addresses, Address)).where(
    _addresses.c.channel == _b("channel"), _addresses.c.chat_id == _b("chat_id")
)
_ADDRESSES_OF = (
    sa.select(*rows.columns(_addresses, Address))
    .where(_addresses.c.person_id == _b("person_id"), _addresses.c.unreachable_at.is_(None))
    .order_by(_addresses.c.id)
)
_ASSIGNMENT_COLUMNS = (
    _assignments.c.person_id,
    _assignments.c.role,
    _assignments.c.unit_id,
    _assignments.c.title,
    _assignments.c.kind,
    _assignments.c.starts_on,
    _assignments.c.ends_on,
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
    found = rows.first(tx, _OFFICE_BY_ID, OfficeRow, office_id=office_id)
    if found is None:
        raise LookupError(f"no office {office_id}")
    return found


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


def assignments(tx: Tx, office_id: int, day: date) -> tuple[Assignment, ...]:
    """Those in force on this day."""
    found = (_assignment(row) for row in tx.execute(_ASSIGNMENTS, {"office_id": office_id}).mappings())
    return tuple(one for one in found if one.active(day))


def _assignment(row: sa.RowMapping) -> Assignment:
    return Assignment(
        person_id=row["person_id"],
        role=Role(row["role"]),
        unit_id=row["unit_id"],
        title=row["title"],
        kind=Kind(row["kind"]),
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
    )


def offices_of(tx: Tx, person_id: int) -> tuple[int, ...]:
    return tuple(tx.execute(_OFFICES_OF, {"person_id": person_id}).scalars())


def address(tx: Tx, channel: str, chat_id: str) -> Address | None:
    return rows.first(tx, _ADDRESS, Address, channel=channel, chat_id=chat_id)


def addresses_of(tx: Tx, person_id: int) -> tuple[Address, ...]:
    """Where a person can be reached now."""
    return rows.many(tx, _ADDRESSES_OF, Address, person_id=person_id)


_LINK = (
    _addresses.update()
    .where(_addresses.c.channel == _b("b_channel"), _addresses.c.chat_id == _b("b_chat_id"))
    .values(person_id=_b("b_person_id"), linked_at=_b("now"), unreachable_at=None)
)
_GREET = (
    _addresses.update()
    .where(_addresses.c.channel == _b("b_channel"), _addresses.c.chat_id == _b("b_chat_id"))
    .values(greeted_at=_b("at"))
)
_REACHABLE = (
    _addresses.update()
    .where(_addresses.c.channel == _b("b_channel"), _addresses.c.chat_id == _b("b_chat_id"))
    .values(unreachable_at=_b("at"))
)


def keep_address(tx: Tx, channel: str, chat_id: str) -> Address:
    """The address of this chat; a stranger's is kept as ids only."""
    found = address(tx, channel, chat_id)
    if found is None:
        rows.insert(tx, _addresses, channel=channel, chat_id=chat_id)
        found = address(tx, channel, chat_id)
    if found is None:
        raise LookupError(f"no address for {channel} chat {chat_id}")
    return found


def link(tx: Tx, channel: str, chat_id: str, person_id: int, now: datetime) -> None:
    keep_address(tx, channel, chat_id)
    tx.execute(_LINK, {"b_channel": channel, "b_chat_id": chat_id, "b_person_id": person_id, "now": now})


def greeted(tx: Tx, channel: str, chat_id: str, at: datetime | None) -> None:
    """None forgets it."""
    tx.execute(_GREET, {"b_channel": channel, "b_chat_id": chat_id, "at": at})


def set_unreachable(tx: Tx, channel: str, chat_id: str, at: datetime | None) -> None:
    """None makes the address reachable again."""
    tx.execute(_REACHABLE, {"b_channel": channel, "b_chat_id": chat_id, "at": at})


@dataclass(frozen=True)
class Invite:
    id: int
    office_id: int
    person_id: int
    expires_at: datetime
    used_at: datetime | None


_INVITE = sa.select(*rows.columns(_invites, Invite)).where(_invites.c.code_hash == _b("code_hash"))
_USE_INVITE = (
    _invites.update().where(_invites.c.id == _b("b_id"), _invites.c.used_at.is_(None)).values(used_at=_b("now"))
)


def invite(tx: Tx, code_hash: str) -> Invite | None:
    return rows.first(tx, _INVITE, Invite, code_hash=code_hash)


def use_invite(tx: Tx, invite_id: int, now: datetime) -> bool:
    """False when somebody was faster."""
    return tx.execute(_USE_INVITE, {"b_id": invite_id, "now": now}).rowcount == 1


def add_invite(tx: Tx, office_id: int, person_id: int, code_hash: str, now: datetime, expires_at: datetime) -> int:
    return rows.insert(
        tx,
        _invites,
        office_id=office_id,
        person_id=person_id,
        code_hash=code_hash,
        created_at=now,
        expires_at=expires_at,
    )
