"""Pilih Staf: where the office has several, the Kasubag chooses at step 3 who is told of the Staf's tasks."""

from collections.abc import Mapping

from bot.cards.buttons import button, stacked
from bot.channels.base import Button, cut
from bot.services import people, staffing, steps
from bot.services.acting import turn
from bot.texts.say import text
from bot.workflow.events import Refused
from bot.workflow.steps import Step
from handlers.base import OLD, Handle, Replies, Request, Toast, answer, say


def begin(request: Request) -> Replies:
    scope = request.scope
    taken = turn(scope, request.press, Step.INSTRUCT)
    if isinstance(taken, Refused):
        return answer(request, taken)
    found = [(n, one, staffing.name(scope, one)) for n, one in enumerate(staffing.candidates(scope), 1)]
    lines = tuple(text("staf.one", number=n, name=name, style=one.style) for n, one, name in found)
    task, version = request.press
    rows = tuple((Button(cut(f"{n}. {name}"), f"staf_is:{task}:{version}:{one.person_id}"),) for n, one, name in found)
    ends = stacked(button("staf_all", "staf_is", task, version, 0), button("cancel", "dismiss"))
    return (Toast(text("toast.ask")), say("staf.choose", rows + ends, period=taken.state.period.label, lines=lines))


def choose(request: Request) -> Replies:
    """The card of step 3 comes down again, to go on from."""
    person_id = request.given(2)
    if person_id is None:
        return OLD
    refused = steps.choose_staf(request.scope, request.press, person_id or None)
    if refused is None:
        people.show_task(request.scope, request.number(0))
    return answer(request, refused)


PRESSES: Mapping[str, Handle] = {"staf": begin, "staf_is": choose}
