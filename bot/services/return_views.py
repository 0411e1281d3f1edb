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
    ended = _ended_by(scope, state, task)
    purpose = PURPOSES.get(task.step, Purpose.RETURN)
    return ReturnView(
        task_id=task_id,
        version=task.version,
        period=state.period.label,
        units=tuple(_unit_choice(scope, form, draft, purpose) for form in state.forms if _tickable(form, task)),
        purpose=purpose,
        seen=draft.seen[:HASH_SHOWN],
        unit_id=draft.unit_id,
        state=_return_state(scope, state, task, found, ended["outcome"]),
        **ended,
    )


def _ended_by(scope: Scope, state: State, task: Task) -> dict[str, Any]:
    """What became of the task; of the last one of a finished cycle, the newest Ralat that opened it again."""
    since = _decided_since(scope, state, task)
    corrected = [at for at, one in enumerate(since) if one.verdict == Verdict.CORRECTED]
    if not corrected:
        undoable = task.outcome == "corrected" and views.may_undo(scope, state, task)
        own = {"outcome": task.outcome, "closed_as": task.closed_as, "closed_at": task.closed_at}
        return own | {"undoable": undoable, "undone_at": task.undone_at}
    last, zone = since[corrected[-1]], scope.office.zone
    later = [one for one in since[corrected[-1] :] if one.verdict == Verdict.TAKEN_BACK]
    ralat = {"outcome": "corrected", "closed_as": last.decided_as, "closed_at": last.decided_at.astimezone(zone)}
    again = views.may_close_again(scope, state, task)
    return ralat | {"undoable": again, "undone_at": later[0].decided_at.astimezone(zone) if later else None}


def _decided_since(scope: Scope, state: State, task: Task) -> tuple[recaps.DecisionRow, ...]:
    """... the cycle was finished with this task."""
    if task.outcome != "delivered" or task.closed_at is None:
        return ()
    return tuple(one for one in recaps.decisions(scope.tx, state.cycle_id) if one.decided_at >= task.closed_at)


def _tickable(form: UnitForm, task: Task) -> bool:
    """What is still with its unit need not go back to it."""
    return PURPOSES.get(task.step) is not Purpose.CHECK or form.state is FormState.SUBMITTED


def _return_state(scope: Scope, state: State, task: Task, found: Dialog | None, outcome: str) -> ReturnState:
    """A finished cycle may get another Ralat, also when one was taken back."""
    if not task.open and (task != deciding.ended(state) or (found is None and outcome == "corrected")):
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
