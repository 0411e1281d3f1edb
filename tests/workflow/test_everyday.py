"""The everyday changes of the master data: what they change, and that they change nothing else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.workflow.achievement import Direction
from bot.workflow.events import Refused
from bot.workflow.everyday import (
    QUARTERS,
    Figure,
    appoint,
    figure,
    holder,
    of_year,
    retarget,
    switch,
    years,
)
from bot.workflow.master import IndicatorData, MasterData, PersonData, RoleData, UnitData
from bot.workflow.roles import Kind, Role
from tests.stories.world import PEMERINTAHAN, TRANTIB, small_office

OFFICE = small_office()
TODAY = date(2027, 1, 4)
BUDI = PersonData("budi", "Budi Santoso", "Bapak")


def done(found: MasterData | Refused) -> MasterData:
    assert isinstance(found, MasterData), found
    return found


def why(found: MasterData | Refused) -> str:
    assert isinstance(found, Refused)
    return found.key


def row(data: MasterData, number: int, year: int = 2026) -> IndicatorData:
    found = of_year(data, number, year)
    assert found is not None
    return found


def kasi(data: MasterData, unit: str) -> list[tuple[str, str, Kind, date | None]]:
    return [
        (one.person, one.title, one.kind, one.starts_on)
        for one in data.roles
        if one.role is Role.KASI and one.unit == unit
    ]


@pytest.mark.parametrize(
    ("today", "current"),
    [(date(2027, 1, 4), 2026), (date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027), (date(2026, 12, 31), 2026)],
)
def test_the_year_is_that_of_the_triwulan_which_is_collected(today: date, current: int) -> None:
    assert years(today) == (current, current + 1)


@pytest.mark.parametrize("which", [Figure.ANNUAL, *QUARTERS])
def test_one_figure_changes_and_everything_else_stays(which: Figure) -> None:
    found = done(retarget(OFFICE, 3, 2026, which, Decimal(15)))
    new, old = row(found, 3), row(OFFICE, 3)
    assert [one for one in Figure if figure(new, one) != figure(old, one)] == [which]
    assert figure(new, which) == 15
    assert set(found.indicators) - {new} == set(OFFICE.indicators) - {old}
    assert replace(found, indicators=OFFICE.indicators) == OFFICE


def test_the_first_figure_of_a_year_carries_nothing_over_from_another() -> None:
    found = done(retarget(OFFICE, 2, 2027, Figure.TW1, Decimal(300)))
    assert len(found.indicators) == len(OFFICE.indicators) + 1
    new = row(found, 2, 2027)
    assert (new.annual, new.quarters, new.pagu) == (None, (Decimal(300), None, None, None), None)
    assert replace(new, year=2026, annual=None, quarters=(None,) * 4) == replace(
        row(OFFICE, 2), annual=None, quarters=(None,) * 4, pagu=None
    )


def test_a_range_needs_its_upper_bound_first() -> None:
    ranged = tuple(replace(one, direction=Direction.RANGE, upper=Decimal(20)) for one in OFFICE.indicators)
    office = replace(OFFICE, indicators=ranged)
    assert why(retarget(office, 3, 2027, Figure.TW1, Decimal(10))) == "kelola.upper_first"
    assert why(retarget(office, 3, 2026, Figure.UPPER, None)) == "kelola.upper_first"
    bounded = done(retarget(office, 3, 2027, Figure.UPPER, Decimal(25)))
    assert row(done(retarget(bounded, 3, 2027, Figure.TW1, Decimal(10))), 3, 2027).upper == 25


def test_a_target_below_zero_is_refused_but_for_a_bound_of_a_range() -> None:
    assert why(retarget(OFFICE, 3, 2026, Figure.ANNUAL, Decimal(-1))) == "kelola.below_zero"
    ranged = tuple(replace(one, direction=Direction.RANGE, upper=Decimal(20)) for one in OFFICE.indicators)
    below = done(retarget(replace(OFFICE, indicators=ranged), 3, 2026, Figure.ANNUAL, Decimal(-1)))
    assert row(below, 3).annual == -1


def test_what_is_no_longer_there_is_not_changed() -> None:
    assert of_year(OFFICE, 9, 2026) is None
    assert why(retarget(OFFICE, 9, 2026, Figure.TW1, Decimal(1))) == "kelola.gone"
    assert why(switch(OFFICE, 9, active=False)) == "kelola.gone"
    assert why(appoint(OFFICE, "Kasi Lain", BUDI, TODAY)) == "kelola.gone"


def test_an_indicator_is_off_in_every_year() -> None:
    two = done(retarget(OFFICE, 3, 2027, Figure.TW1, Decimal(15)))
    off = done(switch(two, 3, active=False))
    assert [(one.number, one.year) for one in off.indicators if not one.active] == [(3, 2026), (3, 2027)]
    assert done(switch(off, 3, active=True)) == two


def test_a_new_holder_takes_the_place_and_the_title_of_the_one_before() -> None:
    found = done(appoint(OFFICE, TRANTIB, BUDI, TODAY))
    assert kasi(found, TRANTIB) == [("budi", TRANTIB, Kind.DEFINITIVE, TODAY)]
    assert found.persons[-1] == BUDI
    assert len(found.roles) == len(OFFICE.roles)
    assert kasi(found, PEMERINTAHAN) == kasi(OFFICE, PEMERINTAHAN)
    known = done(appoint(OFFICE, TRANTIB, OFFICE.persons[3], TODAY))
    assert known.persons == OFFICE.persons
    assert [one.role for one in known.roles if one.person == "staf"] == [Role.STAF, Role.KASI]


def test_who_was_to_hold_the_unit_later_does_not_and_who_stands_in_stays() -> None:
    later = RoleData("staf", Role.KASI, "Plt.", TRANTIB, starts_on=date(2027, 2, 1))
    stand_in = RoleData("opi", Role.KASI, TRANTIB, TRANTIB, Kind.PLH, "800/1", TODAY, date(2027, 1, 8))
    found = done(appoint(replace(OFFICE, roles=(*OFFICE.roles, later, stand_in)), TRANTIB, BUDI, TODAY))
    assert kasi(found, TRANTIB) == [
        ("opi", TRANTIB, Kind.PLH, TODAY),
        ("budi", TRANTIB, Kind.DEFINITIVE, TODAY),
    ]


def test_a_vacant_unit_gets_a_holder_with_its_own_name_for_a_title() -> None:
    office = replace(OFFICE, units=(*OFFICE.units, UnitData("Lurah Mlilir")))
    assert holder(office, "Lurah Mlilir", TODAY) is None
    found = done(appoint(office, "Lurah Mlilir", BUDI, TODAY))
    assert kasi(found, "Lurah Mlilir") == [("budi", "Lurah Mlilir", Kind.DEFINITIVE, TODAY)]
    assert holder(found, "Lurah Mlilir", TODAY) == BUDI


def test_who_holds_the_unit_already_is_not_appointed_again() -> None:
    assert why(appoint(OFFICE, TRANTIB, OFFICE.persons[5], TODAY)) == "kelola.holds_already"
