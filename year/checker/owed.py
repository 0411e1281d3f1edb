"""What the bot owes, minute by minute: the whole stretch of time is walked through, and each look asks every task."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from year.checker import sop
from year.checker.facts import Record, Snooze, Task
from year.checker.hours import Hours

HOLDER, SUPERIOR, AGAIN = "holder", "superior", "again"


@dataclass(frozen=True)
class Owed:
    """At this minute this person is told of this rung of this task."""

    minute: int
    person: str
    task: int
    deadline: int
    rung: str
    how: str


@dataclass
class Climb:
    """A task on its ladder: what is still to come of the deadline in force."""

    task: Task
    deadlines: list[tuple[int, int | None]]
    number: int = 0
    due: int | None = None
    ahead: list[tuple[int, str]] = field(default_factory=list)
    late: int = 1
    late_at: int = 0

    def turn(self, hours: Hours, second: int) -> None:
        """A moved deadline gets a new ladder."""
        while self.number < len(self.deadlines) and self.deadlines[self.number][0] <= second:
            since, self.due = self.deadlines[self.number]
            self.number += 1
            self.ahead = sop.ladder(hours, self.task, since, self.due)
            self.late, self.late_at = 1, sop.late(hours, self.task, self.due, 1)

    def look(self, hours: Hours, minute: int) -> str:
        """The highest rung whose moment has come, if it may go now; those below it are settled by it."""
        reached = [(sop.rank(rung), at, rung) for at, rung in self.ahead if at <= minute]
        number, at = self.late, self.late_at
        while at <= minute:
            reached.append((sop.rank(f"late{number}"), at, f"late{number}"))
            number += 1
            at = sop.late(hours, self.task, self.due, number)
        if not reached:
            return ""
        _, planned, top = max(reached)
        if not hours.may_send(minute, planned):
            return ""
        self.ahead = [one for one in self.ahead if one[0] > minute]
        self.late, self.late_at = number, at
        return top


@dataclass
class Repeat:
    """A reminder that was put off."""

    at: int
    person: str
    task: int
    rung: str
    deadline: int
    done: bool = False


def owed(record: Record, hours: Hours) -> Iterator[Owed]:
    """The bot looks once a minute, on the minute, unless it is down; people act between."""
    climbs = [Climb(task, sop.deadlines(record, hours, task)) for task in record.tasks.values()]
    climbs.sort(key=lambda one: one.task.opened)
    repeats = _repeats(record, hours)
    down = {minute for begins, ends in record.outages for minute in range(begins // 60, ends // 60)}
    open_: list[Climb] = []
    for minute in range(record.first // 60, record.last // 60 + 1):
        while climbs and climbs[0].task.opened <= minute * 60:
            open_.append(climbs.pop(0))
        open_ = [one for one in open_ if one.task.open_at(minute * 60)]
        if minute not in down:
            yield from _look(record, hours, open_, repeats, minute)


def _look(record: Record, hours: Hours, open_: list[Climb], repeats: list[Repeat], minute: int) -> Iterator[Owed]:
    second, fresh = minute * 60, set()
    for climb in open_:
        climb.turn(hours, second)
        rung = climb.look(hours, minute)
        if rung:
            own = sop.holders(record, climb.task, second)
            above = [one for one in sop.superiors(record, climb.task, rung, second) if one not in own]
            for person, how in [(one, HOLDER) for one in own] + [(one, SUPERIOR) for one in above]:
                fresh.add((person, climb.task.id))
                yield Owed(minute, person, climb.task.id, climb.number, rung, how)
    for one in repeats:
        if not one.done and one.at <= minute and hours.may_send(minute, one.at):
            one.done = True
            task, key = record.tasks[one.task], (one.person, one.task)
            if key not in fresh and _stands(record, hours, one, task, second):
                yield Owed(minute, one.person, one.task, one.deadline, one.rung, AGAIN)


def _stands(record: Record, hours: Hours, one: Repeat, task: Task, second: int) -> bool:
    """Still open, with the same deadline, and still this person's."""
    same = task.open_at(second) and sop.in_force(record, hours, task, second)[0] == one.deadline
    return same and one.person in sop.holders(record, task, second)


def _repeats(record: Record, hours: Hours) -> list[Repeat]:
    """Ingatkan nanti: once per rung, 60 working minutes after it was tapped."""
    found: dict[tuple[str, int, str, int], Repeat] = {}
    for snooze in sorted(record.snoozes, key=lambda one: one.at):
        at = -(-hours.after(snooze.at, 60) // 60)
        for task, rung, deadline in snooze.of:
            one = Repeat(at, snooze.person, task, rung, deadline)
            if _is_open(record, hours, snooze, one):
                found.setdefault((one.person, task, rung, deadline), one)
    return list(found.values())


def _is_open(record: Record, hours: Hours, snooze: Snooze, one: Repeat) -> bool:
    task = record.tasks[one.task]
    return task.open_at(snooze.at) and sop.in_force(record, hours, task, snooze.at)[0] == one.deadline
