"""When people of the office do what waits for them: early, in time, late by hours or by days, as the seed has it."""

from datetime import datetime, timedelta
from random import Random

from bot.store.cycles import TaskRow
from bot.workflow.steps import Step
from bot.workflow.worktime import Calendar, add_minutes, closing, minutes_between, nth_working_day, opening
from year.scenes import EARLIER, LATE_BY, OUTAGES, WHEN

DAY = 450  # working minutes
AFTER_HOURS = 0.06
"""How often somebody does it in the evening."""


def moment(rng: Random, calendar: Calendar, period: str, task: TaskRow, unit: str) -> datetime:
    """When the task's holder acts: never on the full minute, for that is when the bot looks."""
    key = (period, Step(task.step), unit)
    if task.round == 1 and key in WHEN:
        found = WHEN[key]
    elif task.round == 1 and key in LATE_BY:
        found = days_late(rng, calendar, task, LATE_BY[key])
    else:
        found = _habit(rng, calendar, task)
    return awake(max(found, task.opened_at.astimezone(calendar.zone)) + timedelta(seconds=rng.randrange(1, 60)))


def days_late(rng: Random, calendar: Calendar, task: TaskRow, days: int) -> datetime:
    """On that working day after the deadline, after its morning's reminder."""
    due = (task.due_at or task.opened_at).astimezone(calendar.zone)
    day = nth_working_day(calendar, due.date(), days)
    return add_minutes(calendar, opening(calendar, day), rng.randrange(20, 240))


def _habit(rng: Random, calendar: Calendar, task: TaskRow) -> datetime:
    opened = task.opened_at.astimezone(calendar.zone)
    allowed = minutes_between(calendar, opened, task.due_at) if task.due_at else DAY
    how = rng.random()
    if how < 0.70:
        found = add_minutes(calendar, opened, rng.randrange(1, max(2, allowed * 9 // 10)))
    elif how < 0.78:
        found = add_minutes(calendar, opened, max(1, allowed - rng.randrange(0, 2)))  # at the last moment
    elif how < 0.90:
        found = add_minutes(calendar, opened, allowed + rng.randrange(3, 200))
    else:
        return days_late(rng, calendar, task, rng.choice((1, 1, 2)))
    if rng.random() < AFTER_HOURS:
        found = closing(calendar, nth_working_day(calendar, found.date(), 1)) + timedelta(minutes=rng.randrange(5, 240))
    return found.replace(second=0, microsecond=0)


def awake(found: datetime) -> datetime:
    """What is pressed while the bot is down is handled once it is up: just before it looks at the reminders."""
    for outage in OUTAGES:
        if outage.begins <= found < outage.ends:
            return outage.ends - EARLIER + timedelta(seconds=10)
    return found
