"""An office that only echoes: what the runtime's tests run, on a real database and over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from bot.channels.base import Channel, In, Received
from bot.channels.telegram.channel import Telegram
from bot.runtime.alarm import Alarm
from bot.runtime.clock import MovableClock
from bot.runtime.delivery import Delivery
from bot.runtime.intake import Dispatch, Intake
from bot.runtime.metrics import Metrics
from bot.runtime.pacing import UNPACED
from bot.runtime.run import Runner
from bot.runtime.runtime import Runtime
from bot.runtime.sender import Sending
from bot.runtime.watch import Watch, WatchAt
from bot.store import inbox, outbox, tables
from bot.store.engine import Engine, Tx
from bot.store.inbox import InboxRow
from bot.store.outbox import Outgoing
from bot.texts.say import Text, text
from simulator import Simulator

MONDAY = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
FAST = Sending(pacing=UNPACED)


async def until(holds: Callable[[], bool], seconds: float = 5) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 (what is waited for has no event)
            await asyncio.sleep(0.005)


def admit(tx: Tx, batch: Sequence[Received], now: datetime) -> None:
    """Everybody is heard."""
    inbox.put(tx, ((one.channel, one.key, one.chat_id, one.payload) for one in batch), now)


def words(said: str) -> Text:
    return text("uji.kata", kata=said)


@dataclass
class EchoOffice:
    """Says back what it is told. What is told "gagal" is beyond it; `gate` holds up handling where it is closed."""

    engine: Engine
    clock: MovableClock = field(default_factory=lambda: MovableClock(MONDAY))
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    parked: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    heard: list[In] = field(default_factory=list)
    watch_at: WatchAt = field(default_factory=WatchAt)

    def __post_init__(self) -> None:
        self.gate.set()

    async def prepare(self, said: In) -> None:
        self.heard.append(said)
        await self.gate.wait()

    def handle(self, tx: Tx, said: In, _prepared: Any) -> None:
        put(tx, said.channel, said.chat_id, said.text, self.clock.now())
        if said.text == "gagal":
            raise ValueError("not today")

    def on_parked(self, tx: Tx, row: InboxRow, said: In | None, error: Exception) -> None:
        self.parked.append(f"{said.text if said else ''}: {error}")
        put(tx, row.channel, row.chat_id, "Maaf", self.clock.now())

    def on_refused(self, _tx: Tx, _row: Outgoing, detail: str) -> None:
        self.refused.append(detail)

    @asynccontextmanager
    async def open(self, *channels: Channel, sending: Sending = FAST) -> AsyncIterator[Runtime]:
        async with Runner(self.engine) as runner:
            dispatch = Dispatch(admit, self.prepare, self.handle, self.on_parked)
            metrics = Metrics()
            intake = Intake(runner, self.clock, channels, dispatch, metrics)
            delivery = Delivery(runner, self.clock, channels, self.on_refused, metrics, sending)
            watch, alarm = Watch(runner, self.clock, metrics, self.watch_at), Alarm(runner, self.clock, channels)
            yield Runtime(runner, self.clock, channels, intake, delivery, metrics, watch, alarm)

    @asynccontextmanager
    async def running(self, *channels: Channel, sending: Sending = FAST) -> AsyncIterator[Runtime]:
        async with self.open(*channels, sending=sending) as runtime, runtime.running():
            yield runtime

    def rows(self, statement: sa.Executable) -> Sequence[Any]:
        with self.engine.connect() as tx:
            return tx.execute(statement).scalars().all()

    def lapse_claims(self) -> None:
        """As if the lease of a process that is no more had passed."""
        with self.engine.begin() as tx:
            tx.execute(tables.inbox.update().values(claimed_until=0.0))

    def echoes(self) -> list[str]:
        """What was decided to be said, in order, sent or not."""
        bodies = self.rows(sa.select(tables.outbox.c.body).order_by(tables.outbox.c.id))
        return [body["said"]["params"]["kata"] for body in bodies]

    def states(self) -> list[int]:
        return list(self.rows(sa.select(tables.outbox.c.state).order_by(tables.outbox.c.id)))

    def undone(self) -> int:
        return len(self.rows(sa.select(tables.inbox.c.id).where(tables.inbox.c.done == 0)))


def put(tx: Tx, /, channel: str, chat_id: str, said: str, now: datetime, **more: Any) -> int:
    return outbox.put_text(tx, words(said), office_id=None, channel=channel, chat_id=chat_id, now=now, **more)


def channel_to(telegram: Simulator, **more: Any) -> Telegram:
    return Telegram(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url, **more)


async def deliver(office: EchoOffice, telegram: Simulator, sending: Sending = FAST) -> None:
    """Sends what waits, and stops."""
    channel = channel_to(telegram)
    async with office.open(channel, sending=sending) as runtime, channel.session(), runtime.delivery:
        await asyncio.wait_for(runtime.delivery.quiet(), 15)
