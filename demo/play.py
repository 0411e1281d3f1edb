"""Plays one whole quarter, one small thing at a time, and goes on sensibly after people acted by hand in between."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.workflow.master import MasterData
from bot.workflow.worktime import add_minutes
from demo.acts import Act, Does, asked, describe, perform
from demo.figures import Figure, corrections, figures_by_name
from demo.printing import Printer
from demo.progress import Progress, progress
from demo.script import script
from demo.stage import Stage
from simulator import ImpossibleError
from simulator.actions import find_button


class StuckError(Exception):
    """The play cannot go on by itself; the message says calmly why, and what to do."""


@dataclass(frozen=True)
class Happened:
    """In words, and by whose key it was done; nobody's where only time passed."""

    said: str
    who: str = ""


class Play:
    """Where in the script the people of the example office are."""

    def __init__(self, stage: Stage, data: MasterData) -> None:
        self.stage = stage
        self.printer = Printer(stage)
        self._acts = script(data)
        self._figures = figures_by_name(data)
        self._titles = {role.person: role.title for role in reversed(data.roles)}
        self._at = 0
        self._moment: datetime | None = None  # of the act at `_at`, once it is the next one
        self._again = False  # whether the act at `_at` has begun: a form takes many answers

    async def step(self) -> Happened | None:
        """One small thing: somebody acts, or on the way there one planned moment passes.

        None when there is nothing left to do. Raises StuckError.
        """
        there = await self._progress()
        if there.over:
            return None
        if not there.begun:
            return await self._pass(await self.stage.next_planned())
        at = self._next(there)
        if at is None:
            raise StuckError(f"Putar tidak dapat meneruskan: {there.waiting} menunggu. Kerjakan di teleponnya.")
        if at != self._at:
            self._go_to(at)
        act = self._acts[at]
        moment = await self._moment_of(act)
        planned = await self.stage.next_planned()
        if planned is not None and planned <= moment:
            return await self._pass(planned)
        await self._act(act, moment, there)
        return Happened(self._words(act), act.who)

    async def upcoming(self) -> str:
        """What the next act will be, in words; empty when there is none. May be asked in the middle of a step."""
        there = await self._progress()
        at = None if there.over else self._next(there) if there.begun else 0
        return "" if at is None else self._words(self._acts[at])

    def _words(self, act: Act) -> str:
        return f"{self._name(act.who)} {describe(act)}"

    async def _progress(self) -> Progress:
        return await self.stage.app.runtime.runner.run(progress)

    def _next(self, there: Progress) -> int | None:
        """The first act from here on whose task waits; what was done by hand is passed over.

        Where none does, somebody has opened an earlier step anew: then the first from the beginning. None: nothing
        of what waits is in the script.
        """
        onwards = (*range(self._at, len(self._acts)), *range(self._at))
        return next((at for at in onwards if self._fits(self._acts[at], there)), None)

    def _fits(self, act: Act, there: Progress) -> bool:
        waiting = there.open.get((act.step, act.unit))
        fits = waiting is not None and act.round in (None, waiting)
        return fits and (not act.optional or self._offered(act))

    def _offered(self, act: Act) -> bool:
        try:
            find_button(self.stage.people[act.who].chat, act.words)
        except ImpossibleError:
            return False
        return True

    async def _moment_of(self, act: Act) -> datetime:
        if self._moment is None:
            later = add_minutes(await self.stage.calendar(), self.stage.now, act.minutes)
            self._moment = max(later, act.at or later)
        return max(self._moment, self.stage.now)

    async def _pass(self, planned: datetime | None) -> Happened:
        if planned is None:
            raise StuckError("Putar tidak dapat meneruskan: tidak ada lagi yang direncanakan.")
        await self.stage.travel(planned)
        await self.printer.news()
        return Happened("Waktu berjalan sampai jadwal atau pengingat berikutnya")

    async def _act(self, act: Act, moment: datetime, there: Progress) -> None:
        await self.stage.travel(moment)
        await self.printer.news()
        before = asked(act, self.stage)
        try:
            await perform(act, self.stage, self._known(there.open[act.step, act.unit]), again=self._again)
        except ImpossibleError as error:
            raise StuckError(self._why(act)) from error
        await self.printer.news()
        if act.does is not Does.FILL or (act.step, act.unit) not in (await self._progress()).open:
            self._go_to(self._at + 1)
        elif self._again and asked(act, self.stage) == before:
            self._again = False
            raise StuckError(self._why(act))
        else:
            self._again = True

    def _go_to(self, at: int) -> None:
        self._at, self._moment, self._again = at, None, False

    def _known(self, round_: int) -> Mapping[str, Figure]:
        """What the units answer: from the second round on with the corrections."""
        if round_ == 1:
            return self._figures
        new = {one.number: one.new for one in corrections()}
        return {
            name: replace(figure, realisasi=new.get(figure.number, figure.realisasi))
            for name, figure in self._figures.items()
        }

    def _why(self, act: Act) -> str:
        phone = self.stage.people[act.who].chat
        reason = "bot diblokir di telepon itu" if phone.blocked else "teleponnya tidak menawarkan hal itu sekarang"
        return (
            f"Putar berhenti: {self._name(act.who)} tidak dapat {describe(act)}, sebab {reason}. "
            "Selesaikan langkah ini di teleponnya, lalu tekan Putar."
        )

    def _name(self, key: str) -> str:
        return self._titles.get(key, key)
