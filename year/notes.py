"""Writes down what happened in the year as plain facts, as the checker wants them (year/checker/facts.py).

Read from the bot's database and from what its channel really sent, without the bot's own code.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from year import scenes
from year.chats import Chats, Pressed, Sent
from year.office import DAY_OFF, END, RAMADAN, ROLES, START, WORKED, ZONE

Fact = dict[str, Any]


def write_down(database: Path, chats: Chats, persons: Mapping[str, int], to: Path) -> int:
    """How many facts there are."""
    with closing(sqlite3.connect(database)) as tx:
        tx.row_factory = sqlite3.Row
        found = list(_Notes(tx, chats, persons).facts())
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text("".join(f"{json.dumps(fact, ensure_ascii=False)}\n" for fact in found), encoding="utf-8")
    return len(found)


class _Notes:
    def __init__(self, tx: sqlite3.Connection, chats: Chats, persons: Mapping[str, int]) -> None:
        self.tx, self.chats = tx, chats
        self.keys = {number: key for key, number in persons.items()}
        self.sent = {sent.id: sent for sent in chats.sent}

    def facts(self) -> Iterator[Fact]:
        yield from _office()
        yield from self._tasks()
        yield from self._history()
        yield from self._pressed()
        yield from self._cards()
        yield from self._reminders()

    def _rows(self, sql: str, *params: object) -> Sequence[sqlite3.Row]:
        return self.tx.execute(sql, params).fetchall()

    def _tasks(self) -> Iterator[Fact]:
        units = {row["id"]: row["name"] for row in self._rows("SELECT id, name FROM units")}
        for row in self._rows("SELECT * FROM tasks ORDER BY id"):
            about = {"step": row["step"], "unit": units.get(row["unit_id"], ""), "round": row["round"]}
            yield {"fact": "opened", "task": row["id"], "cycle": row["cycle_id"], **about, "at": row["opened_at"]}
            if row["closed_at"]:
                yield {"fact": "closed", "task": row["id"], "at": row["closed_at"]}

    def _history(self) -> Iterator[Fact]:
        """Extensions, the Staf who was chosen, and the deadlines that were given out."""
        waiting = {row["id"]: self._ids(row["id"]) for row in self._rows("SELECT id FROM cycles")}
        numbers: dict[int, int] = {}
        for row in self._rows("SELECT * FROM history ORDER BY cycle_id, seq"):
            data, cycle = json.loads(row["data"]), row["cycle_id"]
            if row["event"] == "StafChosen":
                who = self.keys.get(data["person_id"], "")
                yield {"fact": "chosen", "cycle": cycle, "person": who, "at": row["at"]}
            elif row["event"] == "TimeExtended":
                yield {"fact": "moved", "task": data["task_id"], "days": data["days"], "at": row["at"]}
            elif row["event"] in ("TaskOpened", "DeadlineMoved"):
                task = next(waiting[cycle]) if row["event"] == "TaskOpened" else data["task_id"]
                numbers[task] = numbers.get(task, 0) + 1
                yield {"fact": "shown", "task": task, "deadline": numbers[task], "due": data["due_at"]}

    def _ids(self, cycle_id: int) -> Iterator[int]:
        """Of the cycle's tasks, as they opened."""
        return (row["id"] for row in self._rows("SELECT id FROM tasks WHERE cycle_id = ? ORDER BY id", cycle_id))

    def _pressed(self) -> Iterator[Fact]:
        for press in self.chats.pressed:
            verb, number, *rest = press.data.split(":")
            if verb == "later":
                yield self._snoozed(press, int(number))
            elif verb == "forward" and len(rest) > 1:
                task = self._rows("SELECT cycle_id, round FROM tasks WHERE id = ?", int(number))[0]
                yield {"fact": "shorter", "cycle": task["cycle_id"], "round": task["round"] + 1, "days": int(rest[1])}

    def _snoozed(self, press: Pressed, number: int) -> Fact:
        """Of the message under which it was tapped: what it said to a holder, by the ladder."""
        said = "SELECT * FROM reminded WHERE how = 'ladder' AND NOT superior AND outbox_ids = "
        rows = self._rows(f"{said} (SELECT outbox_ids FROM reminded WHERE id = ?)", number)
        of = [{"task": row["task_id"], "rung": row["rung"], "deadline": row["deadline_no"]} for row in rows]
        return {"fact": "snoozed", "at": press.at.isoformat(), "person": press.chat_id, "of": of}

    def _cards(self) -> Iterator[Fact]:
        """As they reached their chats."""
        for row in self._rows("SELECT * FROM reminded WHERE rung = 'opened' ORDER BY id"):
            for sent in self._messages(json.loads(row["outbox_ids"])):
                yield {"fact": "card", "task": row["task_id"], "person": self.keys[row["person_id"]], **_how(sent)}

    def _messages(self, outbox_ids: Sequence[int]) -> Iterator[Sent]:
        for number in outbox_ids:
            found = self._rows("SELECT message_id FROM outbox WHERE id = ? AND state = 1", number)
            yield from (self.sent[row["message_id"]] for row in found)

    def _reminders(self) -> Iterator[Fact]:
        """Every message that speaks as a reminder, with what the ledger says it is about; nothing, where that is
        silent."""
        about: dict[int, list[sqlite3.Row]] = {}
        for row in self._rows("SELECT * FROM reminded WHERE rung != 'opened' ORDER BY id"):
            for number in json.loads(row["outbox_ids"]):
                about.setdefault(number, []).append(row)
        for row in self._rows("SELECT * FROM outbox WHERE kind = 'text' AND state = 1 ORDER BY id"):
            says = _sentences(json.loads(row["body"])["said"])
            if says or row["id"] in about:
                sent = self.sent[row["message_id"]]
                lines = [_line(of, one) for of, one in zip(about.get(row["id"], ()), says, strict=False)]
                complete = len(says) == len(about.get(row["id"], ()))
                yield {"fact": "reminder", "person": sent.chat_id, **_how(sent), "lines": lines if complete else []}


