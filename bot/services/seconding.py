"""Who decides in a cycle where the Sekretaris may not: named by the admin, or whose step it is."""

from bot.services import telling
from bot.services.acting import in_cycle
from bot.services.recording import record
from bot.services.scope import Scope, scope_for
from bot.workflow import rights, seconding
from bot.workflow.cycle import State, own_part
from bot.workflow.events import Refused, refused
from bot.workflow.rights import Right
from bot.workflow.roles import RANK, Actor
from bot.workflow.steps import Step


def may(scope: Scope) -> Refused | None:
    held = scope.actor is not None and rights.by_right(scope.rules.policy, scope.actor, Right.SECOND)
    return None if held else rights.without(scope.rules.policy, scope.actor, Right.SECOND)


def candidates(scope: Scope, state: State) -> tuple[Actor, ...]:
    """Everybody but who asks who has no own part, the highest first."""
    own = scope.actor.person_id if scope.actor else 0
    people = dict.fromkeys(a.person_id for a in scope.assignments if a.person_id != own)
    found = [one for person_id in people if (one := _actor(scope, person_id)) and own_part(state, one) is None]
    return tuple(sorted(found, key=lambda one: (-RANK[one.highest.role] if one.highest else 0, one.name)))


def _actor(scope: Scope, person_id: int) -> Actor | None:
    return scope_for(scope.tx, scope.office.id, scope.now, person_id).actor


def now(scope: Scope, state: State) -> str:
    """By name and jabatan who would decide."""
    people = telling.told(scope, state.cycle_id, Step.SECOND)
    found = (one for person_id in people if (one := _actor(scope, person_id)) is not None)
    return ", ".join(f"{one.name} ({one.highest.style})" for one in found if one.highest)


def name(scope: Scope, cycle_id: int, person_id: int) -> Refused | None:
    """`person_id` 0: whose step it is again."""
    found = in_cycle(scope, cycle_id)
    if isinstance(found, Refused):
        return found
    state, actor = found
    named = _actor(scope, person_id) if person_id in {a.person_id for a in scope.assignments} else None
    if named is None and person_id:
        return refused("refused.unknown")
    outcome = seconding.name_second(state, scope.rules, actor, named)
    if isinstance(outcome, Refused):
        return outcome
    record(scope, cycle_id, outcome, rights.by_right(scope.rules.policy, actor, Right.SECOND))
    return None
