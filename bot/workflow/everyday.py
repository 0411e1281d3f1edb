"""The everyday changes of an office's master data: a target, an indicator on or off, a unit's holder."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.workflow.achievement import Direction
from bot.workflow.events import Refused, refused
from bot.workflow.master import IndicatorData, MasterData, PersonData, RoleData, lacks_upper
from bot.workflow.periods import PeriodKind, ended_before
from bot.workflow.roles import Kind, Role

GONE = refused("kelola.gone")
"""What somebody else has taken out of the master data meanwhile."""


class Figure(StrEnum):
    """What is aimed at in a year: in all of it, at the end of each triwulan; of a range also its upper bound."""

    ANNUAL = "annual"
    TW1 = "tw1"
    TW2 = "tw2"
    TW3 = "tw3"
    TW4 = "tw4"
    UPPER = "upper"


QUARTERS = (Figure.TW1, Figure.TW2, Figure.TW3, Figure.TW4)


def years(today: date) -> tuple[int, int]:
    """The year of the triwulan that is collected now, which is the last that ended, and the next."""
    year = ended_before(PeriodKind.QUARTER, today).year
    return year, year + 1


# -- a target, an indicator ------------------------------------------------------------------------------------------


def of_year(data: MasterData, number: int, year: int) -> IndicatorData | None:
    """The indicator with its targets of the year, which may have none yet; None for one that there is not."""
    rows = [one for one in data.indicators if one.number == number]
    own = next((one for one in rows if one.year == year), None)
    blank = (replace(one, year=year, annual=None, quarters=(None,) * 4, upper=None, pagu=None) for one in rows)
    return own or next(blank, None)


def figure(row: IndicatorData, which: Figure) -> Decimal | None:
    if which in QUARTERS:
        return row.quarters[QUARTERS.index(which)]
    return row.annual if which is Figure.ANNUAL else row.upper


def retarget(data: MasterData, number: int, year: int, which: Figure, value: Decimal | None) -> MasterData | Refused:
    """One figure of one year; the first of a year gives the indicator a row of its own for it."""
    row = of_year(data, number, year)
    if row is None:
        return GONE
    if value is not None and value < 0 and row.direction is not Direction.RANGE:  # nothing is computed of it
        return refused("kelola.below_zero")
    new = _with_figure(row, which, value)
    if lacks_upper(new):
        return refused("kelola.upper_first", year=year)
    others = tuple(one for one in data.indicators if (one.number, one.year) != (number, year))
    return replace(data, indicators=(*others, new))


def _with_figure(row: IndicatorData, which: Figure, value: Decimal | None) -> IndicatorData:
    if which is Figure.ANNUAL:
        return replace(row, annual=value)
    if which is Figure.UPPER:
        return replace(row, upper=value)
    first, second, third, fourth = (
        value if one is which else old for one, old in zip(QUARTERS, row.quarters, strict=True)
    )
    return replace(row, quarters=(first, second, third, fourth))


def switch(data: MasterData, number: int, *, active: bool) -> MasterData | Refused:
    """An indicator that is off is collected no more; its targets and its history stay."""
    if all(one.number != number for one in data.indicators):
        return GONE
    rows = (replace(one, active=active) if one.number == number else one for one in data.indicators)
    return replace(data, indicators=tuple(rows))


# -- a unit's holder -------------------------------------------------------------------------------------------------


def holders(data: MasterData, unit: str) -> tuple[RoleData, ...]:
    """Who holds the unit by right, now or from a day to come; not who only stands in."""
    return tuple(
        one for one in data.roles if one.role is Role.KASI and one.unit == unit and one.kind is Kind.DEFINITIVE
    )


def stand_ins(data: MasterData, unit: str) -> tuple[RoleData, ...]:
    """Plt. and Plh.: their mandate ends by itself."""
    return tuple(
        one for one in data.roles if one.role is Role.KASI and one.unit == unit and one.kind is not Kind.DEFINITIVE
    )


def holder(data: MasterData, unit: str, today: date) -> PersonData | None:
    """Who holds the unit by right today."""
    held = next((one for one in holders(data, unit) if one.starts_on is None or one.starts_on <= today), None)
    return next((one for one in data.persons if held and one.key == held.person), None)


def appoint(data: MasterData, unit: str, person: PersonData, today: date) -> MasterData | Refused:
    """From today on; whoever held the unit, or was to, does no longer: their roles end on the day before."""
    if all(one.name != unit for one in data.units):
        return GONE
    now = holder(data, unit, today)
    if now is not None and now.key == person.key:
        return refused("kelola.holds_already", name=person.name, unit=unit)
    before = holders(data, unit)
    title = next((one.title for one in (*before, *stand_ins(data, unit))), unit)
    others = tuple(one for one in data.roles if one not in before)
    role = RoleData(person.key, Role.KASI, title, unit, starts_on=today)
    return replace(data, persons=_with(data.persons, person), roles=(*others, role))


def _with(persons: Iterable[PersonData], person: PersonData) -> tuple[PersonData, ...]:
    """In the place of who has the same key, else at the end."""
    known = {one.key: one for one in persons}
    return tuple({**known, person.key: person}.values())
