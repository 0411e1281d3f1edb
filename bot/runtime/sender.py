"""Sends what waits for one channel: in order within a chat, a few chats at a time, each send marked before its slot is
free again, which bounds what a crash can send twice."""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from structlog.contextvars import bound_contextvars

from bot.channels.base import Capabilities, Channel, Failure, SendError
from bot.runtime.calling import Calling
from bot.runtime.clock import Clock
from bot.runtime.metrics import Metrics
from bot.runtime.pacing import PACED, Pacer, Pacing
from bot.runtime.run import Runner
from bot.services import delivering, outgoing
from bot.services.outgoing import Drop, Prepared, Ready, Wait
from bot.store import departures
from bot.store.access import is_outage
from bot.store.engine import Tx
from bot.store.outbox import Outgoing

SLOTS = 16
POLL_SECONDS = 1.0  # for what another process put in; one's own work wakes the sender at once
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
PATIENCE = 5000  # tries, a minute apart: longer than a long weekend without a network
GRACE_SECONDS = 2.0  # on a busy machine the rest of a stop takes nearly as long, and five are promised
STRUGGLES = 3  # tries that fail, after which the office is told of it
log = logging.getLogger(__name__)

OnRefused = Callable[[Tx, Outgoing, str], None]
"""Told of a message that will never be sent, with the channel's reason, in the transaction that marks it."""


@dataclass(frozen=True)
class Sending:
    """How to send: settings that tests and the demo change."""

    pacing: Pacing = PACED
    slots: int = SLOTS


DEFAULT = Sending()


@dataclass(frozen=True)
class _Room:
    """How many messages may be chosen, and what is under way already."""

    free: int
    paced: int
    busy: frozenset[str]  # chats
    answering: frozenset[int]  # rows
    holder: str


