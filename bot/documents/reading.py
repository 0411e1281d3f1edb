"""Reading a workbook that came back: checked here, parsed in a child process that may crash, hang or swell alone."""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.documents.form_parser import CellReading, CellValue, FormReading, NoFormError, RowReading, parse_form
from bot.documents.form_wire import READY, decode
from bot.documents.limits import Reason, Unreadable, inspect_file

__all__ = [
    "Allowance",
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
FORM_CHILD = "bot.documents.child"


@dataclass(frozen=True)
class Allowance:
    """What one reading may take. How long it waits for its turn on a busy machine is no fault of the file."""

    memory_mb: int = 200  # above what the child has when it is ready
    computing: float = 1.5  # seconds of the child's own time from then on, where the system can count them
    patience: float = 15.0 if sys.platform != "win32" else 5.0  # seconds for the start, and again for the answer


async def read_form(data: bytes, allowed: Allowance = Allowance()) -> FormReading | Unreadable:
    """What the file says, or why it cannot be read; never raises for anything a file may contain."""
    refused = await asyncio.to_thread(inspect_file, data)
    if refused is not None:
        return Unreadable(refused)
    answer = await ask_child(FORM_CHILD, data, allowed)
    try:
        return decode(answer)
    except (ValueError, LookupError, TypeError):
        return Unreadable(Reason.CRASHED)


async def ask_child(module: str, data: bytes, allowed: Allowance) -> bytes:
    """What a process that runs this module answers; empty or broken when it crashed or had to be killed."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        str(allowed.memory_mb),
        str(allowed.computing),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=_environment(),
    )
    try:
        return await _talk(child, data, allowed)
    finally:
        await _end(child)


async def _talk(child: asyncio.subprocess.Process, data: bytes, allowed: Allowance) -> bytes:
    if child.stdout is None:
        raise TypeError("the child's answer goes nowhere")
    try:
        ready = await asyncio.wait_for(child.stdout.read(len(READY)), allowed.patience)
        answer, _ = await asyncio.wait_for(child.communicate(data), allowed.patience)
    except TimeoutError:
        return b""
    return answer if ready == READY else b""


async def _end(child: asyncio.subprocess.Process) -> None:
    """Also on cancellation nothing is left running."""
    if child.returncode is None:
        child.kill()
        await child.wait()


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    return kept | {"PYTHONPATH": str(ROOT)}
