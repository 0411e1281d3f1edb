"""What the bot's database says in the end, row by row; how a chain is hashed is told again here, not borrowed."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GENESIS = "0" * 64
BOOKS = {"history": "cycle_id", "office_history": "office_id"}


@dataclass(frozen=True)
class Link:
    """A row of the chain of one `owner`: a cycle, or an office."""

    book: str
    owner: int
    seq: int
    at: str
    person: int | None
    acting_as: str
    event: str
    data: Any
    previous: str
    hash: str

    def hashed(self) -> str:
        """sha256 of everything the row says, whose chain it is in, and the hash before, as JSON: sorted, without white
        space, in UTF-8. Moments are kept as the text that is hashed: ISO, UTC, microseconds."""
        facts = [self.owner, self.seq, self.at, self.person, self.acting_as, self.event, self.data, self.previous]
        text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


Row = Mapping[str, Any]


@dataclass(frozen=True)
class Left:
    inbox: tuple[Row, ...]
    outbox: tuple[Row, ...]  # `body` read
    documents: tuple[Row, ...]  # `kept`: whether its bytes are there, and are those of its hash
    chains: Mapping[tuple[str, int], tuple[Link, ...]]
    heads: Mapping[tuple[str, int], tuple[int, str]]
    entries: Mapping[tuple[int, int, int], str]  # by cycle, unit and number: the figure in the form
    schema: tuple[str, str]


def look(database: Path) -> Left:
    with closing(sqlite3.connect(database)) as tx:
        tx.row_factory = sqlite3.Row
        return Left(
            inbox=_rows(tx, "SELECT * FROM inbox ORDER BY id"),
            outbox=tuple({**row, "body": _json(row["body"])} for row in _rows(tx, "SELECT * FROM outbox ORDER BY id")),
            documents=tuple(_documents(tx)),
            chains=_chains(tx),
            heads=_heads(tx),
            entries={tuple(place): said or "" for *place, said in tx.execute(_ENTRIES)},
            schema=_schema(tx),
        )


_ENTRIES = "SELECT cycle_id, unit_id, number, realisasi FROM entries JOIN forms ON forms.id = form_id"
_PARTS = """
    SELECT one.type, one.name, part.name, part.type, part."notnull" FROM sqlite_master AS one
    LEFT JOIN pragma_table_info(one.name) AS part ORDER BY 1, 2, 3
"""
_PAPERS = "SELECT documents.*, content FROM documents LEFT JOIN blobs ON blobs.sha256 = documents.sha256"


def _rows(tx: sqlite3.Connection, sql: str) -> tuple[Row, ...]:
    return tuple(dict(row) for row in tx.execute(sql))


def _json(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _documents(tx: sqlite3.Connection) -> Iterator[Row]:
    for row in _rows(tx, _PAPERS):
        content = row["content"]
        kept = content is not None and hashlib.sha256(content).hexdigest() == row["sha256"]
        yield {"id": row["id"], "kind": row["kind"], "state": row["state"], "kept": kept}


def _chains(tx: sqlite3.Connection) -> Mapping[tuple[str, int], tuple[Link, ...]]:
    found: dict[tuple[str, int], list[Link]] = {}
    for book, owner in BOOKS.items():
        for row in _rows(tx, f"SELECT * FROM {book} ORDER BY {owner}, seq"):
            said = (row["at"], row["person_id"], row["acting_as"], row["event"], json.loads(row["data"]))
            link = Link(book, row[owner], row["seq"], *said, row["previous"], row["hash"])
            found.setdefault((book, row[owner]), []).append(link)
    return {key: tuple(links) for key, links in found.items()}


def _heads(tx: sqlite3.Connection) -> Mapping[tuple[str, int], tuple[int, str]]:
    found = {}
    for row in _rows(tx, "SELECT * FROM heads"):
        key = ("office_history", row["office_id"]) if row["cycle_id"] is None else ("history", row["cycle_id"])
        found[key] = row["seq"], row["hash"]
    return found


def _schema(tx: sqlite3.Connection) -> tuple[str, str]:
    """The revision, and a hash of all tables, columns and indexes."""
    ((revision,),) = tx.execute("SELECT version_num FROM alembic_version").fetchall()
    parts = [tuple(row) for row in tx.execute(_PARTS)]
    return revision, hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
