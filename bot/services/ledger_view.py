"""The reminder ledger as it is read: the tasks there are, and of one what was planned, sent, delivered, failed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.services import ledger, loading, reminder_words
from bot.services.scope import Scope
from bot.store import cycles, offices, reminders, snoozes
from bot.store import ledger as rows
from bot.store import outbox as box
from bot.store.ledger import Reminded
from bot.texts.say import Param, Text, from_json, plain, render, text
from bot.workflow import rights
from bot.workflow.cycle import Phase, Task
from bot.workflow.events import Refused, refused
from bot.workflow.ladder import Rung
from bot.workflow.roles import Role
from bot.workflow.scheduling import CANCELLED

QUOTED = 400
"""Characters of a message that are quoted."""


@dataclass(frozen=True)
class Listed:
    """A task whose reminders this person may read."""

    task_id: int
    number: int
    kegiatan: str
    said: Text
    unit: str
    period: str  # where several cycles are shown


def tasks(scope: Scope) -> tuple[Listed, ...]:
    """Of the open cycles, else of the newest: what is open first, then what was closed last."""
    all_ = cycles.of_office(scope.tx, scope.office.id)
    shown = [row for row in all_ if row.phase == Phase.OPEN] or list(all_[:1])
    found = [row for cycle in shown for row in cycles.tasks(scope.tx, cycle.id)]
    found.sort(key=lambda row: (row.closed_at is not None, -(row.closed_at or row.opened_at).timestamp(), row.id))
    readable = (row for row in found if _may_read(scope, loading.task_of(row, scope)))
    return tuple(_listed(scope, row, several=len(shown) > 1) for row in readable)


def _may_read(scope: Scope, task: Task) -> bool:
    """Whose task it is, who oversees it, and the admin, who is asked why nothing came."""
    actor = scope.actor
    if actor is None:
        return False
    return rights.may_see(scope.rules.policy, actor, task.step, task.unit_id) or bool(actor.holding(Role.ADMIN))


def _listed(scope: Scope, row: cycles.TaskRow, *, several: bool) -> Listed:
    task = loading.task_of(row, scope)
    unit = loading.unit_name(scope, row.cycle_id, row.unit_id) if row.unit_id else ""
    name = reminder_words.task_name(scope, row.cycle_id, task)
    policy_row = scope.rules.policy.row(task.step)
    about = (row.id, policy_row.number, policy_row.kegiatan)
    period = loading.period(scope, row.cycle_id).short if several else ""
    return Listed(*about, _state(task, name), unit, period)


def _state(task: Task, name: Text) -> Text:
    if not task.open:
        return text("ledger.listed_over" if task.outcome == CANCELLED else "ledger.listed_closed", task=name)
    return text("ledger.listed", task=name, due=task.due_at) if task.due_at else text("ledger.listed_open", task=name)


# -- one task --------------------------------------------------------------------------------------------------------


def of_task(scope: Scope, task_id: int) -> tuple[Text, ...] | Refused:
    """A block for each reminder, in order of time; the first says what it is about."""
    row = cycles.task(scope.tx, task_id)
    if row is None or row.office_id != scope.office.id:
        return refused("refused.unknown")
    task = loading.task_of(row, scope)
    if not _may_read(scope, task):
        return rights.not_theirs(scope.rules.policy, task.step)
    told = _once(rows.of_task(scope.tx, task_id))
    blocks = [*_rungs(scope, task, told), *_others(scope, told), *_snoozed(scope, task_id)]
    blocks.sort(key=lambda one: one[0])
    return (_head(scope, row, task), *(said for _, said in blocks))


def _once(told: Sequence[Reminded]) -> tuple[Reminded, ...]:
    """The words that were said to somebody before are not quoted again: a late task says the same each morning."""
    quoted: set[tuple[int, str]] = set()
    found = []
    for one in told:
        words = (one.person_id, repr(one.said))
        found.append(replace(one, said=None) if words in quoted else one)
        quoted.add(words)
    return tuple(found)


def _head(scope: Scope, row: cycles.TaskRow, task: Task) -> Text:
    name = reminder_words.task_name(scope, row.cycle_id, task)
    if task.due_at is None:
        return text("ledger.head_open", task=name)
    return text("ledger.head", task=name, due=task.due_at)


Block = tuple[datetime, Text]
UNSENT = {"planned": "ledger.planned", "skipped": "ledger.skipped", "void": "ledger.void"}


def _rungs(scope: Scope, task: Task, told: Sequence[Reminded]) -> list[Block]:
    return [_rung(scope, one, task, told) for one in reminders.of_task(scope.tx, task.id)]


def _rung(scope: Scope, one: reminders.ReminderRow, task: Task, told: Sequence[Reminded]) -> Block:
    name, planned = rung_name(one.rung), one.planned_at.astimezone(scope.office.zone)
    if one.state != "sent":
        return planned, text(UNSENT[one.state], rung=name, at=planned)
    at = (one.fired_at or one.planned_at).astimezone(scope.office.zone)
    own = [t for t in told if (t.rung, t.deadline_no, t.how) == (one.rung, one.deadline_no, ledger.LADDER)]
    return at, _sent(scope, text("ledger.sent", rung=name, at=at), own)


def rung_name(rung: str) -> Text:
    name = rung.rstrip("0123456789")
    if name == Rung.LATE:
        return text("ledger.rung_late", number=int(rung[len(name) :]))
    return text(RUNGS[Rung(name)])


RUNGS: Mapping[Rung, str] = {
    Rung.OPENED: "ledger.rung_opened",
    Rung.HALF: "ledger.rung_half",
    Rung.TOMORROW: "ledger.rung_tomorrow",
    Rung.TODAY: "ledger.rung_today",
    Rung.LAST_HOUR: "ledger.rung_last_hour",
    Rung.DUE: "ledger.rung_due",
}


def _others(scope: Scope, told: Sequence[Reminded]) -> list[Block]:
    """Repeated after Ingatkan nanti, and reminded by hand; these of several people at one moment are one block."""
    found: dict[tuple[str, datetime, str, str], list[Reminded]] = {}
    for one in told:
        if one.how != ledger.LADDER:
            found.setdefault((one.how, one.at, one.rung, one.by), []).append(one)
    return [_other(scope, how, at.astimezone(scope.office.zone), own) for (how, at, _, _), own in found.items()]


def _other(scope: Scope, how: str, at: datetime, own: Sequence[Reminded]) -> Block:
    if how == ledger.AGAIN:
        return at, _sent(scope, text("ledger.again", rung=rung_name(own[0].rung), at=at), own)
    return at, _sent(scope, text("ledger.by_hand", by=own[0].by, at=at), own)


def _snoozed(scope: Scope, task_id: int) -> list[Block]:
    """What was put off and has not come yet."""
    waiting = (one for one in snoozes.of_task(scope.tx, task_id) if one.state == "planned")
    return [(at := one.planned_at.astimezone(scope.office.zone), _put_off(scope, one, at)) for one in waiting]


def _put_off(scope: Scope, one: snoozes.SnoozeRow, at: datetime) -> Text:
    name = offices.person(scope.tx, one.person_id).name
    return text("ledger.put_off", rung=rung_name(one.rung), at=at, name=name)


def _sent(scope: Scope, head: Text, own: Sequence[Reminded]) -> Text:
    """Each person and what became of the message; its words, which are one person's own, after the first to be told."""
    lines = tuple(_to(scope, one) for one in own)
    return text("ledger.block", head=head, lines=lines)


def _to(scope: Scope, one: Reminded) -> Text:
    name = offices.person(scope.tx, one.person_id).name
    sent = rows.sent(scope.tx, one.outbox_ids) if one.outbox_ids else ()
    became = tuple(_became(scope, row) for row in sent) or (text("ledger.unlinked"),)
    words = " ".join(plain(render(from_json(one.said))).split()) if one.said else ""
    if not words:
        return text("ledger.to", name=name, became=became[0])
    cut = words if len(words) <= QUOTED else words[:QUOTED].rstrip() + " …"
    return text("ledger.to_said", name=name, became=became[0], words=cut)


def _became(scope: Scope, row: rows.Sent) -> Text:
    at: Param = row.done_at.astimezone(scope.office.zone) if row.done_at else ""
    match row.state:
        case box.SENT:
            return text("ledger.delivered", at=at)
        case box.FAILED:
            return text("ledger.failed", at=at)
        case box.DROPPED:
            return text("ledger.dropped")
    return text("ledger.waiting")
