"""Lanjut tanpa data: the Kasubag is shown which units would be left out, and gives the reason."""

from collections.abc import Mapping

from bot.cards.buttons import button, stacked
from bot.services import asking, leaving_out
from bot.texts.say import text
from bot.workflow.events import Refused
from handlers.base import MENDABLE, Handle, Replies, Request, Toast, answer, say


def begin(request: Request) -> Replies:
    state = leaving_out.own_cycle(request.scope, request.number(0))
    if isinstance(state, Refused):
        return answer(request, state)
    units = leaving_out.missing(request.scope, state)
    if isinstance(units, Refused):
        return answer(request, units)
    asking.begin(request.scope, "go_on", {"cycle": state.cycle_id})
    cancel = stacked(button("cancel", "cancel", "go_on"))
    return (Toast(text("toast.ask")), say("prompt.go_on", cancel, period=state.period.label, units=", ".join(units)))


def typed(request: Request) -> Replies:
    """The reason; the question stays open only where other words would help."""
    cycle_id = request.dialog.state["cycle"] if request.dialog else 0
    refused = leaving_out.go_on_without(request.scope, cycle_id, request.said.text)
    if refused is None or refused.key not in MENDABLE:
        asking.end(request.scope)
    return (say("talk.noted"),) if refused is None else answer(request, refused)


PRESSES: Mapping[str, Handle] = {"goon": begin}
