"""Step 11: Setujui, asked once more and on the version that was seen; and the recap that the decision is on."""

from collections.abc import Mapping
from typing import Any

from bot.cards.buttons import button, stacked
from bot.channels.base import Button, Style, cut
from bot.services import arahan, asking, people, reviewing, steps
from bot.services.acting import turn
from bot.services.scope import Scope
from bot.store.talks import Dialog
from bot.texts.say import Text, text
from bot.workflow.events import Refused
from bot.workflow.steps import Step
from handlers import newest
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, answer, fingerprint, say


def approve(request: Request) -> Replies:
    """Setujui is asked once more; whatever is typed meanwhile is the catatan, and is shown before it stands."""
    taken = turn(request.scope, request.press, Step.DECIDE, Step.SECOND)
    if isinstance(taken, Refused):
        return newest.answer(request, taken)
    if taken.own_part:
        return own_part(request)
    if not newest.is_seen(request, taken.state.recap):
        return newest.shown(request, taken.state.recap)
    task_id, version = request.press
    state = {"version": version, "seen": request.said.args[2], "words": ""}
    asking.begin(request.scope, "approve", task_id, state)
    return (Toast(text("toast.confirm")), _sure(request, task_id, state))


def _sure(request: Request, task_id: int, state: Mapping[str, Any]) -> Say:
    """On the version that was seen, and with the catatan that is shown."""
    words, seen = state["words"], (task_id, state["version"], state["seen"])
    yes = button("approve_yes", "approve_yes", *seen, *_mark(words), style=Style.SUCCESS)
    cancel = button("cancel", "cancel", "approve", task_id)
    period, recap = reviewing.decided_on(request.scope, task_id)
    if words:
        return say("decide.sure_with", stacked(yes, cancel), words=words, period=period, version=recap)
    note = button("approve_with", "approve_with", *seen)
    return say("decide.sure", stacked(yes, note, cancel), period=period, version=recap)


def _mark(words: str) -> tuple[str, ...]:
    return (fingerprint(words),) if words else ()


def typed(request: Request) -> Replies:
    """A catatan that nobody had asked for yet."""
    dialog, words = request.dialog, request.said.text.strip()
    if dialog is None:
        return ()
    state = {**dialog.state, "words": words or dialog.state["words"]}
    asking.begin(request.scope, "approve", dialog.subject_id, state)
    return (_sure(request, dialog.subject_id, state),)


def again(request: Request, dialog: Dialog) -> Replies:
    return (_sure(request, dialog.subject_id, dialog.state),)


def written(scope: Scope, dialog: Dialog) -> tuple[Text, ...]:
    return (text("over.note", words=dialog.state["words"]),) if dialog.state["words"] else ()


def own_part(request: Request) -> Replies:
    """The card says what they can do instead of approving."""
    return answer(request, people.show_task(request.scope, request.number(0)), "toast.see")


def approve_yes(request: Request) -> Replies:
    """An older confirmation, with another catatan or none, confirms nothing."""
    task_id, seen = request.number(0), "".join(request.said.args[2:3])
    dialog = asking.find(request.scope, "approve", task_id)
    words = dialog.state["words"] if dialog else ""
    if request.said.args[3:] != _mark(words):
        return OLD
    failed = steps.approve(request.scope, request.press, seen, words)
    if failed is None:
        asking.end(request.scope, "approve", task_id)
    return newest.answer(request, failed)


def details(request: Request) -> Replies:
    """The recap per unit, as a message, below the arahan of the round; each unit's indicators are a tap away."""
    task_id = request.number(0)
    found = reviewing.sheet(request.scope, task_id)
    if isinstance(found, Refused):
        return answer(request, found)
    units = (Button(cut(unit.unit), f"detail:{task_id}:{n}") for n, unit in enumerate(found[1].units))
    told = arahan.whole(request.scope, found[0])
    overview = say("recap.details", stacked(*units), lines=reviewing.overview(found[1]))
    return (SEE, *((Say(told),) if told else ()), overview)


def unit(request: Request) -> Replies:
    """One unit's indicators; the files of its evidence are another tap away."""
    task_id, place = request.press
    found = reviewing.sheet(request.scope, task_id)
    if isinstance(found, Refused):
        return answer(request, found)
    lines = reviewing.unit_details(request.scope, *found, place)
    if lines is None:
        return OLD
    files = reviewing.proofs(request.scope, *found, place)
    more = stacked(button("proofs", "proofs", task_id, place)) if files else ()
    return (SEE, say("recap.details", more, lines=lines))


def proofs(request: Request) -> Replies:
    task_id, place = request.press
    found = reviewing.sheet(request.scope, task_id)
    if isinstance(found, Refused):
        return answer(request, found)
    return (SEE,) if reviewing.send_proofs(request.scope, *found, place) else OLD


def undo(request: Request) -> Replies:
    """Batalkan langkah ini: what is open again comes down as a card of its own."""
    return answer(request, steps.undo(request.scope, request.number(0)))


PRESSES: Mapping[str, Handle] = {
    "approve": approve,
    "approve_yes": approve_yes,
    "details": details,
    "detail": unit,
    "proofs": proofs,
    "undo": undo,
}
