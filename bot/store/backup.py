"""Copies of the one-file database: made while it is used, verified, kept by a simple rule, and brought back.

A database on a server has its own tools for this (users' guide, "Cadangan").
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa

from bot.store import tables

STEM = "kantor-"
WRITTEN = "%Y-%m-%d-%H%M%S"
DAILY, WEEKLY, MONTHLY = 7, 4, 12
"""How many of each are kept: the newest of each day, week and month."""


class BackupReason(StrEnum):
    SERVER = "server"  # the database is not a file
    MISSING = "missing"
    DAMAGED = "damaged"
    FOREIGN = "foreign"  # a database of something else
    IN_USE = "in_use"  # of the database to be replaced: the bot still runs
    PASSPHRASE = "passphrase"  # another one than the backup was sealed with
    SLOW = "slow"  # this machine, for what was sealed on a faster one
    LACKING = "lacking"  # parts of a sealed backup
    MIXED = "mixed"  # files that do not belong together


class BackupError(Exception):
    def __init__(self, reason: BackupReason, where: str = "") -> None:
        super().__init__(f"{reason}: {where}")
        self.reason, self.where = reason, where


@dataclass(frozen=True)
class Head:
    """The last hash of a cycle's history."""

    office_id: int
    period: str
    hash: str


@dataclass(frozen=True)
class Taken:
    """A verified copy: rows by table, and where each cycle's history has come to, the one that moved last first."""

    path: Path
    rows: dict[str, int]
    heads: tuple[Head, ...]

    @property
    def count(self) -> int:
        return sum(self.rows.values())


def file_of(url: str) -> Path:
    """Raises BackupError(SERVER) for a database that is no file."""
    address = sa.make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise BackupError(BackupReason.SERVER, address.render_as_string(hide_password=True))
    return Path(address.database)


def take(url: str, folder: Path, now: datetime) -> Taken:
    """A copy in `folder`, named by `now`, beside it a note of what is in it.

    1. One reading transaction counts the rows and is copied from, so that both see the same moment.
    2. The copy is checked, and its rows are those that were counted. 3. Only then has it its name.
    """
    source, part = file_of(url), folder / f"{STEM}{now.strftime(WRITTEN)}.part"
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    try:
        found = _copied(source, part)
        path = part.rename(part.with_suffix(".db"))
    finally:
        _clear(folder)
    path.with_suffix(".txt").write_text(_note(found, now), encoding="utf-8")
    return Taken(path, found.rows, found.heads)


def _clear(folder: Path) -> None:
    """What a copy that did not come to its end leaves would fill the disk, try by try."""
    for left in folder.glob(f"{STEM}*.part*"):
        left.unlink(missing_ok=True)


def _copied(source: Path, part: Path) -> "Taken":
    with closing(sqlite3.connect(source, isolation_level=None)) as original, closing(sqlite3.connect(part)) as copy:
        original.execute("BEGIN")
        counted = _rows(original)
        original.backup(copy)
        original.execute("ROLLBACK")
    found = verified(part)
    if found.rows != counted:
        raise BackupError(BackupReason.DAMAGED, str(part))
    return found


def verified(path: Path) -> Taken:
    """What is in the file. Raises BackupError where it is missing, damaged, or of something else."""
    if not path.is_file():
        raise BackupError(BackupReason.MISSING, str(path))
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return _verified(database, path)
    except sqlite3.DatabaseError as error:
        raise BackupError(BackupReason.DAMAGED, str(path)) from error


def _verified(database: sqlite3.Connection, path: Path) -> Taken:
    known = {str(name) for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"alembic_version", tables.offices.name, tables.history.name} <= known:
        raise BackupError(BackupReason.FOREIGN, str(path))
    whole = database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    if not whole or database.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise BackupError(BackupReason.DAMAGED, str(path))
    heads = database.execute(
        "SELECT h.office_id, c.period, h.hash FROM history h JOIN cycles c ON c.id = h.cycle_id"
        " WHERE h.seq = (SELECT max(seq) FROM history WHERE cycle_id = h.cycle_id) ORDER BY h.at DESC, h.id DESC"
    )
    return Taken(path, _rows(database), tuple(Head(*row) for row in heads))


def _rows(database: sqlite3.Connection) -> dict[str, int]:
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {str(n): int(database.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0]) for (n,) in names.fetchall()}


def _note(found: Taken, now: datetime) -> str:
    counts = (f"{table} {count}" for table, count in sorted(found.rows.items()))
    heads = (f"riwayat kantor {one.office_id} {one.period} {one.hash}" for one in found.heads)
    return "\n".join((f"dibuat {now.isoformat(timespec='seconds')}", *counts, *heads, ""))


# -- which are kept --------------------------------------------------------------------------------------------------


def taken_at(path: Path) -> datetime | None:
    """When a backup was made, by its name; None for any other file. In the zone that named it, which is not written."""
    try:
        return datetime.strptime(path.stem.removeprefix(STEM), WRITTEN)  # noqa: DTZ007 (see above)
    except ValueError:
        return None


def newest(folder: Path) -> datetime | None:
    return max((at for at, _ in _all(folder)), default=None)


def newest_path(folder: Path) -> Path:
    """Raises BackupError where there is none."""
    found = _all(folder)
    if not found:
        raise BackupError(BackupReason.MISSING, str(folder))
    return found[-1][1]


def _all(folder: Path) -> list[tuple[datetime, Path]]:
    return sorted((at, path) for path in folder.glob(f"{STEM}*.db") if (at := taken_at(path)) is not None)


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """The newest of each of the last 7 days, 4 weeks and 12 months in which there is any."""
    rules: Sequence[tuple[int, Callable[[datetime], object]]] = (
        (DAILY, lambda at: at.date()),
        (WEEKLY, lambda at: at.isocalendar()[:2]),
        (MONTHLY, lambda at: (at.year, at.month)),
    )
    ordered = sorted(moments)
    return {at for most, span in rules for at in list({span(at): at for at in ordered}.values())[-most:]}


def prune(folder: Path) -> int:
    """Removes those that no rule keeps, each with its note; how many."""
    found = _all(folder)
    staying = kept(at for at, _ in found)
    gone = [path for at, path in found if at not in staying]
    for path in gone:
        path.unlink()
        path.with_suffix(".txt").unlink(missing_ok=True)
    return len(gone)


# -- brought back ----------------------------------------------------------------------------------------------------


def restore(file: Path, url: str, now: datetime) -> Path | None:
    """Puts a verified copy in the place of the database; what stood there is kept beside it, and named.

    Raises BackupError, also where the database is in use: then nothing is changed.
    """
    target = file_of(url)
    verified(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
    verified(part)
    aside = _set_aside(target, now) if target.exists() else None
    part.rename(target)
    return aside


def _set_aside(target: Path, now: datetime) -> Path:
    """All of it in one file; where somebody uses it, it cannot be had alone."""
    try:
        with closing(sqlite3.connect(target, timeout=1, isolation_level=None)) as database:
            database.execute("PRAGMA locking_mode=EXCLUSIVE")
            database.execute("BEGIN EXCLUSIVE")
            database.execute("COMMIT")
            database.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BackupError(BackupReason.IN_USE, str(target)) from error
    except sqlite3.DatabaseError:
        pass  # damaged: that is why it is replaced; its parts are kept as they are
    aside = target.with_name(f"{target.stem}-sebelum-{now.strftime(WRITTEN)}{target.suffix}")
    for ending in ("-wal", "-shm"):
        beside = target.with_name(target.name + ending)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + ending))
    return target.rename(aside)
