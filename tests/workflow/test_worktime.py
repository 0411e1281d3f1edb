"""Office time: the worked examples of the office rules, and properties that hold for any moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.worktime import (
    RAMADAN,
    REGULAR,
    Calendar,
    Duration,
    Hours,
    add_minutes,
    close_of_nth_day,
    closing,
    deadline,
    is_open,
    is_working_day,
    minutes_between,
    next_opening,
    next_working_day,
    nth_working_day,
    opening,
    previous_closing,
    previous_working_day,
    subtract_minutes,
)

WIB = ZoneInfo("Asia/Jakarta")
ID = holidays.country_holidays("ID", categories=("public", "government"), years=range(2024, 2038))
RAMADANS = ((date(2026, 2, 19), date(2026, 3, 20)), (date(2027, 2, 8), date(2027, 3, 9)))
CAL = Calendar(WIB, frozenset(ID), ramadan_ranges=RAMADANS)

moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31)).map(  # noqa: DTZ001
    lambda at: at.replace(second=0, microsecond=0, tzinfo=WIB)
)
some_minutes = st.integers(0, 5000)


def at(text: str) -> datetime:
    """A moment written "23-11-2026 14.30", office time."""
    return datetime.strptime(text, "%d-%m-%Y %H.%M").replace(tzinfo=WIB)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("23-11-2026 15.50", 15, "24-11-2026 07.35"),
        ("23-11-2026 11.45", 30, "23-11-2026 13.15"),
        ("27-11-2026 15.00", 120, "30-11-2026 08.00"),
        ("27-11-2026 11.00", 120, "27-11-2026 14.30"),
        ("28-11-2026 10.00", 20, "30-11-2026 07.50"),
        ("23-12-2026 15.55", 15, "28-12-2026 07.40"),
    ],
)
def test_minutes_run_through_open_office_time_only(start: str, minutes: int, end: str) -> None:
    assert deadline(CAL, at(start), Duration(minutes=minutes)) == at(end)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("23-11-2026 14.30", 2, "25-11-2026 16.00"),
        ("23-11-2026 20.00", 2, "26-11-2026 16.00"),
        ("23-12-2026 10.00", 2, "29-12-2026 16.00"),
        ("31-12-2026 09.00", 2, "06-01-2027 16.00"),
        ("27-11-2026 16.10", 1, "30-11-2026 16.00"),
    ],
)
def test_days_end_at_close_of_business_of_the_nth_working_day(start: str, days: int, end: str) -> None:
    assert deadline(CAL, at(start), Duration(days=days)) == at(end)


def test_every_row_of_the_sop_used_up_to_its_deadline_ends_on_tuesday_the_twelfth() -> None:
    spent = [Duration(15), Duration(20), Duration(30), Duration(20), Duration(days=2), Duration(15), Duration(15)]
    spent += [Duration(120), Duration(15), Duration(30), Duration(days=1), Duration(15), Duration(30)]
    ends = ["04-01-2027 08.15", "04-01-2027 08.35", "04-01-2027 09.05", "04-01-2027 09.25", "07-01-2027 16.00"]
    ends += ["08-01-2027 07.45", "08-01-2027 08.00", "08-01-2027 10.00", "08-01-2027 10.15", "08-01-2027 10.45"]
    ends += ["11-01-2027 16.00", "12-01-2027 07.45", "12-01-2027 08.15"]
    now = at("04-01-2027 08.00")
    for duration, end in zip(spent, ends, strict=True):
        now = deadline(CAL, now, duration)
        assert now == at(end)
    assert sum(one.minutes for one in spent) == 325


def test_an_end_that_meets_the_close_of_a_span_stays_there() -> None:
    assert add_minutes(CAL, at("27-11-2026 15.00"), 90) == at("27-11-2026 16.30")
    assert add_minutes(CAL, at("23-11-2026 11.45"), 15) == at("23-11-2026 12.00")
    assert add_minutes(CAL, at("23-11-2026 16.00"), 0) == at("23-11-2026 16.00")


def test_a_day_started_at_the_moment_of_closing_starts_with_the_next_opening() -> None:
    assert close_of_nth_day(CAL, at("23-11-2026 15.59"), 1) == at("24-11-2026 16.00")
    assert close_of_nth_day(CAL, at("23-11-2026 16.00"), 1) == at("25-11-2026 16.00")


def test_a_day_started_in_the_break_is_that_day() -> None:
    assert close_of_nth_day(CAL, at("23-11-2026 12.15"), 1) == at("24-11-2026 16.00")


def test_a_deadline_in_minutes_has_no_seconds_and_takes_none_away() -> None:
    start = at("23-11-2026 08.00") + timedelta(seconds=1)
    assert deadline(CAL, start, Duration(minutes=15)) == at("23-11-2026 08.16")
    late = at("23-11-2026 15.59") + timedelta(seconds=30)
    assert deadline(CAL, late, Duration(minutes=15)) == at("24-11-2026 07.45")


def test_an_hour_before_is_found_on_the_near_side_of_a_break_or_a_night() -> None:
    assert subtract_minutes(CAL, at("23-11-2026 14.00"), 60) == at("23-11-2026 13.00")
    assert subtract_minutes(CAL, at("23-11-2026 13.30"), 60) == at("23-11-2026 11.30")
    assert subtract_minutes(CAL, at("30-11-2026 08.00"), 60) == at("27-11-2026 16.00")
    assert subtract_minutes(CAL, at("28-11-2026 10.00"), 60) == at("27-11-2026 15.30")


def test_ramadan_has_its_own_hours() -> None:
    friday = date(2027, 2, 12)
    assert (opening(CAL, friday), closing(CAL, friday)) == (at("12-02-2027 08.00"), at("12-02-2027 15.30"))
    assert add_minutes(CAL, at("12-02-2027 11.00"), 60) == at("12-02-2027 13.00")
    assert opening(CAL, date(2027, 3, 16)) == at("16-03-2027 07.30")


@pytest.mark.parametrize(("hours", "minutes"), [(REGULAR, 2250), (RAMADAN, 1950)])
def test_a_week_has_the_hours_of_the_presidential_regulation(hours: Hours, minutes: int) -> None:
    cal = Calendar(WIB, frozenset(), hours)
    assert minutes_between(cal, at("23-11-2026 00.00"), at("30-11-2026 00.00")) == minutes


def test_a_weekend_the_office_works_has_mondays_hours() -> None:
    saturday = date(2026, 11, 28)
    cal = Calendar(WIB, frozenset(ID), working=frozenset({saturday}))
    assert (opening(cal, saturday), closing(cal, saturday)) == (at("28-11-2026 07.30"), at("28-11-2026 16.00"))
    assert next_working_day(cal, date(2026, 11, 27)) == saturday


def test_a_holiday_the_office_works_has_its_weekdays_hours() -> None:
    friday = date(2026, 12, 25)
    cal = Calendar(WIB, frozenset(ID), working=frozenset({friday}))
    assert closing(cal, friday) == at("25-12-2026 16.30")
    assert not is_working_day(CAL, friday)


def test_working_days_are_found_in_both_directions_over_holidays() -> None:
    assert next_working_day(CAL, date(2026, 12, 23)) == date(2026, 12, 28)
    assert previous_working_day(CAL, date(2026, 12, 28)) == date(2026, 12, 23)
    assert nth_working_day(CAL, date(2026, 12, 31), 2) == date(2027, 1, 6)


def test_the_years_have_the_known_number_of_working_days() -> None:
    counts = []
    for year in (2025, 2026, 2027):
        days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
        counts.append(sum(is_working_day(CAL, day) for day in days))
    assert counts == [237, 240, 242]


def test_the_office_is_closed_at_closing_time_and_in_the_break() -> None:
    asked = ("07.29", "07.30", "11.59", "12.00", "13.00", "15.59", "16.00")
    assert [is_open(CAL, at(f"23-11-2026 {clock}")) for clock in asked] == [False, True, True, False, True, True, False]


def test_the_neighbouring_opening_and_closing_are_found() -> None:
    assert next_opening(CAL, at("23-11-2026 08.10")) == at("23-11-2026 08.10")
    assert next_opening(CAL, at("23-11-2026 12.10")) == at("23-11-2026 13.00")
    assert next_opening(CAL, at("27-11-2026 16.30")) == at("30-11-2026 07.30")
    assert previous_closing(CAL, at("23-11-2026 12.10")) == at("23-11-2026 12.00")
    assert previous_closing(CAL, at("23-11-2026 16.00")) == at("23-11-2026 16.00")
    assert previous_closing(CAL, at("30-11-2026 07.00")) == at("27-11-2026 16.30")


def test_a_moment_in_another_zone_is_answered_in_the_calendars_zone() -> None:
    end = add_minutes(CAL, datetime(2026, 11, 23, 8, 50, tzinfo=UTC), 15)
    assert end == at("24-11-2026 07.35")
    assert end.tzinfo is WIB


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        is_open(CAL, datetime(2026, 11, 23, 8, 0))  # noqa: DTZ001


def test_a_closed_day_has_no_opening() -> None:
    with pytest.raises(ValueError, match="2026-11-28"):
        opening(CAL, date(2026, 11, 28))


def test_negative_counts_are_refused() -> None:
    for count in (add_minutes, subtract_minutes, close_of_nth_day):
        with pytest.raises(ValueError, match="wards"):
            count(CAL, at("23-11-2026 08.00"), -1)


def test_a_calendar_that_never_opens_is_refused_rather_than_searched_for_ever() -> None:
    with pytest.raises(ValueError, match="no working day"):
        next_opening(Calendar(WIB, frozenset(), Hours(((),) * 7)), at("23-11-2026 08.00"))


def test_hours_that_overlap_or_miss_a_day_are_refused() -> None:
    with pytest.raises(ValueError, match="seven"):
        Hours(((),) * 6)
    with pytest.raises(ValueError, match="follow"):
        Hours((((time(8), time(12)), (time(11), time(16))),) * 7)


def test_durations_carry_the_words_of_the_sop() -> None:
    durations = [Duration(15), Duration(60), Duration(120), Duration(90), Duration(days=2)]
    assert [one.label for one in durations] == ["15 menit", "1 jam", "2 jam", "1 jam 30 menit", "2 hari"]


@pytest.mark.parametrize(("minutes", "days"), [(0, 0), (15, 1), (-15, 0), (0, -1), (-1, 2)])
def test_a_duration_is_minutes_or_days_and_positive(minutes: int, days: int) -> None:
    with pytest.raises(ValueError, match="duration"):
        Duration(minutes, days)


def test_equal_calendars_are_one_key() -> None:
    assert len({CAL, Calendar(WIB, frozenset(ID), ramadan_ranges=RAMADANS)}) == 1


@given(moments, some_minutes)
def test_adding_then_measuring_gives_the_minutes(start: datetime, minutes: int) -> None:
    assert minutes_between(CAL, start, add_minutes(CAL, start, minutes)) == minutes


@given(moments, some_minutes)
def test_subtracting_then_measuring_gives_the_minutes(end: datetime, minutes: int) -> None:
    assert minutes_between(CAL, subtract_minutes(CAL, end, minutes), end) == minutes


@given(moments, some_minutes)
def test_an_end_never_lies_outside_office_hours(start: datetime, minutes: int) -> None:
    end = add_minutes(CAL, start, minutes)
    assert is_open(CAL, end) or previous_closing(CAL, end) == end


@given(moments, moments, some_minutes)
def test_who_starts_later_never_has_to_finish_earlier(one: datetime, other: datetime, minutes: int) -> None:
    early, late = sorted((one, other))
    assert add_minutes(CAL, early, minutes) <= add_minutes(CAL, late, minutes)
    assert close_of_nth_day(CAL, early, 2) <= close_of_nth_day(CAL, late, 2)


@given(moments, some_minutes, some_minutes)
def test_minutes_may_be_added_in_two_goes(start: datetime, first: int, second: int) -> None:
    assert add_minutes(CAL, add_minutes(CAL, start, first), second) == add_minutes(CAL, start, first + second)


@given(moments, moments)
def test_measuring_backwards_is_the_negative(a: datetime, b: datetime) -> None:
    assert minutes_between(CAL, a, b) == -minutes_between(CAL, b, a)


@given(moments, st.integers(1, 10))
def test_the_nth_day_is_the_one_the_holidays_package_counts(start: datetime, n: int) -> None:
    first = next_opening(CAL, start).date()
    assert close_of_nth_day(CAL, start, n).date() == ID.get_nth_working_day(first, n)


def quickest_of_three(count: Callable[[datetime], object], starts: list[datetime]) -> float:
    """Seconds for all starts; the best of three, so that a busy machine does not decide."""
    spent = []
    for _ in range(3):
        begun = perf_counter()
        for start in starts:
            count(start)
        spent.append(perf_counter() - begun)
    return min(spent)


def test_ten_thousand_starts_over_ten_years_are_quicker_than_the_holidays_package() -> None:
    starts = [at("01-01-2027 08.00") + timedelta(minutes=525 * n) for n in range(10_000)]
    ours = quickest_of_three(lambda start: close_of_nth_day(CAL, start, 2), starts)
    assert ours < quickest_of_three(lambda start: ID.get_nth_working_day(start, 2), starts)
