"""Plays the year: the whole bot on a movable clock, which goes from one thing that happens to the next."""

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import jobs
from bot.app import App, build
from bot.runtime.clock import MovableClock
from bot.runtime.pacing import UNPACED
from bot.runtime.sender import Sending
from bot.settings import Settings
from bot.store import cycles
from bot.store.cycles import TaskRow
from bot.workflow.steps import Step
from bot.workflow.worktime import Calendar, add_minutes, opening
from bot.workflow.worktime import nth_working_day as nth
from year import asking, habits, scenes
from year.acts import ACTS
from year.chats import Chats, NotOfferedError
from year.founding import found
from year.office import KASI, START, ZONE

BEAT = timedelta(minutes=235)
"""The bot looks at every moment it has planned itself, and besides at each of these: what it planned too late, or
would send although nothing was planned, is seen too."""
AWAKE = range(6, 19)
PAUSE = 0.001
ADMIN = "adi"
REMINDERS = "pengingat"
LEFT_OUT = ("dokumen", "pembersihan")
"""Of the timetable: two hundred papers take minutes to make, and what was said in the year is read at its end."""
SNOOZES = 0.05
"""How often somebody taps Ingatkan nanti under a reminder."""

Doing = Callable[[], Awaitable[None]]


@dataclass
class Year:
    """`looked` counts the looks of the bot at its reminders. After each outage another `app` goes on."""

    build: Callable[[], App]
    chats: Chats
    clock: MovableClock
    calendar: Calendar
    persons: dict[str, int]
    units: dict[int, str]
    rng: Random
    looked: int = 0
    app: App = field(init=False)
    periods: dict[int, str] = field(default_factory=dict)
    _known: set[int] = field(default_factory=set)
    _plans: list[tuple[datetime, int, Doing]] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    _once: set[tuple[str, int]] = field(default_factory=set)
    _read: int = 0
    _beat: datetime = START
    _turn: datetime = START
    _looked_at: datetime = START
    _outages: list[scenes.Outage] = field(default_factory=lambda: list(scenes.OUTAGES))
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def play(self, until: datetime) -> None:
        """What people do happens at its own second, the bot looks on the full minute; an outage is only slept over."""
        while (now := self.clock.now()) < until:
            while self._beat <= now or self._beat.astimezone(ZONE).hour not in AWAKE:
                self._beat += BEAT
            rung, turn = await self._planned(now)
            look = _up(min(self._beat, rung, turn))
            if self._outages and self._outages[0].begins <= min([look, *(one[0] for one in self._plans[:1])]):
                await self._be_down(self._outages.pop(0))
            elif self._plans and self._plans[0][0] < look:
                await self._act()
            else:
                await self._look(look, whole=look >= turn)

    # -- time --------------------------------------------------------------------------------------------------------

    async def _planned(self, now: datetime) -> tuple[datetime, datetime]:
        """The full minutes of the next rung, and of the next turn of everything else, at the latest in some hours."""
        if self._turn <= now:
            self._turn = await self.app.runtime.runner.run(asking.next_turn, now)
        return asking.full_minute(await self.app.runtime.runner.run(asking.next_rung, self._looked_at)), self._turn

    async def _look(self, at: datetime, *, whole: bool) -> None:
        """The whole timetable, or the reminders alone."""
        self.clock.set(at)
        self._looked_at = at
        looks = [job for job in jobs.TIMETABLE if job.name not in LEFT_OUT and (whole or job.name == REMINDERS)]
        done = await asyncio.gather(*(job.run(self.app.runtime) for job in looks))
        self.looked += 1
        if any(done):
            await self._rest()
            self._put_off()

    async def _act(self) -> None:
        moment, _, act = heapq.heappop(self._plans)
        self.clock.set(max(moment, self.clock.now() + timedelta(seconds=1)))
        await act()

    async def _rest(self) -> None:
        """Waits until all that was said is answered and sent, then plans what people will do about it."""
        async with asyncio.timeout(30):
            while self.chats.unhandled or not await self.app.runtime.idle():  # noqa: ASYNC110 (as Runtime.quiet)
                await asyncio.sleep(PAUSE)
        for task in await self.app.runtime.runner.run(asking.open_tasks):
            if task.id not in self._known:
                self._known.add(task.id)
                await self._notice(task)

    async def begin(self) -> None:
        self.app = self.build()
        await self._running.enter_async_context(self.app.running(timetable=False))

    async def end(self) -> None:
        await self._running.aclose()

    async def _be_down(self, outage: scenes.Outage) -> None:
        """The bot is stopped and another one started; the admin hears of it, once. Raises RuntimeError if not."""
        self.clock.set(outage.begins)
        await self.end()
        self.clock.set(outage.ends - scenes.EARLIER)
        told = len(self.chats.screens[ADMIN])
        await self.begin()
        await self.app.runtime.intake.received()
        await self._rest()
        if len(self.chats.screens[ADMIN]) != told + 1:
            raise RuntimeError(f"of the outage of {outage.begins} the admin was not told once")

    # -- people ------------------------------------------------------------------------------------------------------

    async def _notice(self, task: TaskRow) -> None:
        """A task has opened: somebody will do it at some moment."""
        if task.cycle_id not in self.periods:
            self.periods[task.cycle_id] = (await self.app.runtime.runner.run(cycles.get, task.cycle_id)).period
        period, unit = self.period(task), self._unit(task)
        at = habits.moment(self.rng, self.calendar, period, task, unit)
        self._plan(at, lambda: self._do(task))
        if task.step == Step.FILL and task.round == 1:
            self._plan_extension(task, scenes.EXTENDED.get((period, unit)))
            if unit == next(iter(KASI)) and period in scenes.WITHOUT:
                self._plan(self._morning(task, scenes.WITHOUT[period]), lambda: self._go_on(task))

    def _plan(self, at: datetime, doing: Doing) -> None:
        heapq.heappush(self._plans, (habits.awake(at), next(self._numbers), doing))

    def _morning(self, task: TaskRow, days: int) -> datetime:
        due = (task.due_at or task.opened_at).astimezone(ZONE)
        return opening(self.calendar, nth(self.calendar, due.date(), days)) + timedelta(minutes=40, seconds=17)

    async def _do(self, task: TaskRow) -> None:
        current = await self.app.runtime.runner.run(cycles.task, task.id)
        if current is not None and current.closed_at is None:
            await ACTS[Step(task.step)](self, await self._doer(current), current)

    async def _doer(self, task: TaskRow) -> str:
        """Who holds the task now: any of several, but never an operator, who cannot submit."""
        holders = await self.app.runtime.runner.run(asking.holders, task, self.clock.now())
        return next(key for key, number in self.persons.items() if number in holders)

    def _plan_extension(self, task: TaskRow, wanted: scenes.Extension | None) -> None:
        if wanted is not None:
            at = add_minutes(self.calendar, task.opened_at, wanted.after_minutes) + timedelta(seconds=21)
            self._plan(at, lambda: self._ask_for_time(task))
            self._plan(at + timedelta(minutes=25), lambda: self._grant(task, wanted.days))

    async def _ask_for_time(self, task: TaskRow) -> None:
        if await self.is_open(task.id):
            who = await self._doer(task)
            await self.press(who, f"problem:{task.id}")
            await self.say(who, "Data dari desa belum masuk.")

    async def _grant(self, task: TaskRow, days: int) -> None:
        if await self.is_open(task.id):
            await self.press("kasubag", f"extend:{task.id}:{days}")

    async def _go_on(self, task: TaskRow) -> None:
        """The Kasubag goes on without the late ones, if there still are any; else there is no such button."""
        try:
            await self.press("kasubag", f"goon:{task.cycle_id}")
        except NotOfferedError:
            return
        await self.say("kasubag", "Data ditunggu sampai triwulan berikutnya.")

    def _put_off(self) -> None:
        """Some of those who were just reminded tap Ingatkan nanti within minutes."""
        for sent in self.chats.sent[self._read :]:
            shown = self.chats.screens[sent.chat_id].get(sent.id)
            later = [b.data for row in shown.buttons for b in row if b.data.startswith("later:")] if shown else []
            if later and self.rng.random() < SNOOZES:
                self._plan(
                    self.clock.now() + timedelta(seconds=self.rng.randrange(61, 1500)),
                    self._later(sent.chat_id, later[0]),
                )
        self._read = len(self.chats.sent)

    def _later(self, who: str, data: str) -> Doing:
        async def act() -> None:
            await self.press(who, data)

        return act

    # -- what an act needs -------------------------------------------------------------------------------------------

    def period(self, task: TaskRow) -> str:
        return self.periods[task.cycle_id]

    def _unit(self, task: TaskRow) -> str:
        return self.units.get(task.unit_id or 0, "")

    def once(self, what: str, cycle_id: int) -> bool:
        fresh = (what, cycle_id) not in self._once
        self._once.add((what, cycle_id))
        return fresh

    def offers(self, who: str, wanted: str) -> bool:
        return self.chats.offers(who, wanted)

    async def press(self, who: str, wanted: str) -> None:
        self.chats.press(who, wanted)
        await self._rest()

    async def say(self, who: str, words: str) -> None:
        self.chats.say(who, words)
        await self._rest()

    async def is_open(self, task_id: int) -> bool:
        found = await self.app.runtime.runner.run(cycles.task, task_id)
        return found is not None and found.closed_at is None

    async def unit_and_entry(self, task: TaskRow, unit: str) -> tuple[int, int]:
        unit_id = next(number for number, name in self.units.items() if name == unit)
        return unit_id, await self.app.runtime.runner.run(asking.first_entry, task.cycle_id, unit_id)


def _up(at: datetime) -> datetime:
    """A look that would fall into an outage is made when it is over."""
    return next((outage.ends for outage in scenes.OUTAGES if outage.begins <= at < outage.ends), at)


@asynccontextmanager
async def open_year(database: Path, seed: int) -> AsyncIterator[Year]:
    """The office on its first morning, everybody linked; a person's chat has their key for its id."""
    url, clock = f"sqlite:///{database}", MovableClock(START)
    persons, units, calendar = found(url)
    chats = Chats(clock)
    settings = Settings(token="", database_url=url)
    year = Year(
        lambda: build(settings, clock, (chats,), Sending(pacing=UNPACED)),
        chats,
        clock,
        calendar,
        persons,
        units,
        Random(seed),
    )
    try:
        await year.begin()
        yield year
    finally:
        await year.end()
