"""A file that a person sent: fetched and read before the transaction, previewed in it, applied on Terapkan."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.cards.buttons import Rows, button, stacked
from bot.channels.base import In, SendError, Style
from bot.documents.form_parser import FormReading
from bot.documents.limits import MAX_BYTES, Unreadable
from bot.documents.master_wire import MasterReading
from bot.documents.returned import read_workbook
from bot.services import asking, forming, handing, interview, loading, own_papers, recognizing, telling, uploading
from bot.services.returned_rows import Given
from bot.services.scope import Scope
from bot.services.uploading import Preview
from bot.store.talks import Dialog
from bot.texts.say import Text, from_json, text, to_json
from bot.workflow.events import Refused, refused
from handlers import master
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, fingerprint, refusal, say, unsent

HOW: Mapping[str, str] = {"upload": "workbook", "paste": "daftar"}
"""How the answers came, as the entries keep it."""
SHOWN = 12
"""Changes listed in the preview, and problems; all changes then follow in a file, and further problems are counted."""
AS_PERCENT = "percent"


async def prepare(
    said: In, fetch: Callable[[str, int], Awaitable[bytes]]
) -> FormReading | MasterReading | Refused | None:
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
    reading = await read_workbook(data)
    return refused(f"upload.{reading.reason}") if isinstance(reading, Unreadable) else reading


def uploaded(request: Request) -> Replies:
    """Says what would change; Terapkan makes it so. What was asked before waits until then."""
    if isinstance(request.prepared, MasterReading):
        return (*master.uploaded(request, request.prepared), *unsent(request.said.text))
    if not isinstance(request.prepared, FormReading):
        failed = master.unread(request, request.prepared or refused("upload.no_form"))
        return (Say(refusal(failed)), *unsent(request.said.text))
    found = uploading.preview(request.scope, request.prepared)
    if isinstance(found, Refused):
        return _refused(request, found, request.prepared)
    if found.bad:
        uploading.hand_back(request.scope, found)
    return offer(request, found, "upload", text("upload.applied"))


def offer(request: Request, found: Preview, kind: str, applied: Text) -> Replies:
    """The preview, with Terapkan; `kind`: the sentences' subject, and how the answers are recorded to have come."""
    whose = {"unit": found.form.unit_name, "period": found.period}
    before = _before(found)
    if not found.given:
        return (say(f"{kind}.nothing", lines=before, **whose),)
    state = {
        "kind": kind,
        "version": found.form.version,
        "edition": found.form.edition,
        "answers": uploading.pack(found.given),
        "before": [to_json(line) for line in before],
        "unchanged": found.unchanged,
        "problems": len(found.problems),
        "whose": whose,
        "applied": to_json(applied),
    }
    return (_show(request, found.form.id, state),)


def _show(request: Request, form_id: int, state: Mapping[str, Any]) -> Say:
    """Asks with what it would change now; that is what Terapkan will be held against."""
    given = uploading.unpack(state["answers"])
    changes = uploading.changes(request.scope, form_id, given)
    if not changes:
        asking.end(request.scope, "upload", form_id)
        return say(f"{state['kind']}.nothing", lines=_before_of(state), **state["whose"])
    if len(changes) > SHOWN:
        own_papers.send_listing(request.scope, text("upload.change_title", **state["whose"]), changes)
    shown = _mark(changes)
    asking.begin(request.scope, "upload", form_id, {**state, "shown": shown})
    return Say(_said(state, given, changes), _choices(form_id, shown, given))


def _refused(request: Request, why: Refused, reading: FormReading) -> Replies:
    """With the form that was probably meant right after it, where there is one, or the way to it."""
    scope, right = request.scope, recognizing.instead(request.scope, reading)
    if right is not None:
        period = loading.period(scope, right.cycle_id).label
        then = text("upload.then_sent", unit=right.unit_name, period=period)
        telling.say_here(scope, text("upload.refused", why=refusal(why), then=then))
        handing.hand_form(scope, right)
        return ()
    if forming.open_forms(scope):
        return (say("upload.refused", why=refusal(why), then=text("upload.then_ask")),)
    return (Say(refusal(why)),)


