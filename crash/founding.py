"""Founds the office and plays it to where it is struck, with the bot in this process and nobody killing it yet."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app import App, build, telegram
from bot.runtime.clock import SystemClock
from bot.runtime.pacing import UNPACED
from bot.runtime.sender import Sending
from bot.services import importing, inviting, starting
from bot.services.importing import Imported
from bot.services.scope import Chat, scope_for
from bot.settings import Settings
from bot.store import offices
from bot.store.engine import Tx, open_engine
from bot.store.schema import migrate
from bot.workflow.master import MasterData
from bot.workflow.periods import PeriodKind, ended_before
from crash.office import DECIDED, EACH, FILLED, HANDED_OUT, KASI, YEARLY, office
from simulator import Person, Simulator

PATIENCE = 120.0
PAUSE = 0.01


@dataclass(frozen=True)
class Cycle:
    """`label` is how every card names its period."""

    id: int
    label: str


Cycles = Mapping[PeriodKind, Cycle]


async def found(server: Simulator, database: Path) -> tuple[dict[str, Person], Cycles]:
    """Everybody's phone, by key, and the cycles; the bot is stopped again."""
    url, clock = f"sqlite:///{database}", SystemClock()
    data, kinds = office(clock.now().date()), (DECIDED, FILLED, YEARLY, HANDED_OUT)
    phones = {person.key: server.person(person.name) for person in data.persons}
    cycles = await asyncio.to_thread(begin, url, data, phones, kinds)
    settings = Settings(token=server.token, api_url=server.api_url, database_url=url)
    app = build(settings, clock, (telegram(settings),), Sending(pacing=UNPACED))
    async with _Stage(server, app, phones).running() as stage:
        await _play(stage, cycles)
    return phones, cycles


def begin(url: str, data: MasterData, phones: Mapping[str, Person], kinds: Iterable[PeriodKind]) -> Cycles:
    """The office in a new database, everybody linked to their phone, and a cycle of each kind proposed."""
    engine = open_engine(url)
    migrate(engine)
    with engine.begin() as tx:
        cycles = _begin(tx, data, phones, kinds)
    engine.dispose()
    return cycles


def _begin(tx: Tx, data: MasterData, phones: Mapping[str, Person], kinds: Iterable[PeriodKind]) -> Cycles:
    """The last period of each kind that has ended, as the Jadwal Kerja does."""
    now = SystemClock().now()
    imported = importing.import_office(tx, data, now)
    if not isinstance(imported, Imported):
        raise ValueError(f"the office cannot be founded: {imported}")
    ids = {person.name: person.id for person in offices.persons(tx, imported.office_id)}
    for person in data.persons:
        phone = phones[person.key]
        phone.chat.started = True
        inviting.bind(tx, Chat("telegram", str(phone.id)), imported.office_id, ids[person.name], now)
    scope, cycles = scope_for(tx, imported.office_id, now), {}
    for kind in kinds:
        period = ended_before(kind, now.date())
        begun = starting.start(scope, period)
        if not isinstance(begun, int):
            raise ValueError(f"{period.label} cannot be begun: {begun}")
        cycles[kind] = Cycle(begun, period.label)
    return cycles


@dataclass(frozen=True)
class _Stage:
    server: Simulator
    app: App
    phones: Mapping[str, Person]

    @asynccontextmanager
    async def running(self) -> AsyncIterator["_Stage"]:
        async with self.app.running(timetable=False):
            await self.settle()
            yield self

    async def settle(self, *, papers: bool = True) -> None:
        """Until everything is answered and sent, and whatever papers are wanted made. Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE):
            while True:
                if self.server.updates.pending or not await self.app.runtime.idle():
                    await asyncio.sleep(PAUSE)
                elif not (papers and await self.app.due()) and not self.server.updates.pending:
                    return

    async def press(self, who: str, label: str, *cycles: Cycle) -> None:
        """On the card of each of these cycles."""
        for message in self.phones[who].messages:
            if label in message.labels and any(cycle.label in message.text for cycle in cycles):
                await self.phones[who].press(label, on=message)


async def _play(stage: _Stage, cycles: Cycles) -> None:
    """1. Every cycle to step 4. 2. One handed out, filled, recapped and reported. 3. Two more handed out, of which the
    papers are still to be made; the fourth waits for the Staf."""
    every, decided = tuple(cycles.values()), cycles[DECIDED]
    for who, label in (("sekretaris", "Disposisikan"), ("kasubag", "Formulir siap"), ("kasubag", "Perintahkan Staf")):
        await stage.press(who, label, *every)
        await stage.settle()
    await stage.press("staf", "Bagikan", decided)
    await stage.settle()
    await _fill(stage, decided)
    for who, label in RECAP:
        await stage.press(who, label, decided)
        await stage.settle()
    await stage.press("staf", "Bagikan", cycles[FILLED], cycles[YEARLY])
    await stage.settle(papers=False)


async def _fill(stage: _Stage, cycle: Cycle) -> None:
    for who in KASI.values():
        await stage.press(who, "Isi formulir", cycle)
        for _ in range(EACH):
            await stage.phones[who].say("100")
    await stage.settle()
    for who in KASI.values():
        await stage.phones[who].press("Serahkan")
    await stage.settle()


RECAP = (
    ("kasubag", "Perintahkan rekap"),
    ("staf", "Konfirmasi rekap"),
    ("staf", "Serahkan ke Kasubag"),
    ("kasubag", "Laporkan"),
)
