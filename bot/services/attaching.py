"""Files that come back on paper at step 13 and are kept with their cycle: the signed letter, and its receipt."""

from collections.abc import Mapping
from typing import Any

from bot.services import loading
from bot.services.recording import record
from bot.services.scope import Scope
from bot.store import attachments, cycles
from bot.workflow import attaching
from bot.workflow.attaching import BY_HAND, Attached
from bot.workflow.cycle import State
from bot.workflow.events import PaperAttached, Refused, refused
from bot.workflow.roles import Assignment


def allowed(scope: Scope, cycle_id: int) -> tuple[State, Assignment] | Refused:
    """The cycle, if it is of the actor's office and they may: callback data can be forged."""
    known = {row.id for row in cycles.of_office(scope.tx, scope.office.id)}
    if scope.actor is None or cycle_id not in known:
        return refused("refused.unknown")
    state = loading.state(scope, cycle_id)
    held = attaching.may_attach(state, scope.rules, scope.actor)
    return held if isinstance(held, Refused) else (state, held)


def attach(scope: Scope, cycle_id: int, kind: Attached, held: Mapping[str, Any]) -> PaperAttached | Refused:
    """`held`: a file as `evidencing.hold` has it. The same file twice is kept once."""
    found = allowed(scope, cycle_id)
    if isinstance(found, Refused):
        return found
    attached = PaperAttached(kind, held["name"], held["mime"], held["size"], held["sha256"])
    there = [row for row in attachments.of_cycle(scope.tx, cycle_id) if row.kind == kind]
    if attached.sha256 in {row.sha256 for row in there}:
        return attached
    outcome = attaching.attach(attached, len(there))
    if isinstance(outcome, Refused):
        return outcome
    record(scope, cycle_id, outcome, found[1])
    return attached


def missing(scope: Scope, cycle_id: int) -> tuple[Attached, ...]:
    """What has not come back yet."""
    there = {row.kind for row in attachments.of_cycle(scope.tx, cycle_id)}
    return tuple(kind for kind in BY_HAND if kind not in there)


def waiting(scope: Scope) -> int | None:
    """The newest cycle to which this person may bring something."""
    newest = (row.id for row in cycles.of_office(scope.tx, scope.office.id))
    return next((one for one in newest if not isinstance(allowed(scope, one), Refused)), None)
