"""A file that a person sent: fetched and read before the transaction, previewed in it, applied on Terapkan."""

from collections.abc import Awaitable, Callable, Mapping

from bot.cards.buttons import button, stacked
from bot.channels.base import In, SendError, Style
from bot.documents.form_parser import FormReading
from bot.documents.reading import Unreadable, read_form
from bot.services import asking, forming, interview, uploading
from bot.texts.say import Text, text
from bot.workflow.events import Refused, refused
from handlers.base import SEE, Handle, Replies, Request, Say, Toast, refusal, say

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
    """Says what would change; Terapkan makes it so. A question of another kind is answered first: it would be lost."""
    if request.dialog is not None and request.dialog.kind not in ("fill", "upload"):
        return (say("upload.busy"),)
    if not isinstance(request.prepared, FormReading):
        return (Say(refusal(request.prepared or refused("upload.no_form"))),)
    found = uploading.preview(request.scope, request.prepared)
    if isinstance(found, Refused):
        return (Say(refusal(found)),)
    if not found.answers:
        return (say("upload.nothing", problems=_listed(found.problems)),)
    asking.begin(request.scope, "upload", {"form": found.form_id, "answers": uploading.pack(found.answers)})
    apply_it = button("apply", "apply", found.form_id, style=Style.SUCCESS)
    counts = {"changed": len(found.answers), "unchanged": found.unchanged, "problems": len(found.problems)}
    lines = _listed((*found.changes, *found.problems))
    return (say("upload.preview", stacked(apply_it, button("cancel", "cancel", "upload")), lines=lines, **counts),)


def _listed(lines: tuple[Text, ...]) -> tuple[Text, ...]:
    more = len(lines) - SHOWN
    return (*lines[:SHOWN], text("upload.more", more=more)) if more > 0 else lines or (text("card.nothing"),)


def apply(request: Request) -> Replies:
    """Everything of the preview at once; what is still missing is asked in the chat."""
    dialog = request.dialog
    if dialog is None or dialog.kind != "upload" or dialog.state["form"] != request.number(0):
        return (Toast(text("toast.old_question")),)
    form_id = dialog.state["form"]
    filled = forming.fill(request.scope, form_id, uploading.unpack(dialog.state["answers"]), "workbook")
    if isinstance(filled, Refused):
        return (SEE, Say(refusal(filled)))
    asking.end(request.scope)
    if not filled.completed:
        interview.resume(request.scope, form_id)
    return (Toast(text("toast.done")), say("upload.applied"))


PRESSES: Mapping[str, Handle] = {"apply": apply}