def _office() -> Iterator[Fact]:
    yield {
        "fact": "office",
        "zone": ZONE.key,
        "first": START.isoformat(),
        "last": END.isoformat(),
        "ramadan": [[day.isoformat() for day in RAMADAN]],
        "days_off": [DAY_OFF.isoformat()],
        "worked": [WORKED.isoformat()],
    }
    for role in ROLES:
        days = {"first": role.starts_on, "last": role.ends_on}
        held = {name: day.isoformat() if day else None for name, day in days.items()}
        mandate = role.kind.value != "definitif"
        yield {
            "fact": "role",
            "person": role.person,
            "role": role.role.value,
            "unit": role.unit,
            **held,
            "mandate": mandate,
        }
    for outage in scenes.OUTAGES:
        yield {"fact": "outage", "begins": outage.begins.isoformat(), "ends": outage.ends.isoformat()}


def _how(sent: Sent) -> Fact:
    return {"at": sent.at.isoformat(), "silent": sent.silent}


def _line(row: sqlite3.Row, says: str) -> Fact:
    key = {"task": row["task_id"], "rung": row["rung"], "deadline": row["deadline_no"]}
    return {**key, "says": says, "again": row["how"] == "again"}


def _sentences(said: Mapping[str, Any]) -> list[str]:
    """What each line of a reminder says ("ahead_mohon", "due", "late", "escalated"); none of any other message."""
    if said["key"] == "reminder.one":
        return [_key(said["params"]["line"]["text"])]
    if said["key"] == "reminder.several":
        return [_key(line["params"]["line"]["text"]) for line in said["params"]["lines"]["lines"]]
    return []


def _key(line: Mapping[str, Any]) -> str:
    return str(line["key"]).removeprefix("reminder.")
