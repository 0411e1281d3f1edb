"""Does a look at the reminders depend on how many wait? The same 100 due among 1,000 and among 100,000 pending ones.

Ten offices of ten units have handed out their forms, and this morning each unit is reminded of tomorrow's deadline. The
pending reminders are those of other offices, a hundred each, of tasks that are open too. Every look is made in a
transaction that is rolled back, so that the next finds the same; of the looks the fastest counts, for what else the
machine does can only make one slower, and the two databases take turns.

python -m bench.tick
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from bot.services import importing, inviting, reminding, starting, steps
from bot.services.importing import Imported
from bot.services.scope import Chat, Scope, scope_for
from bot.store import cycles, offices, tables
from bot.store.codec import encode
from bot.store.engine import Engine, Tx, open_engine
from bot.store.schema import migrate
from bot.workflow.periods import Period, PeriodKind
from bot.workflow.policy import Policy, Profile
from bot.workflow.steps import Step
from year.office import ZONE, office

OFFICES, DUE, PENDING = 10, 100, (1_000, 100_000)
A_TASK, AN_OFFICE = 4, 100  # pending reminders
LOOKS, MOST_RATIO = 15, 1.5
STARTED, NOW = datetime(2027, 1, 4, 8, 0, tzinfo=ZONE), datetime(2027, 1, 6, 7, 45, tzinfo=ZONE)
FIRST_STEPS: Sequence[tuple[Step, Callable[..., object]]] = (
    (Step.ORDER, steps.order),
    (Step.PREPARE, steps.prepare),
    (Step.INSTRUCT, steps.instruct),
    (Step.DISTRIBUTE, steps.distribute),
    (Step.FILL, steps.receive),  # every unit has its form: step 4 is done
)


def main() -> int:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        engines = [stack.enter_context(database(Path(folder) / f"{pending}.db", pending)) for pending in PENDING]
        for engine in engines:
            look(engine)
        turns = [[look(engine) for engine in engines] for _ in range(LOOKS)]
    few, many = (min(column) * 1000 for column in zip(*turns, strict=True))
    for pending, took in zip(PENDING, (few, many), strict=True):
        print(f"{DUE} due among {pending:>7,} pending  {took:6.1f} ms")
    passed = many / few <= MOST_RATIO
    print(f"{'PASS' if passed else 'FAIL'}  ratio {many / few:.2f}, at most {MOST_RATIO}")
    return 0 if passed else 1


def look(engine: Engine) -> float:
    """Seconds."""
    with engine.connect() as tx:
        transaction = tx.begin()
        began = time.perf_counter()
        sent = reminding.tick(tx, NOW)
        took = time.perf_counter() - began
        transaction.rollback()
    if sent != DUE:
        raise ValueError(f"{sent} reminders went, not {DUE}")
    return took


@contextmanager
def database(path: Path, pending: int) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with engine.begin() as tx:
        for number in range(OFFICES):
            open_office(tx, f"kantor-{number}")
        wait_elsewhere(tx, pending)
    yield engine
    engine.dispose()


# -- those that are due ----------------------------------------------------------------------------------------------


def open_office(tx: Tx, code: str) -> None:
    """Everybody linked, the forms handed out."""
    data = office()
    imported = importing.import_office(tx, replace(data, office=replace(data.office, code=code)), STARTED)
    if not isinstance(imported, Imported):
        raise ValueError(f"the office cannot be founded: {imported}")
    people = offices.persons(tx, imported.office_id)
    for person in people:
        inviting.bind(tx, Chat("bench", f"{code}-{person.id}"), imported.office_id, person.id, STARTED)
    scope = scope_for(tx, imported.office_id, STARTED)
    starting.start(scope, Period(2026, PeriodKind.QUARTER, 4))
    for step, act in FIRST_STEPS:
        for task in [one for one in cycles.open_tasks(tx, imported.office_id) if one.step == step]:
            refused = act(holder(scope, step, task.unit_id), (task.id, task.version))
            if refused is not None:
                raise ValueError(f"{code}: {refused}")


def holder(scope: Scope, step: Step, unit_id: int | None) -> Scope:
    role = scope.rules.policy.row(step).role
    person_id = next(a.person_id for a in scope.assignments if a.role is role and a.covers(unit_id))
    return scope_for(scope.tx, scope.office.id, STARTED, person_id)


# -- those that wait -------------------------------------------------------------------------------------------------


def wait_elsewhere(tx: Tx, pending: int) -> None:
    """As many planned reminders of other offices, each for some later moment."""
    count = pending // AN_OFFICE
    first_office, first_cycle, first_task = (_next_id(tx, t) for t in (tables.offices, tables.cycles, tables.tasks))
    base = {"zone": ZONE.key, "profile": encode(Profile()), "policy": encode(Policy()), "secret": b"0" * 32}
    _fill(tx, tables.offices, [{"id": first_office + n, "code": f"lain-{n}", **base} for n in range(count)])
    run = {"period": "2026-triwulan-4", "phase": "open", "opened_at": STARTED, "notes": {}}
    ids = [{"id": first_cycle + n, "office_id": first_office + n} for n in range(count)]
    _fill(tx, tables.cycles, [one | run for one in ids])
    tasks = [_task(first_task + n, first_office, first_cycle, n) for n in range(pending // A_TASK)]
    _fill(tx, tables.tasks, tasks)
    _fill(tx, tables.reminders, [_reminder(task, n) for task in tasks for n in range(A_TASK)])


def _next_id(tx: Tx, table: sa.Table) -> int:
    return int(tx.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0))).scalar_one()) + 1


def _fill(tx: Tx, table: sa.Table, rows: list[dict[str, object]]) -> None:
    tx.execute(table.insert(), rows)


def _task(task_id: int, first_office: int, first_cycle: int, number: int) -> dict[str, object]:
    place = number * A_TASK // AN_OFFICE
    where = {"id": task_id, "office_id": first_office + place, "cycle_id": first_cycle + place}
    return {**where, "step": "5", "round": 1, "role": "kasi", "opened_at": STARTED, "due_at": NOW + timedelta(days=9)}


def _reminder(task: dict[str, object], number: int) -> dict[str, object]:
    at = NOW + timedelta(minutes=1 + number * 97 + int(str(task["id"])) % 5000)
    key = {"office_id": task["office_id"], "task_id": task["id"], "rung": f"late{number + 1}", "deadline_no": 1}
    return {**key, "planned_at": at, "look_at": at, "state": "planned"}


if __name__ == "__main__":
    sys.exit(main())
