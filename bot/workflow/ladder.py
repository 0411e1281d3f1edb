"""The reminder ladder of a task: which rungs it has, when each is due, whom it tells, and what one look may send.

Source: SOP office rules (README, "Aturan": reminder ladder). The table is data, ROWS, that an office may change; the
rest are functions of the calendar and of the moments passed in. The holder of a task is always told and is therefore
never named here; an audience holds only the superiors told beside him.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.workflow import worktime
from bot.workflow.roles import RANK, Role
from bot.workflow.worktime import Calendar, Duration, in_zone


class Rung(StrEnum):
    """The rungs from the lowest to the highest; LATE stands for late1, late2, and so on."""

    OPENED = "opened"
    HALF = "half"
    TOMORROW = "tomorrow"
    TODAY = "today"
    LAST_HOUR = "last_hour"
    DUE = "due"
    LATE = "late"


ORDER = tuple(Rung)


@dataclass(frozen=True)
class Told:
    """A superior told by a rung: of tasks of `of` and more; of late rungs, for any task, number `first`, then every
    `every`-th."""

    role: Role
    of: Duration | None = None
    first: int = 1
    every: int = 1


@dataclass(frozen=True)
class Row:
    """One rung: for tasks of `at_least` and more and under `below`, whether it may be dropped, and who is told."""

    rung: Rung
    at_least: Duration | None = None
    below: Duration | None = None
    droppable: bool = False
    told: tuple[Told, ...] = ()


HOUR, DAY, TWO_DAYS = Duration(minutes=60), Duration(days=1), Duration(days=2)

ROWS = (
    Row(Rung.OPENED),
    Row(Rung.HALF, at_least=HOUR, below=DAY, droppable=True),
    Row(Rung.TOMORROW, at_least=TWO_DAYS, droppable=True),
    Row(Rung.TODAY, at_least=DAY, droppable=True),
    Row(Rung.LAST_HOUR, at_least=DAY, droppable=True),
    Row(Rung.DUE, told=(Told(Role.KASUBAG, of=DAY),)),
    Row(
        Rung.LATE,
        told=(Told(Role.KASUBAG), Told(Role.SEKRETARIS, first=2, every=5), Told(Role.CAMAT, first=3, every=5)),
    ),
)


@dataclass(frozen=True)
class LadderPolicy:
    """The ladder as an office has it. `grace` is in minutes by the clock, every other number in working minutes."""

    rows: tuple[Row, ...] = ROWS
    opening_offset: int = 15
    last_hour: int = 60
    drop_window: int = 30
    grace: int = 10
    snooze: int = 60


Escalation = tuple[tuple[Role, int], ...]
"""Superiors told of a late task, each from which late rung on; from 0 on already at the deadline."""


def tailored(policy: LadderPolicy, rungs: Sequence[Rung] | None, told: Escalation | None) -> LadderPolicy:
    """One step's own ladder: of the rungs that may be dropped these, whatever its standard time; these superiors.

    None leaves either as it is. How often a superior is told again stays as the office has it.
    """
    rows = policy.rows
    if rungs is not None:
        own = (replace(row, at_least=None, below=None) if row.droppable else row for row in rows)
        rows = tuple(row for row in own if not row.droppable or row.rung in rungs)
    if told is not None:
        every = {one.role: one.every for row in rows if row.rung is Rung.LATE for one in row.told}
        named = {
            Rung.DUE: tuple(Told(role) for role, first in told if not first),
            Rung.LATE: tuple(Told(role, first=max(first, 1), every=every.get(role, 1)) for role, first in told),
        }
        rows = tuple(replace(row, told=named.get(row.rung, row.told)) for row in rows)
    return replace(policy, rows=rows)


@dataclass(frozen=True)
class Planned:
    """A rung's key ("today", "late2"), its moment, and the superiors told beside the holder."""

    rung: str
    at: datetime
    audience: tuple[Role, ...] = ()


@dataclass(frozen=True)
class Fire:
    """Send this rung now; the skipped ones are settled by it and never sent."""

    rung: Planned
    skipped: tuple[Planned, ...] = ()


@dataclass(frozen=True)
class Hold:
    """Send nothing; look again at `until`, or never if nothing is left to send."""

    until: datetime | None


def late_key(number: int) -> str:
    """The key of the late rung of that number: "late1", "late2"."""
    return f"{Rung.LATE}{number}"


