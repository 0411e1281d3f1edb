"""Waits for what another process does, by looking again and again: nobody tells of it."""

import asyncio
from collections.abc import Callable

from crash.eyes import Eyes, Seen
from simulator import Simulator

LOOK = 0.01
PATIENCE = 25.0


async def until(holds: Callable[[], bool], *, pause: float = LOOK, patience: float = PATIENCE) -> None:
    """Raises TimeoutError."""
    async with asyncio.timeout(patience):
        while not holds():  # noqa: ASYNC110 (a database and a server that signal nothing to this one)
            await asyncio.sleep(pause)


def undone(telegram: Simulator, eyes: Eyes, seen: Seen) -> int:
    """Updates that are not done, be they kept or still with Telegram alone."""
    return len(telegram.updates.pending.keys() - eyes.kept()) + seen.kept - seen.done


def quiet(telegram: Simulator, eyes: Eyes) -> bool:
    """Nothing waits, and nothing is being answered."""
    seen = eyes.seen()
    return not (undone(telegram, eyes, seen) or seen.unsent or seen.wanted or telegram.calls.running)
