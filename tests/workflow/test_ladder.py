"""The reminder ladder: its table, the moments of its rungs, and whom they tell."""

from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.ladder import (
    ORDER,
    LadderPolicy,
    Planned,
    Row,
    Rung,
    audience,
    late_key,
    next_late,
    order,
    plan,
    replan,
    tailored,
)
from bot.workflow.roles import RANK, Role
from bot.workflow.worktime import Calendar, Duration, deadline, is_open, minutes_between, next_opening

WIB = ZoneInfo("Asia/Jakarta")
CAL = Calendar(WIB, frozenset(holidays.country_holidays("ID", categories=("public", "government"), years=(2026, 2027))))
POLICY = LadderPolicy()
MINUTES_15, HOUR, TWO_HOURS = Duration(15), Duration(60), Duration(120)
DAY, TWO_DAYS = Duration(days=1), Duration(days=2)
KASUBAG, SEKRETARIS, CAMAT = Role.KASUBAG, Role.SEKRETARIS, Role.CAMAT


def at(text: str) -> datetime:
    """A moment of 2026 written "23-11 14.30", office time; Monday is the twenty-third of November."""
    return datetime.strptime(f"2026-{text}", "%Y-%d-%m %H.%M").replace(tzinfo=WIB)


def ladder(start: str, duration: Duration, role: Role = Role.KASI, due: str = "") -> list[tuple[str, datetime]]:
    due_at = at(due) if due else deadline(CAL, at(start), duration)
    return [(one.rung, one.at) for one in plan(CAL, POLICY, duration, role, at(start), due_at)]


def times(*rungs: str) -> list[tuple[str, datetime]]:
    """Expected rungs written "today 25-11 07.45"."""
    return [(key, at(when)) for key, _, when in (one.partition(" ") for one in rungs)]


def test_two_days_have_every_rung_but_half() -> None:
    assert ladder("23-11 14.30", TWO_DAYS) == times(
        "opened 23-11 14.30",
        "tomorrow 24-11 07.45",
        "today 25-11 07.45",
        "last_hour 25-11 15.00",
        "due 25-11 16.00",
        "late1 26-11 07.45",
    )


def test_a_step_may_choose_its_own_reminders_and_superiors() -> None:
    own = tailored(POLICY, (Rung.TODAY,), ((KASUBAG, 2), (CAMAT, 0)))
    start = at("23-11 14.30")
    found = plan(CAL, own, TWO_DAYS, Role.KASI, start, deadline(CAL, start, TWO_DAYS))
    assert [(one.rung, one.audience) for one in found] == [
        ("opened", ()),
        ("today", ()),
        ("due", (CAMAT,)),
        ("late1", (CAMAT,)),
    ]
    assert audience(own, "late2", Role.KASI, DAY) == (KASUBAG,)
    assert audience(own, "late6", Role.KASI, DAY) == (KASUBAG, CAMAT)


def test_a_step_that_wants_no_reminders_still_has_those_that_are_always_sent() -> None:
    own = tailored(POLICY, (), ())
    start = at("23-11 14.30")
    found = plan(CAL, own, TWO_DAYS, Role.KASI, start, deadline(CAL, start, TWO_DAYS))
    assert [(one.rung, one.audience) for one in found] == [("opened", ()), ("due", ()), ("late1", ())]
    assert tailored(POLICY, None, None) == POLICY


def test_one_day_has_no_tomorrow() -> None:
    assert ladder("26-11 09.00", DAY) == times(
        "opened 26-11 09.00", "today 27-11 07.45", "last_hour 27-11 15.30", "due 27-11 16.30", "late1 30-11 07.45"
    )


def test_two_hours_have_half_and_due() -> None:
    assert ladder("23-11 11.30", TWO_HOURS) == times(
        "opened 23-11 11.30", "half 23-11 13.30", "due 23-11 14.30", "late1 24-11 07.45"
    )


def test_one_hour_still_has_its_half_and_less_has_none() -> None:
    assert ladder("23-11 08.00", HOUR) == times(
        "opened 23-11 08.00", "half 23-11 08.30", "due 23-11 09.00", "late1 24-11 07.45"
    )
    assert ladder("23-11 08.00", Duration(59)) == times("opened 23-11 08.00", "due 23-11 08.59", "late1 24-11 07.45")


