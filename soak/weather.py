"""Everything that simulator/faults.py can do wrong, and the line and the queue besides, mixed by the seed."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from simulator import Simulator
from simulator.faults import ANY, DOWNLOAD, Fault, Faults

EVERY, AT_ONCE = (6, 18), 4
"""Calls from one fault to the next, and how many faults wait for their calls."""
LOOK = 0.05
LINE_EVERY, LINE_DOWN = (18.0, 30.0), (1.0, 3.0)
QUEUE_EVERY = (2.0, 6.0)
SLOW, HANG = (0.2, 1.5), (0.5, 3.0)
METHODS = (
    *("sendMessage",) * 4, *("sendDocument",) * 2, *("editMessageText",) * 3, "sendPhoto", "editMessageCaption",
    "answerCallbackQuery", "setMyCommands", "getUpdates", "getFile", DOWNLOAD, ANY,
)  # fmt: skip
Order = Callable[[Faults, str, Random], Fault]
ORDERS: dict[str, Order] = {
    "500": lambda faults, method, rng: faults.server_error(method, status=rng.choice((500, 502, 503, 504))),
    "500 after": lambda faults, method, _: faults.server_error(method, status=500, applied=True),
    "429": lambda faults, method, rng: faults.flood(method, retry_after=rng.randint(1, 3)),
    "dropped": lambda faults, method, _: faults.drop(method),
    "dropped after": lambda faults, method, _: faults.drop(method, applied=True),
    "cut": lambda faults, method, _: faults.cut(method),
    "slow": lambda faults, method, rng: faults.slow(method, seconds=rng.uniform(*SLOW)),
    "hangs": lambda faults, method, rng: faults.hang(method, seconds=rng.uniform(*HANG)),
}
WEIGHTS = tuple(1 if kind == "429" else 2 for kind in ORDERS)


@dataclass
class Weather:
    telegram: Simulator
    rng: Random
    hits: Counter[str] = field(default_factory=Counter)
    _ordered: list[tuple[str, Fault]] = field(default_factory=list, init=False)
    _tasks: list["asyncio.Task[None]"] = field(default_factory=list, init=False)

    def begin(self) -> None:
        self._tasks = [asyncio.create_task(way()) for way in (self._faults, self._line, self._queue)]

    async def end(self) -> None:
        """Calm, with nothing left that was ordered; counts what came of it."""
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self.hits["doubled"] += self.telegram.updates.doubled
        self.hits["mixed"] += self.telegram.updates.mixed
        self.hits["line down"] += self.telegram.line.falls
        for kind, fault in self._ordered:
            self.hits[kind] += fault.hits
        self._tasks, self._ordered = [], []
        await self.telegram.calm()

    async def _faults(self) -> None:
        """One every few calls, or what is called seldom would fail again and again; unused, it goes soon."""
        calls, waiting, due = self.telegram.calls, deque[Fault](), 0
        while True:
            await asyncio.sleep(LOOK)
            if calls.total < due:
                continue
            due = calls.total + self.rng.randint(*EVERY)
            (kind,) = self.rng.choices(tuple(ORDERS), WEIGHTS)
            waiting.append(ORDERS[kind](self.telegram.faults, self.rng.choice(METHODS), self.rng))
            self._ordered.append((kind, waiting[-1]))
            if len(waiting) > AT_ONCE:
                self.telegram.faults.remove(waiting.popleft())

    async def _line(self) -> None:
        while True:
            await asyncio.sleep(self.rng.uniform(*LINE_EVERY))
            await self.telegram.line.down()
            await asyncio.sleep(self.rng.uniform(*LINE_DOWN))
            await self.telegram.line.up()

    async def _queue(self) -> None:
        while True:
            updates = self.telegram.updates
            updates.doubling, updates.mixing = self.rng.random() < 0.5, self.rng.random() < 0.5
            await asyncio.sleep(self.rng.uniform(*QUEUE_EVERY))
