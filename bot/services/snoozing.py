"""Ingatkan nanti: a reminder repeated to its holder after an hour of office time, once for each rung."""

from datetime import datetime

from bot.services import loading, telling
from bot.services.ledger import AGAIN, LADDER, Told
from bot.services.scope import Scope, scope_for
from bot.store import cycles, ledger, snoozes
from bot.store.engine import Tx
from bot.workflow import ladder
from bot.workflow.events import Refused, refused
from bot.workflow.ladder import Hold, Planned


def snooze(scope: Scope, ledger_id: int) -> datetime | Refused:
    """When the message will be repeated, as far as it was about tasks that are still open, and theirs."""
    found = ledger.together(scope.tx, ledger_id)
    if scope.actor is None or not found or found[0].person_id != scope.actor.person_id:
        return refused("refused.unknown")
    own = [one for one in found if one.how == LADDER and not one.superior and _is_theirs(scope, one)]
    if not own:
        return refused("reminder.no_longer")
    at = ladder.snooze(scope.rules.calendar, scope.rules.policy.ladder, scope.now)
    planned = [
        snoozes.plan(
            scope.tx,
            office_id=scope.office.id,
            task_id=one.task_id,
            person_id=one.person_id,
            rung=one.rung,
            deadline_no=one.deadline_no,
            at=at,
        )
        for one in own
    ]
    return at if any(planned) else refused("reminder.snoozed_already")


def _is_theirs(scope: Scope, one: ledger.Reminded) -> bool:
    """As it is now: who acts in their place is asked, not they."""
    task = cycles.task(scope.tx, one.task_id)
    runs = cycles.runs(scope.tx, one.task_id, one.deadline_no)
    return runs and task is not None and _holds(scope, task, one.person_id)


def due(tx: Tx, now: datetime) -> list[Told]:
    """Those whose moment has come, each claimed; what has become pointless is voided, what must wait for office time
    waits."""
    found = (_look(tx, row, now) for row in snoozes.due(tx, now))
    return [one for one in found if one is not None]


def _look(tx: Tx, row: snoozes.SnoozeRow, now: datetime) -> Told | None:
    scope = scope_for(tx, row.office_id, now)
    task_row = cycles.task(tx, row.task_id)
    if task_row is None or _is_pointless(scope, task_row, row):
        snoozes.settle(tx, row.id, "void", scope.now)
        return None
    task = loading.task_of(task_row, scope)
    policy = scope.rules.policy.ladder_of(task.step)
    decision = ladder.decide(scope.rules.calendar, policy, (Planned(row.rung, row.planned_at),), scope.now)
    if isinstance(decision, Hold):
        snoozes.hold(tx, row.id, decision.until or scope.now)
        return None
    if not snoozes.settle(tx, row.id, "sent", scope.now):
        return None
    return Told(task_row, row.person_id, task, row.rung, superior=False, how=AGAIN)


def _is_pointless(scope: Scope, task: cycles.TaskRow, row: snoozes.SnoozeRow) -> bool:
    """Done, moved, or somebody else's by now."""
    return not cycles.runs(scope.tx, task.id, row.deadline_no) or not _holds(scope, task, row.person_id)


def _holds(scope: Scope, task: cycles.TaskRow, person_id: int) -> bool:
    """Who has handed the task over meanwhile is not reminded of it."""
    found = loading.task_of(task, scope)
    return person_id in telling.told(scope, task.cycle_id, found.step, found.unit_id)
