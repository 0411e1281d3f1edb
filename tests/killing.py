"""A process of its own, to be killed: what a test of lost power needs."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process


async def started(module: str, *arguments: str) -> Process:
    """Running once it has said "ready"."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", module, *arguments, stdout=PIPE)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


async def killed(process: Process) -> None:
    process.kill()
    await process.communicate()
