"""A step done by mistake is taken back by who did it, until the next actor has acted."""

from collections.abc import Mapping
from datetime import datetime

from bot.workflow.cycle import FormState, Phase, Rules, State, Task, Turn, holding
from bot.workflow.deciding import ended
from bot.workflow.events import CorrectionUndone, Event, FormsRecalled, Outcome, StepUndone, TaskOpened, refused
from bot.workflow.rights import not_yours
from bot.workflow.roles import Actor
from bot.workflow.steps import Step
from bot.workflow.worktime import Duration, deadline, minutes_between

FOLLOWING: Mapping[str, Step] = {
    "ordered": Step.PREPARE,
    "prepared": Step.INSTRUCT,
    "instructed": Step.DISTRIBUTE,
    "assigned": Step.RECAP,
    "recapped": Step.HAND_OVER,
    "handed_over": Step.REPORT,
    "reported": Step.DECIDE,
    "sent_back": Step.RECAP,
    "approved": Step.ARCHIVE,
    "referred": Step.SECOND,
    "returned": Step.FORWARD,
    "archived": Step.LETTER,
    "letter_prepared": Step.SIGN,
    "signed": Step.DELIVER,
    "report_returned": Step.FORWARD,
}
"""What can be taken back, and the step it opened. Serahkan has a way of its own: workflow/withdrawing.py."""

HANDED_OUT = frozenset({"distributed", "forwarded", "corrected"})
"""What opened the units' tasks, or where no unit was flagged the recap: until one of them was acted at, or a unit has
received, answered, added to or asked about its form."""
AT_UNITS = (Step.FILL, Step.SUBMIT, Step.RECAP)

TAKEN_BACK = "taken_back"
"""How a task ends whose opening was taken back."""
DELIVERED = "delivered"
REGRETTED = Duration(days=1)
"""After Sudah disampaikan nobody acts: it can be taken back until the end of the next working day."""


def undoable(state: State, rules: Rules, now: datetime, task: Task) -> bool:
    if task.outcome == DELIVERED:
        closed = task.closed_at
        return closed is not None and task == ended(state) and now <= deadline(rules.calendar, closed, REGRETTED)
    return bool(opened_by(state, task))


def opened_by(state: State, task: Task) -> tuple[Task, ...]:
    """The tasks that this one opened, as long as nobody has acted at any of them."""
    if task.undone_at is not None or state.phase is not Phase.OPEN:
        return ()
    if task.outcome in HANDED_OUT:
        later = tuple(t for t in state.tasks if t.id > task.id)
        return later if all(_waits(state, t) for t in later) else ()
    step = FOLLOWING.get(task.outcome)
    opened = next((t for t in state.tasks if t.id > task.id and t.step is step), None)
    return (opened,) if opened is not None and opened.open and not _begun(state, opened) else ()


def reopened(state: State, task: Task) -> tuple[Task, ...]:
    """The tasks that a Ralat of the finished cycle opened behind its last one, as long as nobody has acted at any."""
    if task.outcome != DELIVERED or task.undone_at is not None or state.phase is not Phase.OPEN:
        return ()
    later = tuple(t for t in state.tasks if t.id > task.id and t.outcome != TAKEN_BACK)
    return later if state.reopened_by is not None and all(_waits(state, t) for t in later) else ()


def _waits(state: State, task: Task) -> bool:
    """As it was opened: with a unit, nothing was done to its form."""
    return task.open and (task.unit_id is None or task.unit_id in state.untouched)


def before(state: State, task: Task) -> Task | None:
    """The task that opened this one, where that could be taken back."""
    found = [t for t in state.tasks if t.id < task.id and _opens(t.outcome, task.step)]
    return found[-1] if found else None


def _opens(outcome: str, step: Step) -> bool:
    return FOLLOWING.get(outcome) is step or (outcome in {*HANDED_OUT, DELIVERED} and step in AT_UNITS)


def _begun(state: State, task: Task) -> bool:
    """Bagikan, and entries sent back to their units, leave their task open."""
    if task.step is Step.DISTRIBUTE:
        return any(form.state is not FormState.PREPARED for form in state.forms)
    return task.step is Step.RECAP and any(t.id > task.id for t in state.tasks)


def undo(state: State, rules: Rules, now: datetime, actor: Actor, task_id: int) -> Outcome:
    """The tasks it opened close, and the old one opens again with the deadline it had."""
    task = state.task(task_id)
    if task is None or task.outcome not in {*FOLLOWING, *HANDED_OUT, DELIVERED}:
        return refused("refused.unknown")
    if task.outcome == DELIVERED and state.phase is Phase.OPEN:
        return _close_again(state, rules, now, actor, task)
    acting_as = holding(state, rules.policy, actor, Step.ARCHIVE if task.outcome == "corrected" else task.step)
    if acting_as is None:
        return not_yours(rules.policy, actor, task.step, task.unit_id)
    if task.closed_by != actor.person_id:
        return refused("refused.not_doer")
    if not undoable(state, rules, now, task):
        late = task.outcome == DELIVERED and state.phase is Phase.FINISHED
        return refused("refused.undo_over" if late else "refused.acted_on")
    opened = opened_by(state, task)
    closing = _closing(Turn(state, rules, now, task, actor, acting_as), opened)
    if task.outcome in HANDED_OUT:
        closing.append(_recalled(opened, task.round))
    return (*closing, StepUndone(task.id, task.step, task.outcome), _again(rules, now, task))


def _close_again(state: State, rules: Rules, now: datetime, actor: Actor, task: Task) -> Outcome:
    """A Ralat of a finished cycle: what it opened closes, and the cycle is finished as it was."""
    acting_as = holding(state, rules.policy, actor, Step.ARCHIVE)
    if acting_as is None:
        return not_yours(rules.policy, actor, Step.ARCHIVE)
    if state.reopened_by not in (None, actor.person_id):
        return refused("refused.not_doer")
    opened = reopened(state, task)
    if not opened or state.recap is None:
        return refused("refused.acted_on")
    closing = _closing(Turn(state, rules, now, task, actor, acting_as), opened)
    return (*closing, _recalled(opened, task.round), CorrectionUndone(task.id, state.recap.version))


def _closing(turn: Turn, opened: tuple[Task, ...]) -> list[Event]:
    return [turn.done("taken_back", one) for one in opened]


def _recalled(opened: tuple[Task, ...], round_: int) -> FormsRecalled:
    return FormsRecalled(tuple(t.unit_id for t in opened if t.unit_id is not None), round_)


def _again(rules: Rules, now: datetime, task: Task) -> TaskOpened:
    allowed = max(0, minutes_between(rules.calendar, now, task.due_at)) if task.due_at else None
    return TaskOpened(task.step, rules.policy.row(task.step).role, task.round, task.due_at, allowed, task.unit_id)
