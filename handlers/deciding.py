"""Step 11: Setujui, asked once more and on the version that was seen; and the recap that the decision is on."""

from collections.abc import Mapping

from bot.cards.buttons import button, stacked
from bot.channels.base import Button, Style, cut
from bot.services import arahan, people, reviewing, steps
from bot.services.acting import turn
from bot.texts.say import text
from bot.workflow.events import Refused
from bot.workflow.steps import Step
from handlers import newest
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, answer, say


def approve(request: Request) -> Replies:
    """Setujui is asked once more, with room for a catatan."""
    taken = turn(request.scope, request.press, Step.DECIDE, Step.SECOND)
    if isinstance(taken, Refused):
        return newest.answer(request, taken)
    if taken.own_part:
        return own_part(request)
    recap = taken.state.recap
    if recap is None or not newest.is_seen(request, recap):
        return newest.shown(request, recap)
    seen = (*request.press, request.said.args[2])
    choices = stacked(
        button("approve_yes", "approve_yes", *seen, style=Style.SUCCESS),
        button("approve_with", "approve_with", *seen),
        button("cancel", "dismiss"),
    )
    sure = say("decide.sure", choices, period=taken.state.period.label, version=recap.version)
    return (Toast(text("toast.confirm")), sure)


def own_part(request: Request) -> Replies:
    """The card says what they can do instead of approving."""
    return answer(request, people.show_task(request.scope, request.number(0)), "toast.see")


def approve_yes(request: Request) -> Replies:
    seen = request.said.args[2] if len(request.said.args) > 2 else ""
    return newest.answer(request, steps.approve(request.scope, request.press, seen))


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
