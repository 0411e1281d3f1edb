"""More time for a unit: granted by who oversees the units, never by the unit itself, and with a reason."""

from datetime import datetime

from bot.workflow import rights
from bot.workflow.cycle import Rules, State, Task
from bot.workflow.events import DeadlineMoved, Outcome, Refused, TimeExtended, refused
from bot.workflow.rights import Right
from bot.workflow.roles import Actor
from bot.workflow.worktime import closing, minutes_between, nth_working_day

MOST_DAYS = 5
"""Working days granted at one tap; more than a week is a new Jadwal Kerja."""


def may_grant(rules: Rules, actor: Actor, unit_id: int | None) -> Refused | None:
    """Why this person gives the unit no time; None where they may."""
    if rights.by_right(rules.policy, actor, Right.EXTEND) is None:
        return rights.without(rules.policy, actor, Right.EXTEND)
    return refused("refused.own_extension") if unit_id in actor.own_units else None


def extend(state: State, rules: Rules, now: datetime, actor: Actor, task: Task, days: int, reason: str) -> Outcome:
    """The deadline moves to the close of the n-th working day after it, or after today where it has passed."""
    failed = may_grant(rules, actor, task.unit_id)
    if failed is not None:
        return failed
    if not task.open or task.due_at is None or task.unit_id is None:
        return refused("refused.not_extendable")
    if not 0 < days <= MOST_DAYS:
        return refused("refused.unknown")
    if not reason.strip():
        return refused("refused.reason_needed")
    day = nth_working_day(rules.calendar, max(now, task.due_at).astimezone(rules.calendar.zone).date(), days)
    due_at = closing(rules.calendar, day)
    allowed = max(0, minutes_between(rules.calendar, task.opened_at, due_at))
    moved = DeadlineMoved(task.id, due_at, allowed, "extended", task.unit_id)
    return (TimeExtended(task.unit_id, task.id, days, reason.strip(), due_at), moved)
