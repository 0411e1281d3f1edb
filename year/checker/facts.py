"""The record that is checked: one JSON object a line, what happened and what was told to whom.

`fact` says what a line is. What happened: office, role, outage, opened, closed, chosen, moved, shorter, snoozed. What
is claimed, and checked: shown (a deadline), card, reminder. Moments are ISO with their offset, days are plain dates.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

Line = Mapping[str, Any]
DAWN = date(2025, 11, 1)
"""Seconds and minutes are counted from its midnight, by the office's clock."""


@dataclass(frozen=True)
class Role:
    """Held from the first day up to and with the last one; `mandate`: as Plh. or Plt. for who holds it by right."""

    person: str
    role: str
    unit: str
    first: date
    last: date
    mandate: bool


@dataclass(frozen=True)
class Move:
    """An extension: from this second on the task has this deadline."""

    at: int
    days: int


@dataclass
class Task:
    """Moments in seconds since DAWN; `closed` None while it is open."""

    id: int
    cycle: int
    step: str
    unit: str
    round: int
    opened: int
    closed: int | None = None
    moves: list[Move] = field(default_factory=list)

    def open_at(self, second: int) -> bool:
        return self.opened <= second and (self.closed is None or second < self.closed)


@dataclass(frozen=True)
class Told:
    """One line of a reminder: which rung of which task; `says` what its sentence is."""

    task: int
    rung: str
    deadline: int
    says: str
    again: bool = False


@dataclass(frozen=True)
class Reminder:
    at: int
    person: str
    silent: bool
    lines: tuple[Told, ...]


@dataclass(frozen=True)
class Card:
    at: int
    person: str
    task: int
    silent: bool


@dataclass(frozen=True)
class Snooze:
    """Ingatkan nanti under a reminder of these rungs, as (task, rung, deadline)."""

    at: int
    person: str
    of: tuple[tuple[int, str, int], ...]


@dataclass
class Record:
    zone: ZoneInfo
    first: int
    last: int
    ramadan: tuple[tuple[date, date], ...]
    days_off: frozenset[date]
    worked: frozenset[date]
    roles: list[Role] = field(default_factory=list)
    outages: list[tuple[int, int]] = field(default_factory=list)
    tasks: dict[int, Task] = field(default_factory=dict)
    chosen: list[tuple[int, int, str]] = field(default_factory=list)  # second, cycle, the Staf or "" for every one
    shorter: dict[tuple[int, int], int] = field(default_factory=dict)  # (cycle, round) to the days the Kasubag set
    snoozes: list[Snooze] = field(default_factory=list)
    shown: dict[tuple[int, int], int | None] = field(default_factory=dict)  # (task, number of its deadline)
    cards: list[Card] = field(default_factory=list)
    reminders: list[Reminder] = field(default_factory=list)

    def second(self, moment: str) -> int:
        """Of an ISO moment, by the office's clock."""
        local = datetime.fromisoformat(moment).astimezone(self.zone)
        return (local.date() - DAWN).days * 86400 + local.hour * 3600 + local.minute * 60 + local.second


def read(lines: Iterable[str]) -> Record:
    """Raises ValueError for a line that is no fact."""
    found = [json.loads(line) for line in lines if line.strip()]
    record = _office(next(line for line in found if line["fact"] == "office"))
    for line in found:
        keep = KEEP.get(line["fact"])
        if keep is None:
            raise ValueError(f"no fact: {line}")
        keep(record, line)
    return record


def _office(line: Line) -> Record:
    ramadan = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in line["ramadan"])
    off, worked = (frozenset(date.fromisoformat(day) for day in line[name]) for name in ("days_off", "worked"))
    record = Record(ZoneInfo(line["zone"]), 0, 0, ramadan, off, worked)
    record.first, record.last = record.second(line["first"]), record.second(line["last"])
    return record


def _role(record: Record, line: Line) -> None:
    first = date.fromisoformat(line["first"]) if line["first"] else date.min
    last = date.fromisoformat(line["last"]) if line["last"] else date.max
    record.roles.append(Role(line["person"], line["role"], line["unit"], first, last, line["mandate"]))


def _outage(record: Record, line: Line) -> None:
    record.outages.append((record.second(line["begins"]), record.second(line["ends"])))


def _opened(record: Record, line: Line) -> None:
    at = record.second(line["at"])
    record.tasks[line["task"]] = Task(line["task"], line["cycle"], line["step"], line["unit"], line["round"], at)


def _closed(record: Record, line: Line) -> None:
    record.tasks[line["task"]].closed = record.second(line["at"])


def _moved(record: Record, line: Line) -> None:
    record.tasks[line["task"]].moves.append(Move(record.second(line["at"]), line["days"]))


def _chosen(record: Record, line: Line) -> None:
    record.chosen.append((record.second(line["at"]), line["cycle"], line["person"]))


def _shorter(record: Record, line: Line) -> None:
    record.shorter[line["cycle"], line["round"]] = line["days"]


def _snoozed(record: Record, line: Line) -> None:
    of = tuple((one["task"], one["rung"], one["deadline"]) for one in line["of"])
    record.snoozes.append(Snooze(record.second(line["at"]), line["person"], of))


def _shown(record: Record, line: Line) -> None:
    due = None if line["due"] is None else record.second(line["due"])
    record.shown[line["task"], line["deadline"]] = due


def _card(record: Record, line: Line) -> None:
    record.cards.append(Card(record.second(line["at"]), line["person"], line["task"], line["silent"]))


def _reminder(record: Record, line: Line) -> None:
    lines = tuple(Told(**one) for one in line["lines"])
    record.reminders.append(Reminder(record.second(line["at"]), line["person"], line["silent"], lines))


KEEP: Mapping[str, Callable[[Record, Line], None]] = {
    "office": lambda _record, _line: None,
    "role": _role,
    "outage": _outage,
    "opened": _opened,
    "closed": _closed,
    "moved": _moved,
    "chosen": _chosen,
    "shorter": _shorter,
    "snoozed": _snoozed,
    "shown": _shown,
    "card": _card,
    "reminder": _reminder,
}
