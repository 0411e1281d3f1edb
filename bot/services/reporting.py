"""Where the cycles stand, for anyone concerned: step, who holds it, since when, what time is left, per unit."""

from datetime import datetime

from bot.cards.left import left
from bot.services import loading, reminder_words, starting
from bot.services.scope import Scope
from bot.texts.say import plain, render, text
from bot.workflow.cycle import FormState, State, Task, UnitForm
from bot.workflow.periods import parse_key
from bot.workflow.standing import CycleStand, PostponedStand, Stand, StatusSheet, StepStand, TaskStand, UnitStand
from bot.workflow.steps import LAST, Step


def status(scope: Scope) -> StatusSheet:
    """Every open cycle, newest first, and what was postponed."""
    return StatusSheet(
        office=scope.office.name,
        sample=scope.office.sample,
        at=scope.now,
        cycles=tuple(_cycle(scope, state) for state in loading.open_states(scope)),
        postponed=tuple(
            PostponedStand(parse_key(row.period).label, until, row.notes["postponed_for"])
            for row, until in starting.postponed(scope)
        ),
    )


def _cycle(scope: Scope, state: State) -> CycleStand:
    handed_out = [form for form in state.forms if form.state is not FormState.PREPARED]
    collecting = any(t.open and t.step in (Step.FILL, Step.SUBMIT) for t in state.tasks)
    left_out = any(form.excluded for form in handed_out)
    return CycleStand(
        period=state.period.label,
        round=state.round,
        steps=_steps(scope, state),
        tasks=(
            *_collecting(scope, state),
            *(_task(scope, state, task) for task in state.tasks if task.open and task.unit_id is None),
        ),
        units=tuple(_unit(scope, state, form) for form in handed_out) if collecting or left_out else (),
    )


def _steps(scope: Scope, state: State) -> tuple[StepStand, ...]:
    """A step with an open task is where it stands; those before the last of these are done."""
    waiting: dict[int, list[Task]] = {}
    for task in state.tasks:
        if task.open:
            waiting.setdefault(scope.rules.policy.row(task.step).number, []).append(task)
    last, numbers = max(waiting, default=0), range(1, LAST + 1)
    return tuple(StepStand(one, _step(scope, waiting.get(one, []), passed=one < last)) for one in numbers)


def _step(scope: Scope, waiting: list[Task], *, passed: bool) -> Stand:
    if waiting:
        return Stand.LATE if any(not task.in_time(scope.now) for task in waiting) else Stand.NOW
    return Stand.DONE if passed else Stand.AHEAD


def _collecting(scope: Scope, state: State) -> tuple[TaskStand, ...]:
    """Steps 5 and 6, of as many units as are at them: since the first began, up to the last one's deadline."""
    own = {step: [t for t in state.tasks if t.open and t.step is step] for step in (Step.FILL, Step.SUBMIT)}
    return tuple(_of_units(scope, tasks) for tasks in own.values() if tasks)


def _of_units(scope: Scope, tasks: list[Task]) -> TaskStand:
    row = scope.rules.policy.row(tasks[0].step)
    who = plain(render(text("status.units", role=text(f"role.{row.role}"), units=len(tasks))))
    since = min(task.opened_at for task in tasks).astimezone(scope.office.zone)
    due = max((task.due_at for task in tasks if task.due_at), default=None)
    late = any(not task.in_time(scope.now) for task in tasks)
    return TaskStand(row.number, row.kegiatan, who, since, due, _left(scope, due), late)


def _task(scope: Scope, state: State, task: Task) -> TaskStand:
    row = scope.rules.policy.row(task.step)
    who = reminder_words.holder(scope, state.cycle_id, task)
    since = task.opened_at.astimezone(scope.office.zone)
    late = not task.in_time(scope.now)
    return TaskStand(row.number, row.kegiatan, who, since, task.due_at, _left(scope, task.due_at), late)


def _left(scope: Scope, due: datetime | None) -> str:
    return plain(render(left(scope.rules.calendar, scope.now, due))) if due else ""


def _unit(scope: Scope, state: State, form: UnitForm) -> UnitStand:
    filled = form.entries - form.missing
    if form.state is FormState.SUBMITTED:
        stand = Stand.LATE_OUT if form.excluded else Stand.DONE
        return UnitStand(form.name, stand, filled, form.entries, None, "", late=form.on_time is False)
    task = state.unit_task(form.unit_id)
    if task is None:
        return UnitStand(form.name, Stand.LEFT_OUT, filled, form.entries, None, "", late=True)
    if task.due_at is None:
        return UnitStand(form.name, Stand.STILL, filled, form.entries, None, "", late=False)
    late = not task.in_time(scope.now)
    stand = Stand.LATE if late else Stand.NOW
    who = reminder_words.holder(scope, state.cycle_id, task)
    name = form.name if form.name in who else f"{form.name} ({who})"
    return UnitStand(name, stand, filled, form.entries, task.due_at, _left(scope, task.due_at), late)
