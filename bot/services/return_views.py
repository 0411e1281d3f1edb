"""Gathers what the picker of entries that go back shows: of a return, of a check at step 8, of a Ralat."""

from typing import Any

from bot.cards.returning import Choice, ReturnState, ReturnView, UnitChoice
from bot.services import asking, loading, views
from bot.services.scope import Scope
from bot.store import cycles, recaps
from bot.store.codec import decode
from bot.store.talks import Dialog
from bot.texts.say import label
from bot.workflow import deciding
from bot.workflow.cycle import HASH_SHOWN, FormState, State, Task, UnitForm
from bot.workflow.drafts import PURPOSES, Draft, Purpose
from bot.workflow.reports import Verdict


def view(scope: Scope, task_id: int) -> ReturnView | None:
    row = cycles.task(scope.tx, task_id)
    if row is None or scope.chat is None:
        return None
    found = asking.find(scope, "return", task_id)
    draft = decode(Draft, found.state) if found else Draft(row.version)
    state, task = loading.state(scope, row.cycle_id), loading.task_of(row, scope)
    purpose = PURPOSES.get(task.step, Purpose.RETURN)
    return ReturnView(
        task_id=task_id,
        version=task.version,
        period=state.period.label,
        units=tuple(_unit_choice(scope, form, draft, purpose) for form in state.forms if _tickable(form, task)),
        purpose=purpose,
        seen=draft.seen[:HASH_SHOWN],
        unit_id=draft.unit_id,
        state=_return_state(scope, state, task, found),
        undoable=task.outcome == "corrected" and views.may_undo(scope, state, task),
        undone_at=task.undone_at,
        **_ended_by(scope, state, task),
    )


def _ended_by(scope: Scope, state: State, task: Task) -> dict[str, Any]:
    """What became of the task; of the last one of a cycle that was finished, the Ralat that opened it again."""
    kept = recaps.decisions(scope.tx, state.cycle_id) if task.outcome == "delivered" else ()
    later = [d for d in kept if d.verdict == Verdict.CORRECTED and task.closed_at and d.decided_at >= task.closed_at]
    if later:
        at = later[0].decided_at.astimezone(scope.office.zone)
        return {"outcome": "corrected", "closed_as": later[0].decided_as, "closed_at": at}
    return {"outcome": task.outcome, "closed_as": task.closed_as, "closed_at": task.closed_at}


def _tickable(form: UnitForm, task: Task) -> bool:
    """What is still with its unit need not go back to it."""
    return PURPOSES.get(task.step) is not Purpose.CHECK or form.state is FormState.SUBMITTED


def _return_state(scope: Scope, state: State, task: Task, found: Dialog | None) -> ReturnState:
    if not task.open and task != deciding.ended(state):
        return ReturnState.DECIDED
    if found is None:
        return ReturnState.LEFT
    return ReturnState.ASKED if found == asking.current(scope) else ReturnState.WAITING


def _unit_choice(scope: Scope, form: UnitForm, draft: Draft, purpose: Purpose) -> UnitChoice:
    choices = tuple(
        Choice(e.id, e.number, e.indicator.name, e.id in draft.ticked, _comment(draft, e.id, purpose))
        for e in loading.entries(scope, form.form_id)
    )
    return UnitChoice(form.unit_id, form.name, choices)


def _comment(draft: Draft, entry_id: int, purpose: Purpose) -> str:
    return label(SAME[purpose]) if entry_id in draft.same else draft.comments.get(entry_id, "")


SAME = {Purpose.RETURN: "return.same_return", Purpose.CORRECT: "return.same_correct"}
