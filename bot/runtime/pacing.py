"""How fast a channel may be sent to: token buckets and pauses, in monotonic seconds."""

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Pacing:
    """Messages: `burst` at once to a chat, then `per_second`; `overall` a second to everybody."""

    burst: float = 5
    per_second: float = 1
    overall: float = 28
    overall_burst: float = 2  # so that the busiest second stays within what Telegram allows, 30
    active: bool = True


PACED = Pacing()
UNPACED = Pacing(active=False)


@dataclass
class _Bucket:
    level: float
    at: float

    def refill(self, now: float, per_second: float, most: float) -> float:
        self.level = min(most, self.level + (now - self.at) * per_second)
        self.at = now
        return self.level


@dataclass
class Pacer:
    """Keeps the time of one channel; every method is told `now`."""

    pacing: Pacing
    _chats: dict[str, _Bucket] = field(default_factory=dict)
    _paused: dict[str, float] = field(default_factory=dict)
    _limited: dict[str, float] = field(default_factory=dict)
    _everybody: float = -math.inf
    _overall: _Bucket | None = None
    _departed: deque[float] = field(default_factory=deque)
    _processes: int = 1

    def share(self, processes: int) -> None:
        """What goes to everybody in a second is for so many processes."""
        self._processes = processes

    def settle(self, seconds: float, now: float) -> None:
        """Nothing goes out for so long: other processes have to learn that they share it."""
        if self.pacing.active and seconds > 0:
            self._everybody = max(self._everybody, now + seconds)

    def take(self, chat: str, now: float) -> None:
        """One message to this chat is on its way."""
        if self.pacing.active:
            self._bucket(chat, now).level -= 1
            self._all(now).level -= 1

    def give_back(self, chat: str, now: float) -> None:
        """It was not sent after all."""
        if self.pacing.active:
            self._bucket(chat, now).level += 1
            self._all(now).level += 1

    def another(self, chat: str, now: float) -> float:
        """0 where one more message may go to this chat, which is then taken; else the seconds until it may."""
        if self.pacing.active:
            short = 1 - self._bucket(chat, now).level
            if short > 0:
                return short / self.pacing.per_second
            self.take(chat, now)
        return 0.0

    def departs(self, now: float) -> float:
        """0 where a message may go out in this moment, which is then counted; else the seconds until it may.

        Those that were taken one after the other may have been prepared at once, on a machine that was busy meanwhile:
        what Telegram allows in a second is counted where they leave.
        """
        if now < self._everybody:
            return self._everybody - now
        if not self.pacing.active:
            return 0.0
        while self._departed and now - self._departed[0] >= 1:
            self._departed.popleft()
        if len(self._departed) >= max(1, math.floor(self._overall_rate)):
            return self._departed[0] + 1 - now
        self._departed.append(now)
        return 0.0

    def allowance(self, now: float, most: int) -> int:
        """How many messages may go out now, at most `most`."""
        if now < self._everybody:
            return 0
        return max(0, min(most, math.floor(self._all(now).level))) if self.pacing.active else most

    def busy(self, now: float) -> frozenset[str]:
        """The chats that have to wait."""
        self._forget(now)
        full = {chat for chat, bucket in self._chats.items() if bucket.level < 1}
        return frozenset(full | self._paused.keys() | self._limited.keys())

    def pause(self, chat: str, seconds: float, now: float) -> None:
        self._paused[chat] = max(now + seconds, self._paused.get(chat, now))

    def limit(self, chat: str, seconds: float, now: float) -> None:
        """The channel said so. When it says so for a second chat as well, it means everybody."""
        self._forget(now)
        self._limited[chat] = now + seconds
        if len(self._limited) > 1:
            self._everybody = max(self._everybody, now + seconds)

    def wait(self, now: float) -> float:
        """Seconds until something that has to wait now may go; infinite when nothing has to."""
        moments = [*self._paused.values(), *self._limited.values()]
        moments += [now + (1 - b.level) / self.pacing.per_second for b in self._chats.values() if b.level < 1]
        if self.pacing.active and self._all(now).level < 1:
            moments.append(now + (1 - self._all(now).level) / self._overall_rate)
        return max(0.0, _next(moments, self._everybody, now) - now)

    def _all(self, now: float) -> _Bucket:
        if self._overall is None:
            self._overall = _Bucket(self.pacing.overall_burst, now)
        self._overall.refill(now, self._overall_rate, self.pacing.overall_burst)
        return self._overall

    @property
    def _overall_rate(self) -> float:
        return self.pacing.overall / self._processes

    def _bucket(self, chat: str, now: float) -> _Bucket:
        bucket = self._chats.setdefault(chat, _Bucket(self.pacing.burst, now))
        bucket.refill(now, self.pacing.per_second, self.pacing.burst)
        return bucket

    def _forget(self, now: float) -> None:
        """What is over, so that memory does not grow with every chat there ever was."""
        for moments in (self._paused, self._limited):
            for chat in [chat for chat, until in moments.items() if until <= now]:
                del moments[chat]
        for chat in list(self._chats):
            if self._bucket(chat, now).level >= self.pacing.burst:
                del self._chats[chat]


def _next(moments: Iterable[float], everybody: float, now: float) -> float:
    if now < everybody:
        return everybody
    return min(moments, default=math.inf)
