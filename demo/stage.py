"""The bot with a clock that can be moved, beside a local Telegram, and the office's people on their phones."""

import asyncio
from collections.abc import AsyncIterator, Callable, Container, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import App, build, telegram
from bot.channels.base import Channel
from bot.runtime.clock import MovableClock
from bot.runtime.pacing import UNPACED
from bot.runtime.sender import Sending
from bot.services import importing, people, starting
from bot.services.scope import scope_for
from bot.settings import Settings
from bot.store import offices, reminders
from bot.store.engine import Tx, open_engine
from bot.store.schema import migrate
from bot.workflow.master import MasterData
from bot.workflow.worktime import Calendar
from simulator import Person, Simulator

PAUSE = 0.002
PATIENCE = 30.0
"""Seconds of real time after which a stage that does not come to rest is called stuck."""


@dataclass
class Stage:
    """`people` by the key that the master data names them with; `codes` are the invites of those not on Telegram."""

    make: Callable[[], App]
    telegram: Simulator
    clock: MovableClock
    zone: ZoneInfo
    people: dict[str, Person] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    app: App = field(init=False)
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def begin(self) -> None:
        """Puts a bot together and lets it run."""
        self.app = self.make()
        await self._running.enter_async_context(self.app.running(timetable=False))

    async def end(self) -> None:
        """Stops the bot wherever it is; another one may begin on the same database."""
        await self._running.aclose()

    @property
    def now(self) -> datetime:
        return self.clock.now().astimezone(self.zone)

    async def settle(self) -> None:
        """Waits until everything said is answered, every paper made, every message sent, and nothing more is due."""
        async with asyncio.timeout(PATIENCE):
            while True:
                await asyncio.sleep(0)
                if self.telegram.updates.pending or not await self.app.runtime.idle():
                    await asyncio.sleep(PAUSE)
                elif not await self.app.due() and not self.telegram.updates.pending:
                    return

    async def travel(self, to: datetime) -> None:
        """Moves the clock from one planned moment to the next, letting happen at each what is due there."""
        await self.settle()
        while (planned := await self.next_planned()) is not None and planned <= to:
            self.clock.set(max(planned, self.clock.now()))
            await self.settle()
        self.clock.set(to)
        await self.settle()

    async def wait(self, **how_long: float) -> None:
        """Moves the clock by this much: `minutes=6`."""
        await self.travel(self.now + timedelta(**how_long))

    async def next_planned(self) -> datetime | None:
        """The next moment at which something happens by itself."""
        now = self.clock.now()
        found = await self.app.runtime.runner.run(_planned, now)
        return min((at for at in found if at is not None and at > now), default=None)

    async def calendar(self) -> Calendar:
        """The office's own, with its holidays and hours."""
        return await self.app.runtime.runner.run(_calendar, self.clock.now())

    async def link(self, invited: Mapping[str, str]) -> None:
        """Everybody opens the bot with their one-time code."""
        for key, code in invited.items():
            await self.people[key].start(code)
        await self.settle()


def _calendar(tx: Tx, now: datetime) -> Calendar:
    return scope_for(tx, offices.all_offices(tx)[0].id, now).rules.calendar


def _planned(tx: Tx, now: datetime) -> tuple[datetime | None, ...]:
    return reminders.next_look(tx, now), starting.next_proposal(tx, now)


@asynccontextmanager
async def open_stage(
    data: MasterData,
    database: Path,
    start: datetime,
    *,
    port: int = 0,
    beside: Sequence[Channel] = (),
    elsewhere: Container[str] = (),
) -> AsyncIterator[Stage]:
    """A fresh office on a fresh database at `start`, with all its people linked.

    `beside` are further channels; who is `elsewhere`, by key, is reached there and still has to open the bot.
    """
    url = f"sqlite:///{database}"
    clock = MovableClock(start)
    codes = _found(url, data, start)
    async with Simulator(now=clock.now, port=port, bot_name=f"SOP {data.office.name}") as server:
        settings = Settings(token=server.token, api_url=server.url, database_url=url)

        def make() -> App:
            return build(settings, clock, (telegram(settings), *beside), Sending(pacing=UNPACED))

        stage = Stage(make, server, clock, ZoneInfo(data.office.zone))
        here = [person for person in data.persons if person.key not in elsewhere]
        stage.people = {person.key: server.person(person.name) for person in here}
        stage.codes = {person.key: codes[person.name] for person in data.persons if person.key in elsewhere}
        await stage.begin()
        try:
            await stage.link({person.key: codes[person.name] for person in here})
            yield stage
        finally:
            await stage.end()


def _found(url: str, data: MasterData, now: datetime) -> dict[str, str]:
    """Makes the database and loads the office; returns everybody's invite by name."""
    engine = open_engine(url)
    migrate(engine)
    with engine.begin() as tx:
        codes = _import(tx, data, now)
    engine.dispose()
    return codes


def _import(tx: Tx, data: MasterData, now: datetime) -> dict[str, str]:
    office_id = importing.import_office(tx, data, now).office_id
    return {person.name: people.invite(tx, office_id, person.id, now) for person in offices.persons(tx, office_id)}
