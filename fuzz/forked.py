"""Runs a reader in a process of its own, with the very limits that the bot's own child sets itself.

Forked from one that has everything loaded: some milliseconds a file instead of half a second.
"""

import os
import select
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.documents.child import limit
from bot.documents.reading import Allowance

Read = Callable[[bytes], bytes]
PATIENCE = 20.0
"""Seconds after which a child that does not end is called hanging, however busy the machine."""


@dataclass(frozen=True)
class Outcome:
    """`computed`: seconds of the child's own time; `swelled`: MB above what it began with; `signal`: what ended it."""

    answer: bytes
    computed: float
    swelled: float
    signal: int
    hung: bool


ALLOWED = Allowance()


def run(read: Read, data: bytes, allowed: Allowance = ALLOWED) -> Outcome:
    outcome = _forked(read, data, allowed)
    idle = _forked(_nothing, b"", allowed)  # what a child has of its parent before it does anything
    return replace(outcome, swelled=max(0.0, outcome.swelled - idle.swelled))


def _nothing(_data: bytes) -> bytes:
    return b""


def _forked(read: Read, data: bytes, allowed: Allowance) -> Outcome:
    there, here = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(there)
        _child(read, data, here, allowed)
    os.close(here)
    answer, hung = _answer(there, time.monotonic() + PATIENCE)
    os.close(there)
    if hung:
        os.kill(child, 9)
    _, status, used = os.wait4(child, 0)
    signal = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return Outcome(answer, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, signal, hung)


def _child(read: Read, data: bytes, out: int, allowed: Allowance) -> None:
    """Never returns. What the reader raises is what the bot's child would die of: an empty answer."""
    try:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (for as long as the process lives)
        os.dup2(sys.stderr.fileno(), 2)
        limit(allowed.memory_mb, allowed.computing)
        answer = read(data)
        while answer:
            answer = answer[os.write(out, answer) :]
    except BaseException:
        os._exit(1)
    os._exit(0)


def _answer(there: int, until: float) -> tuple[bytes, bool]:
    said = b""
    while (left := until - time.monotonic()) > 0:
        if select.select([there], [], [], left)[0]:
            some = os.read(there, 1 << 16)
            if not some:
                return said, False
            said += some
    return said, True
