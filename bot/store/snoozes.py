"""Ingatkan nanti as rows: a rung repeated once to one of its task's holders."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx


@dataclass(frozen=True)
class SnoozeRow:
    id: int
    office_id: int
    task_id: int
    person_id: int
    rung: str
    deadline_no: int
    planned_at: datetime
    state: str


_b = sa.bindparam
_s = tables.snoozes
_ALL = sa.select(*rows.columns(_s, SnoozeRow))
_DUE = _ALL.where(_s.c.state == "planned", _s.c.look_at <= _b("now")).order_by(_s.c.look_at, _s.c.id).limit(_b("most"))
_SAME = _ALL.where(
    _s.c.task_id == _b("task_id"),
    _s.c.person_id == _b("person_id"),
    _s.c.rung == _b("rung"),
    _s.c.deadline_no == _b("deadline_no"),
)
_OF_TASK = _ALL.where(_s.c.task_id == _b("task_id")).order_by(_s.c.planned_at, _s.c.id)
_SETTLE = (
    _s.update().where(_s.c.id == _b("b_id"), _s.c.state == "planned").values(state=_b("b_state"), fired_at=_b("now"))
)
_GIVE_BACK = (
    _s.update()
    .where(_s.c.task_id == _b("b_task"), _s.c.person_id == _b("b_person"), _s.c.rung == _b("b_rung"))
    .where(_s.c.deadline_no == _b("b_deadline"), _s.c.state == "sent")
    .values(state="planned", fired_at=None, look_at=_s.c.planned_at)
)
_HOLD = _s.update().where(_s.c.id == _b("b_id"), _s.c.state == "planned").values(look_at=_b("until"))
_NEXT = sa.select(sa.func.min(_s.c.look_at)).where(_s.c.state == "planned", _s.c.look_at > _b("now"))


def plan(tx: Tx, *, office_id: int, task_id: int, person_id: int, rung: str, deadline_no: int, at: datetime) -> bool:
    """Once per person and rung; False when it was put off before."""
    key = {"task_id": task_id, "person_id": person_id, "rung": rung, "deadline_no": deadline_no}
    if rows.first(tx, _SAME, SnoozeRow, **key) is not None:
        return False
    rows.insert(tx, _s, office_id=office_id, planned_at=at, look_at=at, **key)
    return True


def due(tx: Tx, now: datetime, most: int = 200) -> tuple[SnoozeRow, ...]:
    return rows.many(tx, _DUE, SnoozeRow, now=now, most=most)


def of_task(tx: Tx, task_id: int) -> tuple[SnoozeRow, ...]:
    return rows.many(tx, _OF_TASK, SnoozeRow, task_id=task_id)


def settle(tx: Tx, snooze_id: int, state: str, now: datetime) -> bool:
    """True for exactly one caller."""
    return tx.execute(_SETTLE, {"b_id": snooze_id, "b_state": state, "now": now}).rowcount == 1


def give_back(tx: Tx, task_id: int, person_id: int, rung: str, deadline_no: int) -> None:
    """It was sent and did not arrive."""
    tx.execute(_GIVE_BACK, {"b_task": task_id, "b_person": person_id, "b_rung": rung, "b_deadline": deadline_no})


def hold(tx: Tx, snooze_id: int, until: datetime) -> None:
    tx.execute(_HOLD, {"b_id": snooze_id, "until": until})


def next_look(tx: Tx, now: datetime) -> datetime | None:
    """The next one planned anywhere, for a clock that jumps."""
    found: datetime | None = tx.execute(_NEXT, {"now": now}).scalar()
    return found
