"""What a changed calendar does to the open deadlines: each is counted anew from when its task opened.

Source: SOP office rules (README, "Aturan": changing a holiday or the hours recomputes every open deadline).
"""

from collections.abc import Iterable
from datetime import datetime

from bot.workflow.cycle import Rules, State, Task
from bot.workflow.events import DeadlineMoved
from bot.workflow.ladder import DAY, lates, replan
from bot.workflow.steps import Step
from bot.workflow.worktime import (
    Calendar,
    Duration,
    close_of_nth_day,
    closing,
    deadline,
    in_zone,
    is_working_day,
    minutes_between,
    next_opening,
    next_working_day,
)

REASON = "calendar"


def follow(state: State, old: Rules, new: Rules, now: datetime) -> tuple[DeadlineMoved, ...]:
    """Every open task whose deadline, or whose reminders before it, fall otherwise by `new` than they did by `old`.

    1. A deadline keeps what was given for it: so many working days, so many working minutes, whoever gave them.
    2. Nobody becomes late by it: one that would have passed already ends with today's office time, or the next's.
    3. A clock that stands still, and a step without a standard time, have no deadline to move.
    """
    found = (_moved(state, old, new, now, task) for task in state.tasks if task.open and task.due_at is not None)
    return tuple(one for one in found if one is not None)


def shifted(events: Iterable[DeadlineMoved], state: State) -> tuple[tuple[Task, datetime], ...]:
    """The tasks whose deadline is another now, each with the new one; the others only have other reminders."""
    due = {one.task_id: one.due_at for one in events}
    return tuple((t, at) for t in state.tasks if (at := due.get(t.id)) is not None and at != t.due_at)


def _moved(state: State, old: Rules, new: Rules, now: datetime, task: Task) -> DeadlineMoved | None:
    if task.due_at is None:
        return None
    due_at = _not_past(new.calendar, _due(state, old, new, task, task.due_at), task.due_at, now)
    if due_at == task.due_at and not _reminded_otherwise(old, new, now, task, due_at):
        return None
    allowed = max(0, minutes_between(new.calendar, task.opened_at, due_at))
    return DeadlineMoved(task.id, due_at, allowed, REASON, task.unit_id)


def _due(state: State, old: Rules, new: Rules, task: Task, due_at: datetime) -> datetime:
    """Step 6 is due at the later of its own minutes and the deadline of step 5: both are counted anew."""
    filled = _filled(state, task)
    before, soonest = (rules.due(task.step, task.opened_at) for rules in (old, new))
    if filled is None or filled.due_at is None or soonest is None:
        return _recount(old, new, task, due_at)
    return max(soonest, _recount(old, new, filled, filled.due_at if due_at == before else due_at))


def _filled(state: State, task: Task) -> Task | None:
    """The filling that a submission follows, where its deadline still decides."""
    if task.step is not Step.SUBMIT or task.unit_id is None:
        return None
    own = (t for t in state.tasks if t.step is Step.FILL and t.unit_id == task.unit_id and t.round == task.round)
    return max(own, key=lambda t: t.opened_at, default=None)


def _recount(old: Rules, new: Rules, task: Task, due_at: datetime) -> datetime:
    """Minutes of a standard time as minutes; else whole days, if it ends with a day; else the minutes there were."""
    duration = old.policy.row(task.step).duration
    if duration is not None and duration.minutes and due_at == deadline(old.calendar, task.opened_at, duration):
        return deadline(new.calendar, task.opened_at, duration)
    days = _days(old.calendar, task.opened_at, due_at)
    if days is not None:
        return close_of_nth_day(new.calendar, task.opened_at, days)
    minutes = minutes_between(old.calendar, task.opened_at, due_at)
    return deadline(new.calendar, task.opened_at, Duration(minutes=minutes)) if minutes > 0 else due_at


def _days(cal: Calendar, opened_at: datetime, due_at: datetime) -> int | None:
    """How many working days after the start's day `due_at` closes; None where it is no close of business."""
    local = in_zone(cal, due_at)
    if not is_working_day(cal, local.date()) or closing(cal, local.date()) != local:
        return None
    day, days = next_opening(cal, opened_at).date(), 0
    while day < local.date():
        day, days = next_working_day(cal, day), days + 1
    return days if day == local.date() else None


def _not_past(cal: Calendar, due_at: datetime, before: datetime, now: datetime) -> datetime:
    if before < now or due_at >= now:
        return due_at
    return closing(cal, next_opening(cal, now).date())


def _reminded_otherwise(old: Rules, new: Rules, now: datetime, task: Task, due_at: datetime) -> bool:
    """The rungs before the deadline; after it the next morning of the late ones."""
    by_old, by_new = (_ladder(rules, now, task, due_at) for rules in (old, new))
    return by_old != by_new


def _ladder(rules: Rules, now: datetime, task: Task, due_at: datetime) -> list[tuple[str, datetime]]:
    row = rules.policy.row(task.step)
    ladder = rules.policy.ladder_of(task.step)
    if due_at <= now:
        return [(one.rung, one.at) for one in lates(rules.calendar, ladder, row.role, due_at, now)[-1:]]
    planned = replan(rules.calendar, ladder, row.duration or DAY, row.role, task.opened_at, due_at, now)
    return [(one.rung, one.at) for one in planned if one.at <= due_at]
