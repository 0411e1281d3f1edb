"""A file that a person sent: fetched and read before the transaction, previewed in it, applied on Terapkan."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.cards.buttons import button, stacked
from bot.channels.base import In, SendError, Style
from bot.documents.form_parser import FormReading
from bot.documents.reading import Unreadable, read_form
from bot.services import asking, forming, interview, telling, uploading
from bot.store.talks import Dialog
from bot.texts.say import Text, from_json, text, to_json
from bot.workflow.events import Refused, refused
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, fingerprint, refusal, say, unsent

MAX_BYTES = 5_000_000
SHOWN = 12
"""Changes and problems listed in the preview; the rest is counted."""


async def prepare(said: In, fetch: Callable[[str, int], Awaitable[bytes]]) -> FormReading | Refused | None:
    """The workbook as read by a process of its own; a refusal when it is none. RETRY errors pass: it is tried again."""
    if said.file is None:
        return None
    if said.file.size > MAX_BYTES:
        return refused("upload.too_big")
    try:
        data = await fetch(said.file.ref, MAX_BYTES)
    except SendError as error:
        if error.failure == "refused":
            return refused("upload.too_big")
        raise
    reading = await read_form(data)
    return refused(f"upload.{reading.reason}") if isinstance(reading, Unreadable) else reading


def uploaded(request: Request) -> Replies:
    """Says what would change; Terapkan makes it so. What was asked before waits until then."""
    if not isinstance(request.prepared, FormReading):
        return (Say(refusal(request.prepared or refused("upload.no_form"))), *unsent(request.said.text))
    found = uploading.preview(request.scope, request.prepared)
    if isinstance(found, Refused):
        return (Say(refusal(found)),)
    if not found.answers:
        return (say("upload.nothing", problems=_listed(found.problems)),)
    counts = {"changed": len(found.answers), "unchanged": found.unchanged, "problems": len(found.problems)}
    said = text("upload.preview", lines=_listed((*found.changes, *found.problems)), **counts)
    packed = uploading.pack(found.answers)
    state = {"version": found.version, "answers": packed, "said": to_json(said)}
    asking.begin(request.scope, "upload", found.form_id, state)
    return (_preview(found.form_id, state),)


def _preview(form_id: int, state: Mapping[str, Any]) -> Say:
    apply_it = button("apply", "apply", form_id, fingerprint(state["answers"]), style=Style.SUCCESS)
    return Say(from_json(state["said"]), stacked(apply_it, button("cancel", "cancel", "upload", form_id)))


def typed(request: Request) -> Replies:
    """Words answer no question here; the buttons do."""
    return (say("upload.waits", words=request.said.text),)


def again(request: Request, dialog: Dialog) -> Replies:
    return (_preview(dialog.subject_id, dialog.state),)


def _listed(lines: tuple[Text, ...]) -> tuple[Text, ...]:
    more = len(lines) - SHOWN
    return (*lines[:SHOWN], text("upload.more", more=more)) if more > 0 else lines or (text("card.nothing"),)


def apply(request: Request) -> Replies:
    """Everything of the preview at once; what is still missing is asked in the chat."""
    dialog = asking.find(request.scope, "upload", request.number(0))
    if dialog is None or request.said.args[1:] != (fingerprint(dialog.state["answers"]),):
        return OLD
    form_id = dialog.subject_id
    asking.end(request.scope, "upload", form_id)
    filled = forming.fill(request.scope, form_id, uploading.unpack(dialog.state["answers"]), "workbook")
    if isinstance(filled, Refused):
        return (SEE, Say(refusal(filled)))
    telling.say_here(request.scope, text("upload.applied"))
    interview.after_workbook(request.scope, form_id)
    return (Toast(text("toast.done")),)


PRESSES: Mapping[str, Handle] = {"apply": apply}
