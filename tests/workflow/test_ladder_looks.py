"""What one look at a task's rungs may send, and when to look again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.ladder import (
    Fire,
    Hold,
    LadderPolicy,
    Planned,
    decide,
    lates,
    may_fire,
    plan,
    snooze,
)
from bot.workflow.roles import Role
from bot.workflow.worktime import Calendar, Duration, deadline

WIB = ZoneInfo("Asia/Jakarta")
CAL = Calendar(WIB, frozenset(holidays.country_holidays("ID", categories=("public", "government"), years=(2026, 2027))))
POLICY = LadderPolicy()


def at(text: str) -> datetime:
    """A moment of 2026 written "23-11 14.30", office time; Monday is the twenty-third of November."""
    return datetime.strptime(f"2026-{text}", "%Y-%d-%m %H.%M").replace(tzinfo=WIB)


def times(*rungs: str) -> list[tuple[str, datetime]]:
    """Expected rungs written "today 25-11 07.45"."""
    return [(key, at(when)) for key, _, when in (one.partition(" ") for one in rungs)]


@pytest.mark.parametrize(
    ("planned", "now", "allowed"),
    [
        ("23-11 15.00", "23-11 14.59", False),
        ("23-11 15.00", "23-11 15.00", True),
        ("23-11 08.00", "23-11 11.00", True),
        ("23-11 16.00", "23-11 16.00", True),
        ("23-11 16.00", "23-11 16.10", True),
        ("23-11 16.00", "23-11 16.11", False),
        ("23-11 16.00", "24-11 07.30", False),
        ("23-11 16.00", "24-11 07.44", False),
        ("23-11 16.00", "24-11 07.45", True),
        ("23-11 16.00", "24-11 16.05", True),
        ("24-11 07.35", "24-11 07.35", True),
        ("27-11 16.30", "28-11 09.00", False),
        ("28-11 10.00", "28-11 10.00", False),
        ("28-11 10.00", "30-11 07.45", True),
        ("23-11 12.00", "23-11 12.10", True),
        ("23-11 12.00", "23-11 12.11", False),
        ("23-11 12.00", "23-11 13.00", True),
    ],
)
def test_a_rung_may_be_sent_in_office_time_and_just_after_closing(planned: str, now: str, allowed: bool) -> None:
    assert may_fire(CAL, POLICY, at(planned), at(now)) is allowed


def rungs_of(*rungs: str) -> tuple[Planned, ...]:
    return tuple(Planned(key, when) for key, when in times(*rungs))


def test_the_first_tick_after_closing_sends_the_deadline() -> None:
    due, late = rungs_of("due 23-11 16.00", "late1 24-11 07.45")
    assert decide(CAL, POLICY, (due, late), at("23-11 16.00") + timedelta(seconds=20)) == Fire(due)


def test_a_deadline_found_in_the_evening_gives_way_to_late_in_the_morning() -> None:
    due, late = rungs_of("due 23-11 16.00", "late1 24-11 07.45")
    assert decide(CAL, POLICY, (due, late), at("23-11 16.20")) == Hold(at("24-11 07.45"))
    assert decide(CAL, POLICY, (due, late), at("24-11 07.45")) == Fire(late, (due,))


def test_a_rung_found_before_a_weekend_waits_for_mondays_opening_and_a_quarter() -> None:
    (last_hour,) = rungs_of("last_hour 27-11 15.30")
    assert decide(CAL, POLICY, (last_hour,), at("28-11 09.00")) == Hold(at("30-11 07.45"))
    assert decide(CAL, POLICY, (last_hour,), at("30-11 07.31")) == Hold(at("30-11 07.45"))
    assert decide(CAL, POLICY, (last_hour,), at("30-11 07.45")) == Fire(last_hour)


def test_after_three_hours_without_service_only_the_highest_rung_goes_at_once() -> None:
    half, due, late = rungs_of("half 23-11 09.00", "due 23-11 10.00", "late1 24-11 07.45")
    assert decide(CAL, POLICY, (half, due, late), at("23-11 11.30")) == Fire(due, (half,))


def test_a_rung_of_this_morning_goes_before_the_quarter_that_yesterdays_wait_for() -> None:
    half, due = rungs_of("half 23-11 15.55", "due 24-11 07.35")
    assert decide(CAL, POLICY, (half, due), at("23-11 16.20")) == Hold(at("24-11 07.35"))
    assert decide(CAL, POLICY, (half, due), at("24-11 07.36")) == Fire(due, (half,))


def test_what_is_found_in_the_break_waits_for_its_end() -> None:
    (half,) = rungs_of("half 23-11 11.50")
    assert decide(CAL, POLICY, (half,), at("23-11 12.30")) == Hold(at("23-11 13.00"))


def test_a_card_that_has_not_gone_yet_goes_at_any_hour_and_settles_nothing() -> None:
    opened, due = rungs_of("opened 28-11 10.00", "due 28-11 10.00")
    assert decide(CAL, POLICY, (opened, due), at("28-11 10.00")) == Fire(opened)


def test_nothing_reached_waits_for_the_next_rung_and_nothing_left_for_none() -> None:
    rungs = rungs_of("today 25-11 07.45", "due 25-11 16.00")
    assert decide(CAL, POLICY, rungs, at("24-11 09.00")) == Hold(at("25-11 07.45"))
    assert decide(CAL, POLICY, (), at("24-11 09.00")) == Hold(None)


def test_an_outage_of_days_reaches_the_late_rung_of_today() -> None:
    rungs = lates(CAL, POLICY, Role.KASI, at("23-11 16.00"), at("26-11 09.00"))
    assert [one.rung for one in rungs] == ["late1", "late2", "late3", "late4"]
    outcome = decide(CAL, POLICY, rungs, at("26-11 09.00"))
    assert outcome == Fire(rungs[2], rungs[:2])


def test_ingatkan_nanti_comes_after_an_hour_of_office_time() -> None:
    assert snooze(CAL, POLICY, at("23-11 15.30")) == at("24-11 08.00")


moments = st.datetimes(datetime(2026, 4, 1), datetime(2027, 10, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=WIB)
)
durations = st.one_of(
    st.integers(1, 400).map(lambda minutes: Duration(minutes=minutes)),
    st.integers(1, 10).map(lambda days: Duration(days=days)),
)


@given(moments, durations, moments)
def test_looking_when_told_to_always_comes_to_an_end(start: datetime, duration: Duration, now: datetime) -> None:
    unfired = plan(CAL, POLICY, duration, Role.KASI, start, deadline(CAL, start, duration))
    looks = 0
    while unfired:
        outcome = decide(CAL, POLICY, unfired, now)
        looks += 1
        if isinstance(outcome, Fire):
            gone = (outcome.rung, *outcome.skipped)
            unfired = tuple(one for one in unfired if one not in gone)
        else:
            assert outcome.until is not None
            assert outcome.until > now
            now = outcome.until
        assert looks < 30
