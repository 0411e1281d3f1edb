"""Drains the outbox, one sender a channel."""

import asyncio
from collections.abc import Sequence
from typing import Self

from bot.channels.base import Channel
from bot.runtime.clock import Clock
from bot.runtime.metrics import Metrics
from bot.runtime.run import Runner
from bot.runtime.sender import DEFAULT, OnRefused, Sender, Sending
from bot.store import departures, outbox

LOOK_SECONDS = 0.01


class Delivery:
    def __init__(
        self,
        runner: Runner,
        clock: Clock,
        channels: Sequence[Channel],
        on_refused: OnRefused,
        metrics: Metrics,
        sending: Sending = DEFAULT,
    ) -> None:
        self._runner = runner
        self.shared_by = 1
        self._names = [channel.name for channel in channels]
        self._senders = [Sender(runner, clock, channel, on_refused, sending, metrics) for channel in channels]
        for sender in self._senders:
            runner.on(outbox.TOPIC, sender.wake)

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.stop()

    def start(self) -> None:
        for sender in self._senders:
            sender.start()

    async def stop(self) -> None:
        await asyncio.gather(*(sender.stop() for sender in self._senders))
        await self._runner.run_last(departures.let_go, self._runner.name)

    def share(self, processes: int, settling: float = 0.0) -> None:
        """So many share what may be sent in a second. This one waits so long at first, until the others know."""
        self.shared_by = processes
        for sender in self._senders:
            sender.share(processes, settling)

    async def idle(self) -> bool:
        """True when nothing flies and nothing waits that could be sent."""
        flying = sum(sender.flying for sender in self._senders)
        return not flying and await self._runner.run(outbox.depth, self._names) == 0

    async def quiet(self) -> None:
        while not await self.idle():  # noqa: ASYNC110 (other processes work on the same rows)
            await asyncio.sleep(LOOK_SECONDS)
