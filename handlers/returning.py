"""Kembalikan, Kembalikan isian, Ralat: tick units or indicators, a comment each, why, a preview, then it is sent."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.cards.buttons import Rows, button, stacked
from bot.cards.returning import ReturnView, marked
from bot.cards.task import shortened
from bot.channels.base import Button, Style, cut
from bot.services import asking, return_views, steps, telling
from bot.services.scope import Scope
from bot.store import forms
from bot.store.codec import decode, encode
from bot.store.talks import Dialog
from bot.texts.say import Text, text
from bot.workflow.drafts import (
    PURPOSES,
    Asks,
    Draft,
    Purpose,
    ask_comments,
    ask_words,
    look,
    same_as_arahan,
    tick,
    tick_all,
    write,
)
from bot.workflow.events import Refused, refused
from handlers import newest
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, answer, fingerprint, say


def begin(request: Request) -> Replies:
    """The picker opens, as it was left; what was ticked lives in the dialog, so that a restart loses nothing."""
    taken = steps.picking(request.scope, request.press)
    if isinstance(taken, Refused):
        return newest.answer(request, taken)
    task, recap = taken.task, taken.state.recap
    if PURPOSES[task.step] is Purpose.RETURN and not newest.is_seen(request, recap):
        return newest.shown(request, recap)
    fresh = Draft(task.version, seen=recap.sha256 if recap else "")
    _keep(request, task.id, _draft(request, task.id) or fresh)
    _show(request, task.id, fresh=True)
    return (SEE,)


def _purpose(request: Request, task_id: int) -> Purpose:
    return _view(request, task_id).purpose


def _keep(request: Request, task_id: int, draft: Draft) -> None:
    asking.begin(request.scope, "return", task_id, encode(draft))


def _draft(request: Request, task_id: int) -> Draft | None:
    """What was chosen so far for this task, in this chat."""
    found = asking.find(request.scope, "return", task_id)
    return decode(Draft, found.state) if found else None


def _show(request: Request, task_id: int, *, fresh: bool) -> None:
    telling.show_here(request.scope, "return", task_id, task_id=task_id, fresh=fresh)


def _view(request: Request, task_id: int) -> ReturnView:
    view = return_views.view(request.scope, task_id)
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
    asked = draft.asks is Asks.COMMENT
    return (Toast(text("toast.ask")), _comment(request, task_id, draft)) if asked else (SEE,)


def _comment(request: Request, task_id: int, draft: Draft) -> Say:
    """Typed, one of the office's usual ones, or as the arahan. What was ticked before has its comment already."""
    usual = request.scope.rules.policy.return_comments
    picks = stacked(*(Button(cut(words), f"rt_pick:{task_id}:{fingerprint(words)}") for words in usual))
    known = draft.comments.get(draft.about[0], "") if len(draft.about) == 1 and draft.about[0] not in draft.same else ""
    if known:
        stays = stacked(button("comment_stays", "rt_unit", task_id, draft.unit_id))
        return say("return.comment_again", picks + stays, comment=shortened(known))
    picks += _same(_purpose(request, task_id), task_id)
    return (
        say("return.comment_rest", picks, count=len(draft.about))
        if draft.unit_id is None
        else say("return.comment", picks)
    )


def _same(purpose: Purpose, task_id: int) -> Rows:
    """Where there will be an arahan, or a reason."""
    return stacked(button(SAME[purpose], "rt_same", task_id)) if purpose in SAME else ()


SAME: Mapping[Purpose, str] = {Purpose.RETURN: "same_return", Purpose.CORRECT: "same_correct"}


def usual(request: Request) -> Replies:
    """One of the office's usual comments, for what was ticked last."""
    task_id, draft = request.number(0), _draft(request, request.number(0))
    picked = request.said.args[1:2]
    words = next((one for one in request.scope.rules.policy.return_comments if (fingerprint(one),) == picked), None)
    if draft is None or draft.asks is not Asks.COMMENT or words is None:
        return OLD
    return (SEE, *_commented(request, task_id, write(draft, words)))


def same(request: Request) -> Replies:
    """The comment is the arahan that follows, or that there is."""
    task_id, draft = request.number(0), _draft(request, request.number(0))
    if draft is None or draft.asks is not Asks.COMMENT or _purpose(request, task_id) not in SAME:
        return OLD
    return (SEE, *_commented(request, task_id, same_as_arahan(draft)))


