"""Deadlines follow the calendar: what was given stays given, and nobody becomes late by it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.cycle import Phase, Rules, State, Task
from bot.workflow.policy import Policy
from bot.workflow.rescheduling import follow, shifted
from bot.workflow.steps import Step
from bot.workflow.worktime import REGULAR, Duration, Hours, deadline, minutes_between
from tests.workflow.evolving import CALENDAR, PERIOD, RULES, START, WIB

LATER = Hours(
    tuple(tuple((opens.replace(hour=opens.hour + 1), closes) for opens, closes in day) for day in REGULAR.week)
)


def at(words: str) -> datetime:
    """A moment of January 2027."""
    return datetime.strptime(f"2027 {words}", "%Y %d-%m %H.%M").replace(tzinfo=WIB)


def without(*days: str) -> Rules:
    """The office is closed on these days too."""
    off = frozenset(at(f"{day} 00.00").date() for day in days)
    return replace(RULES, calendar=replace(CALENDAR, days_off=CALENDAR.days_off | off))


def state(*tasks: Task) -> State:
    return State(1, 1, PERIOD, Phase.OPEN, 1, START, tasks=tasks)


def task(step: Step, opened: str, due: str, unit: int | None = None) -> Task:
    return Task(1, step, unit, 1, at(opened), at(due))


def moved(now: str, new: Rules, *tasks: Task, old: Rules = RULES) -> list[str]:
    found = follow(state(*tasks), old, new, at(now))
    assert all(one.reason == "calendar" for one in found)
    return [f"{due:%-d-%-m %H.%M}" for _, due in shifted(found, state(*tasks))]


FILL = task(Step.FILL, "4-1 09.25", "7-1 16.00", 1)


def test_a_holiday_within_two_days_moves_their_end_by_a_day() -> None:
    assert moved("5-1 09.00", without("6-1"), FILL) == ["8-1 16.30"]
    assert moved("6-1 09.00", without("7-1"), FILL) == ["8-1 16.30"]
    assert moved("6-1 09.00", without("7-1", "8-1"), FILL) == ["11-1 16.00"]


def test_a_holiday_elsewhere_moves_nothing() -> None:
    assert follow(state(FILL), RULES, without("15-1"), at("6-1 09.00")) == ()
    assert follow(state(FILL), RULES, RULES, at("6-1 09.00")) == ()


def test_a_holiday_taken_back_moves_the_deadline_nearer_but_never_into_the_past() -> None:
    given_more = task(Step.FILL, "4-1 09.25", "8-1 16.30", 1)
    assert moved("6-1 09.00", RULES, given_more, old=without("6-1")) == ["7-1 16.00"]
    assert moved("8-1 09.00", RULES, given_more, old=without("6-1")) == [], "it ends today, as it did"
    monday = task(Step.FILL, "4-1 09.25", "11-1 16.00", 1)
    assert moved("8-1 09.00", RULES, monday, old=without("6-1", "7-1")) == ["8-1 16.30"], "today, not yesterday"


def test_minutes_are_counted_again_from_the_opening() -> None:
    order = task(Step.ORDER, "6-1 15.50", "7-1 07.35")
    assert moved("6-1 15.55", without("7-1"), order) == ["8-1 07.35"]
    assert moved("6-1 15.55", replace(RULES, calendar=replace(CALENDAR, regular=LATER)), order) == ["7-1 08.35"]


def test_more_time_granted_stays_granted() -> None:
    extended = task(Step.FILL, "4-1 09.25", "11-1 16.00", 1)
    assert moved("7-1 09.00", without("8-1"), extended) == ["12-1 16.00"]


def test_a_submission_keeps_to_the_deadline_of_its_filling() -> None:
    filled = replace(FILL, closed_at=at("6-1 10.00"))
    submit = Task(2, Step.SUBMIT, 1, 1, at("6-1 10.00"), at("7-1 16.00"))
    assert moved("6-1 10.05", without("7-1"), filled, submit) == ["8-1 16.30"]
    late = Task(2, Step.SUBMIT, 1, 1, at("7-1 15.55"), at("8-1 07.40"))
    assert moved("7-1 15.58", without("8-1"), replace(filled, closed_at=at("7-1 15.55")), late) == ["11-1 07.40"]


def test_what_is_late_already_is_late_from_the_new_deadline_on() -> None:
    assert moved("11-1 09.00", without("7-1"), FILL) == ["8-1 16.30"]
    assert moved("11-1 09.00", without("15-1"), FILL) == []


def test_the_next_morning_of_what_is_late_moves_where_a_day_off_becomes_a_working_day() -> None:
    friday = task(Step.FILL, "6-1 09.25", "8-1 16.30", 1)
    worked = replace(RULES, calendar=replace(CALENDAR, working=frozenset({at("9-1 00.00").date()})))
    (found,) = follow(state(friday), RULES, worked, at("8-1 17.00"))
    assert found.due_at == friday.due_at


def test_a_clock_that_stands_still_and_a_closed_task_have_nothing_to_move() -> None:
    standing = replace(FILL, due_at=None)
    closed = replace(FILL, closed_at=at("5-1 09.00"))
    assert follow(state(standing, closed), RULES, without("6-1", "7-1"), at("6-1 09.00")) == ()


def test_reminders_move_where_only_they_fall_otherwise() -> None:
    """The office opens an hour later: the deadline at closing time stays, the morning's reminder does not."""
    found = follow(state(FILL), RULES, replace(RULES, calendar=replace(CALENDAR, regular=LATER)), at("5-1 09.00"))
    assert [one.due_at for one in found] == [FILL.due_at]
    assert shifted(found, state(FILL)) == ()


@pytest.mark.parametrize("step", [Step.ORDER, Step.FILL, Step.DECIDE, Step.RECAP])
@given(data=st.data())
def test_each_deadline_is_what_it_would_have_been_under_the_new_calendar_from_the_start(
    step: Step, data: st.DataObject
) -> None:
    opened = START + timedelta(minutes=data.draw(st.integers(0, 14 * 1440)))
    off = data.draw(st.sets(st.dates(opened.date(), opened.date() + timedelta(days=14)), max_size=5))
    new = Rules(Policy(), replace(CALENDAR, days_off=CALENDAR.days_off | off))
    open_task = Task(1, step, 1 if step is Step.FILL else None, 1, opened, RULES.due(step, opened))
    found = follow(state(open_task), RULES, new, opened)
    due = found[0].due_at if found else open_task.due_at
    assert due == new.due(step, opened)


@given(minutes=st.integers(1, 2000), day=st.dates(date(2027, 1, 4), date(2027, 1, 20)))
def test_minutes_given_are_minutes_kept(minutes: int, day: date) -> None:
    opened = at("4-1 09.00")
    due = deadline(CALENDAR, opened, Duration(minutes=minutes))
    new = without(f"{day.day}-{day.month}")
    found = follow(state(Task(1, Step.SIGN, None, 1, opened, due)), RULES, new, opened)
    new_due = found[0].due_at if found else due
    assert new_due is not None
    assert minutes_between(new.calendar, opened, new_due) == minutes or due.hour == 16, "a close of business stays one"
