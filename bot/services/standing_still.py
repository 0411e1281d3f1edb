"""Units whose form has reached nobody: their clock stands still until the Staf hands it over in person."""

from bot.cards.buttons import Rows, button, stacked
from bot.services import loading, telling
from bot.services.scope import Scope
from bot.store import cycles
from bot.texts.say import Text, text
from bot.workflow.steps import Step


def is_standing(task: cycles.TaskRow) -> bool:
    return task.unit_id is not None and task.due_at is None and task.closed_at is None


def notice(scope: Scope, task: cycles.TaskRow) -> Text:
    """What stands still and how it goes on, for who hands out forms and for who oversees them."""
    unit, period = loading.unit_name(scope, task.cycle_id, task.unit_id), loading.period(scope, task.cycle_id)
    return text("notice.undeliverable", unit=unit, period=period.label)


def hand_over(task: cycles.TaskRow) -> Rows:
    """Diserahkan langsung: for who hands out forms."""
    return stacked(button("hand_over", "handover", task.id, task.version))


def handers(scope: Scope) -> tuple[int, ...]:
    return telling.step_holders(scope, Step.DISTRIBUTE)


def overseers(scope: Scope) -> tuple[int, ...]:
    """Who may go on without the unit in the end, and does not hand out forms."""
    return tuple(p for p in telling.step_holders(scope, Step.ASSIGN_RECAP) if p not in handers(scope))


def waiting(scope: Scope) -> tuple[cycles.TaskRow, ...]:
    """Every unit's task of this office whose clock stands still, oldest first."""
    return tuple(task for task in cycles.open_tasks(scope.tx, scope.office.id) if is_standing(task))
