"""A unit's form is complete: step 5 is done and step 6 opens."""

from bot.workflow.cycle import Task, Turn
from bot.workflow.events import Event, Events
from bot.workflow.steps import Step
from bot.workflow.worktime import Duration, deadline


def completed(turn: Turn, fill: Task) -> Events:
    return (turn.done("filled", fill), _submission(turn, fill))


def _submission(turn: Turn, fill: Task) -> Event:
    """Due at the later of completion + 15 minutes and the deadline of 5: nobody is late for being early."""
    duration = turn.rules.policy.row(Step.SUBMIT).duration or Duration(minutes=15)
    soonest = deadline(turn.rules.calendar, turn.now, duration)
    due_at = max(soonest, fill.due_at) if fill.due_at else soonest
    return turn.opens(Step.SUBMIT, unit_id=fill.unit_id, due_at=due_at)
