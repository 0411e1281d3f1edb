"""Rekap sementara: the Kasubag goes on without the units that are late."""

from collections.abc import Iterable

from bot.cards.buttons import Rows, button, stacked
from bot.services import loading
from bot.services.acting import in_cycle
from bot.services.recording import record
from bot.services.scope import Scope
from bot.workflow import collecting, rights
from bot.workflow.cycle import State
from bot.workflow.events import Refused, refused
from bot.workflow.rights import Right


def offered(scope: Scope) -> tuple[State, ...]:
    """The open cycles that this person may go on with now, without the units still missing."""
    return tuple(state for state in loading.open_states(scope) if not isinstance(missing(scope, state), Refused))


def buttons(states: Iterable[State]) -> Rows:
    """One a cycle, named by its period where there are several."""
    found = tuple(states)
    if len(found) == 1:
        return stacked(button("go_on", "goon", found[0].cycle_id))
    return stacked(*(button("go_on_period", "goon", s.cycle_id, period=s.period.short) for s in found))


def missing(scope: Scope, state: State) -> tuple[str, ...] | Refused:
    """The names of the units that would be left out now."""
    if scope.actor is None:
        return refused("refused.unknown")
    late = collecting.to_leave_out(state, scope.rules, scope.now, scope.actor)
    return late if isinstance(late, Refused) else tuple(state.form(task.unit_id or 0).name for task in late)


def go_on_without(scope: Scope, cycle_id: int, reason: str) -> Refused | None:
    found = in_cycle(scope, cycle_id)
    if isinstance(found, Refused):
        return found
    state, actor = found
    outcome = collecting.go_on_without(state, scope.rules, scope.now, actor, reason)
    if isinstance(outcome, Refused):
        return outcome
    record(scope, cycle_id, outcome, rights.by_right(scope.rules.policy, actor, Right.GO_ON))
    return None
