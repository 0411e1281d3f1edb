"""/penyetuju: the admin names who decides in a cycle where the Sekretaris has an own part."""

from collections.abc import Mapping

from bot.cards.buttons import button, stacked
from bot.channels.base import Button, cut
from bot.services import loading, seconding
from bot.services.acting import in_cycle
from bot.texts.say import text
from bot.workflow.cycle import State
from bot.workflow.events import Refused
from handlers.base import OLD, Handle, Replies, Request, Say, Toast, answer, refusal, say


def begin(request: Request) -> Replies:
    failed = seconding.may(request.scope)
    if failed is not None:
        return (Say(refusal(failed)),)
    found = loading.open_states(request.scope)
    if not found:
        return (say("status.none"),)
    if len(found) == 1:
        return (_who(request, found[0]),)
    return (say("second.which", stacked(*(Button(s.period.short, f"second:{s.cycle_id}") for s in found))),)


def which(request: Request) -> Replies:
    failed, found = seconding.may(request.scope), in_cycle(request.scope, request.number(0))
    if failed is not None or isinstance(found, Refused):
        return answer(request, failed or (found if isinstance(found, Refused) else None))
    return (Toast(text("toast.ask")), _who(request, found[0]))


def _who(request: Request, state: State) -> Say:
    """By name; the office's own rule is a choice too."""
    people = seconding.candidates(request.scope, state)
    lines = tuple(
        text("second.one", number=n, name=one.name, style=one.highest.style if one.highest else "-")
        for n, one in enumerate(people, 1)
    )
    verb = f"second_is:{state.cycle_id}"
    choices = (Button(cut(f"{n}. {one.name}"), f"{verb}:{one.person_id}") for n, one in enumerate(people, 1))
    ends = (button("second_default", "second_is", state.cycle_id, 0), button("cancel", "dismiss"))
    now = seconding.now(request.scope, state) or "-"
    return say("second.choose", stacked(*choices, *ends), period=state.period.label, now=now, lines=lines)


def choose(request: Request) -> Replies:
    """Cycle, and person."""
    cycle_id, person_id = request.number(0), request.given(1)
    if person_id is None:
        return OLD
    failed = seconding.name(request.scope, cycle_id, person_id)
    if failed is not None:
        return answer(request, failed)
    found = in_cycle(request.scope, cycle_id)
    if isinstance(found, Refused):
        return answer(request, found)
    now = seconding.now(request.scope, found[0]) or "-"
    said = say("second.done", period=found[0].period.label, now=now)
    return (Toast(text("toast.done")), said)


PRESSES: Mapping[str, Handle] = {"second": which, "second_is": choose}
