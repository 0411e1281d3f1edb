"""Deadlines follow the office's calendar: when its holidays or hours change, and when a new year's become known."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.services import loading, reminder_words, telling
from bot.services.recording import record
from bot.services.scope import Scope, calendar_of, knows_joint_leave, scope_for
from bot.store import offices
from bot.store.codec import decode, encode
from bot.store.engine import Tx
from bot.texts.say import Text, text
from bot.workflow import rescheduling
from bot.workflow.cycle import Rules, State, Task
from bot.workflow.events import DeadlineMoved
from bot.workflow.master import MasterData
from bot.workflow.roles import Assignment, Role
from bot.workflow.steps import Step
from bot.workflow.worktime import Calendar, is_open

JOINT = "cuti bersama"
"""In the name of a day that the office set itself; another one, as of an election, says nothing of these."""
ANNOUNCED_IN = 10
"""The month by which the cuti bersama of the next year has been announced."""


@dataclass(frozen=True)
class Moved:
    cycle_id: int
    task: Task
    to: datetime


def follow_calendar(scope: Scope, held: Assignment | None = None) -> None:
    """Counts the open deadlines anew where the calendar is not the one they were counted by; tells who is concerned.

    `held`: by which jabatan the actor changed it; without one the machine follows a calendar that came with an update.
    """
    kept = offices.kept_calendar(scope.tx, scope.office.id)
    old = decode(Calendar, kept) if kept else scope.rules.calendar
    if kept and old == scope.rules.calendar:
        return
    moved: list[Moved] = []
    for state, events in _followed(scope, Rules(scope.rules.policy, old), scope.rules):
        moved += _moved(state, events)
        record(scope, state.cycle_id, events, held)
    offices.keep_calendar(scope.tx, scope.office.id, encode(scope.rules.calendar))
    _tell(scope, moved)


def foreseen(scope: Scope, data: MasterData) -> tuple[Text, ...]:
    """Which deadlines would move, a line each, if the office had this master data."""
    own = tuple((one.day, one.working) for one in data.holidays)
    new = Rules(data.office.policy, calendar_of(data.office.zone, data.office.policy, own, scope.now.year))
    if new.calendar == scope.rules.calendar:
        return ()
    return _lines(scope, [one for found in _followed(scope, scope.rules, new) for one in _moved(*found)])


def _followed(scope: Scope, old: Rules, new: Rules) -> Iterator[tuple[State, tuple[DeadlineMoved, ...]]]:
    for state in loading.open_states(scope):
        yield state, rescheduling.follow(state, old, new, scope.now)


def _moved(state: State, events: tuple[DeadlineMoved, ...]) -> list[Moved]:
    return [Moved(state.cycle_id, task, to) for task, to in rescheduling.shifted(events, state)]


def _tell(scope: Scope, moved: list[Moved]) -> None:
    """All of it to who changed the calendar, or the admin, and to who oversees the units; to everybody else what is
    theirs, in one message."""
    if not moved:
        return
    said = text("calendar.moved", lines=_lines(scope, moved))
    doer = (scope.actor.person_id,) if scope.actor else ()
    overseers = (*(() if doer else telling.holders(scope, Role.ADMIN)), *telling.step_holders(scope, Step.ASSIGN_RECAP))
    telling.say_here(scope, said)
    telling.tell(scope, dict.fromkeys(one for one in overseers if one not in doer), said)
    knows = {*doer, *overseers}
    own: dict[int, list[Moved]] = defaultdict(list)
    for one in moved:
        for person_id in telling.told(scope, one.cycle_id, one.task.step, one.task.unit_id):
            own[person_id].append(one)
    for person_id, theirs in own.items():
        if person_id not in knows:
            telling.tell(scope, (person_id,), text("calendar.moved_own", lines=_lines(scope, theirs)))


def _lines(scope: Scope, moved: list[Moved]) -> tuple[Text, ...]:
    return tuple(_line(scope, one, one.task.due_at) for one in moved if one.task.due_at is not None)


def _line(scope: Scope, one: Moved, old: datetime) -> Text:
    task = reminder_words.task_name(scope, one.cycle_id, one.task)
    return text("calendar.line", task=task, old=old, new=one.to)


# -- what happens by itself ------------------------------------------------------------------------------------------


def look(tx: Tx, now: datetime) -> int:
    """Every office's calendar, which an update may have changed; returns how many admins were warned of a year."""
    return sum(_look(scope_for(tx, row.id, now)) for row in offices.all_offices(tx))


def _look(scope: Scope) -> int:
    follow_calendar(scope)
    return sum(_warn(scope, year) for year in _years(scope)) if is_open(scope.rules.calendar, scope.now) else 0


def _years(scope: Scope) -> tuple[int, ...]:
    """Whose days are counted with now, and whose cuti bersama should be known."""
    today = scope.now.date()
    return (today.year, today.year + 1) if today.month >= ANNOUNCED_IN else (today.year,)


def _warn(scope: Scope, year: int) -> int:
    """Once: nobody has said on which days of this year the office is closed beside the public holidays."""
    warned = offices.warned_years(scope.tx, scope.office.id)
    own_days = offices.holidays(scope.tx, scope.office.id)
    own = any(one.day.year == year and JOINT in one.name.casefold() for one in own_days)
    admins = telling.holders(scope, Role.ADMIN)
    if year in warned or own or knows_joint_leave(year) or not telling.chats(scope, admins):
        return 0
    telling.tell(scope, admins, text("calendar.year_unknown", year=year))
    offices.warn_year(scope.tx, scope.office.id, (*warned, year))
    return len(admins)
