"""A running cycle's forms follow what has changed in the master data: offered, and brought in with one tap."""

from collections.abc import Mapping

from bot.cards import revising as card
from bot.services import revising
from bot.services.revising import Offer
from bot.services.scope import Scope
from bot.texts.say import text
from bot.workflow.events import Refused
from handlers.base import SEE, Handle, Replies, Request, Say, Toast, answer, say


def offers(scope: Scope) -> tuple[Say, ...]:
    """One message a cycle; none where every open form is as the master data says."""
    return tuple(_shown(one) for one in revising.offers(scope))


def after_change(scope: Scope) -> tuple[Say, ...]:
    """The master data has just changed: whoever may bring it into a running cycle is asked, here and elsewhere."""
    found = revising.offers(scope)
    revising.offer_to_others(scope, found)
    return tuple(_shown(one) for one in found)


def _shown(offer: Offer) -> Say:
    said = card.offer(offer.state.period.label, offer.units, offer.events)
    return Say(said, card.buttons(offer.state.cycle_id, offer.mark))


def apply(request: Request) -> Replies:
    """What was shown; what has changed since is shown first."""
    mark = request.said.args[1] if len(request.said.args) > 1 else ""
    done = revising.apply(request.scope, request.number(0), mark)
    if isinstance(done, Refused):
        return answer(request, done)
    if done.mark != mark:
        return (SEE, say("revise.moved"), _shown(done))
    facts = {"period": done.state.period.label, "units": ", ".join(done.units)}
    return (Toast(text("toast.done")), say("revise.done", at=request.scope.now, **facts))


PRESSES: Mapping[str, Handle] = {"revise": apply}
