"""A small trial that went well: two chats, a press, a figure, a file, a kill with one send in flight, and a SIGTERM."""

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.store.history import GENESIS, HistoryRow, hash_of
from crash.checker.check import check
from crash.checker.facts import read
from crash.checker.left import look

SCHEMA = """
CREATE TABLE inbox (id, key, chat_id, done, done_at);
CREATE TABLE outbox (id, chat_id, kind, body, card_id, document_id, state, message_id, error);
CREATE TABLE blobs (sha256, content);
CREATE TABLE documents (id, kind, state, sha256);
CREATE TABLE history (cycle_id, seq, at, person_id, acting_as, event, data, previous, hash);
CREATE TABLE office_history (office_id, seq, at, person_id, acting_as, event, data, previous, hash);
CREATE TABLE heads (office_id, cycle_id, seq, hash);
CREATE TABLE forms (id, cycle_id, unit_id);
CREATE TABLE entries (form_id, number, realisasi);
CREATE TABLE alembic_version (version_num);
INSERT INTO alembic_version VALUES ('0015');
INSERT INTO forms VALUES (1, 4, 2);
INSERT INTO entries VALUES (1, 7, '100.01');
INSERT INTO inbox VALUES (1, '11', '501', 1, '10.01'), (2, '12', '502', 1, '10.02'), (3, '13', '501', 1, '10.03');
INSERT INTO outbox VALUES
    (1, '501', 'text', '{"said": {"key": "talk.old"}}', NULL, NULL, 1, '90', ''),
    (2, '501', 'answer', '{"press_id": "p1"}', NULL, NULL, 3, NULL, 'too late for a toast'),
    (3, '501', 'card', '{}', 5, NULL, 1, '101', ''),
    (4, '502', 'text', '{"said": {"key": "talk.help"}}', NULL, NULL, 1, '103', ''),
    (5, '501', 'card', '{}', 5, NULL, 1, '101', ''),
    (6, '501', 'document', '{}', NULL, 1, 1, '104', ''),
    (7, '501', 'card', '{}', 5, NULL, 3, NULL, 'shown already');
"""
PAPER = b"surat"
AT = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)
EVENTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("FormReceived", {"unit_id": 2, "how": "chat"}),
    ("EntryFilled", {"unit_id": 2, "number": 7, "changes": [["realisasi", "", "100.01"]]}),
    ("TaskClosed", {"task_id": 3, "unit_id": 2}),
    ("EvidenceAdded", {"unit_id": 2, "number": 7, "sha256": "aa"}),
)


def sent(chat: str, message: int | None) -> dict[str, Any]:
    """Without a message: the bot was dead when it was answered."""
    answer = {"status": 0} if message is None else {"status": 200, "result": {"message_id": message}}
    return {"method": "sendMessage", "params": {"chat_id": chat}, **answer}


def edited(chat: str, message: int) -> dict[str, Any]:
    return {"method": "editMessageText", "params": {"chat_id": chat, "message_id": message}, "status": 200}


@dataclass
class Traces:
    """Everything may be changed before it is looked at: the facts, the calls, the database."""

    database: Path
    facts: list[dict[str, Any]] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)

    def sql(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.database)) as tx:
            for one in statements:
                tx.execute(one)
            tx.commit()

    def found(self) -> list[str]:
        """What is wrong, finding by finding."""
        return [one.what for one in self.report().findings]

    def report(self) -> Any:
        return check(read(map(json.dumps, self.facts), map(json.dumps, self.calls)), look(self.database))

    def of(self, fact: str) -> dict[str, Any]:
        return next(one for one in self.facts if one["fact"] == fact)


def whole(folder: Path) -> Traces:
    traces = Traces(folder / "kantor.db")
    with closing(sqlite3.connect(traces.database)) as tx:
        tx.executescript(SCHEMA)
        _paper(tx)
        head = _chain(tx)
        tx.commit()
    traces.facts = [*({**fact} for fact in TYPED), *_ends(head, look(traces.database).schema)]
    traces.calls = [sent("501", 101), sent("502", None), sent("502", 103), edited("501", 101), sent("501", 104)]
    return traces


TYPED: tuple[dict[str, Any], ...] = (
    {"fact": "began", "seed": 1, "kills": 1, "outbox": 1, "waiting": []},
    {"fact": "update", "key": "11", "chat": "501", "press": "p1"},
    {"fact": "update", "key": "12", "chat": "502", "press": ""},
    {"fact": "update", "key": "13", "chat": "501", "press": ""},
    {"fact": "reply", "chat": "502", "key": "talk.help"},
    {"fact": "answer", "cycle": 4, "unit": 2, "number": 7, "value": "100.01"},
    {"fact": "evidence", "cycle": 4, "unit": 2, "number": 7, "sha256": "aa"},
    {"fact": "event", "cycle": 4, "event": "FormReceived", "unit": 2, "times": 1},
)


def _paper(tx: sqlite3.Connection) -> None:
    sha256 = hashlib.sha256(PAPER).hexdigest()
    tx.execute("INSERT INTO blobs VALUES (?, ?)", (sha256, PAPER))
    tx.execute("INSERT INTO documents VALUES (1, 'surat', 'made', ?)", (sha256,))


def _chain(tx: sqlite3.Connection) -> str:
    """Hashed by the bot: the checker has to come to the same by itself."""
    previous = GENESIS
    for seq, (event, data) in enumerate(EVENTS, 1):
        link = hash_of(HistoryRow(seq, AT, 8, "Kasi Ágra", event, data, previous, ""), 4)
        row = (4, seq, AT.isoformat(timespec="microseconds"), 8, "Kasi Ágra", event, json.dumps(data), previous, link)
        tx.execute("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        previous = link
    tx.execute("INSERT INTO heads VALUES (1, 4, ?, ?)", (len(EVENTS), previous))
    return previous


def _ends(head: str, schema: tuple[str, str]) -> list[dict[str, Any]]:
    older = {"revision": "0008", "made_of": "older", "rows": 0}
    heads = [["history", 4, len(EVENTS), head]]
    return [
        {"fact": "schema", **older},
        {"fact": "migration", "after": 0.1, "sound": "ok", **older},
        {"fact": "migration", "after": 0.2, "sound": "ok", "rows": 0, "revision": schema[0], "made_of": schema[1]},
        {"fact": "kill", "life": 1, "kind": "flying", "calls": 2, "marked": ["90", "101"], "heads": []},
        {
            "fact": "term", "life": 2, "kind": "full", "calls": 5, "marked": ["90", "101", "103", "104"],
            "heads": heads, "seconds": 0.4, "status": 0,
        },
    ]  # fmt: skip
