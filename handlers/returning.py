"""Kembalikan: tick units or single indicators, a comment each, the arahan, a preview, then it is sent."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards.buttons import button, stacked
from bot.cards.returning import ReturnView, marked
from bot.cards.task import shortened
from bot.channels.base import Style
from bot.services import asking, steps, telling, views
from bot.services.acting import turn
from bot.services.scope import Scope
from bot.store import forms
from bot.store.codec import decode, encode
from bot.store.talks import Dialog
from bot.texts.say import Text, text
from bot.workflow.drafts import Asks, Draft, ask_words, look, tick, tick_all, write
from bot.workflow.events import Refused
from bot.workflow.steps import Step
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, answer, fingerprint, say


def begin(request: Request) -> Replies:
    """The picker opens, as it was left; what was ticked lives in the dialog, so that a restart loses nothing."""
    taken = turn(request.scope, request.press, Step.DECIDE, Step.SECOND)
    if isinstance(taken, Refused):
        return answer(request, taken)
    task = taken.task
    _keep(request, task.id, _draft(request, task.id) or Draft(task.version))
    _show(request, task.id, fresh=True)
    return (SEE,)


def _keep(request: Request, task_id: int, draft: Draft) -> None:
    asking.begin(request.scope, "return", task_id, encode(draft))


def _draft(request: Request, task_id: int) -> Draft | None:
    """What was chosen so far for this task, in this chat."""
    found = asking.find(request.scope, "return", task_id)
    return decode(Draft, found.state) if found else None


def _show(request: Request, task_id: int, *, fresh: bool) -> None:
    telling.show_here(request.scope, "return", task_id, task_id=task_id, fresh=fresh)


def _view(request: Request, task_id: int) -> ReturnView:
    view = views.returning(request.scope, task_id)
    if view is None:
        raise LookupError(f"no task {task_id} to return")
    return view


# -- what is to be completed -----------------------------------------------------------------------------------------


def unit(request: Request) -> Replies:
    """The indicators of one unit; only units of the picker: callback data can be forged."""
    task_id, unit_id = request.press
    draft = _draft(request, task_id)
    if draft is None or unit_id not in {one.unit_id for one in _view(request, task_id).units}:
        return OLD
    return _go_on(request, draft, look(draft, unit_id))


def units(request: Request) -> Replies:
    draft = _draft(request, request.number(0))
    return OLD if draft is None else _go_on(request, draft, look(draft, None))


def change(request: Request) -> Replies:
    """From the preview back to the picker, which comes down to the end of the chat."""
    draft = _draft(request, request.number(0))
    return OLD if draft is None else _go_on(request, draft, look(draft, None), fresh=True)


def entry(request: Request) -> Replies:
    """Ticks or unticks; a tick asks for its comment."""
    task_id, entry_id = request.press
    draft = _draft(request, task_id)
    if draft is None or entry_id not in _listed(request, task_id, draft):
        return OLD
    return _go_on(request, draft, tick(draft, entry_id))


def whole_unit(request: Request) -> Replies:
    """A flagged unit is all its entries; the comment is for those that have none."""
    task_id = request.number(0)
    draft = _draft(request, task_id)
    listed = _listed(request, task_id, draft) if draft else ()
    if draft is None or not listed:
        return OLD
    return _go_on(request, draft, tick_all(draft, listed))


def _listed(request: Request, task_id: int, draft: Draft) -> tuple[int, ...]:
    """Only entries of the unit on the screen can be ticked: callback data can be forged."""
    shown = [one for one in _view(request, task_id).units if one.unit_id == draft.unit_id]
    return tuple(choice.entry_id for one in shown for choice in one.choices)


def _go_on(request: Request, before: Draft, draft: Draft, *, fresh: bool = False) -> Replies:
    """The picker is edited where it stands, unless a question has pushed it up."""
    task_id = request.number(0)
    _keep(request, task_id, draft)
    _show(request, task_id, fresh=fresh or before.asks is not Asks.NOTHING)
    return (Toast(text("toast.ask")), _comment(task_id, draft)) if draft.asks is Asks.COMMENT else (SEE,)


def _comment(task_id: int, draft: Draft) -> Say:
    """An entry that was ticked before has its comment already."""
    known = draft.comments.get(draft.about[0], "") if len(draft.about) == 1 else ""
    if known:
        stays = stacked(button("comment_stays", "rt_unit", task_id, draft.unit_id))
        return say("return.comment_again", stays, comment=shortened(known))
    return say("return.comment", stacked(button("no_comment", "rt_unit", task_id, draft.unit_id)))


# -- the arahan, and sending -----------------------------------------------------------------------------------------


def following(request: Request) -> Replies:
    """Lanjut: the arahan is compulsory."""
    task_id = request.number(0)
    draft = _draft(request, task_id)
    if draft is None:
        return OLD
    _keep(request, task_id, ask_words(draft))
    return (Toast(text("toast.ask")), _words(task_id, draft))


def _words(task_id: int, draft: Draft) -> Say:
    cancel = button("cancel", "cancel", "return", task_id)
    if not draft.words:
        return say("return.words", stacked(cancel))
    choices = stacked(button("words_stay", "rt_words", task_id), cancel)
    return say("return.words_again", choices, words=shortened(draft.words))


def words_stay(request: Request) -> Replies:
    """The arahan of before."""
    task_id = request.number(0)
    draft = _draft(request, task_id)
    if draft is None or not draft.words:
        return OLD
    draft = replace(draft, asks=Asks.NOTHING)
    _keep(request, task_id, draft)
    return (SEE, _preview(request, task_id, draft))


def typed(request: Request) -> Replies:
    """A comment, or the arahan, whichever was asked for."""
    if request.dialog is None:
        return ()
    task_id, before = request.dialog.subject_id, decode(Draft, request.dialog.state)
    words = request.said.text.strip()
    if not words:
        return again(request, request.dialog)
    draft = write(before, words)
    _keep(request, task_id, draft)
    if before.asks is not Asks.COMMENT:
        return (_preview(request, task_id, draft),)
    _show(request, task_id, fresh=True)
    return ()


def _preview(request: Request, task_id: int, draft: Draft) -> Say:
    choices = stacked(
        button("return_send", "rt_send", task_id, fingerprint(encode(draft)), style=Style.DANGER),
        button("change", "rt_change", task_id),
        button("cancel", "cancel", "return", task_id),
    )
    return say("return.preview", choices, words=draft.words, marked=marked(_view(request, task_id)))


def send(request: Request) -> Replies:
    task_id = request.number(0)
    draft = _draft(request, task_id)
    if draft is None or request.said.args[1:] != (fingerprint(encode(draft)),):
        return OLD
    refused = steps.return_for_completion(request.scope, (task_id, draft.version), draft.words, draft.flags)
    if refused is None:
        asking.end(request.scope, "return", task_id)
    return answer(request, refused)


# -- shown once more, and left ---------------------------------------------------------------------------------------


def again(request: Request, dialog: Dialog) -> Replies:
    """The picker as it is, or what is to be written next."""
    task_id, draft = dialog.subject_id, decode(Draft, dialog.state)
    if draft.asks is Asks.WORDS:
        return (_words(task_id, draft),)
    if draft.words and draft.asks is Asks.NOTHING:
        return (_preview(request, task_id, draft),)
    _show(request, task_id, fresh=True)
    return (_comment(task_id, draft),) if draft.asks is Asks.COMMENT else ()


def written(scope: Scope, dialog: Dialog) -> tuple[Text, ...]:
    """Every comment, and the arahan."""
    draft = decode(Draft, dialog.state)
    rows = [(forms.entry(scope.tx, entry_id), words) for entry_id, words in draft.comments.items() if words]
    comments = [text("over.comment", indicator=row.snapshot["name"], words=words) for row, words in rows if row]
    return (*comments, *((text("over.direction", words=draft.words),) if draft.words else ()))


PRESSES: Mapping[str, Handle] = {
    "return": begin,
    "rt_unit": unit,
    "rt_units": units,
    "rt_change": change,
    "rt_entry": entry,
    "rt_all": whole_unit,
    "rt_next": following,
    "rt_words": words_stay,
    "rt_send": send,
}
