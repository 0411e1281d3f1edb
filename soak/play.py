"""The whole run: a cycle of all thirteen steps in every weather, then laps of further traffic, at rest after each.

1. The office is imported and linked, one cycle proposed, and another that is to be left in the middle.
2. The real process with real pacing and the real clock; people act on sight until the report is delivered (habits).
3. The forms of the second cycle are handed out. Rest.
4. Each lap: what people ask of a bot day after day (laps). Rest.

At rest the faults are taken away, nothing waits, and every connection has been closed once. Nothing is judged here:
what happened is noted, and soak/checker judges.
"""

import asyncio
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

from bot.workflow.periods import PeriodKind
from crash import process
from crash.eyes import Eyes
from crash.founding import Cycles, begin
from crash.notes import Notes
from crash.office import office
from crash.people import People
from crash.process import Where
from crash.telling import Tell
from crash.waiting import quiet, until
from simulator import Person, Simulator
from soak import laps, vitals
from soak.habits import Habits
from soak.office import EACH, Cast, cast
from soak.vitals import Watch
from soak.weather import Weather

FIRST, SECOND = PeriodKind.QUARTER, PeriodKind.MONTH
LOOK = 0.25
LONGEST_CYCLE, LONGEST_LAP = 900.0, 300.0
REST = 2.0


@dataclass
class Run:
    telegram: Simulator
    people: People
    habits: Habits
    weather: Weather
    eyes: Eyes
    watch: Watch
    tell: Tell
    rests: int = field(default=0, init=False)

    async def cycle(self) -> None:
        """To its end, and the forms of the next one handed out."""
        self.weather.begin()
        await self._until(lambda: self.habits.over, LONGEST_CYCLE)
        self.tell("the report was delivered")
        await self._until(self._handed_out, LONGEST_LAP)
        await self._rest()

    async def lap(self) -> None:
        self.weather.begin()
        await laps.ask(self.people, self.habits.cast)
        await self._until(self._quiet, LONGEST_LAP)
        await laps.look(self.people)
        await self._until(self._quiet, LONGEST_LAP)
        await self._rest()

    async def _until(self, holds: Callable[[], bool], patience: float) -> None:
        """Everybody does what they see meanwhile, and some are chatty."""
        async with asyncio.timeout(patience):
            while not holds():
                await self.habits.look()
                if not self.habits.over:
                    await self.habits.chat()
                await asyncio.sleep(LOOK)

    def _handed_out(self) -> bool:
        return bool(self.eyes.happened(self.habits.cycle + 1, "FormsDistributed")) and self._quiet()

    def _quiet(self) -> bool:
        return quiet(self.telegram, self.eyes) and not self.eyes.unsent()

    async def _rest(self) -> None:
        """In calm weather, with new connections only."""
        await self.weather.end()
        await self.telegram.line.down()
        await self.telegram.calm()
        await until(self._quiet, pause=LOOK, patience=LONGEST_LAP)
        await asyncio.sleep(REST)
        found = vitals.look(self.watch.pid)
        self.people.notes.add("rest", lap=self.rests, **asdict(found))
        handles = f"{found.descriptors} descriptors, {found.threads} threads, {found.children} children"
        self.tell(f"rest {self.rests}: {found.rss:.1f} MB, {handles}")
        self.rests += 1


async def soak(folder: Path, seed: int, times: int, units: int, tell: Tell) -> None:
    """Leaves the record in the folder: kantor.db, catatan.jsonl, panggilan.jsonl, bot.log."""
    rng, notes = Random(seed), Notes()
    parts, database, port = cast(rng, units), folder / "kantor.db", vitals.free_port()
    async with Simulator(bot_name="SOP Kecamatan Contoh") as telegram:
        phones, cycles = await _found(telegram, database, parts)
        where = Where(database, telegram.api_url, telegram.token, folder / "bot.log", {"HEALTH_PORT": str(port)})
        people = People(telegram, phones, notes)
        habits = Habits(people, rng, parts, cycles[FIRST].id, cycles[SECOND].label)
        closed = [str(phones[parts.kasi[unit]].id) for unit in (parts.gone, parts.blocks)]
        notes.add("began", seed=seed, kills=0, outbox=0, waiting=[], laps=times, units=units, closed=closed)
        weather = Weather(telegram, Random(rng.random()))
        try:
            async with process.running(where) as alive, _watched(alive) as watch:
                run = Run(telegram, people, habits, weather, Eyes(database), watch, tell)
                await _live(run, times)
                _expect(habits)
                notes.add("metrics", **asdict(await vitals.metrics(port)))
                await _end(run, alive)
        finally:
            _write(folder, telegram, notes, weather)


async def _live(run: Run, times: int) -> None:
    await run.cycle()
    for _ in range(times):
        await run.lap()


async def _found(telegram: Simulator, database: Path, parts: Cast) -> tuple[dict[str, Person], Cycles]:
    today = datetime.now().astimezone().date()
    data = office(today, parts.units, EACH, (FIRST, SECOND))
    phones = {person.key: telegram.person(person.name) for person in data.persons}
    cycles = await asyncio.to_thread(begin, f"sqlite:///{database}", data, phones, (FIRST, SECOND))
    await phones[parts.kasi[parts.gone]].deactivate()
    return phones, cycles


@asynccontextmanager
async def _watched(alive: Process) -> AsyncIterator[Watch]:
    watch = Watch(alive.pid)
    task = asyncio.create_task(watch.run())
    try:
        yield watch
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _expect(habits: Habits) -> None:
    """What must have happened: each form came in, those that were returned once more, and each step was taken."""
    parts, notes = habits.cast, habits.people.notes
    for place, unit in enumerate(parts.units, 1):
        times = 1 + (unit in parts.returned)
        notes.add("event", cycle=habits.cycle, event="FormSubmitted", unit=place, times=times)
    for event, times in ONCE.items():
        notes.add("event", cycle=habits.cycle, event=event, unit=None, times=times)


ONCE = {
    "FormsDistributed": 1,
    "RecapReturned": 1,
    "RecapApproved": 1,
    "DataArchived": 1,
    "ReportSigned": 1,
    "CycleFinished": 1,
}


async def _end(run: Run, alive: Process) -> None:
    seen = run.watch.seen
    peak = {name: max(getattr(one, name) for one in seen) for name in ("rss", "descriptors", "threads", "children")}
    run.people.notes.add("peak", seconds=len(seen), **peak)
    seconds, status = await process.stop(alive)
    known = {"calls": len(run.telegram.calls), "marked": run.eyes.marked(), "heads": run.eyes.heads()}
    run.people.notes.add("term", life=1, kind="rest", seconds=round(seconds, 3), status=status, **known)
    run.eyes.shut()


def _write(folder: Path, telegram: Simulator, notes: Notes, weather: Weather) -> None:
    notes.add("weather", hits=weather.hits)
    notes.write(folder / "catatan.jsonl")
    (folder / "panggilan.jsonl").write_text(telegram.calls.jsonl(), encoding="utf-8")
