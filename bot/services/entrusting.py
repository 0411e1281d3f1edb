"""Isi atas nama unit: a form of a unit out of reach, filled by who was told of it, and recorded as such."""

from bot.services import unreached
from bot.services.acting import around
from bot.services.recording import record
from bot.services.scope import Scope
from bot.store import forms
from bot.workflow import collecting
from bot.workflow.events import Refused, refused
from bot.workflow.rights import Right, by_right


def entrust(scope: Scope, task_id: int) -> int | Refused:
    """The form to go on with; again for who was entrusted with it before."""
    found = around(scope, task_id)
    if isinstance(found, Refused):
        return found
    state, actor = found
    task = state.task(task_id)
    if task is None or task.unit_id is None:
        return refused("refused.unknown")
    entrusted = (task.unit_id, actor.person_id) in state.entrusted
    reached = not entrusted and not unreached.is_lost(scope, task.unit_id)
    outcome = collecting.entrust(state, scope.rules, actor, task.unit_id, reached=reached)
    if isinstance(outcome, Refused):
        return outcome
    record(scope, state.cycle_id, outcome, by_right(scope.rules.policy, actor, Right.GO_ON))
    form = forms.of_unit(scope.tx, state.cycle_id, task.unit_id)
    return form.id if form is not None else refused("refused.unknown")
