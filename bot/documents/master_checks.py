"""What must hold between the rows of the master data: one of each, and nothing that refers to what is not there."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.documents import master_names as names
from bot.documents.master_cells import sentence
from bot.documents.master_rows import Read, Rows
from bot.workflow.master import (
    HistoryData,
    HolidayData,
    IndicatorData,
    PersonData,
    RoleData,
    UnitData,
    lacks_upper,
)
from bot.workflow.roles import Kind, Role

T = TypeVar("T")

OF_A_UNIT = (Role.KASI, Role.OPERATOR)
HELD_ONCE = (Role.CAMAT, Role.SEKRETARIS, Role.KASUBAG, Role.KASI)
DESCRIBES: Mapping[str, Callable[[IndicatorData], Hashable]] = {
    names.UNIT: lambda one: one.unit,
    names.SASARAN: lambda one: one.sasaran,
    names.INDICATOR: lambda one: one.name,
    names.SATUAN: lambda one: one.satuan,
    names.DIRECTION: lambda one: one.direction,
    names.AGGREGATION: lambda one: one.aggregation,
    names.DEFINITION: lambda one: one.definition,
    names.EVIDENCE: lambda one: one.evidence,
    names.ACTIVE: lambda one: one.active,
}
"""What an indicator is, whatever the year."""


def check_persons(persons: Iterable[Read[PersonData]]) -> None:
    persons = tuple(persons)
    once(persons, names.KEY, lambda one: one.key)
    once(persons, names.NIP, lambda one: one.nip)
    _check_namesakes(persons)


def _check_namesakes(persons: Iterable[Read[PersonData]]) -> None:
    """Who has no NIP is known by the name alone, from one import to the next."""
    first: dict[str, Read[PersonData]] = {}
    for one in persons:
        other = first.setdefault(one.value.name.casefold(), one)
        if other is not one and one.value.name and not (one.value.nip and other.value.nip):
            cell = other.line.address(names.NAME)
            one.line.refuse(names.NAME, sentence("namesake", value=one.value.name, cell=cell))


def check_units(units: Iterable[Read[UnitData]]) -> None:
    units = tuple(units)
    once(units, names.UNIT_NAME, lambda one: one.name)
    leaders = [one.line for one in units if one.value.leader]
    for line in leaders[1:]:
        line.refuse(names.LEADER, sentence("second_leader", cell=leaders[0].address(names.LEADER)))


def check_roles(roles: Iterable[Read[RoleData]], persons: Rows[PersonData], units: Rows[UnitData]) -> None:
    roles = tuple(roles)
    refers(roles, names.PERSON, lambda one: one.person, _persons(persons))
    refers(roles, names.UNIT, lambda one: one.unit, _units(units))
    for one in roles:
        _check_role(one)
    once(roles, names.ROLE, lambda one: (one.person, one.role, one.unit, one.kind, one.starts_on))
    _check_held_once(roles)
    _check_mandates(roles)


def _check_role(one: Read[RoleData]) -> None:
    role, line = one.value, one.line
    if role.role in OF_A_UNIT and not role.unit and line.sound(names.ROLE):
        line.refuse(names.UNIT, sentence("unit_needed", role=role.role))
    if role.role not in OF_A_UNIT and role.unit and line.sound(names.ROLE):
        line.refuse(names.UNIT, sentence("unit_needless", role=role.role))
    if role.starts_on and role.ends_on and role.ends_on < role.starts_on:
        line.refuse(names.ENDS, sentence("ends_early"))


def _check_held_once(roles: Iterable[Read[RoleData]]) -> None:
    """Two definitive holders at the same time would both be asked."""
    holders: dict[tuple[Role, str], list[Read[RoleData]]] = {}
    for one in roles:
        held = one.value
        if held.role not in HELD_ONCE or held.kind is not Kind.DEFINITIVE or not one.line.sound(names.ROLE):
            continue
        before = holders.setdefault((held.role, held.unit), [])
        rival = next((two for two in before if two.value.person != held.person and _overlap(two.value, held)), None)
        if rival is not None:
            one.line.refuse(names.ROLE, sentence("held_twice", row=rival.line.row))
        before.append(one)


def _check_mandates(roles: Iterable[Read[RoleData]]) -> None:
    """Two who act in the same post on one day would both be asked. Of several Staf each may have a substitute."""
    staf = {one.value.person for one in roles if one.value.role is Role.STAF and one.value.kind is Kind.DEFINITIVE}
    alone = HELD_ONCE if len(staf) > 1 else (*HELD_ONCE, Role.STAF)
    given: dict[tuple[Role, str], list[Read[RoleData]]] = {}
    for one in roles:
        held = one.value
        if held.role not in alone or held.kind is Kind.DEFINITIVE:
            continue
        if not one.line.sound(names.ROLE, names.UNIT, names.KIND, names.STARTS, names.ENDS):
            continue
        before = given.setdefault((held.role, held.unit), [])
        rival = next((two for two in before if _overlap(two.value, held)), None)
        if rival is not None:
            first, last = rival.line.address(names.STARTS), rival.line.address(names.ENDS)
            one.line.refuse(names.STARTS, sentence("mandates_overlap", first=first, last=last))
        before.append(one)


def _overlap(one: RoleData, other: RoleData) -> bool:
    def ends_before(first: RoleData, second: RoleData) -> bool:
        return first.ends_on is not None and second.starts_on is not None and first.ends_on < second.starts_on

    return not ends_before(one, other) and not ends_before(other, one)


def check_indicators(indicators: Iterable[Read[IndicatorData]], units: Rows[UnitData]) -> None:
    indicators = tuple(indicators)
    sound = [one for one in indicators if one.line.sound(names.NUMBER, names.YEAR)]
    once(sound, names.NUMBER, lambda one: (one.number, one.year))
    refers(indicators, names.UNIT, lambda one: one.unit, _units(units))
    for one in indicators:
        if lacks_upper(one.value) and one.line.sound(names.UPPER):
            one.line.refuse(names.UPPER, sentence("upper_needed"))
    _check_one_indicator(sound)


def _check_one_indicator(indicators: Iterable[Read[IndicatorData]]) -> None:
    """One indicator in two years is still one indicator: only its targets are of a year."""
    first: dict[int, Read[IndicatorData]] = {}
    for one in indicators:
        other = first.setdefault(one.value.number, one)
        if one.value.year == other.value.year:
            continue
        for header, value in DESCRIBES.items():
            if one.line.sound(header) and other.line.sound(header) and value(one.value) != value(other.value):
                cell = other.line.address(header)
                one.line.refuse(header, sentence("not_the_same", number=one.value.number, cell=cell))


def check_history(history: Iterable[Read[HistoryData]], indicators: Rows[IndicatorData]) -> None:
    history = tuple(history)
    refers(history, names.INDICATOR_NUMBER, lambda one: one.number, _indicators(indicators))
    sound = [one for one in history if one.line.sound(names.YEAR, names.PERIOD_KIND, names.PERIOD_NUMBER)]
    once(sound, names.INDICATOR_NUMBER, lambda one: (one.number, one.period))


def check_holidays(holidays: Iterable[Read[HolidayData | None]]) -> None:
    once(tuple(holidays), names.DAY, lambda one: one.day if one else None)


def once(rows: Iterable[Read[T]], header: str, key: Callable[[T], Hashable]) -> None:
    """No two rows with the same key; an empty or unread one is not compared."""
    first: dict[Hashable, str] = {}
    for one in rows:
        found = key(one.value)
        if not found or not one.line.sound(header):
            continue
        cell = one.line.address(header)
        if found in first:
            one.line.refuse(header, sentence("twice", value=one.line.typed(header), cell=first[found]))
        first.setdefault(found, cell)


@dataclass(frozen=True)
class Known:
    """What may be referred to, where it stands, and the sentence for what is not there."""

    situation: str
    sheet: str
    keys: frozenset[Hashable]


def refers(rows: Iterable[Read[T]], header: str, key: Callable[[T], Hashable], known: Known | None) -> None:
    """Every row's key, where it has one, is known."""
    if known is None:
        return
    for one in rows:
        found = key(one.value)
        if found and one.line.sound(header) and found not in known.keys:
            one.line.refuse(header, sentence(known.situation, value=one.line.typed(header), sheet=known.sheet))


def _persons(rows: Rows[PersonData]) -> Known | None:
    keys = None if rows is None else frozenset(one.value.key for one in rows)
    return None if keys is None else Known("unknown_person", names.PERSONS_SHEET, keys)


def _units(rows: Rows[UnitData]) -> Known | None:
    keys = None if rows is None else frozenset(one.value.name for one in rows)
    return None if keys is None else Known("unknown_unit", names.UNITS_SHEET, keys)


def _indicators(rows: Rows[IndicatorData]) -> Known | None:
    keys = None if rows is None else frozenset(one.value.number for one in rows)
    return None if keys is None else Known("unknown_indicator", names.INDICATORS_SHEET, keys)
