"""Waits for what another process does, by looking again and again: nobody tells of it."""

import asyncio
from collections.abc import Callable

LOOK = 0.01
PATIENCE = 25.0


async def until(holds: Callable[[], bool], *, pause: float = LOOK, patience: float = PATIENCE) -> None:
    """Raises TimeoutError."""
    async with asyncio.timeout(patience):
        while not holds():  # noqa: ASYNC110 (a database and a server that signal nothing to this one)
            await asyncio.sleep(pause)
