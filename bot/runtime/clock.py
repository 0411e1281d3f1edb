"""The office's time: passed in everywhere, always aware, UTC inside. Pacing and leases use time.monotonic instead."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class MovableClock:
    """A clock that stands still until it is moved: for the demo and for tests, out of reach of the bot's settings."""

    at: datetime

    def __post_init__(self) -> None:
        self.set(self.at)

    def now(self) -> datetime:
        return self.at

    def set(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a clock needs a time zone")
        self.at = at.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        self.set(self.at + by)


Clock = SystemClock | MovableClock
