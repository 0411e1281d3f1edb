"""When the database itself fails, the office is told past it: whom to tell, and where, is known before."""

import asyncio
import logging
import math
import time
from collections.abc import Sequence

from bot.channels.base import Channel, Out, SendError
from bot.channels.degrade import fit
from bot.runtime.clock import Clock
from bot.runtime.run import Runner
from bot.services import trouble
from bot.services.trouble import Reached
from bot.store import beats
from bot.store.access import AccessReason, reason_of
from bot.texts.say import Text, render, text

FATAL = frozenset({AccessReason.NO_DATABASE})
"""Going on would spoil what can still be saved."""
CALM_SECONDS = 60.0
FRESH_SECONDS = 15.0
"""For as long it is known whom to tell: less than the timetable lets pass, more than a clock that is moved quickly."""
log = logging.getLogger(__name__)


class Alarm:
    """Hears of every job that failed. Two states: all is well, or troubled for a reason."""

    def __init__(self, runner: Runner, clock: Clock, channels: Sequence[Channel]) -> None:
        self._runner, self._clock = runner, clock
        self._channels = {channel.name: channel for channel in channels}
        self._admins: tuple[Reached, ...] = ()
        self._heard_at = 0.0
        self._learned = -math.inf
        self._telling: set[asyncio.Task[None]] = set()
        self._fatal: asyncio.Event = asyncio.Event()
        self._reason: AccessReason | None = None
        runner.on_failure(self._heard)

    async def look(self) -> int:
        """Learns whom to tell; when nothing has failed for a while, tries whether the database takes something again: 1
        where it does. A full disk may take a little and not what waits."""
        if time.monotonic() - self._learned >= FRESH_SECONDS:
            self._admins = await self._runner.run(trouble.reached, self._clock.now())
            self._learned = time.monotonic()
        if self._reason is None or time.monotonic() - self._heard_at < CALM_SECONDS:
            return 0
        await self._runner.run(beats.touch)
        self._reason = None
        log.warning("the database can be written to again")
        await self._tell("alarm.over")
        return 1

    async def fatal(self) -> AccessReason:
        """Waits until the database proves to be damaged; why to stop, once whoever can be told is."""
        await self._fatal.wait()
        await asyncio.gather(*self._telling)
        return AccessReason.NO_DATABASE

    def _heard(self, error: BaseException) -> None:
        reason = reason_of(error)
        if reason is not None:
            self._heard_at = time.monotonic()
        if reason is None or self._reason in (reason, *FATAL):
            return
        first, self._reason = self._reason is None, reason
        log.critical("the database fails (%s): %s", reason, error)
        if first or reason in FATAL:
            telling = asyncio.ensure_future(self._tell(f"alarm.{reason}"))
            self._telling.add(telling)
            telling.add_done_callback(self._telling.discard)
        if reason in FATAL:
            self._fatal.set()

    async def _tell(self, key: str) -> None:
        for one in self._admins:
            said: Text = text(key, at=self._clock.now().astimezone(one.zone))
            try:
                channel = self._channels[one.channel]
                for part in fit(Out(render(said)), channel.capabilities):
                    await channel.send(one.chat_id, part)
            except (SendError, KeyError):
                log.exception("an admin could not be told that the database fails")
