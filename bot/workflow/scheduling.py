"""The Jadwal Kerja put off or given up: a period proposed for later, taken up again, or cancelled, with the reason."""

from datetime import datetime

from bot.workflow import rights
from bot.workflow.cycle import Phase, Rules, State, Turn
from bot.workflow.events import (
    CycleCancelled,
    CyclePostponed,
    CycleResumed,
    Events,
    Outcome,
    Refused,
    refused,
)
from bot.workflow.rights import Right
from bot.workflow.roles import Actor
from bot.workflow.steps import Step

CANCELLED = "cancelled"
"""What becomes of a task whose cycle is given up."""


def postpone(turn: Turn, until: datetime, reason: str) -> Outcome:
    """Step 1 is asked anew at `until`; nothing waits for anybody till then."""
    if until <= turn.now:
        return refused("schedule.not_ahead", until=until)
    if not reason.strip():
        return refused("refused.reason_needed")
    return (turn.done("postponed"), CyclePostponed(until, reason.strip()))


def resume(state: State, rules: Rules, now: datetime) -> Events:
    """The day has come, or somebody starts it by hand before."""
    if state.phase is not Phase.POSTPONED:
        return ()
    return (CycleResumed(), rules.opening(Step.ORDER, now, state.round))


def may_cancel(state: State, rules: Rules, actor: Actor) -> Refused | None:
    """Why this person may not give the cycle up now; None where they may."""
    if rights.by_right(rules.policy, actor, Right.CANCEL) is None:
        return rights.without(rules.policy, actor, Right.CANCEL)
    return None if state.phase in (Phase.OPEN, Phase.POSTPONED) else refused("refused.cycle_over")


def cancel(state: State, rules: Rules, now: datetime, actor: Actor, reason: str) -> Outcome:
    """Given up at whatever step: nobody is asked or reminded any more, what was recorded stays."""
    hindered = may_cancel(state, rules, actor)
    if hindered is not None:
        return hindered
    if not reason.strip():
        return refused("refused.reason_needed")
    closed = tuple(Turn(state, rules, now, task, actor).done("cancelled") for task in state.tasks if task.open)
    return (*closed, CycleCancelled(reason.strip()))