def test_a_quarter_of_an_hour_over_night_is_due_before_the_morning_rung() -> None:
    assert ladder("23-11 15.50", MINUTES_15, Role.STAF) == times(
        "opened 23-11 15.50", "due 24-11 07.35", "late1 25-11 07.45"
    )


def test_a_task_opened_on_a_saturday_is_planned_from_monday() -> None:
    assert ladder("28-11 10.00", DAY) == times(
        "opened 28-11 10.00", "today 01-12 07.45", "last_hour 01-12 15.00", "due 01-12 16.00", "late1 02-12 07.45"
    )


def test_days_off_are_jumped_by_every_rung() -> None:
    assert ladder("23-12 10.00", TWO_DAYS) == times(
        "opened 23-12 10.00",
        "tomorrow 28-12 07.45",
        "today 29-12 07.45",
        "last_hour 29-12 15.00",
        "due 29-12 16.00",
        "late1 30-12 07.45",
    )


def test_a_task_that_is_early_waits_for_the_later_deadline_without_new_rungs() -> None:
    assert ladder("23-11 10.00", MINUTES_15, due="25-11 16.00") == times(
        "opened 23-11 10.00", "due 25-11 16.00", "late1 26-11 07.45"
    )


@pytest.mark.parametrize(
    ("due", "kept"),
    [
        ("25-11 07.30", ["last_hour"]),
        ("25-11 08.14", ["last_hour"]),
        ("25-11 08.15", ["last_hour", "today"]),
        ("25-11 08.20", ["today"]),
        ("25-11 08.45", ["last_hour"]),
        ("25-11 09.14", ["last_hour"]),
        ("25-11 09.15", ["today", "last_hour"]),
    ],
)
def test_of_rungs_less_than_half_an_hour_apart_only_the_later_stays(due: str, kept: list[str]) -> None:
    between = [key for key, _ in ladder("23-11 14.30", DAY, due=due)][1:-2]
    assert between == kept


def test_a_deadline_put_on_a_day_off_has_no_today() -> None:
    assert ladder("26-11 09.00", DAY, due="28-11 10.00") == times(
        "opened 26-11 09.00", "last_hour 27-11 15.30", "due 28-11 10.00", "late1 30-11 07.45"
    )


@pytest.mark.parametrize(
    ("rung", "role", "duration", "told"),
    [
        ("opened", Role.KASI, TWO_DAYS, ()),
        ("last_hour", Role.KASI, TWO_DAYS, ()),
        ("due", Role.KASI, MINUTES_15, ()),
        ("due", Role.KASI, TWO_HOURS, ()),
        ("due", Role.KASI, DAY, (KASUBAG,)),
        ("due", KASUBAG, DAY, ()),
        ("late1", Role.STAF, MINUTES_15, (KASUBAG,)),
        ("late1", Role.OPERATOR, MINUTES_15, (KASUBAG,)),
        ("late1", SEKRETARIS, DAY, ()),
        ("late2", Role.KASI, DAY, (KASUBAG, SEKRETARIS)),
        ("late2", KASUBAG, DAY, (SEKRETARIS,)),
        ("late3", Role.KASI, DAY, (KASUBAG, CAMAT)),
        ("late3", SEKRETARIS, DAY, (CAMAT,)),
        ("late3", CAMAT, DAY, ()),
        ("late4", Role.KASI, DAY, (KASUBAG,)),
        ("late7", Role.KASI, DAY, (KASUBAG, SEKRETARIS)),
        ("late8", Role.KASI, DAY, (KASUBAG, CAMAT)),
        ("late12", Role.KASI, DAY, (KASUBAG, SEKRETARIS)),
        ("late13", Role.KASI, DAY, (KASUBAG, CAMAT)),
    ],
)
def test_a_rung_tells_only_the_superiors_of_the_table(
    rung: str, role: Role, duration: Duration, told: tuple[Role, ...]
) -> None:
    assert audience(POLICY, rung, role, duration) == told


def test_the_plan_carries_the_audience_of_each_rung() -> None:
    rungs = plan(CAL, POLICY, TWO_DAYS, Role.KASI, at("23-11 14.30"), at("25-11 16.00"))
    assert {one.rung: one.audience for one in rungs if one.audience} == {"due": (KASUBAG,), "late1": (KASUBAG,)}


def test_late_rungs_follow_each_working_day_after_the_deadline() -> None:
    second = next_late(CAL, POLICY, Role.KASI, at("26-11 16.00"), 2)
    assert second == Planned("late2", at("30-11 07.45"), (KASUBAG, SEKRETARIS))


