"""A step done by mistake is taken back by who did it, until the next actor has acted."""

from collections.abc import Mapping
from datetime import datetime

from bot.workflow.cycle import FormState, Phase, Rules, State, Task, Turn, holding
from bot.workflow.events import Outcome, StepUndone, TaskOpened, refused
from bot.workflow.rights import not_yours
from bot.workflow.roles import Actor
from bot.workflow.steps import Step
from bot.workflow.worktime import minutes_between

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


def next_of(state: State, task: Task) -> Task | None:
    """The task that this one opened, as long as nobody has acted at it."""
    step = FOLLOWING.get(task.outcome)
    if step is None or task.undone_at is not None or state.phase is not Phase.OPEN:
        return None
    opened = next((t for t in state.tasks if t.id > task.id and t.step is step), None)
    return opened if opened is not None and opened.open and not _begun(state, opened) else None


def before(state: State, task: Task) -> Task | None:
    """The task that opened this one, where that could be taken back."""
    found = [t for t in state.tasks if t.id < task.id and FOLLOWING.get(t.outcome) is task.step]
    return found[-1] if found else None


def _begun(state: State, task: Task) -> bool:
    """Bagikan, and entries sent back to their units, leave their task open."""
    if task.step is Step.DISTRIBUTE:
        return any(form.state is not FormState.PREPARED for form in state.forms)
    return task.step is Step.RECAP and any(t.id > task.id for t in state.tasks)


def undo(state: State, rules: Rules, now: datetime, actor: Actor, task_id: int) -> Outcome:
    """The next task closes, and the old one opens again with the deadline it had."""
    task = state.task(task_id)
    if task is None or task.outcome not in FOLLOWING:
        return refused("refused.unknown")
    acting_as = holding(state, rules.policy, actor, task.step, task.unit_id)
    if acting_as is None:
        return not_yours(rules.policy, actor, task.step, task.unit_id)
    if task.closed_by != actor.person_id:
        return refused("refused.not_doer")
    opened = next_of(state, task)
    if opened is None:
        return refused("refused.acted_on")
    turn = Turn(state, rules, now, opened, actor, acting_as)
    return (turn.done("taken_back"), StepUndone(task.id, task.step, task.outcome), _again(rules, now, task))


def _again(rules: Rules, now: datetime, task: Task) -> TaskOpened:
    allowed = max(0, minutes_between(rules.calendar, now, task.due_at)) if task.due_at else None
    return TaskOpened(task.step, rules.policy.row(task.step).role, task.round, task.due_at, allowed, task.unit_id)
