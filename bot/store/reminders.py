"""Reminders as rows: planned when a task opens, claimed once, never sent for a task that is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx


@dataclass(frozen=True)
class ReminderRow:
    id: int
    office_id: int
    task_id: int
    rung: str
    deadline_no: int
    planned_at: datetime
    state: str
    fired_at: datetime | None


_b = sa.bindparam
_r = tables.reminders
_is_due = (_r.c.state == "planned", _r.c.look_at <= _b("now"))
_LONGEST_WAITING = (
    sa.select(_r.c.office_id)
    .where(*_is_due)
    .group_by(_r.c.office_id)
    .order_by(sa.func.min(_r.c.look_at), _r.c.office_id)
    .limit(_b("most"))
)
_DUE = (
    sa.select(*rows.columns(_r, ReminderRow))
    .where(*_is_due, _r.c.office_id.in_(_LONGEST_WAITING))
    .order_by(_r.c.look_at, _r.c.planned_at, _r.c.id)  # the same moment has an order too, on every database
)
_OF_TASK = (
    sa.select(*rows.columns(_r, ReminderRow)).where(_r.c.task_id == _b("task_id")).order_by(_r.c.planned_at, _r.c.id)
)
_BETWEEN = (
    sa.select(*rows.columns(_r, ReminderRow))
    .where(_r.c.office_id == _b("office_id"), _r.c.state == "planned")
    .where(_r.c.planned_at > _b("since"), _r.c.planned_at <= _b("until"))
    .order_by(_r.c.planned_at, _r.c.id)
)
_GIVE_BACK = (
    _r.update()
    .where(_r.c.task_id == _b("b_task"), _r.c.rung == _b("b_rung"), _r.c.deadline_no == _b("b_deadline"))
    .where(_r.c.state == "sent")
    .values(state="planned", fired_at=None, look_at=_r.c.planned_at)
)
_CLAIM = (
    _r.update().where(_r.c.id == _b("b_id"), _r.c.state == "planned").values(state=_b("b_state"), fired_at=_b("now"))
)
_HOLD = _r.update().where(_r.c.id == _b("b_id"), _r.c.state == "planned").values(look_at=_b("until"))
_VOID = _r.update().where(_r.c.task_id == _b("b_task"), _r.c.state == "planned").values(state="void")
_NEXT = sa.select(sa.func.min(_r.c.look_at)).where(_r.c.state == "planned", _r.c.look_at > _b("now"))


def plan(
    tx: Tx, office_id: int, task_id: int, deadline_no: int, rungs: Iterable[tuple[str, datetime, bool]], now: datetime
) -> None:
    """Rungs as (key, moment, already sent): "opened" is the card itself, sent by whoever opened the task."""
    for rung, at, sent in rungs:
        rows.insert(
            tx,
            _r,
            office_id=office_id,
            task_id=task_id,
            rung=rung,
            deadline_no=deadline_no,
            planned_at=at,
            look_at=at,
            state="sent" if sent else "planned",
            fired_at=now if sent else None,
        )


def due(tx: Tx, now: datetime, most: int = 30) -> tuple[ReminderRow, ...]:
    """Everything that is due in the offices, at most so many, that wait longest.

    An office is never torn apart: of a task's rungs only the highest goes, and a person gets one message.
    """
    return rows.many(tx, _DUE, ReminderRow, now=now, most=most)


def of_task(tx: Tx, task_id: int) -> tuple[ReminderRow, ...]:
    return rows.many(tx, _OF_TASK, ReminderRow, task_id=task_id)


def planned_between(tx: Tx, office_id: int, since: datetime, until: datetime) -> tuple[ReminderRow, ...]:
    """Those of this time that have not been sent, in order of their moments."""
    return rows.many(tx, _BETWEEN, ReminderRow, office_id=office_id, since=since, until=until)


def give_back(tx: Tx, task_id: int, rung: str, deadline_no: int) -> None:
    """It was sent and did not arrive: the ladder decides anew."""
    tx.execute(_GIVE_BACK, {"b_task": task_id, "b_rung": rung, "b_deadline": deadline_no})


def claim(tx: Tx, reminder_id: int, state: str, now: datetime) -> bool:
    """True for exactly one caller."""
    return tx.execute(_CLAIM, {"b_id": reminder_id, "b_state": state, "now": now}).rowcount == 1


def hold(tx: Tx, reminder_id: int, until: datetime) -> None:
    tx.execute(_HOLD, {"b_id": reminder_id, "until": until})


def void(tx: Tx, task_id: int) -> None:
    """The task is done or its deadline moved: nothing planned so far is sent."""
    tx.execute(_VOID, {"b_task": task_id})


def next_look(tx: Tx, now: datetime) -> datetime | None:
    """The next planned moment anywhere, for a clock that jumps."""
    found: datetime | None = tx.execute(_NEXT, {"now": now}).scalar()
    return found
