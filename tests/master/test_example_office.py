"""The example office and the figures its people enter: complete, consistent, and never taken for real."""

from decimal import Decimal

import pytest

from bot.workflow.achievement import State, achievement, below_threshold, round2
from bot.workflow.master import IndicatorData
from bot.workflow.numbers import parse
from bot.workflow.periods import parse_key
from bot.workflow.policy import REASONS
from bot.workflow.roles import Role
from demo.figures import Figure, corrections, play_figures
from demo.office import EARLIER, LEADER, example_office, number

OFFICE = example_office()
FIGURES = {one.number: one for one in play_figures()}
INDICATORS = {one.number: one for one in OFFICE.indicators}


def percent(one: IndicatorData, typed: str) -> Decimal | None:
    return achievement(one.direction, one.quarters[3], number(typed)).percent


def low(figures: dict[int, str]) -> set[int]:
    return {key for key, typed in figures.items() if below_threshold(percent(INDICATORS[key], typed))}


def test_there_are_thirty_indicators_in_eight_units_the_camats_first() -> None:
    assert sorted(INDICATORS) == list(range(1, 31))
    assert len(OFFICE.units) == 8
    assert [unit.name for unit in OFFICE.units if unit.leader] == [LEADER]
    assert {one.unit for one in OFFICE.indicators} == {unit.name for unit in OFFICE.units}
    assert all(one.sasaran and one.definition and one.evidence for one in OFFICE.indicators)


def test_every_unit_has_one_holder_and_every_role_somebody() -> None:
    holders = [role.unit for role in OFFICE.roles if role.role is Role.KASI]
    assert sorted(holders) == sorted(unit.name for unit in OFFICE.units)
    assert {role.role for role in OFFICE.roles} == set(Role)


def test_the_kasubag_fills_the_camats_indicators_and_his_own() -> None:
    kasubag = next(role.person for role in OFFICE.roles if role.role is Role.KASUBAG)
    held = {role.unit for role in OFFICE.roles if role.person == kasubag and role.role is Role.KASI}
    assert held == {LEADER, "Subbag Keu & Prolap"}


def test_nobody_can_be_taken_for_a_real_person() -> None:
    assert OFFICE.office.sample
    assert all("Contoh" in person.name and not person.nip for person in OFFICE.persons)
    assert {person.key for person in OFFICE.persons} == {role.person for role in OFFICE.roles}
    assert (OFFICE.office.profile.address, OFFICE.office.profile.contact) == ("", "")


def test_every_figure_can_be_read() -> None:
    assert sorted(FIGURES) == sorted(INDICATORS)
    for one in FIGURES.values():
        assert bool(one.realisasi) != bool(one.reason)
        assert all(parse(typed) for typed in (one.realisasi, one.anggaran) if typed)


def test_every_pagu_has_its_budget_and_nothing_else() -> None:
    assert {key for key, one in FIGURES.items() if one.anggaran} == {
        one.number for one in OFFICE.indicators if one.pagu
    }
    for one in OFFICE.indicators:
        spent = [h.anggaran for h in OFFICE.history if h.number == one.number and h.anggaran is not None]
        so_far = [*spent, number(FIGURES[one.number].anggaran) or Decimal(0)]
        assert so_far == sorted(so_far)
        assert so_far[-1] <= (one.pagu or 0)


def test_the_absorption_reported_is_that_of_the_figures() -> None:
    pagu = sum(one.pagu or 0 for one in OFFICE.indicators)
    for period in EARLIER[1:]:
        own = {h.number: h for h in OFFICE.history if h.period == period.key}
        assert own[27].realisasi == round2(
            sum((h.anggaran or Decimal(0) for h in own.values()), Decimal(0)) / pagu * 100
        )
    spent = sum((number(one.anggaran) or Decimal(0) for one in FIGURES.values()), Decimal(0))
    assert number(FIGURES[27].realisasi) == round2(spent / pagu * 100)


def test_exactly_three_are_below_76_in_two_units_and_only_they_are_explained() -> None:
    weak = low({key: one.realisasi for key, one in FIGURES.items()})
    assert weak == {12, 14, 17}
    assert {INDICATORS[key].unit for key in weak} == {"Kasi Trantibum", "Kasi PMD"}
    assert {key for key, one in FIGURES.items() if one.penghambat and one.tindak_lanjut} == weak
    assert {key for key, one in FIGURES.items() if one.penghambat or one.tindak_lanjut} == weak


def test_one_has_no_data_one_is_not_assessed_and_one_is_zero() -> None:
    assert {key: one.reason for key, one in FIGURES.items() if one.reason} == {2: "belum-terbit"}
    assert "belum-terbit" in dict(REASONS)
    states = {key: achievement(one.direction, one.quarters[3], Decimal(0)).state for key, one in INDICATORS.items()}
    assert [key for key, state in states.items() if state is State.NOT_ASSESSED] == [15]
    assert FIGURES[28] == Figure(28, "0")
    assert percent(INDICATORS[28], "0") == 100


def test_the_corrections_are_of_two_units_and_make_nothing_weak() -> None:
    fixed = corrections()
    assert all(FIGURES[one.number].realisasi == one.old != one.new and one.comment for one in fixed)
    assert {INDICATORS[one.number].unit for one in fixed} == {"Kasi Pemerintahan", "Kasi Kesos"}
    after = {key: one.realisasi for key, one in FIGURES.items()} | {one.number: one.new for one in fixed}
    assert low(after) == {12, 14, 17}


@pytest.mark.parametrize("one", OFFICE.history, ids=lambda one: f"{one.number}-{one.period}")
def test_history_is_of_earlier_triwulan(one: object) -> None:
    assert parse_key(getattr(one, "period", "")) in EARLIER