def test_rungs_are_ordered_from_opened_to_the_latest() -> None:
    keys = ["late10", "opened", "late2", "due", "today", "last_hour", "half", "late1", "tomorrow"]
    assert sorted(keys, key=order) == [*(rung.value for rung in ORDER[:-1]), "late1", "late2", "late10"]
    assert late_key(3) == "late3"


def test_a_key_that_is_no_rung_is_refused() -> None:
    with pytest.raises(ValueError, match="never"):
        order("never")


def test_the_table_names_every_rung_once_in_order_and_known_superiors() -> None:
    assert [row.rung for row in POLICY.rows] == list(Rung)
    assert all(told.role in RANK and told.every >= 1 for row in POLICY.rows for told in row.told)


def test_an_office_may_leave_a_rung_out() -> None:
    rows: tuple[Row, ...] = tuple(row for row in POLICY.rows if row.rung is not Rung.TOMORROW)
    rungs = plan(CAL, LadderPolicy(rows), TWO_DAYS, Role.KASI, at("23-11 14.30"), at("25-11 16.00"))
    assert [one.rung for one in rungs] == ["opened", "today", "last_hour", "due", "late1"]


def moved(now: str, due: str, duration: Duration = TWO_DAYS) -> list[tuple[str, datetime]]:
    rungs = replan(CAL, POLICY, duration, Role.KASI, at("23-11 14.30"), at(due), at(now))
    return [(one.rung, one.at) for one in rungs]


def test_an_extension_after_today_was_shown_plans_only_what_is_still_to_come() -> None:
    assert moved("25-11 10.00", "26-11 16.00") == times(
        "today 26-11 07.45", "last_hour 26-11 15.00", "due 26-11 16.00", "late1 27-11 07.45"
    )


def test_a_deadline_moved_nearer_does_not_repeat_a_morning_gone_by() -> None:
    assert moved("24-11 10.00", "24-11 16.00") == times("last_hour 24-11 15.00", "due 24-11 16.00", "late1 25-11 07.45")


def test_a_deadline_moved_into_the_past_is_told_at_once_and_late_goes_on_from_today() -> None:
    assert moved("26-11 10.00", "24-11 16.00") == times("due 26-11 10.00", "late3 27-11 07.45")
    assert moved("24-11 16.30", "24-11 16.00") == times("due 24-11 16.30", "late1 25-11 07.45")


moments = st.datetimes(datetime(2026, 4, 1), datetime(2027, 10, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=WIB)
)
durations = st.one_of(
    st.integers(1, 400).map(lambda minutes: Duration(minutes=minutes)),
    st.integers(1, 10).map(lambda days: Duration(days=days)),
)
roles = st.sampled_from(tuple(Role))


@given(moments, durations, roles)
def test_every_ladder_rises_and_keeps_what_is_always_sent(start: datetime, duration: Duration, role: Role) -> None:
    rungs = plan(CAL, POLICY, duration, role, start, deadline(CAL, start, duration))
    keys = [one.rung for one in rungs]
    assert sorted(keys, key=order) == keys
    assert {"opened", "due", "late1"} <= set(keys)
    assert all(RANK[told] > RANK[role] for one in rungs for told in one.audience)
    assert all(is_open(CAL, one.at) or one.rung in ("opened", "half", "due") for one in rungs)


@given(moments, durations)
def test_no_kept_rung_lies_less_than_the_window_before_the_next(start: datetime, duration: Duration) -> None:
    rungs = plan(CAL, POLICY, duration, Role.KASI, start, deadline(CAL, start, duration))
    for one, after in pairwise(rungs):
        assert one.rung in ("opened", "due") or minutes_between(CAL, one.at, after.at) >= 30


@given(moments, durations, moments, durations)
def test_a_new_ladder_shows_nothing_of_the_past(
    start: datetime, duration: Duration, now: datetime, extension: Duration
) -> None:
    due = deadline(CAL, start, extension)
    rungs = replan(CAL, POLICY, duration, Role.KASI, start, due, now)
    assert all(one.at >= now and one.rung != "opened" for one in rungs)
    assert [one.rung for one in rungs if one.rung == "due"] == ["due"]


def test_the_calendar_of_these_tests_knows_the_joint_leave() -> None:
    assert next_opening(CAL, at("24-12 09.00")).date() == date(2026, 12, 28)
