"""Whether the world can be reached: each batch of updates says so, and after a long silence the office hears of it.

One silence for all its causes: the program was not running, the machine slept, the network was away.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.runtime.clock import Clock
from bot.runtime.run import Runner
from bot.store import beats
from bot.store.engine import Tx

BEAT_SECONDS = 60.0
SILENCE = timedelta(minutes=10)
"""Nothing can have become late by less: reminders have as much grace (SOP office rules, reminder ladder)."""

Report = Callable[[Tx, datetime, datetime], None]
"""Says in the office from when to when there was silence."""


@dataclass
class Contact:
    """While running, silence is measured by the machine's own time, because the office's may be moved in a demo."""

    runner: Runner
    clock: Clock
    report: Report
    silence: timedelta = SILENCE
    real: Callable[[], float] = time.time  # not monotonic: that stands still while a machine sleeps
    _last: tuple[float, datetime] | None = field(default=None, init=False)
    _written: float = field(default=0.0, init=False)

    async def felt(self) -> None:
        """There is contact now."""
        real, now, before = self.real(), self.clock.now(), self._last
        self._last = real, now
        silent = before is None or real - before[0] > self.silence.total_seconds()
        if silent or real - self._written >= BEAT_SECONDS:
            self._written = real
            since = before[1] if before is not None and silent else None
            await self.runner.run(_beat, since, now, self.silence, self.report if silent else None)

    async def rest(self) -> None:
        """The program stops in order: until now there was contact, if there was any a moment ago."""
        if self._last is not None and self.real() - self._last[0] <= self.silence.total_seconds():
            await self.runner.run_last(beats.beat, self.clock.now())


def _beat(tx: Tx, since: datetime | None, now: datetime, silence: timedelta, report: Report | None) -> None:
    """Where several processes share the work, one that had contact all the while speaks for all."""
    last = beats.last(tx)
    if report is not None and last is not None:
        begun = last if since is None else max(since, last)
        if now - begun > silence:
            report(tx, begun, now)
    beats.beat(tx, now)
