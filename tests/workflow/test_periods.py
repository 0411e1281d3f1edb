"""The periods a cycle covers: their names, their months, and which one had just ended."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.periods import MONTHS_IN, Period, PeriodKind, ended_before, parse_key

MONTH, QUARTER, SEMESTER, YEAR = PeriodKind
periods = st.sampled_from(PeriodKind).flatmap(
    lambda kind: st.builds(Period, st.integers(2020, 2040), st.just(kind), st.integers(1, 12 // MONTHS_IN[kind]))
)


@pytest.mark.parametrize(
    ("period", "key", "long"),
    [
        (Period(2026, QUARTER, 4), "2026-triwulan-4", "Triwulan IV Tahun 2026 (Oktober–Desember)"),
        (Period(2027, QUARTER, 1), "2027-triwulan-1", "Triwulan I Tahun 2027 (Januari–Maret)"),
        (Period(2026, MONTH, 10), "2026-bulan-10", "Oktober Tahun 2026"),
        (Period(2026, SEMESTER, 2), "2026-semester-2", "Semester II Tahun 2026 (Juli–Desember)"),
        (Period(2026, YEAR, 1), "2026-tahun-1", "Tahun 2026 (Januari–Desember)"),
    ],
)
def test_a_period_has_its_official_name(period: Period, key: str, long: str) -> None:
    assert (period.key, period.long) == (key, long)


@given(periods)
def test_a_key_is_read_back_as_its_period(period: Period) -> None:
    assert parse_key(period.key) == period


@pytest.mark.parametrize(
    "key",
    [
        "", "2026", "2026-triwulan", "2026-kuartal-1", "2026-triwulan-0", "2026-triwulan-5", "2026-bulan-13",
        "2026-semester-3", "2026-tahun-2", "2026-triwulan-01", " 2026-triwulan-1", "2026-triwulan-1-", "x-triwulan-1",
        "2026-triwulan--1", "٢٠٢٦-triwulan-1",
    ],
)  # fmt: skip
def test_anything_else_is_no_key(key: str) -> None:
    with pytest.raises(ValueError, match=r"key|unpack|invalid literal|not a valid"):
        parse_key(key)


@given(periods)
def test_the_following_period_begins_the_day_after(period: Period) -> None:
    following = period.following
    assert date(following.year, following.first_month, 1) == period.last_day + timedelta(days=1)
    assert following > period


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.sampled_from(PeriodKind))
def test_the_last_period_that_ended_is_over_and_its_successor_is_not(day: date, kind: PeriodKind) -> None:
    ended = ended_before(kind, day)
    assert ended.last_day < day <= ended.following.last_day


def test_on_new_years_day_the_old_year_has_just_ended() -> None:
    assert [ended_before(kind, date(2027, 1, 1)).key for kind in PeriodKind] == [
        "2026-bulan-12", "2026-triwulan-4", "2026-semester-2", "2026-tahun-1",
    ]  # fmt: skip


def test_on_the_last_day_of_a_quarter_it_has_not_ended() -> None:
    assert ended_before(QUARTER, date(2026, 12, 31)) == Period(2026, QUARTER, 3)


@pytest.mark.parametrize(
    ("period", "quarter"),
    [(Period(2026, MONTH, 1), 1), (Period(2026, MONTH, 12), 4), (Period(2026, QUARTER, 2), 2),
     (Period(2026, SEMESTER, 1), 2), (Period(2026, SEMESTER, 2), 4), (Period(2026, YEAR, 1), 4)],
)  # fmt: skip
def test_a_period_is_held_to_the_target_of_the_quarter_it_ends_in(period: Period, quarter: int) -> None:
    assert period.quarter == quarter


def test_a_period_ends_on_its_last_day_also_in_a_leap_year() -> None:
    assert Period(2028, MONTH, 2).last_day == date(2028, 2, 29)
    assert Period(2026, QUARTER, 4).last_day == date(2026, 12, 31)
