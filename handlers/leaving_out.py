"""Lanjut tanpa data: the Kasubag is shown which units would be left out, and gives the reason."""

from collections.abc import Mapping

from bot.cards.buttons import button, stacked
from bot.services import asking, leaving_out
from bot.services.acting import in_cycle
from bot.store.talks import Dialog
from bot.texts.say import text
from bot.workflow.events import Refused
from handlers.base import MENDABLE, Handle, Replies, Request, Say, Toast, answer, refusal, say


def begin(request: Request) -> Replies:
    cycle_id = request.number(0)
    asked = _asked(request, cycle_id)
    if isinstance(asked, Refused):
        return answer(request, asked)
    asking.begin(request.scope, "go_on", cycle_id, {})
    return (Toast(text("toast.ask")), *asked)


def _asked(request: Request, cycle_id: int) -> Replies | Refused:
    """The question, which names the units."""
    found = in_cycle(request.scope, cycle_id)
    if isinstance(found, Refused):
        return found
    state, _ = found
    units = leaving_out.missing(request.scope, state)
    if isinstance(units, Refused):
        return units
    cancel = stacked(button("cancel", "cancel", "go_on", cycle_id))
    return (say("prompt.go_on", cancel, period=state.period.label, units=", ".join(units)),)


def again(request: Request, dialog: Dialog) -> Replies:
    asked = _asked(request, dialog.subject_id)
    return (Say(refusal(asked)),) if isinstance(asked, Refused) else asked


def typed(request: Request) -> Replies:
    """The reason; the question stays open only where other words would help."""
    if request.dialog is None:
        return ()
    cycle_id = request.dialog.subject_id
    refused = leaving_out.go_on_without(request.scope, cycle_id, request.said.text)
    if refused is None or refused.key not in MENDABLE:
        asking.end(request.scope, "go_on", cycle_id)
    return (say("talk.noted"),) if refused is None else answer(request, refused)


PRESSES: Mapping[str, Handle] = {"goon": begin}
