"""Units whose form has reached nobody: their clock stands still until the Staf hands it over in person."""

from collections.abc import Iterable

from bot.cards.buttons import Rows, button, stacked
from bot.services import loading, telling, unreached
from bot.services.scope import Scope
from bot.store import cycles
from bot.texts.say import Text, text
from bot.workflow.steps import Step


def is_standing(task: cycles.TaskRow) -> bool:
    return task.unit_id is not None and task.due_at is None and task.closed_at is None


def fact(scope: Scope, task: cycles.TaskRow) -> Text:
    """What stands still."""
    unit, period = loading.unit_name(scope, task.cycle_id, task.unit_id), loading.period(scope, task.cycle_id)
    return text("notice.standing", unit=unit, period=period.label)


def notice(scope: Scope, task: cycles.TaskRow, person_id: int) -> Text:
    """... and how it goes on: by who hands out forms, who has the button for it; others are told that these do."""
    key = "notice.undeliverable" if person_id in handers(scope) else "notice.undelivered"
    return text(key, fact=fact(scope, task))


def hand_over(scope: Scope, tasks: Iterable[cycles.TaskRow], person_id: int) -> Rows:
    """Diserahkan langsung for each, if this person hands out forms."""
    if person_id not in handers(scope):
        return ()
    return stacked(*(button("hand_over", "handover", task.id, task.version) for task in tasks))


def announce(scope: Scope, task: cycles.TaskRow, people: Iterable[int]) -> None:
    """One message a person, with the button for who has it."""
    holders = telling.step_holders(scope, Step(task.step), task.unit_id)
    for person_id in people:
        ways = unreached.ways(scope, person_id, holders, (task,))
        rows = (*ways, *hand_over(scope, (task,), person_id))
        telling.tell(scope, (person_id,), notice(scope, task, person_id), rows)


def handers(scope: Scope) -> tuple[int, ...]:
    return telling.step_holders(scope, Step.DISTRIBUTE)


def overseers(scope: Scope) -> tuple[int, ...]:
    """Who may go on without the unit in the end, and does not hand out forms."""
    return tuple(p for p in telling.step_holders(scope, Step.ASSIGN_RECAP) if p not in handers(scope))


def waiting(scope: Scope) -> tuple[cycles.TaskRow, ...]:
    """Every unit's task of this office whose clock stands still, oldest first."""
    return tuple(task for task in cycles.open_tasks(scope.tx, scope.office.id) if is_standing(task))
