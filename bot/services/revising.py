"""Offers what has changed in the master data to the cycles under way, and brings it in when somebody says so."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.cards import revising as card
from bot.services import forming, loading, mastering, telling
from bot.services.acting import in_cycle
from bot.services.recording import record
from bot.services.scope import Scope
from bot.store.codec import digest, encode
from bot.workflow import revising
from bot.workflow.cycle import State
from bot.workflow.events import IndicatorsRevised, Refused
from bot.workflow.forms import incomplete
from bot.workflow.revisions import differing, revised
from bot.workflow.rights import Right
from bot.workflow.steps import Step

MARK = 8
"""Hex digits of the hash that a button carries: it brings in what was shown, and nothing else."""


@dataclass(frozen=True)
class Offer:
    """What the open forms of one cycle would take over; `units` are their names, in the order of `events`."""

    state: State
    events: tuple[IndicatorsRevised, ...]
    units: tuple[str, ...]

    @property
    def mark(self) -> str:
        return digest([encode(one) for one in self.events])[:MARK]


def offers(scope: Scope) -> tuple[Offer, ...]:
    """Of every cycle under way that lacks something, newest first."""
    found = (_offer(scope, state) for state in loading.open_states(scope))
    return tuple(one for one in found if one.events)


def offer_to_others(scope: Scope, offers: Iterable[Offer]) -> None:
    """Who prepares the forms hears of it from whoever changed the master data, and may say so too."""
    own = scope.actor.person_id if scope.actor else 0
    others = [person_id for person_id in telling.step_holders(scope, Step.PREPARE) if person_id != own]
    for one in offers:
        said = card.offer(one.state.period.label, one.units, one.events)
        telling.tell(scope, others, said, card.buttons(one.state.cycle_id, one.mark))


def _offer(scope: Scope, state: State) -> Offer:
    wanted = {unit.id: own for unit, own in forming.chosen(scope, state.period)}
    events, units = [], []
    for form in revising.open_forms(state):
        row = loading.unit_form(scope, state.cycle_id, form.unit_id)
        found = differing(
            loading.entries(scope, form.form_id), wanted.get(form.unit_id, ()), grows=row.submitted_at is None
        )
        if found:
            events.append(IndicatorsRevised(form.unit_id, found))
            units.append(form.name)
    return Offer(state, tuple(events), tuple(units))


def apply(scope: Scope, cycle_id: int, mark: str) -> Offer | Refused:
    """What was brought in. Where it is no longer what was shown, nothing is, and the offer is of what it would be now:
    its mark tells."""
    held = mastering.allowed(scope, Right.MANAGE)
    if isinstance(held, Refused):
        return held
    found = in_cycle(scope, cycle_id)
    if isinstance(found, Refused):
        return found
    state, actor = found
    offer = _offer(scope, state)
    if offer.events and offer.mark != mark:
        return offer
    missing = {event.unit_id: _missing(scope, offer.state, event) for event in offer.events}
    outcome = revising.revise(state, scope.rules, scope.now, actor, offer.events, missing)
    if isinstance(outcome, Refused):
        return outcome
    record(scope, cycle_id, outcome, held)
    return offer


def _missing(scope: Scope, state: State, event: IndicatorsRevised) -> int:
    """Entries that would be incomplete."""
    entries = loading.entries(scope, state.form(event.unit_id).form_id)
    return len(incomplete(revised(entries, event.revisions), scope.rules.policy))