def order(rung: str) -> tuple[int, int]:
    """Sorts rung keys from the lowest to the highest. Raises ValueError for a key that is no rung."""
    name = rung.rstrip("0123456789")
    return ORDER.index(Rung(name)), int(rung[len(name) :] or 0)


def _weight(duration: Duration) -> tuple[int, int]:
    """Sorts standard times; one in minutes, however long, is under one in days."""
    return duration.days, duration.minutes


def _applies(row: Row, duration: Duration) -> bool:
    long_enough = row.at_least is None or _weight(duration) >= _weight(row.at_least)
    return long_enough and (row.below is None or _weight(duration) < _weight(row.below))


def _is_told(told: Told, number: int, duration: Duration) -> bool:
    long_enough = told.of is None or _weight(duration) >= _weight(told.of)
    return long_enough and number >= told.first and (number - told.first) % told.every == 0


def audience(policy: LadderPolicy, rung: str, role: Role, duration: Duration) -> tuple[Role, ...]:
    """The superiors told of the rung: those the table names who rank above the holder's role.

    A role with `first` 2 and `every` 5 is told of late 2, 7, 12 and so on.
    """
    position, number = order(rung)
    told = [told for row in policy.rows if row.rung is ORDER[position] for told in row.told]
    return tuple(one.role for one in told if RANK[one.role] > RANK[role] and _is_told(one, number or 1, duration))


def _morning(cal: Calendar, policy: LadderPolicy, day: date) -> datetime:
    """Shortly after opening, when people are at their desks; the moment of the rungs bound to a day."""
    return worktime.add_minutes(cal, worktime.opening(cal, day), policy.opening_offset)


@dataclass(frozen=True)
class _Task:
    """What the ladder needs to know of a task."""

    duration: Duration
    role: Role
    opened_at: datetime
    due_at: datetime


