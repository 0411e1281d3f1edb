"""The thirteen steps of a cycle as a strip: what is done, where it stands, what is late; read, never written."""

from dataclasses import dataclass
from datetime import datetime

from bot.services import loading
from bot.services.scope import Scope
from bot.store import cycles, offices
from bot.workflow.cycle import FormState, Phase, State, Task, UnitForm
from bot.workflow.steps import LAST, ROWS, Step

DISTRIBUTED = 4
PER_UNIT = (Step.FILL, Step.SUBMIT)


@dataclass(frozen=True)
class Cell:
    """One step, of the whole office or of one unit. `state` is "waiting", "now" or "done"."""

    number: int
    state: str
    late: bool = False
    due: str = ""


@dataclass(frozen=True)
class Box(Cell):
    kegiatan: str = ""


@dataclass(frozen=True)
class UnitRow:
    """Steps 4 to 6 of one unit: its receipt, its form, its submission."""

    name: str
    filled: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Strip:
    """`turn` are the names of those for whom a task waits."""

    period: str
    round: int
    phase: str
    steps: tuple[Box, ...]
    units: tuple[UnitRow, ...]
    turn: tuple[str, ...]


def strips(scope: Scope) -> tuple[Strip, ...]:
    """One for each open cycle, else of the newest one; none before the first."""
    rows = cycles.of_office(scope.tx, scope.office.id)
    shown = [row for row in rows if row.phase == Phase.OPEN] or rows[:1]
    return tuple(_strip(scope, loading.state(scope, row.id)) for row in shown)


def _strip(scope: Scope, state: State) -> Strip:
    waiting = [_number(scope, task) for task in state.tasks if task.open]
    last = LAST + 1 if state.phase is Phase.FINISHED else max(waiting, default=0)
    boxes = tuple(_box(scope, state, number, last) for number in range(1, LAST + 1))
    units = tuple(_unit(scope, state, form) for form in state.forms if form.state is not FormState.PREPARED)
    turn = _turn(scope, [task for task in state.tasks if task.open])
    return Strip(state.period.label, state.round, state.phase, boxes, units, turn)


def _number(scope: Scope, task: Task) -> int:
    return scope.rules.policy.row(task.step).number


def _box(scope: Scope, state: State, number: int, last: int) -> Box:
    """A step with an open task is where it stands; those before the last of these are done."""
    tasks = [task for task in state.tasks if _number(scope, task) == number and task.round == state.round]
    waiting = [task for task in tasks if task.open]
    kegiatan = next(row.kegiatan for row in ROWS if row.number == number)
    if waiting:
        due = min((task.due_at for task in waiting if task.due_at), default=None)
        return Box(number, "now", any(_late(task, scope.now) for task in waiting), _short(due), kegiatan)
    if number < last:
        return Box(number, "done", any(_late(task, scope.now) for task in tasks), "", kegiatan)
    return Box(number, "waiting", kegiatan=kegiatan)


def _late(task: Task, now: datetime) -> bool:
    return task.due_at is not None and (task.closed_at or now) > task.due_at


def _short(due: datetime | None) -> str:
    return f"{due:%d-%m %H.%M}" if due else ""


def _unit(scope: Scope, state: State, form: UnitForm) -> UnitRow:
    receipt = Cell(DISTRIBUTED, "done" if form.received else "now")
    fill, submit = (_newest(state, step, form.unit_id) for step in PER_UNIT)
    if fill and submit and submit.opened_at < fill.opened_at:
        submit = None  # of an earlier round
    cells = (receipt, _cell(scope, Step.FILL, fill), _cell(scope, Step.SUBMIT, submit))
    return UnitRow(form.name, f"{form.entries - form.missing} dari {form.entries}", cells)


def _newest(state: State, step: Step, unit_id: int) -> Task | None:
    return next((task for task in reversed(state.tasks) if task.step is step and task.unit_id == unit_id), None)


def _cell(scope: Scope, step: Step, task: Task | None) -> Cell:
    number = scope.rules.policy.row(step).number
    if task is None:
        return Cell(number, "waiting")
    return Cell(number, "now" if task.open else "done", _late(task, scope.now), _short(task.due_at))


def _turn(scope: Scope, waiting: list[Task]) -> tuple[str, ...]:
    """Whoever holds the role of a waiting task today, a substitute included, each once."""
    names = {person.id: person.name for person in offices.persons(scope.tx, scope.office.id)}
    holders = [
        names[held.person_id]
        for task in waiting
        for held in scope.assignments
        if held.role is scope.rules.policy.row(task.step).role and task.unit_id in (None, held.unit_id)
    ]
    return tuple(dict.fromkeys(holders))
