"""Whether what a chat is asked still has a subject: its task open, its form as it was. Without one it is over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.services import asking, attaching, forming, interview, leaving_out, mastering, scheduling, steps
from bot.services.acting import in_cycle, turn
from bot.services.scope import Scope
from bot.store import cycles, forms
from bot.store.talks import Dialog
from bot.workflow.events import Refused, refused
from bot.workflow.rights import Right
from bot.workflow.steps import Step

Lost = Callable[[Scope, Dialog], Refused | None]


@dataclass(frozen=True)
class Over:
    """A question that was ended because it had lost its subject, and why."""

    dialog: Dialog
    why: Refused


def end_lost(scope: Scope) -> tuple[Over, ...]:
    """Ends what can be answered no more; the first question that still can is the one asked now."""
    ended = []
    for dialog in asking.open_dialogs(scope):
        why = LOST[dialog.kind](scope, dialog)
        if why is None:
            break
        asking.end(scope, dialog.kind, dialog.subject_id)
        ended.append(Over(dialog, why))
    return tuple(ended)


def _task(scope: Scope, dialog: Dialog) -> Refused | None:
    row = cycles.task(scope.tx, dialog.subject_id)
    if row is None:
        return refused("refused.unknown")
    taken = turn(scope, (row.id, dialog.state["version"]), Step(row.step))
    return taken if isinstance(taken, Refused) else None


def _picker(scope: Scope, dialog: Dialog) -> Refused | None:
    taken = steps.picking(scope, (dialog.subject_id, dialog.state["version"]))
    return taken if isinstance(taken, Refused) else None


def _form(scope: Scope, dialog: Dialog) -> Refused | None:
    """A form that came back meanwhile is another one, whatever it lets be changed."""
    form = forms.get(scope.tx, dialog.subject_id)
    failed = interview.may_fill(scope, form)
    if failed or form is None:
        return failed
    return None if form.version == dialog.state["version"] else refused("refused.returned_meanwhile")


def _workbook(scope: Scope, dialog: Dialog) -> Refused | None:
    """What was read of an earlier edition says nothing of this one."""
    form = forms.get(scope.tx, dialog.subject_id)
    failed = _form(scope, dialog)
    if failed or form is None or form.edition == dialog.state.get("edition", form.edition):
        return failed
    return refused("refused.revised_meanwhile")


def _entry(scope: Scope, dialog: Dialog) -> Refused | None:
    row = forms.entry(scope.tx, dialog.state["entry"])
    return _form(scope, dialog) or (None if row is not None and row.open else refused("refused.entry_locked"))


def _cycle(scope: Scope, dialog: Dialog) -> Refused | None:
    """Nobody is missing any more, or it may not go on without them."""
    found = in_cycle(scope, dialog.subject_id)
    units = found if isinstance(found, Refused) else leaving_out.missing(scope, found[0])
    return units if isinstance(units, Refused) else None


def _cancelling(scope: Scope, dialog: Dialog) -> Refused | None:
    state = scheduling.cancellable(scope, dialog.subject_id)
    return state if isinstance(state, Refused) else None


def _proved(scope: Scope, dialog: Dialog) -> Refused | None:
    row = forms.entry(scope.tx, dialog.subject_id)
    failed = interview.may_fill(scope, forms.get(scope.tx, row.form_id) if row else None)
    return failed or (None if row is not None and row.open else refused("refused.entry_locked"))


def _attachable(scope: Scope, dialog: Dialog) -> Refused | None:
    found = attaching.allowed(scope, dialog.subject_id)
    return found if isinstance(found, Refused) else None


def _forms(scope: Scope, dialog: Dialog) -> Refused | None:
    return None if forming.open_forms(scope) else forming.why_none(scope, "refused.locked")


def _with(right: Right) -> Lost:
    """Whoever has lost the right has lost the question."""

    def lost(scope: Scope, dialog: Dialog) -> Refused | None:
        held = mastering.allowed(scope, right)
        return held if isinstance(held, Refused) else None

    return lost


LOST: Mapping[str, Lost] = {
    "fill": _entry,
    "upload": _workbook,
    "return": _picker,
    "letter": _task,
    "attach": _attachable,
    "words": _task,
    "approve": _task,
    "go_on": _cycle,
    "cancel_cycle": _cancelling,
    "evidence": _proved,
    "proof": _forms,
    "master": _with(Right.REPLACE),
    "manage": _with(Right.MANAGE),
    "mandate": _with(Right.MANAGE),
    "lambang": _with(Right.MANAGE),
}
"""By the kind of the question."""
