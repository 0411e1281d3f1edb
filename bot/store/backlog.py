"""What a queue holds that is not done."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Backlog:
    """How many rows wait, since when the oldest does, and how many were given up and are kept."""

    waiting: int
    oldest: datetime | None
    parked: int
