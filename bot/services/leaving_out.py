"""Rekap sementara: the Kasubag goes on without the units that are late."""

from bot.services import loading
from bot.services.recording import record
from bot.services.scope import Scope
from bot.store import cycles
from bot.workflow import collecting
from bot.workflow.events import Refused, refused
from bot.workflow.steps import Step


def go_on_without(scope: Scope, cycle_id: int) -> Refused | None:
    cycle = next((c for c in cycles.of_office(scope.tx, scope.office.id) if c.id == cycle_id), None)
    if cycle is None or scope.actor is None:
        return refused("refused.unknown")
    outcome = collecting.go_on_without(loading.state(scope, cycle_id), scope.rules, scope.now, scope.actor)
    if isinstance(outcome, Refused):
        return outcome
    record(scope, cycle_id, outcome, scope.actor.holding(*scope.rules.policy.row(Step.ASSIGN_RECAP).may_act))
    return None
