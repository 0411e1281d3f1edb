"""Reading a workbook that came back: checked here, parsed in a child process that may crash, hang or swell alone."""

import asyncio
import math
import os
import sys
from pathlib import Path

from bot.documents.form_parser import CellReading, CellValue, FormReading, NoFormError, RowReading, parse_form
from bot.documents.form_wire import decode
from bot.documents.limits import Reason, Unreadable, inspect_file

__all__ = [
    "CellReading",
    "CellValue",
    "FormReading",
    "NoFormError",
    "Reason",
    "RowReading",
    "Unreadable",
    "parse_form",
    "read_form",
]

ROOT = Path(__file__).parents[2]
# All the child needs of the environment; the bot's secrets are not among it.
ENVIRONMENT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
TIMEOUT = 5.0
MEMORY_MB = 200


async def read_form(
    data: bytes,
    *,
    timeout: float = TIMEOUT,  # noqa: ASYNC109 - it ends a process, not only the waiting
    memory_mb: int = MEMORY_MB,
) -> FormReading | Unreadable:
    """What the file says, or why it cannot be read; never raises for anything a file may contain."""
    refused = await asyncio.to_thread(inspect_file, data)
    if refused is not None:
        return Unreadable(refused)
    answer = await _ask_child(data, timeout, memory_mb)
    try:
        return decode(answer)
    except (ValueError, KeyError, TypeError):
        return Unreadable(Reason.CRASHED)


async def _ask_child(data: bytes, seconds: float, memory_mb: int) -> bytes:
    """The child's answer; empty or broken when it crashed or had to be killed."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.documents.child",
        str(memory_mb),
        str(math.ceil(seconds) + 1),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=_environment(),
    )
    try:
        answer, _ = await asyncio.wait_for(child.communicate(data), seconds)
    except TimeoutError:
        return b""
    finally:
        await _end(child)
    return answer


async def _end(child: asyncio.subprocess.Process) -> None:
    """Also on cancellation nothing is left running."""
    if child.returncode is None:
        child.kill()
        await child.wait()


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    return kept | {"PYTHONPATH": str(ROOT)}
