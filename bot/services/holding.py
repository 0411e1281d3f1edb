"""Whose a task is in its cycle: by the office's table of steps, and at step 11a by who was named for the cycle."""

from bot.services.scope import Scope
from bot.store import cycles
from bot.store.cycles import TaskRow
from bot.workflow import rights
from bot.workflow.roles import Assignment
from bot.workflow.steps import Step


def at_task(scope: Scope, task: TaskRow) -> Assignment | None:
    """By which jabatan whoever acts may do the task; None if by none."""
    if scope.actor is None:
        return None
    named = second(scope, task.cycle_id) if task.step == Step.SECOND else None
    if named is not None:
        return scope.actor.highest if scope.actor.person_id == named else None
    return rights.at_step(scope.rules.policy, scope.actor, Step(task.step), task.unit_id)


def second(scope: Scope, cycle_id: int) -> int | None:
    """Who was named to be the cycle's second approver; None: whose step it is."""
    found: int | None = cycles.get(scope.tx, cycle_id).notes.get("second")
    return found
