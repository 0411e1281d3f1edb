"""What the system says of the bot's process, each second, and what the bot says of itself under /metrics."""

import asyncio
import re
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

EACH_SECOND = 1.0
PERHAPS_TWICE = re.compile(r"^bot_sends_perhaps_twice_total\{.*\} (.+)$", re.MULTILINE)
PARKED = re.compile(r'^bot_parked\{queue="(.+)"\} (.+)$', re.MULTILINE)


@dataclass(frozen=True)
class Vitals:
    rss: float  # megabytes
    descriptors: int
    threads: int
    children: int  # be they alive or zombies


def look(pid: int) -> Vitals:
    """Raises OSError for a process that has ended, also where nobody has waited for it yet: it has no memory then."""
    process = Path(f"/proc/{pid}")
    status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
    descriptors = len(list((process / "fd").iterdir()))
    if "VmRSS" not in status:
        raise ProcessLookupError(pid)
    return Vitals(int(status["VmRSS"].split()[0]) / 1024, descriptors, int(status["Threads"]), _children(pid))


def _children(pid: int) -> int:
    """Of every process the one before the last field of its name is its parent."""
    found = 0
    for process in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            found += int(process.read_text().rpartition(")")[2].split()[1]) == pid
    return found


@dataclass
class Watch:
    """Looks once a second as long as it is let."""

    pid: int
    seen: list[Vitals] = field(default_factory=list)

    async def run(self) -> None:
        while True:
            with suppress(OSError):
                self.seen.append(look(self.pid))
            await asyncio.sleep(EACH_SECOND)


@dataclass(frozen=True)
class Metrics:
    perhaps_twice: int
    parked: int


async def metrics(port: int) -> Metrics:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        words = await answer.text()
    twice = sum(float(one) for one in PERHAPS_TWICE.findall(words))
    return Metrics(int(twice), int(sum(float(one) for _, one in PARKED.findall(words))))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
