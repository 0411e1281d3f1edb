"""What a unit does with its form beside filling it, and what is granted to it."""

from datetime import datetime

from bot.services import loading
from bot.services.acting import Press, act, around, settle
from bot.services.recording import record
from bot.services.scope import Scope
from bot.store import cycles
from bot.workflow import collecting, extending, withdrawing
from bot.workflow.cycle import Turn
from bot.workflow.events import Refused, TimeExtended, refused
from bot.workflow.forms import Entry
from bot.workflow.forms import unreported as unspent
from bot.workflow.rights import Right, by_right


def submit(scope: Scope, press: Press) -> Refused | None:
    taken = _submitting(scope, press)
    return taken if isinstance(taken, Refused) else settle(scope, taken, collecting.submit(taken))


def _submitting(scope: Scope, press: Press) -> Turn | Refused:
    found = around(scope, press[0])
    if isinstance(found, Refused):
        return found
    state, actor = found
    return collecting.submitting(state, scope.rules, scope.now, actor, press)


def unreported(scope: Scope, press: Press) -> tuple[Entry, ...] | Refused:
    """What would be submitted without what was spent on it, to who may submit it now; nothing while it may not go."""
    taken = _submitting(scope, press)
    if isinstance(taken, Refused):
        return taken
    form = taken.state.form(taken.task.unit_id or 0)
    if isinstance(collecting.submit(taken), Refused):
        return ()
    return unspent(loading.entries(scope, form.form_id), scope.rules.policy)


def withdraw(scope: Scope, task_id: int) -> Refused | None:
    """Serahkan taken back; `task_id`: the unit's closed task of step 6."""
    found = around(scope, task_id)
    if isinstance(found, Refused):
        return found
    state, actor = found
    task = state.task(task_id)
    if task is None or task.unit_id is None:
        return refused("refused.unknown")
    outcome = withdrawing.withdraw(state, scope.rules, scope.now, actor, task.unit_id)
    if isinstance(outcome, Refused):
        return outcome
    record(scope, state.cycle_id, outcome, collecting.submits_as(state, scope.rules, actor, task.unit_id))
    return None


def raise_problem(scope: Scope, press: Press, words: str) -> Refused | None:
    return act(scope, press, collecting.RAISED_AT, collecting.raise_problem, words)


def extend(scope: Scope, task_id: int, days: int, deadline_no: int) -> datetime | Refused:
    """The new deadline: more time, for the reason that the unit itself gave, once for each deadline that was seen."""
    found, row = around(scope, task_id), cycles.task(scope.tx, task_id)
    if isinstance(found, Refused):
        return found
    state, actor = found
    task = state.task(task_id)
    if task is None or row is None:
        return refused("refused.unknown")
    if task.open and task.due_at is not None and row.deadline_no != deadline_no:
        return refused("refused.extended", due=task.due_at)
    reason = str(cycles.get(scope.tx, state.cycle_id).notes.get("problems", {}).get(str(task.unit_id), ""))
    outcome = extending.extend(state, scope.rules, scope.now, actor, task, days, reason)
    if isinstance(outcome, Refused):
        return outcome
    record(scope, state.cycle_id, outcome, by_right(scope.rules.policy, actor, Right.EXTEND))
    return next(event.due_at for event in outcome if isinstance(event, TimeExtended))
