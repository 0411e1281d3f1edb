"""Cycles and their tasks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Conflict, Tx


@dataclass(frozen=True)
class CycleRow:
    id: int
    office_id: int
    period: str
    phase: str
    round: int
    version: int
    opened_at: datetime
    closed_at: datetime | None
    notes: dict[str, Any]


@dataclass(frozen=True)
class TaskRow:
    id: int
    office_id: int
    cycle_id: int
    unit_id: int | None
    step: str
    round: int
    role: str
    opened_at: datetime
    due_at: datetime | None
    deadline_no: int
    allowed_minutes: int | None
    used_minutes: int | None
    closed_at: datetime | None
    closed_by: int | None
    closed_as: str
    outcome: str
    version: int
    undone_at: datetime | None


_b = sa.bindparam
_c, _t = tables.cycles, tables.tasks
_CYCLE = sa.select(*rows.columns(_c, CycleRow)).where(_c.c.id == _b("cycle_id"))
_CYCLES = (
    sa.select(*rows.columns(_c, CycleRow))
    .where(_c.c.office_id == _b("office_id"))
    .order_by(_c.c.opened_at.desc(), _c.c.id)
)
_BY_PERIOD = (
    sa.select(*rows.columns(_c, CycleRow))
    .where(_c.c.office_id == _b("office_id"), _c.c.period == _b("period"))
    .order_by(_c.c.id.desc())
    .limit(1)
)
_TASKS = sa.select(*rows.columns(_t, TaskRow)).where(_t.c.cycle_id == _b("cycle_id")).order_by(_t.c.id)
_TASK = sa.select(*rows.columns(_t, TaskRow)).where(_t.c.id == _b("task_id"))
_OPEN_OF_OFFICE = (
    sa.select(*rows.columns(_t, TaskRow))
    .join_from(_t, _c, _c.c.id == _t.c.cycle_id)
    .where(_t.c.office_id == _b("office_id"), _t.c.closed_at.is_(None), _c.c.phase == "open")
    .order_by(_t.c.id)
)
_TOUCH = _c.update().where(_c.c.id == _b("b_id"), _c.c.version == _b("b_version")).values(version=_c.c.version + 1)
_CLOSE_TASK = (
    _t.update()
    .where(_t.c.id == _b("b_id"), _t.c.closed_at.is_(None))
    .values(
        closed_at=_b("now"),
        closed_by=_b("by"),
        closed_as=_b("acting_as"),
        outcome=_b("b_outcome"),
        used_minutes=_b("used"),
        version=_t.c.version + 1,
    )
)
_MOVE_DEADLINE = (
    _t.update()
    .where(_t.c.id == _b("b_id"))
    .values(due_at=_b("due"), allowed_minutes=_b("allowed"), deadline_no=_t.c.deadline_no + 1)
)
_UNDO = _t.update().where(_t.c.id == _b("b_id")).values(undone_at=_b("now"))
_FINISH = _c.update().where(_c.c.id == _b("b_id")).values(phase=_b("b_phase"), closed_at=_b("now"))
_PHASE = _c.update().where(_c.c.id == _b("b_id")).values(phase=_b("b_phase"))
_ROUND = _c.update().where(_c.c.id == _b("b_id")).values(round=_b("b_round"))
_NOTES = _c.update().where(_c.c.id == _b("b_id")).values(notes=_b("b_notes"))


def add(tx: Tx, office_id: int, period: str, now: datetime) -> int:
    return rows.insert(tx, _c, office_id=office_id, period=period, phase="open", opened_at=now, notes={})


def get(tx: Tx, cycle_id: int) -> CycleRow:
    found = rows.first(tx, _CYCLE, CycleRow, cycle_id=cycle_id)
    if found is None:
        raise LookupError(f"no cycle {cycle_id}")
    return found


def of_office(tx: Tx, office_id: int) -> tuple[CycleRow, ...]:
    """Newest first."""
    return rows.many(tx, _CYCLES, CycleRow, office_id=office_id)


def by_period(tx: Tx, office_id: int, period: str) -> CycleRow | None:
    """The newest: what was cancelled may have been begun anew."""
    return rows.first(tx, _BY_PERIOD, CycleRow, office_id=office_id, period=period)


def touch(tx: Tx, cycle: CycleRow) -> None:
    """Raises Conflict if somebody changed the cycle since it was read: the handling is run again."""
    if tx.execute(_TOUCH, {"b_id": cycle.id, "b_version": cycle.version}).rowcount != 1:
        raise Conflict(f"cycle {cycle.id} moved on from version {cycle.version}")


def finish(tx: Tx, cycle_id: int, phase: str, now: datetime) -> None:
    tx.execute(_FINISH, {"b_id": cycle_id, "b_phase": phase, "now": now})


def reopen(tx: Tx, cycle_id: int) -> None:
    """Of a cycle that was finished, and goes on."""
    tx.execute(_FINISH, {"b_id": cycle_id, "b_phase": "open", "now": None})


def set_phase(tx: Tx, cycle_id: int, phase: str) -> None:
    """Of a cycle that goes on."""
    tx.execute(_PHASE, {"b_id": cycle_id, "b_phase": phase})


def set_round(tx: Tx, cycle_id: int, round_: int) -> None:
    tx.execute(_ROUND, {"b_id": cycle_id, "b_round": round_})


def note(tx: Tx, cycle_id: int, **words: Any) -> None:
    """Keeps what was typed on the way, for the papers made later."""
    tx.execute(_NOTES, {"b_id": cycle_id, "b_notes": {**get(tx, cycle_id).notes, **words}})


def tasks(tx: Tx, cycle_id: int) -> tuple[TaskRow, ...]:
    return rows.many(tx, _TASKS, TaskRow, cycle_id=cycle_id)


def task(tx: Tx, task_id: int) -> TaskRow | None:
    return rows.first(tx, _TASK, TaskRow, task_id=task_id)


def runs(tx: Tx, task_id: int, deadline_no: int) -> bool:
    """Whether the task is still open and its deadline is still this one."""
    found = task(tx, task_id)
    return found is not None and found.closed_at is None and found.deadline_no == deadline_no


def open_tasks(tx: Tx, office_id: int) -> tuple[TaskRow, ...]:
    return rows.many(tx, _OPEN_OF_OFFICE, TaskRow, office_id=office_id)


def open_task(tx: Tx, **values: Any) -> int:
    return rows.insert(tx, _t, **values)


def close_task(
    tx: Tx, task_id: int, *, now: datetime, by: int | None, acting_as: str, outcome: str, used_minutes: int
) -> bool:
    """False when it was closed already."""
    params = {"b_id": task_id, "now": now, "by": by, "acting_as": acting_as, "b_outcome": outcome}
    return tx.execute(_CLOSE_TASK, {**params, "used": used_minutes}).rowcount == 1


def undo_task(tx: Tx, task_id: int, now: datetime) -> None:
    """What was done by it was taken back."""
    tx.execute(_UNDO, {"b_id": task_id, "now": now})


def move_deadline(tx: Tx, task_id: int, due_at: datetime | None, allowed_minutes: int | None) -> None:
    tx.execute(_MOVE_DEADLINE, {"b_id": task_id, "due": due_at, "allowed": allowed_minutes})
