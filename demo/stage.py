"""The bot with a clock that can be moved, beside a local Telegram, and the office's people on their phones."""

import asyncio
import time
from collections.abc import AsyncIterator, Container, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import App, build, telegram
from bot.channels.base import Channel
from bot.runtime.clock import MovableClock
from bot.runtime.pacing import UNPACED
from bot.runtime.sender import Sending
from bot.services import changing_hands, importing, inviting, starting
from bot.services.importing import Imported
from bot.services.scope import scope_for
from bot.settings import LEAVE, Settings
from bot.store import beats, offices, reminders, snoozes
from bot.store.engine import Tx, open_engine
from bot.store.schema import migrate
from bot.workflow.master import MasterData, PersonData
from bot.workflow.roles import Role
from bot.workflow.worktime import Calendar
from demo.keeping import Keeping, SqliteFile
from simulator import Panel, Person, Saved, Simulator

ORDER = (Role.SEKRETARIS, Role.KASUBAG, Role.STAF, Role.KASI, Role.OPERATOR, Role.CAMAT, Role.ADMIN)
"""Of the phones."""
PAUSE = 0.002
PATIENCE = 30.0
"""Seconds of real time after which a stage that does not come to rest is called stuck."""
UNDER_FAULTS = 3.0
"""The same while faults are thrown at the bot, that is, while nobody can expect it to come to rest."""
JOURNEY = 120.0
"""Seconds of real time that one move of the clock may take, with all the reminders on its way."""


@dataclass(frozen=True)
class Moment:
    """An office to come back to: its database and what is on its people's phones."""

    at: datetime
    database: Any = field(repr=False)  # as its keeping saves it
    telegram: Saved = field(repr=False)


@dataclass
class Stage:
    """`people` by the key that the master data names them with; `codes` are the invites of those not on Telegram."""

    data: MasterData
    telegram: Simulator
    clock: MovableClock
    start: datetime
    database: Keeping
    beside: Sequence[Channel] = ()
    elsewhere: Container[str] = ()
    strangers: Sequence[str] = ()
    groups: str = LEAVE
    people: dict[str, Person] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    app: App = field(init=False)
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def open(self) -> None:
        """Founds the office, gives everybody a phone, lets the bot run, and links who is on Telegram."""
        codes = await asyncio.to_thread(_found, self.database.url, self.data, self.start)
        self._give_phones()
        self.codes = {one.key: codes[one.name] for one in self.data.persons if one.key in self.elsewhere}
        await self.begin()
        await self.link({key: codes[person.name] for key, person in self.people.items()})

    async def resume(self, at: Moment) -> None:
        """Instead of `open`: goes on from a moment of another stage with the same data, strangers and start."""
        self._give_phones()
        await self.go_back(at)

    def _give_phones(self) -> None:
        here = [person for person in phones(self.data) if person.key not in self.elsewhere]
        self.people = {one.key: self.telegram.person(one.name, note=_titles(self.data, one)) for one in here}
        for name in self.strangers:
            self.telegram.person(name, note="tidak terdaftar di kantor")

    async def start_over(self) -> None:
        """The same office on its first day, with nobody and nothing of what was before, trouble included."""
        await self.telegram.calm()
        await self.end()
        self.telegram.reset()
        self.clock.set(self.start)
        self.database.renew()
        await self.open()

    async def save(self) -> Moment:
        """The office as it is now, at rest."""
        await self.settle()
        await self.app.runtime.runner.run(beats.beat, self.clock.now())  # coming back to it is no outage
        return Moment(self.clock.now(), await asyncio.to_thread(self.database.save), self.telegram.save())

    async def go_back(self, to: Moment) -> None:
        """To a moment of this office, or of another with the same people."""
        await self.end()
        self.telegram.restore(to.telegram)
        self.clock.set(to.at)
        await asyncio.to_thread(self.database.restore, to.database)
        await self.begin()

    async def begin(self) -> None:
        """Puts a bot together and lets it run."""
        at = self.telegram
        settings = Settings(at.token, at.api_url, self.database.url, groups=self.groups)
        self.app = build(settings, self.clock, (telegram(settings), *self.beside), Sending(pacing=UNPACED))
        await self._running.enter_async_context(self.app.running(timetable=False))

    async def end(self) -> None:
        """Stops the bot wherever it is; another one may begin on the same database."""
        await self._running.aclose()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.data.office.zone)

    @property
    def now(self) -> datetime:
        return self.clock.now().astimezone(self.zone)

    async def settle(self) -> None:
        """Waits until everything said is answered, every paper made, every message sent, and nothing more is due.

        Raises TimeoutError after PATIENCE. Under faults the time goes on without waiting for them to end.
        """
        started = time.monotonic()
        async with asyncio.timeout(PATIENCE):
            while not (self.telegram.troubled and time.monotonic() - started > UNDER_FAULTS):
                await asyncio.sleep(0)
                if self.telegram.updates.pending or not await self.app.runtime.idle():
                    await asyncio.sleep(PAUSE)
                elif not await self.app.due() and not self.telegram.updates.pending:
                    return

    async def travel(self, to: datetime) -> None:
        """Moves the clock from one planned moment to the next, letting happen at each what is due there.

        Raises TimeoutError after JOURNEY; the clock then stands where it came to.
        """
        async with asyncio.timeout(JOURNEY):
            await self.settle()
            while (planned := await self.next_planned()) is not None and planned <= to:
                await self._move(planned)
            await self._move(to)

    async def _move(self, to: datetime) -> None:
        """Never backwards; open pages are told, for the clock stands on them."""
        self.clock.set(max(to, self.clock.now()))
        self.telegram.refresh()
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
    rungs = reminders.next_look(tx, now), snoozes.next_look(tx, now)
    return *rungs, starting.next_proposal(tx, now), changing_hands.next_turn(tx, now)


