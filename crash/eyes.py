"""What can be seen of the bot's database from outside, while it runs and when it lies dead; nothing is changed."""

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WAITING, SENT, HELD = 0, 1, 4
PARTS = """
    SELECT one.type, one.name, part.name, part.type, part."notnull" FROM sqlite_master AS one
    LEFT JOIN pragma_table_info(one.name) AS part ORDER BY 1, 2, 3
"""
CHAINS = (("history", "cycle_id"), ("office_history", "office_id"))


@dataclass(frozen=True)
class Seen:
    """Counts of a moment: updates kept and done, messages sent and waiting, papers made and wanted."""

    kept: int
    done: int
    sent: int
    unsent: int
    made: int
    wanted: int
    newest: int  # row of the outbox


_COUNTS = f"""
    SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM inbox WHERE done != 0),
           (SELECT count(*) FROM outbox WHERE state = {SENT}),
           (SELECT count(*) FROM outbox WHERE state = {WAITING} AND kind != 'answer'),
           (SELECT count(*) FROM documents WHERE state = 'made'),
           (SELECT count(*) FROM documents WHERE state = 'wanted'),
           (SELECT coalesce(max(id), 0) FROM outbox)
"""


@dataclass
class Eyes:
    """They stay open while a process lives, to look often; `shut` before the file itself is changed."""

    database: Path
    _open: sqlite3.Connection | None = field(default=None, init=False)

    def rows(self, sql: str, *params: object) -> list[Any]:
        if self._open is None:
            self._open = sqlite3.connect(self.database, timeout=10, isolation_level=None)
            self._open.execute("PRAGMA query_only=ON")
        return self._open.execute(sql, params).fetchall()

    def shut(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None

    def seen(self) -> Seen:
        return Seen(*self.rows(_COUNTS)[0])

    def unsent_since(self, row: int) -> int:
        """Messages that were committed after this row, and that nobody has sent."""
        found = self.rows("SELECT count(*) FROM outbox WHERE state = ? AND kind != 'answer' AND id > ?", WAITING, row)
        return int(found[0][0])

    def kept(self) -> set[int]:
        """The updates that are in the inbox."""
        return {int(row[0]) for row in self.rows("SELECT key FROM inbox")}

    def unsent(self) -> list[int]:
        """The messages that wait, be it for their papers."""
        return [row[0] for row in self.rows("SELECT id FROM outbox WHERE state IN (?, ?)", WAITING, HELD)]

    def marked(self) -> list[str]:
        """The messages that the bot knows to be sent."""
        return [row[0] for row in self.rows("SELECT message_id FROM outbox WHERE state = ? AND message_id != ''", SENT)]

    def heads(self) -> list[tuple[str, int, int, str]]:
        """The newest row of each chain: its book, whose it is, its number and its hash."""
        found = []
        for book, owner in CHAINS:
            newest = f"SELECT {owner}, max(seq), hash FROM {book} GROUP BY {owner}"
            found += [(book, *row) for row in self.rows(newest)]
        return found

    def happened(self, cycle: int, event: str) -> list[dict[str, Any]]:
        found = self.rows("SELECT data FROM history WHERE cycle_id = ? AND event = ?", cycle, event)
        return [json.loads(row[0]) for row in found]

    def schema(self) -> tuple[str, str]:
        """The revision, and a hash of all tables, columns and indexes."""
        revision = str(self.rows("SELECT version_num FROM alembic_version")[0][0])
        return revision, hashlib.sha256(repr(self.rows(PARTS)).encode()).hexdigest()[:16]

    def sound(self) -> str:
        """ "ok", or what SQLite finds wrong with the file."""
        return str(self.rows("PRAGMA integrity_check")[0][0])

    def is_locked(self) -> bool:
        """Whether somebody is in the middle of a transaction that writes."""
        with closing(sqlite3.connect(self.database, timeout=0, isolation_level=None)) as tx:
            try:
                tx.execute("BEGIN IMMEDIATE")
                tx.execute("ROLLBACK")
            except sqlite3.OperationalError:
                return True
            return False
