"""What one look at the due reminders does: claim, re-check, and one message a person for what falls together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards.buttons import button, stacked
from bot.services import leaving_out, loading, standing_still, telling
from bot.services.scope import Scope, scope_for
from bot.store import cycles, reminders
from bot.store.engine import Tx
from bot.texts.say import Param, Text, label, text
from bot.workflow import ladder
from bot.workflow.cycle import Task
from bot.workflow.forms import incomplete
from bot.workflow.ladder import Fire, Hold, Planned, Rung
from bot.workflow.steps import Step
from bot.workflow.worktime import Duration


@dataclass(frozen=True)
class Told:
    """One rung of one task, as one person is told of it."""

    office_id: int
    person_id: int
    said: Text
    task_id: int
    superior: bool


def tick(tx: Tx, now: datetime) -> int:
    """Sends what is due now; returns the number of rungs fired.

    1. Due rows, grouped by task; a task that is done, or whose deadline moved, voided its rows already.
    2. The ladder decides: the highest rung reached fires, lower ones are skipped, or all wait until a better moment.
    3. The rung is claimed; who loses the claim sends nothing. The next late rung is planned.
    4. Everything one person is told of at this moment becomes one message.
    """
    by_task: dict[int, list[reminders.ReminderRow]] = defaultdict(list)
    for row in reminders.due(tx, now):
        by_task[row.task_id].append(row)
    told = [one for rows in by_task.values() for one in _look(tx, rows, now)]
    _send(tx, told, now)
    return len({one.task_id for one in told})


def _look(tx: Tx, rows: Sequence[reminders.ReminderRow], now: datetime) -> list[Told]:
    row = cycles.task(tx, rows[0].task_id)
    if row is None or row.closed_at is not None:
        return []
    scope = scope_for(tx, row.office_id, now)
    task = loading.task_of(row, scope)
    decision = ladder.decide(scope.rules.calendar, scope.rules.policy.ladder, _planned(scope, task, rows), scope.now)
    if isinstance(decision, Hold):
        for reminder in rows:
            reminders.hold(tx, reminder.id, decision.until or scope.now)
        return []
    return _fire(scope, row, task, rows, decision)


def _duration(scope: Scope, task: Task) -> Duration:
    """A step without a standard time is reminded like one of a day."""
    return scope.rules.policy.row(task.step).duration or Duration(days=1)


def _planned(scope: Scope, task: Task, rows: Sequence[reminders.ReminderRow]) -> list[Planned]:
    """The rows as the ladder knows them; after an outage of days today's late rung goes, not the first one missed."""
    role, policy = scope.rules.policy.row(task.step).role, scope.rules.policy.ladder
    found = [Planned(r.rung, r.planned_at, ladder.audience(policy, r.rung, role, _duration(scope, task))) for r in rows]
    last = max(found, key=lambda one: ladder.order(one.rung))
    if last.rung.startswith(Rung.LATE):
        number = int(last.rung.removeprefix(Rung.LATE))
        from_ = task.due_at or task.opened_at
        found += ladder.lates(scope.rules.calendar, policy, role, from_, scope.now, number)[1:-1]
    return found


def _fire(
    scope: Scope, row: cycles.TaskRow, task: Task, rows: Sequence[reminders.ReminderRow], fire: Fire
) -> list[Told]:
    claimed = [
        reminders.claim(scope.tx, r.id, "sent" if r.rung == fire.rung.rung else "skipped", scope.now) for r in rows
    ]
    if not all(claimed):
        return []
    if fire.rung.rung.startswith(Rung.LATE):
        _settle_late(scope, row, task, rows, fire.rung)
    if standing_still.is_standing(row):
        return _standing(scope, row)
    said = _said(scope, row, task, fire.rung.rung)
    holders = [
        Told(row.office_id, p, said, task.id, superior=False)
        for p in telling.step_holders(scope, task.step, task.unit_id)
    ]
    up = _escalation(scope, row, task)
    superiors = telling.holders(scope, *fire.rung.audience) if fire.rung.audience else ()
    known = {one.person_id for one in holders}
    return holders + [Told(row.office_id, p, up, task.id, superior=True) for p in superiors if p not in known]


def _standing(scope: Scope, row: cycles.TaskRow) -> list[Told]:
    """The unit cannot be reached, and is not late: who can hand over its form, and who oversees that, are told."""
    people = (*standing_still.handers(scope), *standing_still.overseers(scope))
    said = standing_still.notice(scope, row)
    return [Told(row.office_id, person_id, said, row.id, superior=True) for person_id in people]


