"""Takes updates in: stored before they are acknowledged, then handled once each, in order within a chat."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from structlog.contextvars import bound_contextvars

from bot.channels.base import Channel, Failure, In, Received, SendError
from bot.runtime.clock import Clock
from bot.runtime.contact import Contact
from bot.runtime.metrics import Metrics
from bot.runtime.run import Runner
from bot.store import inbox
from bot.store.access import is_outage
from bot.store.engine import Tx
from bot.store.inbox import InboxRow

LANES = 32
TRIES = 3
POLL_SECONDS = 1.0  # for what another process put in; one's own work wakes the lanes at once
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
PATIENCE = 25  # tries to prepare while the network is away: about ten minutes
GRACE_SECONDS = 2.0
LOOK_SECONDS = 0.01
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Dispatch:
    """What to do with updates. `admit` keeps in the inbox what of a batch is worth it; `prepare` may wait for the
    network; all the others run in a transaction."""

    admit: Callable[[Tx, Sequence[Received], datetime], None]
    prepare: Callable[[In], Awaitable[Any]]
    handle: Callable[[Tx, In, Any], None]
    on_parked: Callable[[Tx, InboxRow, In | None, Exception], None]


class Intake:
    def __init__(
        self,
        runner: Runner,
        clock: Clock,
        channels: Sequence[Channel],
        dispatch: Dispatch,
        metrics: Metrics,
        contact: Contact | None = None,
    ) -> None:
        """`contact` hears of each batch, also of an empty one."""
        self._metrics = metrics
        self._runner, self._clock, self._dispatch = runner, clock, dispatch
        self._channels = {channel.name: channel for channel in channels}
        self._receiving: list[asyncio.Task[None]] = []
        self._receives = {name: asyncio.Event() for name in self._channels}
        self._looking: asyncio.Task[None] | None = None
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._patience: dict[int, int] = {}
        self._contact = contact
        self._awake = asyncio.Event()
        runner.on(inbox.TOPIC, self._awake.set)

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.stop()

    def start(self) -> None:
        self._looking = asyncio.create_task(self._look(), name="intake")
        self._receiving = [
            asyncio.create_task(self._receive(channel), name=f"receive-{name}")
            for name, channel in self._channels.items()
        ]

    async def stop(self) -> None:
        """Takes nothing more in, lets what is being handled end for a moment; the rest is handled after the start."""
        ending = [*self._receiving, *([self._looking] if self._looking else [])]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
        lanes = list(self._lanes.values())
        if lanes:
            _, late = await asyncio.wait(lanes, timeout=GRACE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*lanes, return_exceptions=True)
        if self._contact is not None:
            await self._contact.rest()
        await self._runner.run_last(inbox.let_go, self._runner.name)

    async def received(self) -> None:
        """Waits until every channel has received, be it that nothing came."""
        for receives in self._receives.values():
            await receives.wait()

    async def ended(self) -> None:
        """Waits until a channel can receive no more, and raises its SendError: a token that is none."""
        await asyncio.gather(*self._receiving)

    async def idle(self) -> bool:
        """True when everything received is done, or parked."""
        return not self._lanes and await self._runner.run(inbox.depth) == 0

    async def quiet(self) -> None:
        while not await self.idle():  # noqa: ASYNC110 (other processes work on the same rows)
            await asyncio.sleep(LOOK_SECONDS)

    # -- receiving ---------------------------------------------------------------------------------------------------

    async def _receive(self, channel: Channel) -> None:
        """Stores each batch before asking for the next, which acknowledges it; backs off while there is no network."""
        failures, told = 0, ""
        while True:
            try:
                async with aclosing(channel.receive()) as batches:
                    async for batch in batches:
                        if batch:
                            await self._store(batch)
                        self._receives[channel.name].set()
                        if self._contact is not None:
                            await self._contact.felt()
                        failures, told = 0, ""
            except SendError as error:
                if error.failure is Failure.REFUSED:
                    raise
                if error.detail != told:
                    log.warning("%s: %s", channel.name, error.detail)
                pause, told = error.retry_after, error.detail
            except Exception:
                log.exception("receiving on %s failed", channel.name)
                pause = 0.0
            await asyncio.sleep(pause or _backoff(failures))
            failures += 1

    async def _store(self, batch: Sequence[Received]) -> None:
        await self._runner.run(self._dispatch.admit, batch, self._clock.now())
        log.info("received", extra={"channel": batch[0].channel, "keys": [update.key for update in batch]})

    # -- handling ----------------------------------------------------------------------------------------------------

    async def _look(self) -> None:
        """Gives the first undone row of each chat a lane of its own, while there are lanes."""
        while True:
            self._awake.clear()
            try:
                free = LANES - len(self._lanes)
                if free > 0:
                    for row in await self._runner.run(inbox.waiting, free, list(self._lanes), self._runner.name):
                        self._lanes[_lane(row)] = asyncio.create_task(self._run_lane(row))
            except Exception:
                log.exception("looking into the inbox failed")
                await asyncio.sleep(POLL_SECONDS)
            with suppress(TimeoutError):  # not wait_for: on Python 3.11 it may swallow being cancelled
                async with asyncio.timeout(POLL_SECONDS):
                    await self._awake.wait()

    async def _run_lane(self, row: InboxRow) -> None:
        try:
            with bound_contextvars(update=row.id):
                await self._attempt(row)
        except Exception:
            log.exception("update %s stays in the inbox", row.id)
            self._counted(row, "waits")
            await asyncio.sleep(POLL_SECONDS)
        finally:
            del self._lanes[_lane(row)]
            self._awake.set()

    async def _attempt(self, row: InboxRow) -> None:
        said, started = None, time.perf_counter()
        try:
            said = self._channels[row.channel].translate(row.payload)
            prepared = None if said is None else await self._dispatch.prepare(said)
            await self._runner.offer(_handle, self._case(row, said), prepared, self._dispatch)
            self._patience.pop(row.id, None)
            self._done(row, said, time.perf_counter() - started)
        except Exception as error:
            if is_outage(error):
                raise
            if not await self._waited(row, error):
                await self._count(row, said, error)

    async def _waited(self, row: InboxRow, error: Exception) -> bool:
        """Whether it was only the network: then the chat waits, and nothing is held against the update."""
        tries = self._patience.get(row.id, 0)
        if not (isinstance(error, SendError) and error.failure is Failure.RETRY) or tries >= PATIENCE:
            return False
        self._patience[row.id] = tries + 1
        await asyncio.sleep(error.retry_after or _backoff(tries))
        return True

    async def _count(self, row: InboxRow, said: In | None, error: Exception) -> None:
        """The attempt is counted in a commit of its own; the third one parks the update."""
        log.error("handling update %s failed", row.id, exc_info=error)
        words = f"{type(error).__name__}: {error}"
        if await self._runner.run(inbox.count_attempt, row.id, words) < TRIES:
            self._counted(row, "failed")
            return
        self._patience.pop(row.id, None)
        self._counted(row, "parked")
        try:
            await self._runner.run(_park, self._case(row, said), error, self._dispatch)
        except Exception as trouble:
            if is_outage(trouble):
                raise
            log.exception("update %s is parked, but telling of it failed", row.id)
            await self._runner.run(inbox.park, row.id, words, self._clock.now())

    def _done(self, row: InboxRow, said: In | None, seconds: float) -> None:
        what = {"said": str(said.said), "verb": said.verb} if said else {}
        log.info("update", extra={"key": row.key, "chat": row.chat_id, "ms": round(seconds * 1000, 1), **what})
        self._metrics.update_seconds.observe(seconds)
        self._counted(row, "done")

    def _counted(self, row: InboxRow, outcome: str) -> None:
        self._metrics.updates.labels(row.channel, outcome).inc()

    def _case(self, row: InboxRow, said: In | None) -> "_Case":
        return _Case(row, said, self._clock.now())


@dataclass(frozen=True)
class _Case:
    row: InboxRow
    said: In | None
    now: datetime


def _lane(row: InboxRow) -> str:
    return f"{row.channel}:{row.chat_id}"


def _backoff(failures: int) -> float:
    pause: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures, 10))
    return pause


def _handle(tx: Tx, case: _Case, prepared: Any, dispatch: Dispatch) -> None:
    """Done is marked first: who finds the row done already does nothing."""
    if not inbox.mark_done(tx, case.row.id, case.now):
        return
    if case.said is None:
        inbox.forget_row(tx, case.row.id)
    else:
        dispatch.handle(tx, case.said, prepared)


def _park(tx: Tx, case: _Case, error: Exception, dispatch: Dispatch) -> None:
    if inbox.park(tx, case.row.id, f"{type(error).__name__}: {error}", case.now):
        dispatch.on_parked(tx, case.row, case.said, error)