def _moments(cal: Calendar, policy: LadderPolicy, task: _Task) -> dict[Rung, datetime | None]:
    """When each rung of such a task would fall; no "today" where the deadline was put on a day off."""
    due = in_zone(cal, task.due_at)
    day = due.date()
    return {
        Rung.OPENED: in_zone(cal, task.opened_at),
        Rung.HALF: worktime.add_minutes(cal, task.opened_at, task.duration.minutes // 2),
        Rung.TOMORROW: _morning(cal, policy, worktime.previous_working_day(cal, day)),
        Rung.TODAY: _morning(cal, policy, day) if worktime.is_working_day(cal, day) else None,
        Rung.LAST_HOUR: worktime.subtract_minutes(cal, due, policy.last_hour),
        Rung.DUE: due,
        Rung.LATE: next_late(cal, policy, task.role, due, 1).at,
    }


def _candidates(cal: Calendar, policy: LadderPolicy, task: _Task) -> list[Planned]:
    """The rungs of such a task in order of time, none of the droppable ones outside the task's own time."""
    moments, found = _moments(cal, policy, task), []
    for row in policy.rows:
        at = moments[row.rung] if _applies(row, task.duration) else None
        if at is not None and (task.opened_at < at < task.due_at or not row.droppable):
            key = late_key(1) if row.rung is Rung.LATE else row.rung.value
            found.append(Planned(key, at, audience(policy, key, task.role, task.duration)))
    return sorted(found, key=lambda one: (one.at, order(one.rung)))


def _thinned(cal: Calendar, policy: LadderPolicy, rungs: Sequence[Planned]) -> tuple[Planned, ...]:
    """Drops a droppable rung less than the window before the rung that follows it.

    From the last rung back, so that only a rung really sent can displace another. Exactly the window apart both stay:
    otherwise a task of one hour could never have its half.
    """
    droppable = {row.rung for row in policy.rows if row.droppable}
    kept: list[Planned] = []
    for one in reversed(rungs):
        close = bool(kept) and worktime.minutes_between(cal, one.at, kept[-1].at) < policy.drop_window
        if not (close and one.rung in droppable):
            kept.append(one)
    return tuple(reversed(kept))


def plan(
    cal: Calendar, policy: LadderPolicy, duration: Duration, role: Role, opened_at: datetime, due_at: datetime
) -> tuple[Planned, ...]:
    """The ladder of a task just opened, from "opened" to "late1", in order of time.

    1. The rungs its standard time calls for; of the droppable ones only those between opening and deadline.
    2. Those too near before another are dropped; "opened", "due" and "late1" never are.

    "Opened" is the task's card itself: it is sent at once by whoever opens the task, without sound if the office is
    closed. The later late rungs come from `next_late`, each when the one before has been sent.
    """
    return _thinned(cal, policy, _candidates(cal, policy, _Task(duration, role, opened_at, due_at)))


def replan(
    cal: Calendar,
    policy: LadderPolicy,
    duration: Duration,
    role: Role,
    opened_at: datetime,
    due_at: datetime,
    now: datetime,
) -> tuple[Planned, ...]:
    """The ladder of an open task whose deadline was moved to `due_at`, at the moment `now` of the move.

    No rung lies before `now`, so none is earlier than one already shown, and "opened" is not repeated. A deadline
    moved into the past is told at once, and the late rungs go on with the number of the first one still to come.
    """
    local = in_zone(cal, now)
    task = _Task(duration, role, opened_at, due_at)
    rungs = [one for one in _candidates(cal, policy, task) if one.at >= local and one.rung != Rung.OPENED]
    if due_at < local:
        due = Planned(Rung.DUE.value, local, audience(policy, Rung.DUE, role, duration))
        rungs = [due, lates(cal, policy, role, due_at, local)[-1]]
    return _thinned(cal, policy, rungs)


def next_late(cal: Calendar, policy: LadderPolicy, role: Role, due_at: datetime, number: int) -> Planned:
    """Late rung `number`: shortly after the opening of the number-th working day after the deadline's day."""
    day = worktime.nth_working_day(cal, in_zone(cal, due_at).date(), number)
    key = late_key(number)
    return Planned(key, _morning(cal, policy, day), audience(policy, key, role, DAY))


def lates(
    cal: Calendar, policy: LadderPolicy, role: Role, due_at: datetime, now: datetime, first: int = 1
) -> tuple[Planned, ...]:
    """The late rungs from number `first` to the first one later than `now`, that one included.

    For a look after an outage of days, so that the highest rung reached goes and not the lowest one missed.
    """
    rungs = [next_late(cal, policy, role, due_at, first)]
    while rungs[-1].at <= now:
        rungs.append(next_late(cal, policy, role, due_at, first + len(rungs)))
    return tuple(rungs)


def _is_sending_time(cal: Calendar, policy: LadderPolicy, now: datetime) -> bool:
    """Open office time, and the few minutes after a closing or the start of a break."""
    return worktime.is_open(cal, now) or now - worktime.previous_closing(cal, now) <= timedelta(minutes=policy.grace)


def may_fire(cal: Calendar, policy: LadderPolicy, planned_at: datetime, now: datetime) -> bool:
    """Whether a rung planned for `planned_at` may be sent at `now`.

    In sending time yes, however late on its own day. One left over from before today's opening waits until shortly
    after it (SOP office rules, reminder ladder: what is found later than the closing's grace).
    """
    if now < planned_at or not _is_sending_time(cal, policy, now):
        return False
    today = in_zone(cal, now).date()
    return planned_at >= worktime.opening(cal, today) or now >= _morning(cal, policy, today)


def _release(cal: Calendar, policy: LadderPolicy, now: datetime) -> datetime:
    """When a rung that may not be sent now may be: at the end of the break, else shortly after the next opening."""
    reopens = worktime.next_opening(cal, now)
    return max(reopens, _morning(cal, policy, reopens.date()))


def decide(cal: Calendar, policy: LadderPolicy, unfired: Sequence[Planned], now: datetime) -> Fire | Hold:
    """What one look at a task does with its unfired rungs.

    1. "Opened", if its card has not gone yet, goes at any hour and settles no other rung.
    2. Of the rungs whose moment has come only the highest goes; the others are skipped by it.
    3. If it may not go now, or none has come, the next look is at the earliest moment one may.
    """
    reached = [one for one in unfired if one.at <= now]
    opened = next((one for one in reached if one.rung == Rung.OPENED), None)
    if opened:
        return Fire(opened)
    top = max(reached, key=lambda one: order(one.rung), default=None)
    if top and may_fire(cal, policy, top.at, now):
        return Fire(top, tuple(one for one in reached if one is not top))
    looks = [one.at for one in unfired if one.at > now] + ([_release(cal, policy, now)] if top else [])
    return Hold(min(looks, default=None))


def snooze(cal: Calendar, policy: LadderPolicy, now: datetime) -> datetime:
    """When "Ingatkan nanti" repeats a reminder to its holder: 60 working minutes from now."""
    return worktime.add_minutes(cal, now, policy.snooze)
