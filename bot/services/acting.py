"""One person acts at one open task: the turn is checked, the step decided, what happened is recorded."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from bot.services import loading
from bot.services.recording import record
from bot.services.scope import Scope
from bot.store import cycles
from bot.workflow.cycle import State, Turn, take
from bot.workflow.events import Outcome, Refused, refused
from bot.workflow.roles import Actor
from bot.workflow.steps import Step

P = ParamSpec("P")
Press = tuple[int, int]
"""The task's id and the version of it that the button was made for."""


def turn(scope: Scope, press: Press, *steps: Step, by: Step | None = None) -> Turn | Refused:
    """The actor's turn at this task, or why it is not theirs; `by` as in workflow.cycle.take."""
    found = around(scope, press[0])
    if isinstance(found, Refused):
        return found
    state, actor = found
    return take(state, scope.rules, scope.now, actor, press, *steps, by=by)


def around(scope: Scope, task_id: int) -> tuple[State, Actor] | Refused:
    """The cycle of this task, if it is of the actor's office: callback data can be forged."""
    row = cycles.task(scope.tx, task_id)
    if row is None or scope.actor is None or row.office_id != scope.office.id:
        return refused("refused.unknown")
    return loading.state(scope, row.cycle_id), scope.actor


def in_cycle(scope: Scope, cycle_id: int) -> tuple[State, Actor] | Refused:
    """The cycle, if it is of the actor's office: callback data can be forged."""
    own = any(one.id == cycle_id for one in cycles.of_office(scope.tx, scope.office.id))
    return (loading.state(scope, cycle_id), scope.actor) if own and scope.actor else refused("refused.unknown")


def settle(scope: Scope, taken: Turn, outcome: Outcome) -> Refused | None:
    """Records what happened; a refusal is handed back untouched."""
    if isinstance(outcome, Refused):
        return outcome
    record(scope, taken.state.cycle_id, outcome, taken.acting_as)
    return None


def act(
    scope: Scope,
    press: Press,
    steps: tuple[Step, ...],
    decide: Callable[Concatenate[Turn, P], Outcome],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Refused | None:
    """A step that needs nothing beside the cycle's state and what was typed."""
    taken = turn(scope, press, *steps)
    if isinstance(taken, Refused):
        return taken
    return settle(scope, taken, decide(taken, *args, **kwargs))
