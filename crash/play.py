"""The whole trial: five hundred updates over twenty chats, and a process that is struck in the middle of them.

1. The office is founded and played to the middle of its forms and decisions, and the bot stopped (founding).
2. Five hundred updates are queued at Telegram, typed ahead (scripts). The bot, the real process with real pacing, finds
   a database of an older schema and is killed while it migrates it (migrating), then killed or told to stop at moments
   left to chance (moments, stops). Meanwhile people press what they see (people).
3. It is let live until all that was expected has happened and nothing waits.

Nothing is judged here: what happened is noted, and crash/checker judges. The seed chooses the moments; what the process
was doing in them is up to the machine, so a seed repeats a run as well as two runs can be alike.
"""

import asyncio
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from crash import migrating, moments, process, scripts
from crash.eyes import Eyes, Seen
from crash.founding import found
from crash.moments import MOMENTS, Life
from crash.notes import Notes
from crash.people import People
from crash.process import Where
from crash.stops import LOADS
from crash.telling import Tell
from crash.waiting import quiet, undone, until
from simulator import Simulator

QUIET = 0.25
LONGEST_WORK = 240.0


@dataclass
class Trial:
    telegram: Simulator
    where: Where
    rng: Random
    people: People
    eyes: Eyes
    tell: Tell
    start: float = 2.0
    lives: int = field(default=0, init=False)

    async def kill(self, kind: str) -> None:
        async with self._life() as (alive, life):
            took = await moments.come(MOMENTS[kind], life)
            flying = self._requests()
            await process.kill(alive)
        seen = await self._autopsy("kill", kind, life, flying)
        self.tell(f"{self.lives:3} SIGKILL {kind:<9} after {took:4.1f} s; {self._left(seen, flying)}")

    async def stop(self, load: str) -> None:
        async with self._life() as (alive, life):
            await moments.come(LOADS[load], life)
            await self._end(alive, load, life)

    async def finish(self) -> None:
        """Lets it live until whatever is expected has happened and nothing waits, or for as long as can be waited."""
        begun = self._starts()
        async with self._life() as (alive, life):
            await until(lambda: self._starts() > begun)  # SIGTERM, while Python still starts, is no more than a kill
            await until(self._over, pause=QUIET, patience=LONGEST_WORK)
            await self._end(alive, "nothing", life)

    # -- beginning and end of a life ---------------------------------------------------------------------------------

    @asynccontextmanager
    async def _life(self) -> AsyncIterator[tuple[Process, Life]]:
        self.lives += 1
        life = Life(self.eyes, self.telegram, self.people, self.rng, self.eyes.seen(), self.start)
        async with process.running(self.where) as alive:
            yield alive, life

    async def _end(self, alive: Process, load: str, life: Life) -> None:
        flying = self._requests()
        seconds, status = await process.stop(alive)
        seen = await self._autopsy("term", load, life, flying, seconds=round(seconds, 3), status=status)
        self.tell(f"{self.lives:3} SIGTERM {load:<9} took  {seconds:4.2f} s; {self._left(seen, flying)}")

    async def _autopsy(self, how: str, kind: str, life: Life, flying: int, **more: object) -> Seen:
        """What lies there, once Telegram has answered whatever nobody waits for any more."""
        for fault in life.faults:
            self.telegram.faults.remove(fault)
        await until(lambda: not self._requests())
        seen = self.eyes.seen()
        known = {"calls": len(self.telegram.calls), "marked": self.eyes.marked(), "heads": self.eyes.heads()}
        waits = undone(self.telegram, self.eyes, seen)
        left = {"updates": waits, "unsent": seen.unsent, "wanted": seen.wanted, "flying": flying}
        self.people.notes.add(how, life=self.lives, kind=kind, **known, **left, **life.found, **more)
        return seen

    # -- what can be seen --------------------------------------------------------------------------------------------

    def _starts(self) -> int:
        """How often a bot has asked for updates for the first time."""
        return len(self.telegram.calls.of("deleteWebhook"))

    def _requests(self) -> int:
        """That Telegram has and has not answered."""
        return self.telegram.calls.running

    def _left(self, seen: Seen, flying: int) -> str:
        left = f"{undone(self.telegram, self.eyes, seen):3} updates, {seen.unsent:3} messages, {seen.wanted:2} papers"
        return f"{left} wait, {flying:2} requests fly"

    def _over(self) -> bool:
        return quiet(self.telegram, self.eyes) and self._happened()

    def _happened(self) -> bool:
        return all(self._is_there(one) for one in self.people.notes.facts if one["fact"] == "event")

    def _is_there(self, one: dict[str, object]) -> bool:
        data = self.eyes.happened(int(str(one["cycle"])), str(one["event"]))
        return any(one["unit"] in (None, event.get("unit_id")) for event in data)


async def play(folder: Path, seed: int, kills: int, tell: Tell) -> None:
    """Leaves the record in the folder: kantor.db, catatan.jsonl, panggilan.jsonl, bot.log."""
    async with Simulator(bot_name="SOP Kecamatan Contoh") as telegram:
        database = folder / "kantor.db"
        phones, cycles = await found(telegram, database)
        where = Where(database, telegram.api_url, telegram.token, folder / "bot.log")
        trial = Trial(telegram, where, Random(seed), People(telegram, phones, Notes()), Eyes(database), tell)
        telegram.calls.clear()
        waiting, newest = trial.eyes.unsent(), trial.eyes.seen().newest
        trial.people.notes.add("began", seed=seed, kills=kills, outbox=newest, waiting=waiting)
        await scripts.type_ahead(trial.people, cycles)
        tell(f"{len(telegram.updates.pending)} updates wait in {len(phones)} chats")
        try:
            await _strike(trial, kills)
        finally:
            trial.people.notes.write(folder / "catatan.jsonl")
            (folder / "panggilan.jsonl").write_text(telegram.calls.jsonl(), encoding="utf-8")


async def _strike(trial: Trial, kills: int) -> None:
    """The first stop is under the full load; the others come between the kills."""
    await trial.telegram.line.down()  # or a process that was killed too late would have taken updates along
    trial.start = await migrating.strike(trial.where, trial.eyes, trial.people.notes, trial.rng, trial.tell)
    await trial.telegram.line.up()
    plan: list[tuple[Callable[[str], Awaitable[None]], str]] = []
    plan += [(trial.kill, kind) for kind in moments.plan(trial.rng, kills)]
    plan += [(trial.stop, load) for load in LOADS if load != "full"]
    trial.rng.shuffle(plan)
    async with _acting(trial.people):
        for strike, kind in [(trial.stop, "full"), *plan]:
            await strike(kind)
        await trial.finish()


@asynccontextmanager
async def _acting(people: People) -> AsyncIterator[None]:
    """People press what they see, as long as the block lasts."""

    async def look() -> None:
        while True:
            await people.look()
            await asyncio.sleep(QUIET)

    task = asyncio.create_task(look())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
