"""The bot as an office runs it, `python -m bot run`, in a process of its own: begun, killed, told to stop."""

import asyncio
import os
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
KEPT = ("PATH", "HOME", "TMPDIR", "LANG")
LONGEST_STOP = 20.0


@dataclass(frozen=True)
class Where:
    database: Path
    api_url: str
    token: str
    log: Path
    more: Mapping[str, str] = field(default_factory=dict)  # of the settings


@asynccontextmanager
async def running(where: Where) -> AsyncIterator[Process]:
    """With real pacing and the real clock: nothing is set that an office could not set. Ends with the block at last."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    settings = {
        "TELEGRAM_BOT_TOKEN": where.token,
        "TELEGRAM_API_URL": where.api_url,
        "DATABASE_URL": f"sqlite:///{where.database}",
        "BACKUP_FOLDER": "-",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        **where.more,
    }
    command = (sys.executable, "-m", "bot", "run")
    with where.log.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=where.database.parent, env=kept | settings, stdin=DEVNULL, stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            await kill(process)


async def kill(process: Process) -> None:
    process.kill()
    await process.wait()


async def stop(process: Process) -> tuple[float, int]:
    """SIGTERM: the seconds it took, and the exit status; killed, and -9, where it does not stop at all."""
    began = time.perf_counter()
    process.terminate()
    try:
        async with asyncio.timeout(LONGEST_STOP):
            status = await process.wait()
    except TimeoutError:
        await kill(process)
        status = -9
    return time.perf_counter() - began, status
