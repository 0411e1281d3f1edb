"""Takes an office's master data into the database: again and again, as often as the workbook changes."""

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.documents.master_cells import sentence
from bot.documents.master_names import UNITS_SHEET
from bot.store import cycles, forms, master, offices
from bot.store.codec import encode
from bot.store.engine import Tx
from bot.store.master import Change, Kept
from bot.workflow.cycle import FormState, Phase
from bot.workflow.master import (
    HolidayData,
    IndicatorData,
    MasterData,
    OfficeData,
    Problem,
    RoleData,
    recognised,
)
from bot.workflow.periods import parse_key

SECRET_BYTES = 32


@dataclass(frozen=True)
class Imported:
    """How many rows the import added, changed, and closed (made inactive, ended, or forgot as a holiday)."""

    office_id: int
    added: int
    changed: int
    closed: int


@dataclass
class _Import:
    """The office that is being brought up to date, and what that took so far."""

    tx: Tx
    office_id: int
    counts: Counter[Change] = field(default_factory=Counter)
    closed: int = 0

    def note(self, kept: Kept) -> int:
        self.counts[kept.change] += 1
        return kept.id


def import_office(tx: Tx, data: MasterData, now: datetime) -> Imported | tuple[Problem, ...]:
    """Everything at once, in the caller's transaction, or nothing and why; the same data again changes nothing.

    1. The office by its code, units by name, indicators by number, targets by year, history by period.
    2. Persons by NIP, else by name, among those who ever held a role in this office.
    3. What the data no longer holds: units, indicators and schedules become inactive, roles end on the day before
       `now`, holidays are forgotten. History and targets of other years stay.

    Cycles under way are not touched: their forms hold a snapshot. A unit whose form is not handed in cannot go.
    """
    waited_for = hindrances(tx, data)
    if waited_for:
        return waited_for
    kept = _office(tx, data.office)
    running = _Import(tx, kept.id)
    running.note(kept)
    units = _units(running, data)
    persons = _persons(running, data)
    _assignments(running, data.roles, persons, units, now.astimezone(ZoneInfo(data.office.zone)))
    indicators = _indicators(running, data.indicators, units)
    _history(running, data, indicators)
    _holidays(running, data.holidays)
    _schedules(running, data.office)
    counts = running.counts
    return Imported(kept.id, counts[Change.ADDED], counts[Change.CHANGED], running.closed)


def hindrances(tx: Tx, data: MasterData) -> tuple[Problem, ...]:
    """Units that the data no longer names, though an open cycle waits for their form: nobody could hand it in."""
    office = offices.office_by_code(tx, data.office.code)
    if office is None:
        return ()
    names = {unit.name for unit in data.units}
    going = {unit.id for unit in offices.units(tx, office.id) if unit.name not in names}
    return tuple(
        Problem(UNITS_SHEET, "", sentence("unit_waited_for", unit=form.unit_name, period=parse_key(cycle.period).label))
        for cycle in cycles.of_office(tx, office.id)
        if cycle.phase == Phase.OPEN
        for form in forms.of_cycle(tx, cycle.id)
        if form.unit_id in going and form.state != FormState.SUBMITTED
    )


def _office(tx: Tx, office: OfficeData) -> Kept:
    values = {
        "name": office.name,
        "zone": office.zone,
        "profile": encode(office.profile),
        "policy": encode(office.policy),
        "sample": office.sample,
    }
    return master.put_office(tx, office.code, values, secrets.token_bytes(SECRET_BYTES))


def _units(running: _Import, data: MasterData) -> dict[str, int]:
    """Ids by name; their order is that of the sheet."""
    found = {}
    for position, unit in enumerate(data.units, 1):
        values = {"position": position, "leader": unit.leader}
        found[unit.name] = running.note(master.put_unit(running.tx, running.office_id, unit.name, values))
    running.closed += master.retire_units(running.tx, running.office_id, found.values())
    return found


def _persons(running: _Import, data: MasterData) -> dict[str, int]:
    """Ids by the workbook's keys. Who holds no role and never did is nobody in this office, and is not kept."""
    known = recognised(data.persons, master.known_persons(running.tx, running.office_id))
    acting = {role.person for role in data.roles}
    found: dict[str, int] = {}
    for person in data.persons:
        match = known.get(person.key)
        if match is None and person.key not in acting:
            continue
        values = {"name": person.name, "sapaan": person.sapaan, "rank": person.rank, "nip": person.nip}
        found[person.key] = running.note(master.put_person(running.tx, match.id if match else None, values))
    return found


def _assignments(
    running: _Import, roles: Iterable[RoleData], persons: dict[str, int], units: dict[str, int], now: datetime
) -> None:
    kept = []
    for role in roles:
        key = {
            "person_id": persons[role.person],
            "role": role.role,
            "unit_id": units[role.unit] if role.unit else None,
            "kind": role.kind,
            "starts_on": role.starts_on,
        }
        values: dict[str, Any] = {"title": role.title, "sk_number": role.sk_number, "ends_on": role.ends_on}
        if role.stands_for:  # a workbook does not say: what the chat knew stays
            values["stands_for"] = persons[role.stands_for]
        kept.append(running.note(master.put_assignment(running.tx, running.office_id, key, values)))
    running.closed += master.close_assignments(running.tx, running.office_id, kept, now.date())


def _indicators(running: _Import, indicators: Iterable[IndicatorData], units: dict[str, int]) -> dict[int, int]:
    """Ids by number."""
    found = {}
    for one in indicators:
        values = {
            "active": one.active,
            "unit_id": units[one.unit],
            "sasaran": one.sasaran,
            "name": one.name,
            "satuan": one.satuan,
            "direction": one.direction,
            "aggregation": one.aggregation,
            "definition": one.definition,
            "evidence": one.evidence,
        }
        found[one.number] = running.note(master.put_indicator(running.tx, running.office_id, one.number, values))
        _target(running, one, found[one.number])
    running.closed += master.retire_indicators(running.tx, running.office_id, found.values())
    return found


def _target(running: _Import, one: IndicatorData, indicator_id: int) -> None:
    values = {
        "annual": one.annual,
        "quarters": [None if target is None else _digits(target) for target in one.quarters],
        "upper": one.upper,
        "pagu": one.pagu,
    }
    running.note(master.put_target(running.tx, running.office_id, indicator_id, one.year, values))


def _digits(target: Decimal) -> str:
    """One text for equal numbers: 85,10 and 85,1 are no change."""
    return f"{target.normalize():f}"


def _history(running: _Import, data: MasterData, indicators: dict[int, int]) -> None:
    for one in data.history:
        values = {"realisasi": one.realisasi, "anggaran": one.anggaran}
        indicator_id = indicators[one.number]
        running.note(master.put_measurement(running.tx, running.office_id, indicator_id, one.period, values))


def _holidays(running: _Import, holidays: Iterable[HolidayData]) -> None:
    days = set()
    for one in holidays:
        values = {"name": one.name, "working": one.working}
        running.note(master.put_holiday(running.tx, running.office_id, one.day, values))
        days.add(one.day)
    running.closed += master.forget_holidays(running.tx, running.office_id, days)


def _schedules(running: _Import, office: OfficeData) -> None:
    kept = []
    for one in office.schedules:
        values = {"day": one.day, "hour": one.hour}
        kept.append(running.note(master.put_schedule(running.tx, running.office_id, one.kind, values)))
    running.closed += master.retire_schedules(running.tx, running.office_id, kept)
