"""The one way from what happened to what is kept and told: state, history, papers, messages, in one transaction."""

from dataclasses import replace

from bot.services import announcing, handing, papering
from bot.services.applying import apply
from bot.services.scope import Scope
from bot.store import cycles, history
from bot.store.codec import encode
from bot.workflow.events import Events
from bot.workflow.roles import Assignment


def record(scope: Scope, cycle_id: int, events: Events, acting_as: Assignment | None = None) -> None:
    """Raises Conflict when the cycle changes meanwhile, which it cannot as long as everybody has the office alone.

    1. The cycle's version moves.
    2. Every event changes the rows it speaks of and is chained to the history.
    3. Then, the state being whole, papers are asked for and handed out, and people are told: a card below its papers.
    """
    if not events:
        return
    cycles.touch(scope.tx, cycles.get(scope.tx, cycle_id))
    scope = replace(scope, acting_as=acting_as)
    subjects = []
    for event in events:
        subjects.append(apply(scope, cycle_id, event))
        _remember(scope, cycle_id, event)
    for event, subject in zip(events, subjects, strict=True):
        wanted = papering.follow(scope, cycle_id, event)
        handing.follow(scope, cycle_id, event, subject, wanted)
        announcing.announce(scope, cycle_id, event, subject)


def _remember(scope: Scope, cycle_id: int, event: object) -> None:
    actor = scope.actor
    history.append(
        scope.tx,
        office_id=scope.office.id,
        cycle_id=cycle_id,
        at=scope.now,
        person_id=actor.person_id if actor else None,
        acting_as=f"{actor.name}, {scope.style}" if actor else scope.style,
        event=type(event).__name__,
        data=encode(event),
    )
