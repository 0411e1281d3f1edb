"""Bukti dukung in the chat: which indicator, then whatever is sent is kept with it until Selesai."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.buttons import Rows
from bot.channels.base import Button, FileRef, cut
from bot.services import asking, evidencing, interview, loading, telling
from bot.store import forms
from bot.store.talks import Dialog
from bot.texts.say import text
from bot.workflow.events import Refused
from bot.workflow.proving import link_in
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, answer, refusal, say
from handlers.filling import chosen, proved


def evidence(request: Request) -> Replies:
    """/bukti: which indicator's."""
    return chosen(request, "evform", _of_form)


def of_form(request: Request) -> Replies:
    return (SEE, *_of_form(request, request.number(0)))


def _of_form(request: Request, form_id: int) -> Replies:
    failed = interview.may_fill(request.scope, forms.get(request.scope.tx, form_id))
    if failed is not None:
        return (Say(refusal(failed)),)
    return (say("evidence.choose", _indicators(request, form_id)),)


def _indicators(request: Request, form_id: int) -> Rows:
    entries = (e for e in loading.entries(request.scope, form_id) if e.open)
    return tuple((Button(cut(f"{e.number}. {e.indicator.name}"), f"ev:{e.id}"),) for e in entries)


def of_entry(request: Request) -> Replies:
    """What is sent from now on belongs to this indicator; so does what was sent before it was named."""
    entry_id, waiting = request.number(0), asking.find(request.scope, "proof", 0)
    row = forms.entry(request.scope.tx, entry_id)
    form = forms.get(request.scope.tx, row.form_id) if row else None
    failed = interview.may_fill(request.scope, form)
    if failed is not None or form is None:
        return answer(request, failed)
    if waiting is not None:
        asking.end(request.scope, "proof", 0)
        for held in waiting.state["files"]:
            kept = evidencing.keep(request.scope, entry_id, held)
            if isinstance(kept, Refused):
                return answer(request, kept)
    asking.begin(request.scope, "evidence", entry_id, {"version": form.version, "form": form.id})
    telling.show_here(request.scope, "evidence", entry_id)
    return (SEE,)


def again(request: Request, dialog: Dialog) -> Replies:
    telling.show_here(request.scope, "evidence", dialog.subject_id)
    return ()


def which_again(request: Request, dialog: Dialog) -> Replies:
    asked = chosen(request, "evform", _of_form)
    return tuple(_waiting(dialog.state["files"], one) if isinstance(one, Say) else one for one in asked)


def _waiting(files: Sequence[Mapping[str, Any]], asked: Say) -> Say:
    """What is waiting and whose it may be, in one message."""
    names = ", ".join(str(held["name"]) for held in files)
    return say("evidence.which", asked.buttons, names=names, ask=asked.said)


def which_typed(request: Request) -> Replies:
    return which_again(request, request.dialog) if request.dialog else ()


def typed(request: Request) -> Replies:
    """A link is evidence; other words are not lost on a figure that nobody asked for."""
    address = link_in(request.said.text)
    if request.dialog is None or address is None:
        return (say("evidence.ask"),)
    entry_id = request.dialog.subject_id
    return proved(request, entry_id, evidencing.add_link(request.scope, entry_id, address))


@dataclass(frozen=True)
class Sent:
    """A file as it was fetched."""

    file: FileRef
    content: bytes


def sent(request: Request, file: Sent) -> Replies:
    """For the indicator that is open here; else it waits until one is named."""
    entry_id = _open_entry(request.dialog)
    if entry_id is not None:
        kept = evidencing.add_file(request.scope, entry_id, file.file.name, file.file.mime, file.content)
        return proved(request, entry_id, kept)
    if request.dialog is not None and request.dialog.kind != "proof":  # another question is open, and stays so
        return (say("evidence.later", name=evidencing.safe_name(file.file.name)),)
    return _which(request, file)


def _open_entry(dialog: Dialog | None) -> int | None:
    if dialog is not None and dialog.kind == "evidence":
        return dialog.subject_id
    return dialog.state["entry"] if dialog is not None and dialog.kind == "fill" else None


def _which(request: Request, file: Sent) -> Replies:
    """Of who has no form to prove nothing is kept."""
    asked = chosen(request, "evform", _of_form)
    question = next((one for one in asked if isinstance(one, Say) and one.buttons), None)
    if question is None:
        return asked
    held = evidencing.hold(request.scope, file.file.name, file.file.mime, file.content)
    if isinstance(held, Refused):
        return (Say(refusal(held)),)
    waiting = asking.find(request.scope, "proof", 0)
    files = [*(waiting.state["files"] if waiting else ()), held]
    asking.begin(request.scope, "proof", 0, {"files": files})
    return (_waiting(files, question),)


def remove(request: Request) -> Replies:
    removed = evidencing.remove(request.scope, request.number(0))
    if isinstance(removed, Refused):
        return answer(request, removed)
    return (Toast(text("evidence.removed", name=removed.name)),)


def done(request: Request) -> Replies:
    """The question of the form that waited, if any, comes back."""
    if asking.find(request.scope, "evidence", request.number(0)) is None:
        return OLD
    asking.end(request.scope, "evidence", request.number(0))
    return (Toast(text("toast.done")),)


PRESSES: Mapping[str, Handle] = {"evform": of_form, "ev": of_entry, "ev_remove": remove, "ev_done": done}
