"""Step 8's clock while entries are with their units again: it stands, and goes on with what was left of it."""

from datetime import datetime

from bot.workflow.cycle import Rules, State, Task
from bot.workflow.events import DeadlineMoved, Events
from bot.workflow.steps import Step
from bot.workflow.worktime import Duration, deadline, minutes_between


def paused(rules: Rules, now: datetime, task: Task) -> Events:
    """What is left is kept as the minutes allowed; nothing where the clock stands already."""
    if task.due_at is None:
        return ()
    left = minutes_between(rules.calendar, now, task.due_at) if now < task.due_at else 0
    return (DeadlineMoved(task.id, None, left, "paused"),)


def resumed(rules: Rules, now: datetime, task: Task) -> Events:
    if task.due_at is not None:
        return ()
    left = task.allowed_minutes or 0
    due_at = deadline(rules.calendar, now, Duration(minutes=left)) if left else now
    return (DeadlineMoved(task.id, due_at, minutes_between(rules.calendar, task.opened_at, due_at), "resumed"),)


def onward(state: State, rules: Rules, now: datetime) -> Events:
    """Every unit has handed in, or is left out: step 7, or step 8 again where it only waited for them."""
    recap = state.open_task(Step.RECAP)
    return resumed(rules, now, recap) if recap else (rules.opening(Step.ASSIGN_RECAP, now, state.round),)
