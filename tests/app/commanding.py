"""The command line as an office uses it: a process of its own, a clean environment, its own folder."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.__main__ import main

ROOT = Path(__file__).parent.parent.parent
SETTINGS = (
    "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "DATABASE_URL", "WEBHOOK_URL", "WEBHOOK_HOST", "WEBHOOK_PORT",
    "LOG_LEVEL", "BACKUP_FOLDER", "BACKUP_PASSPHRASE", "RETENTION_DAYS", "ARCHIVE_YEARS",
)  # fmt: skip
KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "HOME")


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


def environment(settings: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **settings}


@dataclass
class Running:
    """A command that runs; what it has said so far."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)

    async def until(self, words: str, seconds: float = 10) -> None:
        """Reads until the process says these words. Raises AssertionError with all it said instead."""
        try:
            async with asyncio.timeout(seconds):
                while words not in self.text:
                    await self._line()
        except (TimeoutError, EOFError) as error:
            raise AssertionError(f"never said {words!r}, but:\n{self.text}") from error

    async def _line(self) -> None:
        assert self.process.stdout is not None
        line = await self.process.stdout.readline()
        if not line:
            raise EOFError
        self.said.append(line.decode())

    @property
    def text(self) -> str:
        return "".join(self.said)

    async def stop(self, seconds: float = 5) -> int:
        """SIGTERM; the exit status, which must come within these seconds."""
        self.process.terminate()
        async with asyncio.timeout(seconds):
            out, _ = await self.process.communicate()
        self.said.append(out.decode())
        return self.process.returncode or 0


@asynccontextmanager
async def bot(folder: Path, *arguments: str, module: str = "bot", **settings: str) -> AsyncIterator[Running]:
    """`python -m bot ...` in this folder, or another module of its kind; ended at the end of the block, if it runs by
    then."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, cwd=folder, env=environment(settings), stdout=PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield Running(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def call(folder: Path, *arguments: str, **settings: str) -> Ended:
    """`python -m bot ...` to its end, as a process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=folder, env=environment(settings), stdout=PIPE, stderr=PIPE
    )
    out, err = await asyncio.wait_for(process.communicate(), 30)
    return Ended(process.returncode or 0, out.decode(), err.decode())


@dataclass(frozen=True)
class Cli:
    """The same in this process, on a thread of its own: most commands need no more, and it is ten times as fast."""

    folder: Path
    patch: pytest.MonkeyPatch
    captured: pytest.CaptureFixture[str]

    async def call(self, *arguments: str, **settings: str) -> Ended:
        self.captured.readouterr()
        with self.patch.context() as here:
            here.chdir(self.folder)
            for name in SETTINGS:
                here.delenv(name, raising=False)
            for name, value in settings.items():
                here.setenv(name, value)
            status = await asyncio.to_thread(_main, arguments)
        out, err = self.captured.readouterr()
        return Ended(status, out, err)


def _main(arguments: Sequence[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as ended:  # argparse, of wrong usage
        return int(ended.code or 0)