def _settle_late(
    scope: Scope, row: cycles.TaskRow, task: Task, rows: Sequence[reminders.ReminderRow], fired: Planned
) -> None:
    """Keeps the rung that went, where it was a later one than planned, and plans the next."""
    number = int(fired.rung.removeprefix(Rung.LATE))
    if fired.rung not in {r.rung for r in rows}:
        reminders.plan(scope.tx, row.office_id, row.id, row.deadline_no, [(fired.rung, fired.at, True)], scope.now)
    role, from_ = scope.rules.policy.row(task.step).role, task.due_at or task.opened_at
    following = ladder.next_late(scope.rules.calendar, scope.rules.policy.ladder, role, from_, number + 1)
    reminders.plan(scope.tx, row.office_id, row.id, row.deadline_no, [(following.rung, following.at, False)], scope.now)


def _said(scope: Scope, row: cycles.TaskRow, task: Task, rung: str) -> Text:
    """What the holder reads."""
    words = {"period": _period(scope, row), "kegiatan": scope.rules.policy.row(task.step).kegiatan}
    if task.due_at is None:
        return text("reminder.waiting", **words)
    kind = "late" if rung.startswith(Rung.LATE) else "due" if rung == Rung.DUE else "ahead"
    progress = _progress(scope, row, task)
    return text(f"reminder.{kind}", due=task.due_at, progress=progress, **words)


def _progress(scope: Scope, row: cycles.TaskRow, task: Task) -> Text:
    if task.step is not Step.FILL:
        return text("card.nothing")
    form = loading.unit_form(scope, row.cycle_id, task.unit_id)
    entries = loading.entries(scope, form.id)
    filled = len(entries) - len(incomplete(entries, scope.rules.policy))
    return text("reminder.progress", filled=filled, entries=len(entries))


def _escalation(scope: Scope, row: cycles.TaskRow, task: Task) -> Text:
    """What a superior reads: who is late with what, since when."""
    step = scope.rules.policy.row(task.step)
    words: dict[str, Param] = {"period": _period(scope, row), "kegiatan": step.kegiatan, "who": _holder(scope, task)}
    if task.due_at is None:
        return text("reminder.escalated_open", **words)
    return text("reminder.escalated", due=task.due_at, **words)


def _holder(scope: Scope, task: Task) -> str:
    """The jabatan of who is late; the role where nobody holds it."""
    row = scope.rules.policy.row(task.step)
    held = [a.style for a in scope.assignments if a.role is row.role and task.unit_id in (None, a.unit_id)]
    return ", ".join(dict.fromkeys(held)) or label(f"role.{row.role}")


def _period(scope: Scope, row: cycles.TaskRow) -> str:
    return loading.period(scope, row.cycle_id).label


def _send(tx: Tx, told: Sequence[Told], now: datetime) -> None:
    by_person: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for one in told:
        by_person[one.office_id, one.person_id].append(one)
    for (office_id, person_id), ones in by_person.items():
        scope = scope_for(tx, office_id, now, person_id)
        said, buttons = _message(scope, ones, person_id), _buttons(scope, ones, person_id)
        telling.tell(scope, (person_id,), said, buttons, silent=False)  # the ladder keeps to office time by itself


def _message(scope: Scope, ones: Sequence[Told], person_id: int) -> Text:
    """One message for what falls together."""
    if len(ones) == 1:
        return text("reminder.one", to=_salutation(scope, person_id), line=ones[0].said)
    lines = tuple(text("reminder.line", number=n, line=one.said) for n, one in enumerate(ones, 1))
    return text("reminder.several", to=_salutation(scope, person_id), lines=lines)


def _salutation(scope: Scope, person_id: int) -> str:
    return next((a.style for a in scope.assignments if a.person_id == person_id), "")


def _buttons(scope: Scope, ones: Sequence[Told], person_id: int) -> telling.Rows:
    """The way to the own tasks; for the Kasubag, once every unit's deadline has passed, the way on without them."""
    own = [one for one in ones if not one.superior]
    rows = stacked(button("open", "show", own[0].task_id)) if len(own) == 1 else ()
    if len(own) > 1:
        rows = stacked(button("open_all", "tasks"))
    found = [row for one in ones if (row := cycles.task(scope.tx, one.task_id)) is not None]
    if person_id in standing_still.handers(scope):
        rows += tuple(
            hand for row in found if standing_still.is_standing(row) for hand in standing_still.hand_over(row)
        )
    late = {row.cycle_id for row in found if row.unit_id}
    return rows + leaving_out.buttons(state for state in leaving_out.offered(scope) if state.cycle_id in late)
