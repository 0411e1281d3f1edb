"""The office as an older version of the bot would have kept it, with a long history: what a start has to migrate.

The project's own migrations make the older database; it is filled with whatever of the office it has a place for.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command

from bot.store.engine import open_engine
from bot.store.history import GENESIS, HistoryRow, hash_of
from bot.store.schema import config

REVISION = "0008"
LONG_AGO = datetime(2020, 1, 6, 8, 0, tzinfo=UTC)
ROWS = 20_000
_CYCLE = (
    "INSERT INTO cycles (office_id, period, phase, opened_at, notes) "
    "VALUES (1, '2019-triwulan-4', 'cancelled', ?, '{}') RETURNING id"
)
_ROW = (
    "INSERT INTO history (office_id, cycle_id, seq, at, acting_as, event, data, previous, hash) "
    "VALUES (1, ?, ?, ?, '', 'CycleResumed', '{}', ?, ?)"
)


def grow_older(database: Path) -> None:
    """In its place. The bot must not be running."""
    newer = database.with_suffix(".newer")
    database.rename(newer)
    engine = open_engine(f"sqlite:///{database}")
    with engine.connect() as tx, tx.begin():
        command.upgrade(config(tx), REVISION)
    engine.dispose()
    with closing(sqlite3.connect(database)) as older:
        older.execute("ATTACH ? AS newer", (str(newer),))
        for table in _tables(older):
            _copy(older, table)
        _remember(older)
        older.commit()
    newer.unlink()


def _tables(older: sqlite3.Connection) -> list[str]:
    found = older.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return [name for (name,) in found if name != "alembic_version"]


def _copy(older: sqlite3.Connection, table: str) -> None:
    known = [{row[1]: None for row in older.execute(f"PRAGMA {schema}.table_info({table})")} for schema in SCHEMAS]
    columns = ", ".join(f'"{name}"' for name in known[0] if name in known[1])
    older.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}")


SCHEMAS = ("main", "newer")


def _remember(older: sqlite3.Connection) -> None:
    """A chain of many rows, of a cycle that was given up long ago."""
    at = LONG_AGO.isoformat(timespec="microseconds")
    ((cycle,),) = older.execute(_CYCLE, (at,)).fetchall()
    previous = GENESIS
    for seq in range(1, ROWS + 1):
        row = HistoryRow(seq, LONG_AGO, None, "", "CycleResumed", {}, previous, "")
        link = hash_of(row, cycle)
        older.execute(_ROW, (cycle, seq, at, previous, link))
        previous = link
