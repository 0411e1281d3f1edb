"""Where the cycles stand, for anyone concerned: step, who holds it, since when, until when, per unit."""

from bot.services import loading, starting
from bot.services.scope import Scope
from bot.store import cycles
from bot.texts.say import Param, Text, text
from bot.workflow.cycle import FormState, Phase, State, Task, UnitForm
from bot.workflow.periods import parse_key
from bot.workflow.steps import LAST, Step


def status(scope: Scope) -> tuple[Text, ...]:
    """One block per open cycle; empty when none is open."""
    lines: list[Text] = []
    for row in cycles.of_office(scope.tx, scope.office.id):
        if row.phase == Phase.OPEN:
            lines += _cycle(scope, loading.state(scope, row.id))
    for row, until in starting.postponed(scope):
        reason = row.notes["postponed_for"]
        lines.append(text("status.postponed", period=parse_key(row.period).label, until=until, reason=reason))
    return tuple(lines)


def _cycle(scope: Scope, state: State) -> list[Text]:
    lines = [text("status.cycle", period=state.period.label, round=state.round)]
    for task in state.tasks:
        if task.open and task.unit_id is None:
            lines.append(_task(scope, task))
    units = [form for form in state.forms if form.state is not FormState.PREPARED]
    collecting = any(t.open and t.step in (Step.FILL, Step.SUBMIT) for t in state.tasks)
    return lines + ([_unit(state, form) for form in units] if collecting else [])


def _task(scope: Scope, task: Task) -> Text:
    row = scope.rules.policy.row(task.step)
    words: dict[str, Param] = {
        "step": row.number,
        "last": LAST,
        "kegiatan": row.kegiatan,
        "who": text(f"role.{row.role}"),
    }
    if task.due_at is None:
        return text("status.task_open", since=task.opened_at, **words)
    return text("status.late" if task.due_at < scope.now else "status.task", due=task.due_at, **words)


def _unit(state: State, form: UnitForm) -> Text:
    task = state.open_task(Step.FILL, form.unit_id) or state.open_task(Step.SUBMIT, form.unit_id)
    if form.state is FormState.SUBMITTED:
        return text("status.unit_done", unit=form.name)
    filled = form.entries - form.missing
    words: dict[str, Param] = {"unit": form.name, "filled": filled, "entries": form.entries}
    if task is not None and task.due_at is None:
        return text("status.unit_standing", unit=form.name)
    if task is None or task.due_at is None:
        return text("status.unit_open", **words)
    return text("status.unit", due=task.due_at, **words)