@asynccontextmanager
async def open_stage(
    data: MasterData,
    database: Path | Keeping,
    start: datetime,
    *,
    port: int = 0,
    beside: Sequence[Channel] = (),
    elsewhere: Container[str] = (),
    strangers: Sequence[str] = (),
    panels: Sequence[Panel] = (),
    at: Moment | None = None,
) -> AsyncIterator[Stage]:
    """A fresh office on a fresh database at `start`, with all its people linked; or as it was `at` a moment.

    `beside` are further channels; who is `elsewhere`, by key, is reached there and still has to open the bot.
    `strangers` have a phone, too, but no place in the office.
    """
    clock, zone, name = MovableClock(start), data.office.zone, f"SOP {data.office.name}"
    async with Simulator(now=clock.now, port=port, bot_name=name, zone=zone, panels=panels) as server:
        kept = SqliteFile(database) if isinstance(database, Path) else database
        stage = Stage(data, server, clock, start, kept, beside, elsewhere, strangers)
        try:
            await (stage.open() if at is None else stage.resume(at))
            yield stage
        finally:
            await stage.end()


def phones(data: MasterData) -> list[PersonData]:
    """Everybody, in the order in which the SOP comes to them: the Camat and the admin last."""
    first = {role.person: ORDER.index(role.role) for role in reversed(data.roles)}
    return sorted(data.persons, key=lambda person: first.get(person.key, len(ORDER)))


def _titles(data: MasterData, person: PersonData) -> str:
    return ", ".join(dict.fromkeys(role.title for role in data.roles if role.person == person.key))


def _found(url: str, data: MasterData, now: datetime) -> dict[str, str]:
    """Makes the database and loads the office; returns everybody's invite by name."""
    engine = open_engine(url)
    migrate(engine)
    with engine.begin() as tx:
        codes = _import(tx, data, now)
    engine.dispose()
    return codes


def _import(tx: Tx, data: MasterData, now: datetime) -> dict[str, str]:
    imported = importing.import_office(tx, data, now)
    if not isinstance(imported, Imported):
        raise ValueError(f"the office cannot be founded: {imported}")
    office_id = imported.office_id
    return {person.name: inviting.invite(tx, office_id, person.id, now) for person in offices.persons(tx, office_id)}
