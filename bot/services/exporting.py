"""An office's master data as it stands now: what the import took in, written out again from the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.store import indicators, master_state, offices
from bot.store.codec import decode
from bot.store.engine import Tx
from bot.workflow.achievement import Aggregation, Direction
from bot.workflow.master import (
    HistoryData,
    HolidayData,
    IndicatorData,
    MasterData,
    OfficeData,
    PersonData,
    RoleData,
    UnitData,
)
from bot.workflow.policy import Policy, Profile
from bot.workflow.roles import Kind, Role


@dataclass(frozen=True)
class Exported:
    """The master data, and which row of the database each person, unit and indicator of it is."""

    data: MasterData
    persons: dict[int, PersonData]
    units: dict[int, str]
    indicators: dict[int, int]  # id to number


def export_office(tx: Tx, office_id: int, today: date) -> Exported:
    """Importing it again on the same day changes nothing.

    Left out is what the import would leave as it is: roles that have ended, and units that were retired, with their
    indicators. Indicators that are switched off stand there as such.
    """
    persons = {one.id: one for one in offices.persons(tx, office_id)}
    known = dict(zip(persons, _persons(tuple(persons.values())), strict=True))
    units = offices.units(tx, office_id)
    names = {unit.id: unit.name for unit in units}
    years = master_state.indicator_years(tx, office_id)
    numbers = {one.id: one.number for one in years}
    data = MasterData(
        office=_office(tx, office_id),
        persons=tuple(known.values()),
        roles=tuple(_role(one, known, names) for one in master_state.held_roles(tx, office_id, today)),
        units=tuple(UnitData(unit.name, unit.leader) for unit in units),
        indicators=tuple(_indicator(one, names) for one in years),
        history=_history(tx, office_id, numbers),
        holidays=_holidays(tx, office_id),
    )
    return Exported(data, known, names, numbers)


def _office(tx: Tx, office_id: int) -> OfficeData:
    row = offices.office(tx, office_id)
    return OfficeData(
        code=row.code,
        name=row.name,
        zone=row.zone,
        profile=decode(Profile, row.profile),
        policy=decode(Policy, row.policy),
        schedules=offices.schedules(tx, office_id),
        sample=row.sample,
    )


def _persons(rows: Sequence[offices.Person]) -> list[PersonData]:
    keys: list[str] = []
    for row in rows:
        keys.append(short_key(row.name, keys))
    return [PersonData(key, r.name, r.sapaan, r.rank, r.nip) for key, r in zip(keys, rows, strict=True)]


def short_key(name: str, taken: Sequence[str]) -> str:
    """What the workbook calls a person by: the first word of the name, or as many as it takes to be the only one."""
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split() or ["pegawai"]
    several = ("-".join(words[:count]) for count in range(1, len(words) + 1))
    numbered = (f"{words[0]}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (*several, *numbered) if key not in taken)


def _role(row: master_state.HeldRole, persons: dict[int, PersonData], units: dict[int, str]) -> RoleData:
    return RoleData(
        person=persons[row.person_id].key,
        role=Role(row.role),
        title=row.title,
        unit=units[row.unit_id] if row.unit_id is not None else "",
        kind=Kind(row.kind),
        sk_number=row.sk_number,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        stands_for=persons[row.stands_for].key if row.stands_for in persons else "",
    )


def _indicator(row: master_state.YearRow, units: dict[int, str]) -> IndicatorData:
    first, second, third, fourth = (None if text is None else Decimal(text) for text in row.quarters)
    return IndicatorData(
        number=row.number,
        unit=units[row.unit_id],
        sasaran=row.sasaran,
        name=row.name,
        satuan=row.satuan,
        direction=Direction(row.direction),
        aggregation=Aggregation(row.aggregation),
        year=row.year,
        annual=row.annual,
        quarters=(first, second, third, fourth),
        upper=row.upper,
        pagu=row.pagu,
        definition=row.definition,
        evidence=row.evidence,
        active=row.active,
    )


def _history(tx: Tx, office_id: int, numbers: dict[int, int]) -> tuple[HistoryData, ...]:
    """By indicator, then in order of time."""
    found = [
        HistoryData(numbers[one.indicator_id], one.period, one.realisasi, one.anggaran)
        for one in indicators.measurements(tx, office_id)
        if one.indicator_id in numbers
    ]
    return tuple(sorted(found, key=lambda one: (one.number, one.when)))


def _holidays(tx: Tx, office_id: int) -> tuple[HolidayData, ...]:
    found = [HolidayData(one.day, one.name, one.working) for one in offices.holidays(tx, office_id)]
    return tuple(sorted(found, key=lambda one: one.day))
