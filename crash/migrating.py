"""Kills the process while it brings an older database to today's schema: all of that is done then, or none."""

import asyncio
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from crash import process
from crash.eyes import Eyes
from crash.notes import Notes
from crash.older import grow_older
from crash.process import Where
from crash.waiting import until

WANTED = 3
"""Kills that hit the migration."""
TRIES = 8
LONGEST = 0.3
LOOK = 0.002


async def strike(where: Where, eyes: Eyes, notes: Notes, rng: Random, tell: Callable[[str], None]) -> float:
    """Where a kill came too late, once more from the beginning, and sooner. The seconds that a start takes here.

    Telegram must be out of reach.
    """
    older, longest, hits = where.database.with_suffix(".older"), LONGEST, 0
    starts: list[float] = []
    eyes.shut()
    await asyncio.to_thread(grow_older, where.database)
    shutil.copy(where.database, older)
    notes.add("schema", **_schema(eyes))
    while hits < WANTED and len(starts) < TRIES:
        began, after = time.perf_counter(), rng.uniform(0, longest)
        took = await _kill(where, eyes, after)
        starts.append(took - began)
        undone = _noted(eyes, notes, after)
        hits += undone
        tell(f"    SIGKILL migration after {after * 1000:3.0f} ms; {'undone' if undone else 'too late'}")
        if not undone:
            longest = after
            _put_back(older, where.database, eyes)
    older.unlink()
    return min(starts)


async def _kill(where: Where, eyes: Eyes, after: float) -> float:
    """When the migration began, which shows in the lock it takes; killed so many seconds later."""
    async with process.running(where):
        await until(eyes.is_locked, pause=LOOK)
        began = time.perf_counter()
        await asyncio.sleep(after)
    return began


def _schema(eyes: Eyes) -> dict[str, object]:
    revision, made_of = eyes.schema()
    return {"revision": revision, "made_of": made_of, "rows": eyes.rows("SELECT count(*) FROM history")[0][0]}


def _noted(eyes: Eyes, notes: Notes, after: float) -> bool:
    """Whether the database is as it was before."""
    eyes.shut()
    found = _schema(eyes)
    notes.add("migration", after=round(after, 3), **found, sound=eyes.sound())
    return found == {name: notes.first("schema")[name] for name in found}


def _put_back(older: Path, database: Path, eyes: Eyes) -> None:
    eyes.shut()
    for part in database.parent.glob(f"{database.name}-*"):
        part.unlink()
    shutil.copy(older, database)
