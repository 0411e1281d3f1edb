"""The Data Induk: sent as it stands, sent back changed, previewed, applied whole or not at all."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.cards import amending
from bot.cards.buttons import button, stacked
from bot.channels.base import Style
from bot.documents.master_wire import MasterReading
from bot.services import asking, mastering, own_papers, rescheduling
from bot.services.mastering import Problems, Proposal
from bot.store.codec import decode, encode
from bot.store.talks import Dialog
from bot.texts.say import Text, from_json, text, to_json
from bot.workflow.events import Refused
from bot.workflow.master import MasterData
from bot.workflow.rights import Right
from handlers import revising
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, fingerprint, refusal, say


def send(request: Request) -> Replies:
    """/datainduk: the present state as a workbook."""
    held = mastering.allowed(request.scope, Right.REPLACE)
    if isinstance(held, Refused):
        return (Say(refusal(held)),)
    own_papers.send_master(request.scope, mastering.present(request.scope))
    return (say("induk.prepared", at=request.scope.now),)


def uploaded(request: Request, reading: MasterReading) -> Replies:
    """Says what would change; who may not is told nothing of what was in it."""
    held = mastering.allowed(request.scope, Right.REPLACE)
    if isinstance(held, Refused):
        return (Say(refusal(held)),)
    if reading.data is None:
        return _refused(request, reading.problems)
    return _proposed(request, mastering.propose(request.scope, reading.data, Right.REPLACE))


def unread(request: Request, failed: Refused) -> Refused:
    """Why a file cannot be read, to somebody who fills no forms and can only have meant a Data Induk."""
    is_admin = not isinstance(mastering.allowed(request.scope, Right.REPLACE), Refused)
    fills = not isinstance(mastering.allowed(request.scope, Right.FILL), Refused)
    return Refused(failed.key.replace("upload.", "master.")) if is_admin and not fills else failed


def _proposed(request: Request, found: Proposal | Problems | Refused) -> Replies:
    if isinstance(found, Refused):
        return (Say(refusal(found)),)
    if not isinstance(found, Proposal):
        return _refused(request, found)
    if not found.amendments:
        return (say("induk.same"),)
    _whole(request, "change_title", amending.lines(found.amendments, longest=1000))
    moved = rescheduling.foreseen(request.scope, found.data)
    said = to_json(amending.preview(found.amendments, moved))
    state = {"data": encode(found.data), "against": found.against, "said": said, "count": len(found.amendments)}
    asking.begin(request.scope, "master", request.scope.office.id, state)
    return (_preview(request.scope.office.id, state),)


def _preview(office_id: int, state: Mapping[str, Any]) -> Say:
    apply_it = button("apply", "induk", office_id, _mark(state), style=Style.SUCCESS)
    return Say(from_json(state["said"]), stacked(apply_it, button("cancel", "cancel", "master", office_id)))


def _mark(state: Mapping[str, Any]) -> str:
    return fingerprint([state["data"], state["against"]])


def _refused(request: Request, problems: Problems) -> Replies:
    _whole(request, "problem_title", amending.problem_lines(problems))
    return (Say(amending.problems(problems)),)


def _whole(request: Request, title: str, lines: Sequence[Text]) -> None:
    """What does not fit a message follows as a file."""
    if len(lines) > amending.SHOWN:
        own_papers.send_listing(request.scope, text(f"induk.{title}", office=request.scope.office.name), lines)


def typed(request: Request) -> Replies:
    """Words answer no question here; the buttons do."""
    return (say("induk.waits", words=request.said.text),)


def again(request: Request, dialog: Dialog) -> Replies:
    return (_preview(dialog.subject_id, dialog.state),)


def apply(request: Request) -> Replies:
    """Terapkan: what was shown, or where the office has changed since, what it would be now."""
    dialog = asking.find(request.scope, "master", request.number(0))
    if dialog is None or request.said.args[1:] != (_mark(dialog.state),):
        return OLD
    asking.end(request.scope, "master", dialog.subject_id)
    wanted = decode(MasterData, dialog.state["data"])
    done = mastering.apply(request.scope, wanted, dialog.state["against"], Right.REPLACE)
    if isinstance(done, Proposal) and done.amendments:
        return (SEE, say("induk.moved"), *_proposed(request, done))
    if isinstance(done, Proposal | Refused | tuple):
        return (SEE, *_proposed(request, done))
    applied = say("induk.applied", changes=dialog.state["count"], at=request.scope.now)
    return (Toast(text("toast.done")), applied, *revising.after_change(request.scope))


PRESSES: Mapping[str, Handle] = {"induk": apply}
