"""Rekap sementara: the Kasubag goes on without the units that are late."""

from collections.abc import Iterable

from bot.cards.buttons import Rows, button, stacked
from bot.services import loading
from bot.services.recording import record
from bot.services.scope import Scope
from bot.store import cycles
from bot.workflow import collecting, rights
from bot.workflow.cycle import Phase, State
from bot.workflow.events import Refused, refused
from bot.workflow.rights import Right


def offered(scope: Scope) -> tuple[State, ...]:
    """The open cycles that this person may go on with now, without the units still missing."""
    open_ = [c.id for c in cycles.of_office(scope.tx, scope.office.id) if c.phase == Phase.OPEN]
    states = [loading.state(scope, cycle_id) for cycle_id in open_]
    return tuple(state for state in states if not isinstance(missing(scope, state), Refused))


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


def own_cycle(scope: Scope, cycle_id: int) -> State | Refused:
    """The cycle, if it is of this person's office: callback data can be forged."""
    found = any(c.id == cycle_id for c in cycles.of_office(scope.tx, scope.office.id))
    return loading.state(scope, cycle_id) if found else refused("refused.unknown")


def go_on_without(scope: Scope, cycle_id: int, reason: str) -> Refused | None:
    state = own_cycle(scope, cycle_id)
    if isinstance(state, Refused) or scope.actor is None:
        return state if isinstance(state, Refused) else refused("refused.unknown")
    outcome = collecting.go_on_without(state, scope.rules, scope.now, scope.actor, reason)
    if isinstance(outcome, Refused):
        return outcome
    record(scope, cycle_id, outcome, rights.by_right(scope.rules.policy, scope.actor, Right.GO_ON))
    return None
