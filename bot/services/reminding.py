"""What one look at the due reminders does: claim, re-check, and one message a person for what falls together."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.cards.buttons import button, stacked
from bot.services import leaving_out, ledger, loading, reminder_words, snoozing, standing_still, telling
from bot.services.ledger import AGAIN, LADDER, Told
from bot.services.reminder_words import Line
from bot.services.scope import Scope, scope_for
from bot.store import cycles, reminders
from bot.store import ledger as ledger_rows
from bot.store.engine import Tx
from bot.texts.say import Text
from bot.workflow import ladder
from bot.workflow.cycle import Task
from bot.workflow.ladder import Fire, Hold, LadderPolicy, Planned, Rung
from bot.workflow.roles import Tone
from bot.workflow.steps import Step
from bot.workflow.worktime import Duration


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
    told = [one for rows in by_task.values() for one in _look(tx, rows, now)] + snoozing.due(tx, now)
    _send(tx, told, now)
    return len({(one.task.id, one.how) for one in told})


def _look(tx: Tx, rows: Sequence[reminders.ReminderRow], now: datetime) -> list[Told]:
    row = cycles.task(tx, rows[0].task_id)
    if row is None or row.closed_at is not None:
        return []
    scope = scope_for(tx, row.office_id, now)
    task = loading.task_of(row, scope)
    decision = ladder.decide(scope.rules.calendar, _ladder(scope, task), _planned(scope, task, rows), scope.now)
    if isinstance(decision, Hold):
        for reminder in rows:
            reminders.hold(tx, reminder.id, decision.until or scope.now)
        return []
    return _fire(scope, row, task, rows, decision)


def _ladder(scope: Scope, task: Task) -> LadderPolicy:
    return scope.rules.policy.ladder_of(task.step)


def _duration(scope: Scope, task: Task) -> Duration:
    """A step without a standard time is reminded like one of a day."""
    return scope.rules.policy.row(task.step).duration or Duration(days=1)


def _planned(scope: Scope, task: Task, rows: Sequence[reminders.ReminderRow]) -> list[Planned]:
    """The rows as the ladder knows them; after an outage of days today's late rung goes, not the first one missed."""
    role, policy = scope.rules.policy.row(task.step).role, _ladder(scope, task)
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
    return _told(scope, row, task, fire.rung)


def _told(scope: Scope, row: cycles.TaskRow, task: Task, rung: Planned) -> list[Told]:
    """The holders, and the superiors who are none; nobody twice, also where the rung comes back for somebody else.

    Where the clock stands still nobody is late: who hands out the form and who oversees that are told.
    """
    if standing_still.is_standing(row):
        people = (*telling.told(scope, row.cycle_id, Step.DISTRIBUTE), *standing_still.overseers(scope))
        return [Told(row, person_id, task, rung.rung, superior=True) for person_id in people]
    holders = telling.told(scope, row.cycle_id, task.step, task.unit_id)
    superiors = telling.holders(scope, *rung.audience) if rung.audience else ()
    got = ledger_rows.got(scope.tx, row.id, rung.rung, row.deadline_no)
    return [
        Told(row, person_id, task, rung.rung, superior=person_id not in holders)
        for person_id in dict.fromkeys((*holders, *superiors))
        if person_id not in got
    ]


def _settle_late(
    scope: Scope, row: cycles.TaskRow, task: Task, rows: Sequence[reminders.ReminderRow], fired: Planned
) -> None:
    """Keeps the rung that went, where it was a later one than planned, and plans the next."""
    number = int(fired.rung.removeprefix(Rung.LATE))
    if fired.rung not in {r.rung for r in rows}:
        reminders.plan(scope.tx, row.office_id, row.id, row.deadline_no, [(fired.rung, fired.at, True)], scope.now)
    role, from_ = scope.rules.policy.row(task.step).role, task.due_at or task.opened_at
    following = ladder.next_late(scope.rules.calendar, _ladder(scope, task), role, from_, number + 1)
    if following.rung in {r.rung for r in reminders.of_task(scope.tx, row.id) if r.deadline_no == row.deadline_no}:
        return  # planned already, when this one went before and came back
    reminders.plan(scope.tx, row.office_id, row.id, row.deadline_no, [(following.rung, following.at, False)], scope.now)


def _send(tx: Tx, told: Sequence[Told], now: datetime) -> None:
    by_person: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for one in told:
        by_person[one.row.office_id, one.person_id].append(one)
    for (office_id, person_id), ones in by_person.items():
        scope, once = scope_for(tx, office_id, now, person_id), _once_each(ones)
        ledger.tell(scope, once, _message(scope, once), partial(_buttons, scope, once))


def _once_each(ones: Sequence[Told]) -> list[Told]:
    """What is repeated after Ingatkan nanti need not be where the task's next rung comes at the same moment."""
    fresh = {one.task.id for one in ones if one.how == LADDER}
    return [one for one in ones if one.how == LADDER or one.task.id not in fresh]


def _message(scope: Scope, ones: Sequence[Told]) -> Text:
    if scope.actor is None or scope.actor.highest is None:
        raise ValueError("a reminder is for somebody of the office")
    lines = [_line(scope, one, scope.actor.tone) for one in ones]
    return reminder_words.message(scope.actor.highest.style, lines, scope.actor.tone)


def _line(scope: Scope, one: Told, tone: Tone) -> Line:
    if standing_still.is_standing(one.row):
        return Line(standing_still.notice(scope, one.row, one.person_id))
    if one.superior:
        return reminder_words.superior(scope, one.row.cycle_id, one.task)
    return reminder_words.own(scope, one.row.cycle_id, one.task, _said_as(scope, one), tone)


def _said_as(scope: Scope, one: Told) -> str:
    """What is repeated is said as it is by then: of a deadline that has passed not that it is to come."""
    if one.how == AGAIN and one.task.due_at is not None and one.task.due_at < scope.now:
        return ladder.late_key(1)
    return one.rung


def _own(scope: Scope, task: Task) -> telling.Rows:
    """To the task, or to say what stands in its way."""
    rows = stacked(button("open", "show", task.id))
    if not reminder_words.may_raise(scope, task):
        return rows
    return rows + stacked(button("problem", "problem", task.id, task.version))


def _buttons(scope: Scope, ones: Sequence[Told], number: int) -> telling.Rows:
    """The way to the own tasks, and to be reminded of them later, once; for the Kasubag, once every unit's deadline has
    passed, the way on without them. `number`: the message's in the ledger."""
    own = [one.task for one in ones if not one.superior]
    rows = _own(scope, own[0]) if len(own) == 1 else ()
    if len(own) > 1:
        rows = stacked(button("open_all", "tasks"))
    if any(one.how == LADDER and not one.superior for one in ones):
        rows += stacked(button("later", "later", number))
    standing = [one.row for one in ones if standing_still.is_standing(one.row)]
    rows += standing_still.hand_over(scope, standing, ones[0].person_id)
    late = {one.row.cycle_id for one in ones if one.row.unit_id}
    return rows + leaving_out.buttons(state for state in leaving_out.offered(scope) if state.cycle_id in late)
