"""Opens the database; a transaction (`Tx`) is given out by the runtime alone."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

Tx = sa.Connection
"""A connection with a transaction begun. Who gets one neither commits nor rolls back."""

Engine = sa.Engine

BUSY_SECONDS = 10
_SERIALIZATION_FAILURE, _DEADLOCK = "40001", "40P01"
_TOUCHED, _WROTE, _REMARKS = "touched", "wrote", "remarks"


class Conflict(Exception):  # noqa: N818 (it is an event of the race, hardly an error)
    """Somebody else changed the row first: the whole job is run again on what is there now."""


def open_engine(url: str) -> Engine:
    """The office's database: `sqlite:///path/of/file` (its folder is made) or `postgresql+psycopg://...`.

    Its errors do not repeat what was to be stored: they end up in the log, and what people say does not.
    """
    address = sa.make_url(url)
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address, hide_parameters=True, pool_size=12, pool_pre_ping=True)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(address, hide_parameters=True)
    sa.event.listen(engine, "connect", _connected)
    sa.event.listen(engine, "begin", _begun)
    return engine


def embedded(engine: Engine) -> bool:
    """True for the one-file database, which one process has to itself."""
    return engine.dialect.name == "sqlite"


def _connected(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # pysqlite would begin by itself, and too late
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: sa.Connection) -> None:
    # Taking the write lock at once: upgrading a read lock later fails without waiting.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def lost_race(error: BaseException) -> bool:
    """Whether running the same job again may well succeed."""
    if isinstance(error, Conflict):
        return True
    return isinstance(error, sa.exc.DBAPIError) and getattr(error.orig, "sqlstate", "") in (
        _SERIALIZATION_FAILURE,
        _DEADLOCK,
    )


def touch(tx: Tx, topic: str) -> None:
    """Notes that this transaction left work of a kind: who does that work is woken after the commit."""
    tx.info.setdefault(_TOUCHED, set()).add(topic)


def touched(tx: Tx) -> frozenset[str]:
    """What the last transaction of this connection touched; asking forgets it."""
    return frozenset(tx.info.pop(_TOUCHED, ()))


@dataclass(frozen=True)
class Notes:
    """For the log, once the job is committed: the ids of rows it made, by table, and lines of their own."""

    wrote: Mapping[str, Sequence[int]] = field(default_factory=dict)
    remarks: Sequence[tuple[str, Mapping[str, Any]]] = ()


NONE = Notes()


def wrote(tx: Tx, table: str, row_id: int) -> None:
    """A row that somebody reading the log will look for."""
    tx.info.setdefault(_WROTE, {}).setdefault(table, []).append(row_id)


def remark(tx: Tx, event: str, **facts: Any) -> None:
    """A line of the log, written after the commit alone: what is rolled back did not happen."""
    tx.info.setdefault(_REMARKS, []).append((event, facts))


def notes(tx: Tx) -> Notes:
    """What this connection's job left for the log; asking forgets it."""
    return Notes(tx.info.pop(_WROTE, {}), tx.info.pop(_REMARKS, ()))