def _commented(request: Request, task_id: int, draft: Draft) -> Replies:
    """The picker with the comment in it; where only comments were lacking, what follows them."""
    _keep(request, task_id, draft)
    if draft.unit_id is None and draft.words:
        return _complete(request, task_id, draft)
    _show(request, task_id, fresh=True)
    return ()


# -- the arahan, and sending -----------------------------------------------------------------------------------------


def following(request: Request) -> Replies:
    """Lanjut: a comment each and the arahan are compulsory."""
    task_id = request.number(0)
    draft = _draft(request, task_id)
    if draft is None:
        return OLD
    if draft.bare:
        return (Toast(text("toast.ask")), *_complete(request, task_id, draft))
    if _purpose(request, task_id) is Purpose.CHECK:
        return (SEE, _preview(request, task_id, draft)) if draft.ticked else answer(request, NOTHING_MARKED)
    _keep(request, task_id, ask_words(draft))
    return (Toast(text("toast.ask")), _words(request, task_id, draft))


NOTHING_MARKED = refused("refused.nothing_marked")


def _words(request: Request, task_id: int, draft: Draft) -> Say:
    cancel = button("cancel", "cancel", "return", task_id)
    if not draft.words:
        correcting = _purpose(request, task_id) is Purpose.CORRECT
        return say("return.reason" if correcting else "return.words", stacked(cancel))
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
    return (SEE, *_complete(request, task_id, draft))


def typed(request: Request) -> Replies:
    """A comment, or the arahan, whichever was asked for."""
    if request.dialog is None:
        return ()
    task_id, before = request.dialog.subject_id, decode(Draft, request.dialog.state)
    words = request.said.text.strip()
    if not words:
        return again(request, request.dialog)
    draft, commenting = write(before, words), before.asks is Asks.COMMENT
    if not commenting and _purpose(request, task_id) is Purpose.CHECK:
        return (say("return.tap", words=words),)
    if commenting:
        return _commented(request, task_id, draft)
    _keep(request, task_id, draft)
    return _complete(request, task_id, draft)


def _complete(request: Request, task_id: int, draft: Draft) -> Replies:
    """What would be sent; first a comment for whatever has none."""
    if not draft.bare:
        return (_preview(request, task_id, draft),)
    draft = ask_comments(look(draft, None))
    _keep(request, task_id, draft)
    return (_comment(request, task_id, draft),)


def _preview(request: Request, task_id: int, draft: Draft) -> Say:
    choices = stacked(
        button("return_send", "rt_send", task_id, fingerprint(encode(draft)), style=Style.DANGER),
        button("change", "rt_change", task_id),
        button("cancel", "cancel", "return", task_id),
    )
    view = _view(request, task_id)
    if view.purpose is Purpose.CHECK:
        return say("return.preview_check", choices, marked=marked(view))
    key = "return.preview_correct" if view.purpose is Purpose.CORRECT else "return.preview"
    return say(key, choices, words=draft.words, marked=marked(view))


def send(request: Request) -> Replies:
    task_id = request.number(0)
    draft = _draft(request, task_id)
    if draft is None or draft.bare or request.said.args[1:] != (fingerprint(encode(draft)),):
        return OLD
    failed = SENDS[_purpose(request, task_id)](request.scope, task_id, draft)
    if failed is None:
        asking.end(request.scope, "return", task_id)
    return newest.answer(request, failed)


SENDS: Mapping[Purpose, Callable[[Scope, int, Draft], Refused | None]] = {
    Purpose.RETURN: lambda scope, task_id, one: steps.return_for_completion(
        scope, (task_id, one.version), one.seen, one.words, one.flags
    ),
    Purpose.CHECK: lambda scope, task_id, one: steps.send_back_entries(scope, (task_id, one.version), one.flags),
    Purpose.CORRECT: lambda scope, task_id, one: steps.correct(
        scope, (task_id, one.version), one.seen, one.words, one.flags
    ),
}


# -- shown once more, and left ---------------------------------------------------------------------------------------


def again(request: Request, dialog: Dialog) -> Replies:
    """The picker as it is, or what is to be written next."""
    task_id, draft = dialog.subject_id, decode(Draft, dialog.state)
    if draft.asks is Asks.WORDS:
        return (_words(request, task_id, draft),)
    if draft.words and draft.asks is Asks.NOTHING:
        return _complete(request, task_id, draft)
    _show(request, task_id, fresh=True)
    return (_comment(request, task_id, draft),) if draft.asks is Asks.COMMENT else ()


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
    "rt_pick": usual,
    "rt_same": same,
    "rt_next": following,
    "rt_words": words_stay,
    "rt_send": send,
}
