"""Composition root: puts store, channels, runtime, handlers and jobs together; nothing else makes them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

import jobs
from bot.channels.base import Channel, In
from bot.channels.telegram.channel import Telegram, webhook_secret
from bot.channels.telegram.receive import WebhookAt
from bot.runtime.alarm import Alarm
from bot.runtime.backups import Backups
from bot.runtime.clock import Clock, SystemClock
from bot.runtime.contact import Contact
from bot.runtime.delivery import Delivery
from bot.runtime.intake import Dispatch, Intake
from bot.runtime.metrics import Metrics
from bot.runtime.run import Runner
from bot.runtime.runtime import Runtime
from bot.runtime.sender import DEFAULT, Sending
from bot.runtime.watch import Watch, WatchAt
from bot.services import admitting, outages, trouble
from bot.settings import LEAVE, Settings
from bot.store.engine import Engine, Tx, embedded, open_engine
from bot.store.inbox import InboxRow
from bot.store.outbox import Outgoing
from handlers import dispatch


@dataclass(frozen=True)
class App:
    """A bot put together, not yet running."""

    engine: Engine
    runtime: Runtime

    @asynccontextmanager
    async def running(self, *, timetable: bool = True) -> AsyncIterator[None]:
        """Receives, handles, sends and does what is due within this block. Stops within five seconds."""
        try:
            async with self.runtime.running(), self._timetable(timetable):
                yield
        finally:
            await self.runtime.runner.close()
            self.engine.dispose()

    @asynccontextmanager
    async def _timetable(self, wanted: bool) -> AsyncIterator[None]:
        """Ends before the runtime that its jobs work with; one in the middle of its work is left where it is."""
        scheduler = AsyncIOScheduler()
        if wanted:
            jobs.schedule(scheduler, self.runtime)
            scheduler.start()
        try:
            yield
        finally:
            if scheduler.running:
                scheduler.shutdown(wait=False)

    async def due(self) -> int:
        """Does now whatever the timetable would do, for a clock that jumps; returns how much there was to do."""
        return sum([await job.run(self.runtime) for job in jobs.TIMETABLE])


def build(
    settings: Settings,
    clock: Clock | None = None,
    channels: Sequence[Channel] | None = None,
    sending: Sending = DEFAULT,
) -> App:
    """The whole bot. Tests and the demo give their own clock, channels and pacing; no setting can move the clock."""
    engine = open_engine(settings.database_url)
    clock = clock or SystemClock()
    runner = Runner(engine)
    channels = [telegram(settings)] if channels is None else channels
    reached = {channel.name: channel for channel in channels}
    contact, metrics = Contact(runner, clock, outages.report), Metrics()
    intake = Intake(
        runner,
        clock,
        channels,
        _dispatch(runner, clock, reached, leaves_groups=settings.groups == LEAVE),
        metrics,
        contact,
    )

    def refused(tx: Tx, row: Outgoing, reason: str) -> None:
        trouble.refused(tx, row, reason, clock.now())

    delivery = Delivery(runner, clock, channels, refused, metrics, sending)
    watch = Watch(runner, clock, metrics, WatchAt(settings.health_host, settings.health_port, settings.ping_url))
    alarm = Alarm(runner, clock, channels)
    kept = _backups(settings, engine), settings.retention
    return App(engine, Runtime(runner, clock, channels, intake, delivery, metrics, watch, alarm, *kept))


def _backups(settings: Settings, engine: Engine) -> Backups | None:
    if not settings.backup_folder or not embedded(engine):
        return None
    return Backups(settings.database_url, Path(settings.backup_folder), settings.zone, settings.backup_passphrase)


def telegram(settings: Settings) -> Telegram:
    at = None
    if settings.webhook_url:
        at = WebhookAt(
            settings.webhook_url, webhook_secret(settings.token), settings.webhook_host, settings.webhook_port
        )
    return Telegram(settings.token, base_url=settings.base_url, base_file_url=settings.base_file_url, at=at)


def _dispatch(runner: Runner, clock: Clock, channels: dict[str, Channel], *, leaves_groups: bool) -> Dispatch:
    async def prepare(said: In) -> Any:
        asked: Callable[[], Awaitable[str | None]] = partial(runner.run, dispatch.asked, said, clock.now())
        return await dispatch.prepare(said, asked, channels[said.channel].fetch)

    def handle(tx: Tx, said: In, prepared: Any) -> None:
        dispatch.handle(tx, said, prepared, clock.now(), leaves_groups=leaves_groups)

    def parked(tx: Tx, row: InboxRow, said: In | None, error: Exception) -> None:
        trouble.parked(tx, row, said, error, clock.now())

    return Dispatch(admitting.admit, prepare, handle, parked)
