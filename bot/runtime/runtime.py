"""What a running bot is made of, started and stopped in the right order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from bot.channels.base import Channel
from bot.runtime.alarm import Alarm
from bot.runtime.backups import Backups
from bot.runtime.clock import Clock
from bot.runtime.delivery import LOOK_SECONDS, Delivery
from bot.runtime.intake import Intake
from bot.runtime.lease import kept
from bot.runtime.metrics import Metrics
from bot.runtime.run import Runner
from bot.runtime.watch import Watch
from bot.workflow.retention import Retention

STOP_SECONDS = 3.5
"""For what is in the middle of something and for the last transactions; closing connections comes on top."""


@dataclass(frozen=True)
class Runtime:
    runner: Runner
    clock: Clock
    channels: Sequence[Channel]
    intake: Intake
    delivery: Delivery
    metrics: Metrics
    watch: Watch
    alarm: Alarm
    backups: Backups | None = None  # where the database is a file and a folder for them is set
    retention: Retention = field(default_factory=Retention)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Takes updates in and sends messages within this block; then stops within five seconds, losing nothing."""
        async with AsyncExitStack() as stack:
            await self.alarm.look()
            for channel in self.channels:
                await stack.enter_async_context(channel.session())
            await stack.enter_async_context(self.watch.serving())
            await stack.enter_async_context(kept(self.runner, self.delivery))
            self.delivery.start()
            self.intake.start()
            try:
                yield
            finally:
                await self._stop()

    async def _stop(self) -> None:
        """Both at once, for each waits a moment for what it is in the middle of. What the one still decides, the other
        sends after the next start."""
        self.runner.expire(STOP_SECONDS)
        ended = await asyncio.gather(self.intake.stop(), self.delivery.stop(), return_exceptions=True)
        for error in ended:
            if isinstance(error, BaseException):
                raise error

    async def idle(self) -> bool:
        """True when everything received is handled and everything that can be sent is sent."""
        return await self.intake.idle() and await self.delivery.idle()

    async def quiet(self) -> None:
        while not await self.idle():  # noqa: ASYNC110 (other processes work on the same rows)
            await asyncio.sleep(LOOK_SECONDS)