class Sender:
    def __init__(
        self,
        runner: Runner,
        clock: Clock,
        channel: Channel,
        on_refused: OnRefused,
        sending: Sending,
        metrics: Metrics,
    ) -> None:
        self._runner, self._clock, self._channel = runner, clock, channel
        self._on_refused, self._sending = on_refused, sending
        self._pacer = Pacer(sending.pacing)
        self._calling = Calling(channel, self._pacer, metrics, self._parts_out)
        self._flying: dict[int, tuple[Outgoing, asyncio.Task[None]]] = {}
        self._failing: dict[int, datetime] = {}
        self._awake = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._loop = asyncio.create_task(self._run(), name=f"send-{self._channel.name}")

    async def stop(self) -> None:
        """Begins nothing new, lets what flies land for a moment, and leaves the rest waiting in the outbox."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        tasks = [task for _, task in self._flying.values()]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=GRACE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def wake(self) -> None:
        self._awake.set()

    def share(self, processes: int, settling: float) -> None:
        self._pacer.share(processes)
        self._pacer.settle(settling, time.monotonic())

    @property
    def flying(self) -> int:
        return len(self._flying)

    # -- choosing ----------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        while True:
            self._awake.clear()
            try:
                for row in await self._chosen():
                    self._begin(row)
            except Exception:
                log.exception("choosing what to send on %s failed", self._channel.name)
                await asyncio.sleep(POLL_SECONDS)
            await self._rest()

    async def _chosen(self) -> tuple[Outgoing, ...]:
        free, now = self._sending.slots - len(self._flying), time.monotonic()
        if free <= 0:
            return ()
        rows = [row for row, _ in self._flying.values()]
        busy = self._pacer.busy(now) | {row.chat_id for row in rows if row.kind != "answer"}
        answering = frozenset(row.id for row in rows if row.kind == "answer")
        room = _Room(free, self._pacer.allowance(now, free), busy, answering, self._runner.name)
        return await self._runner.run(_choose, self._channel.name, room)

    def _begin(self, row: Outgoing) -> None:
        self._calling.grant(row)
        self._flying[row.id] = row, asyncio.create_task(self._fly(row))

    async def _rest(self) -> None:
        seconds = min(POLL_SECONDS, self._pacer.wait(time.monotonic()) + 0.001)
        with suppress(TimeoutError):  # not wait_for: on Python 3.11 it may swallow being cancelled
            async with asyncio.timeout(seconds):
                await self._awake.wait()

    # -- one message -------------------------------------------------------------------------------------------------

    async def _fly(self, row: Outgoing) -> None:
        try:
            with bound_contextvars(sending=row.id):
                await self._deliver(row)
        except Exception:
            log.exception("message %s stays in the outbox", row.id)
            self._pacer.pause(row.chat_id, POLL_SECONDS, time.monotonic())
        finally:
            self._calling.waive(row)
            del self._flying[row.id]
            self._awake.set()

    async def _deliver(self, row: Outgoing) -> None:
        try:
            ready = await self._runner.run(_prepare, row, self._clock.now(), self._channel.capabilities)
            if not isinstance(ready, Ready):
                return
            message_id = await self._calling.call(row, ready)
        except SendError as error:
            await self._failed(row, error)
        except Exception as error:
            if is_outage(error):
                raise
            log.exception("message %s cannot be sent", row.id)
            await self._failed(row, SendError(Failure.REFUSED, f"{type(error).__name__}: {error}"))
        else:
            await self._sent(row, ready, message_id)

    # -- what became of it -------------------------------------------------------------------------------------------

    async def _sent(self, row: Outgoing, ready: Ready, message_id: str) -> None:
        """It is out: it must be marked, whatever else goes wrong, or it would go out again."""
        record: Callable[[Tx, Outgoing, str, str, datetime], None] = outgoing.record_sent
        self._failing.pop(row.id, None)
        while True:
            try:
                await self._runner.run(record, row, message_id, ready.shown, self._clock.now())
                return
            except Exception as error:
                log.exception("message %s was sent, but could not be recorded", row.id)
                if is_outage(error) or record is _only_mark:
                    await asyncio.sleep(POLL_SECONDS)
                else:
                    record = _only_mark

    async def _parts_out(self, row: Outgoing, parts: Sequence[str]) -> None:
        """So that another try, also after a restart, goes on with the next."""
        while True:
            try:
                await self._runner.run(departures.mark_parts, row.id, parts)
                return
            except Exception:
                log.exception("a part of message %s was sent, but could not be recorded", row.id)
                await asyncio.sleep(POLL_SECONDS)

    async def _failed(self, row: Outgoing, error: SendError) -> None:
        if row.kind == "answer":
            await self._runner.run(departures.mark_dropped, row.id, str(error), self._clock.now())
        elif error.failure is Failure.RETRY and row.attempts < PATIENCE:
            await self._later(row, error)
        else:
            log.warning("message %s to %s is given up: %s", row.id, row.chat_id, error)
            await self._given_up(row, error)

    async def _later(self, row: Outgoing, error: SendError) -> None:
        """The chat waits first, so that nothing overtakes while the try is being counted."""
        now = time.monotonic()
        if error.retry_after:
            self._pacer.limit(row.chat_id, error.retry_after, now)
        else:
            self._pacer.pause(row.chat_id, _backoff(row.attempts), now)
        log.info("message %s waits after try %s: %s", row.id, row.attempts + 1, error)
        await self._runner.run(departures.mark_retry, row.id, str(error))
        await self._struggle(row, error)

    async def _struggle(self, row: Outgoing, error: SendError) -> None:
        """The office hears of a chat that nothing reaches; a channel that asks for patience has not failed."""
        since = self._failing.setdefault(row.id, self._clock.now())
        if row.attempts + 1 >= STRUGGLES and not error.retry_after:
            await self._runner.run(delivering.struggles, row, since, self._clock.now())

    async def _given_up(self, row: Outgoing, error: SendError) -> None:
        self._failing.pop(row.id, None)
        try:
            await self._runner.run(_give_up, row, error, self._clock.now(), self._on_refused)
        except Exception as trouble:
            if is_outage(trouble):
                raise
            log.exception("message %s failed, and so did telling of it", row.id)
            await self._runner.run(departures.mark_failed, row.id, str(error), self._clock.now())


def _backoff(attempts: int) -> float:
    """Twice as long each time; a little uneven, so that not everybody comes back at once."""
    pause: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempts, 10))
    return pause * random.uniform(0.8, 1.2)


def _choose(tx: Tx, channel: str, room: _Room) -> tuple[Outgoing, ...]:
    answers = departures.answers(tx, channel, room.free, room.answering, room.holder)
    most = min(room.free - len(answers), room.paced)
    return answers + (departures.heads(tx, channel, most, room.busy, room.holder) if most > 0 else ())


def _prepare(tx: Tx, row: Outgoing, now: datetime, capabilities: Capabilities) -> Prepared:
    prepared = outgoing.prepare(tx, row, now, capabilities)
    match prepared:
        case Drop(reason):
            departures.mark_dropped(tx, row.id, reason, now)
        case Wait(document_id):
            departures.hold(tx, row.id, document_id)
    return prepared


def _only_mark(tx: Tx, row: Outgoing, message_id: str, _shown: str, now: datetime) -> None:
    departures.mark_sent(tx, row.id, message_id, now)


def _give_up(tx: Tx, row: Outgoing, error: SendError, now: datetime, on_refused: OnRefused) -> None:
    outgoing.record_failed(tx, row, error.failure, error.detail, now)
    if error.failure is not Failure.UNREACHABLE:
        on_refused(tx, row, error.detail)