def _before(found: Preview) -> tuple[Text, ...]:
    """How the form was recognized, then what is wrong; figures worth a second look belong here."""
    lines = list(found.notes)
    if found.problems:
        lines.append(text("upload.problems", lines=_listed(found.problems)))
    if found.bad and found.marked:
        lines.append(text("upload.marked"))
    return tuple(lines)


def _before_of(state: Mapping[str, Any]) -> tuple[Text, ...]:
    return tuple(from_json(line) for line in state["before"])


def _listed(lines: tuple[Text, ...]) -> tuple[Text, ...]:
    more = len(lines) - SHOWN
    return (*lines[:SHOWN], text("upload.more", more=more)) if more > 0 else lines


def _ask(fractions: tuple[Decimal, ...]) -> Text:
    """A share that was perhaps kept as its fraction is asked about, never guessed."""
    if not fractions:
        return text("upload.ask")
    example = {"example": fractions[0], "percent": fractions[0] * 100}
    if len(fractions) == 1:
        return text("upload.ask_fraction", **example)
    return text("upload.ask_fractions", count=len(fractions), **example)


def _said(state: Mapping[str, Any], given: Sequence[Given], changes: tuple[Text, ...]) -> Text:
    return text(
        f"{state['kind']}.preview",
        lines=(*_before_of(state), text("upload.changes", lines=_listed(changes))),
        ask=_ask(uploading.fractions(given)),
        changed=len(changes),
        unchanged=state["unchanged"],
        problems=state["problems"],
        **state["whose"],
    )


def _choices(form_id: int, shown: str, given: Sequence[Given]) -> Rows:
    answers = [button("apply", "apply", form_id, shown, style=Style.SUCCESS)]
    if any(one.fraction for one in given):
        as_percent = button("as_percent", "apply", form_id, shown, AS_PERCENT, style=Style.SUCCESS)
        answers = [as_percent, button("as_written", "apply", form_id, shown)]
    return stacked(*answers, button("cancel", "cancel", "upload", form_id))


def _mark(changes: tuple[Text, ...]) -> str:
    return fingerprint([to_json(change) for change in changes])


def typed(request: Request) -> Replies:
    """Words answer no question here; the buttons do."""
    return (say("upload.waits", words=request.said.text),)


def again(request: Request, dialog: Dialog) -> Replies:
    return (_show(request, dialog.subject_id, dialog.state),)


def written(scope: Scope, dialog: Dialog) -> tuple[Text, ...]:
    """What it would have changed."""
    return _listed(uploading.changes(scope, dialog.subject_id, uploading.unpack(dialog.state["answers"])))


def apply(request: Request) -> Replies:
    """Everything of the preview at once; what is still missing is asked in the chat."""
    form_id, mark = request.number(0), request.said.args[1:2]
    dialog = asking.find(request.scope, "upload", form_id)
    if dialog is None or mark != (dialog.state["shown"],):
        return OLD
    given = uploading.unpack(dialog.state["answers"])
    if mark != (_mark(uploading.changes(request.scope, form_id, given)),):
        return (SEE, say("upload.moved"), _show(request, form_id, dialog.state))
    asking.end(request.scope, "upload", form_id)
    answers = uploading.answers(given, as_percent=request.said.args[2:] == (AS_PERCENT,))
    filled = forming.fill(request.scope, form_id, answers, HOW[dialog.state["kind"]])
    if isinstance(filled, Refused):
        return (SEE, Say(refusal(filled)))
    telling.say_here(request.scope, from_json(dialog.state["applied"]))
    interview.after_workbook(request.scope, form_id)
    return (Toast(text("toast.done")),)


PRESSES: Mapping[str, Handle] = {"apply": apply}
