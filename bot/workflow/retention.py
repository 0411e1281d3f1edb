"""How long is kept what need not be kept for good."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

LEAST_YEARS = 5
"""Of the archives of code 000.8.6.3: two years in use, three at rest."""


@dataclass(frozen=True)
class Retention:
    """`days`: of what was said, once it was dealt with. `years`: of the files of a cycle, once it was closed; None for
    good."""

    days: int = 7
    years: int | None = None

    def said_before(self, now: datetime) -> datetime:
        return now - timedelta(days=self.days)

    def closed_before(self, now: datetime) -> datetime | None:
        """On the 29th of February a year begins on the 28th."""
        if self.years is None:
            return None
        year = now.year - self.years
        return now.replace(year=year, day=min(now.day, monthrange(year, now.month)[1]))
