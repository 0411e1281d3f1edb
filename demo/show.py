"""The stage as one runs it from the page: the clock, the play with its pauses, and a fresh start."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from typing import TypeVar

from demo.moves import MOVES
from demo.play import Play, StuckError
from demo.stage import Stage

SPEEDS: Mapping[str, float] = {"slow": 3.0, "normal": 1.0, "fast": 0.0}
"""Seconds of real time between two acts."""
TICK_SECONDS = 0.5
"""How often what is due is looked at while nobody moves the clock."""
BUSY = "Bot belum selesai bekerja, jadi jam berhenti di sini. Tunggu sebentar, lalu coba lagi."
ENDED = "Pengumpulan data kinerja ini sudah berakhir. Tekan Mulai lagi untuk kantor yang bersih."
log = logging.getLogger(__name__)
T = TypeVar("T")


class Mode(StrEnum):
    READY = "ready"
    PLAYING = "playing"
    PAUSED = "paused"
    STUCK = "stuck"
    OVER = "over"


class NotNowError(Exception):
    """What was asked for cannot be done at this moment; the message says why."""


class Show:
    """One thing at a time happens on the stage: whatever moves the clock or plays an act holds the lock."""

    def __init__(self, stage: Stage, *, speed: str = "normal") -> None:
        self.stage = stage
        self.mode = Mode.READY
        self.said = ""  # what happened last, or why it does not go on
        self.actor = ""  # the key of whoever did it
        self.curtain = asyncio.Lock()  # held by whoever looks at the office, and while it is founded anew
        self._play = Play(stage, stage.data)
        self._speed = speed
        self._lock = asyncio.Lock()
        self._playing: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()

    @property
    def speed(self) -> str:
        return self._speed

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Within this block the timetable runs on the movable clock, so that the bot answers people who act by hand."""
        ticking = asyncio.create_task(self._tick(), name="timetable")
        try:
            yield
        finally:
            await _cancelled(ticking)
            await _cancelled(self._playing)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            async with self._lock:
                try:
                    await self.stage.app.due()
                except Exception:
                    log.exception("the timetable failed; it is tried again")

    # -- the clock ---------------------------------------------------------------------------------------------------

    async def move(self, name: str) -> None:
        """By one of MOVES, or to the "next" planned moment."""
        if name != "next" and name not in MOVES:
            raise NotNowError(f"Gerak jam “{name}” tidak dikenal.")
        async with self._lock:
            await _patiently(self._travel(name))
        self.stage.telegram.refresh()

    async def _travel(self, name: str) -> None:
        if name == "next":
            to = await self.stage.next_planned()
        else:
            to = MOVES[name](await self.stage.calendar(), self.stage.now)
        if to is None:
            raise NotNowError("Tidak ada pengingat atau jadwal yang direncanakan.")
        await self.stage.travel(to)

    # -- the play ----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Plays on until the end, a pause, or something the play cannot do. Harmless while it plays already."""
        if self.mode is not Mode.PLAYING:
            self._stands(Mode.PLAYING)
            self._playing = asyncio.create_task(self._run(), name="play")

    async def rest(self) -> None:
        """Waits until the play stands still, for whatever reason."""
        while self._playing is not None and not self._playing.done():
            await asyncio.wait((self._playing,))

    async def pause(self) -> None:
        """Returns once the act under way is done."""
        if self.mode is Mode.PLAYING:
            self._stands(Mode.PAUSED)
            self._hurry.set()
            await self.rest()

    async def step(self) -> None:
        """One small act, then a pause."""
        await self.pause()
        self._stands(Mode.PAUSED)
        await self._one()

    def set_speed(self, name: str) -> None:
        if name not in SPEEDS:
            raise NotNowError(f"Kecepatan “{name}” tidak dikenal.")
        self._speed = name
        self._hurry.set()
        self.stage.telegram.refresh()

    async def restart(self) -> None:
        """A clean office on its first day."""
        await self.pause()
        async with self._lock, self.curtain:
            self._play = Play(self.stage, self.stage.data)
            await _patiently(self.stage.start_over())
        self._stands(Mode.READY)

    async def upcoming(self) -> str:
        return await self._play.upcoming()

    async def _run(self) -> None:
        while self.mode is Mode.PLAYING:
            await self._one()
            if self.mode is Mode.PLAYING:
                await self._breathe()

    async def _breathe(self) -> None:
        """A pause between two acts, cut short by Jeda or by another speed."""
        self._hurry.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(SPEEDS[self._speed]):
                await self._hurry.wait()

    async def _one(self) -> None:
        async with self._lock:
            try:
                happened = await _patiently(self._play.step())
                if happened is None:
                    self._stands(Mode.OVER, ENDED)
                else:
                    self._stands(self.mode, happened.said, happened.who)
            except (StuckError, NotNowError) as error:
                self._stands(Mode.STUCK, str(error))
            except Exception:
                log.exception("the play failed")
                self._stands(Mode.STUCK, "Putar berhenti karena kesalahan; lihat catatan di terminal.")

    def _stands(self, mode: Mode, said: str = "", actor: str = "") -> None:
        self.mode, self.said, self.actor = mode, said, actor
        self.stage.telegram.refresh()


async def _patiently(work: Awaitable[T]) -> T:
    try:
        return await work
    except TimeoutError as error:
        raise NotNowError(BUSY) from error


async def _cancelled(task: "asyncio.Task[None] | None") -> None:
    if task is not None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
