"""The reminder ledger: who was told what of a task, when, by which messages, and what became of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx
from bot.store.outbox import HELD, SENT, WAITING


@dataclass(frozen=True)
class Reminded:
    """`how`: by the ladder, again after Ingatkan nanti, or by hand, then `by` names the jabatan."""

    id: int
    office_id: int
    task_id: int
    person_id: int
    rung: str
    deadline_no: int
    how: str
    superior: bool
    by: str
    at: datetime
    said: dict[str, Any] | None
    outbox_ids: Sequence[int]


@dataclass(frozen=True)
class Sent:
    """What became of one message; `state` as in bot.store.outbox."""

    id: int
    state: int
    done_at: datetime | None
    error: str


_b = sa.bindparam
_l, _o = tables.reminded, tables.outbox
_ALL = sa.select(*rows.columns(_l, Reminded))
_ONE = _ALL.where(_l.c.id == _b("row"))
_OF_TASK = _ALL.where(_l.c.task_id == _b("task_id")).order_by(_l.c.at, _l.c.id)
_TOGETHER = _ALL.where(
    _l.c.office_id == _b("office_id"), _l.c.person_id == _b("person_id"), _l.c.at == _b("moment")
).order_by(_l.c.id)
_TOLD = _l.update().where(_l.c.id.in_(_b("ids", expanding=True))).values(said=_b("b_said"), outbox_ids=_b("b_outbox"))
_SENT = sa.select(*rows.columns(_o, Sent)).where(_o.c.id.in_(_b("ids", expanding=True)))
_BETWEEN = _ALL.where(
    _l.c.office_id == _b("office_id"), _l.c.at > _b("since"), _l.c.at <= _b("until"), _l.c.how == "ladder"
).order_by(_l.c.at, _l.c.id)
_BY_HAND = sa.select(sa.func.max(_l.c.at)).where(
    _l.c.how == "by_hand", _l.c.task_id.in_(_b("tasks", expanding=True)), _l.c.office_id == _b("office_id")
)


def note(tx: Tx, **values: Any) -> int:
    """Before the message is put into the outbox, whose buttons name this row."""
    return rows.insert(tx, _l, outbox_ids=[], **values)


def get(tx: Tx, row_id: int) -> Reminded | None:
    return rows.first(tx, _ONE, Reminded, row=row_id)


def got(tx: Tx, task_id: int, rung: str, deadline_no: int) -> frozenset[int]:
    """Who has had this rung, or has it on the way; a message that was dropped or failed does not count."""
    own = [one for one in of_task(tx, task_id) if (one.rung, one.deadline_no) == (rung, deadline_no)]
    messages = sent(tx, [number for one in own for number in one.outbox_ids])
    arrived = {row.id for row in messages if row.state in (WAITING, SENT, HELD)}
    return frozenset(one.person_id for one in own if one.how == "ladder" and arrived & set(one.outbox_ids))


def told(tx: Tx, ids: Collection[int], said: Any, outbox_ids: Sequence[int]) -> None:
    """By one message, in each chat of the person."""
    tx.execute(_TOLD, {"ids": list(ids), "b_said": said, "b_outbox": list(outbox_ids)})


def together(tx: Tx, row_id: int) -> tuple[Reminded, ...]:
    """Everything the person was told of by the same message; empty for an unknown row."""
    one = rows.first(tx, _ONE, Reminded, row=row_id)
    if one is None:
        return ()
    return rows.many(tx, _TOGETHER, Reminded, office_id=one.office_id, person_id=one.person_id, moment=one.at)


def of_task(tx: Tx, task_id: int) -> tuple[Reminded, ...]:
    return rows.many(tx, _OF_TASK, Reminded, task_id=task_id)


def sent(tx: Tx, outbox_ids: Collection[int]) -> tuple[Sent, ...]:
    return rows.many(tx, _SENT, Sent, ids=list(outbox_ids))


def not_gone(tx: Tx, office_id: int, since: datetime, until: datetime) -> tuple[Reminded, ...]:
    """Rungs of this time that were written, and of whose messages none has gone out yet."""
    found = rows.many(tx, _BETWEEN, Reminded, office_id=office_id, since=since, until=until)
    states = {row.id: row.state for row in sent(tx, [number for one in found for number in one.outbox_ids])}
    return tuple(one for one in found if one.outbox_ids and all(states.get(n) == WAITING for n in one.outbox_ids))


def last_by_hand(tx: Tx, office_id: int, task_ids: Collection[int]) -> datetime | None:
    """When somebody last reminded of one of these tasks."""
    found: datetime | None = tx.execute(_BY_HAND, {"office_id": office_id, "tasks": list(task_ids)}).scalar()
    return found
