"""Ingatkan yang belum: who has no receipt, or has not handed in, is reminded with one tap by the Staf or Kasubag."""

from dataclasses import dataclass

from bot.cards.buttons import Rows, button, stacked
from bot.channels.base import Button, cut
from bot.services import ledger, loading, reminder_words, telling
from bot.services.acting import in_cycle
from bot.services.ledger import BY_HAND, Told
from bot.services.scope import Scope, scope_for
from bot.store import cycles
from bot.store import ledger as ledger_rows
from bot.texts.say import label, text
from bot.workflow import rights
from bot.workflow.cycle import FormState, Phase, State, Task
from bot.workflow.events import Refused, refused
from bot.workflow.rights import Right
from bot.workflow.worktime import add_minutes


@dataclass(frozen=True)
class Chased:
    """The units whose people were reminded now, and those of whom nobody can be reached, by name."""

    told: tuple[str, ...]
    unreached: tuple[str, ...]


def may(scope: Scope) -> bool:
    return scope.actor is not None and rights.by_right(scope.rules.policy, scope.actor, Right.CHASE) is not None


def missing(state: State) -> tuple[Task, ...]:
    """The open tasks of units that were handed their form: without a receipt, or not yet handed in."""
    found = (state.unit_task(form.unit_id) for form in state.forms if form.state is FormState.OPEN and form.delivered)
    return tuple(task for task in found if task is not None)


def offered(scope: Scope) -> tuple[State, ...]:
    """The open cycles in which this person may remind somebody."""
    if not may(scope):
        return ()
    return tuple(state for state in loading.open_states(scope) if missing(state))


def buttons(states: tuple[State, ...]) -> Rows:
    """One a cycle, named by its period where there are several."""
    if len(states) == 1:
        return stacked(button("chase", "chase", states[0].cycle_id))
    return stacked(*(_named(one) for one in states))


def _named(state: State) -> Button:
    return Button(cut(label("reminder.chase_named", period=state.period.short)), f"chase:{state.cycle_id}")


def chase(scope: Scope, cycle_id: int) -> Chased | Refused:
    """Everybody once; not again before an hour of office time has passed, whoever did it."""
    found = in_cycle(scope, cycle_id)
    if isinstance(found, Refused):
        return found
    state, actor = found
    held = rights.by_right(scope.rules.policy, actor, Right.CHASE)
    if held is None:
        return rights.without(scope.rules.policy, scope.actor, Right.CHASE)
    tasks = missing(state) if state.phase is Phase.OPEN else ()
    if not tasks:
        return refused("refused.nothing_outstanding")
    again = _not_before(scope, tasks)
    if again is not None:
        return again
    reached = {task.id: _remind(scope, state, task, held.style) for task in tasks}
    names = [(state.form(task.unit_id or 0).name, reached[task.id]) for task in tasks]
    return Chased(tuple(name for name, ok in names if ok), tuple(name for name, ok in names if not ok))


def _not_before(scope: Scope, tasks: tuple[Task, ...]) -> Refused | None:
    last = ledger_rows.last_by_hand(scope.tx, scope.office.id, [task.id for task in tasks])
    if last is None:
        return None
    next_ = add_minutes(scope.rules.calendar, last, scope.rules.policy.ladder.snooze)
    return (
        refused("reminder.too_soon", last=last.astimezone(scope.office.zone), at=next_) if scope.now < next_ else None
    )


def _remind(scope: Scope, state: State, task: Task, by: str) -> bool:
    """Whether anybody of the unit was reached."""
    row = cycles.task(scope.tx, task.id)
    if row is None:
        return False
    people = telling.told(scope, state.cycle_id, task.step, task.unit_id)
    reached = [_to(scope, state, Told(row, one, task, "", superior=False, how=BY_HAND, by=by)) for one in people]
    return any(reached)


def _to(scope: Scope, state: State, one: Told) -> bool:
    to = scope_for(scope.tx, scope.office.id, scope.now, one.person_id).actor
    if to is None or to.highest is None:
        return False
    name = reminder_words.task_name(scope, state.cycle_id, one.task)
    received = state.form(one.task.unit_id or 0).received
    key = "reminder.by_hand" if received else "reminder.by_hand_receipt"
    due = text("reminder.until", due=one.task.due_at) if one.task.due_at else text("card.nothing")
    said = text(key, to=to.highest.style, by=one.by, task=name, due=due)
    return ledger.tell(scope, (one,), said, lambda _: stacked(button("open", "show", one.task.id)))
