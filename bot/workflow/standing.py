"""Where an office's cycles stand at a moment, as anyone concerned may see it: in words and as a picture alike."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stand(StrEnum):
    """How far a step, or a unit, is."""

    DONE = "done"
    NOW = "now"
    LATE = "late"  # open, after its deadline
    AHEAD = "ahead"
    STILL = "still"  # of a unit: its form has not arrived, so its clock stands still
    LEFT_OUT = "left_out"  # of a unit: the recap goes on without it
    LATE_OUT = "late_out"  # ... and it has handed in since, without being in the last version


@dataclass(frozen=True)
class StepStand:
    number: int
    stand: Stand


@dataclass(frozen=True)
class TaskStand:
    """An open task of the whole office. `who`: the jabatan of its holders; `left`: what is left of its time."""

    number: int
    kegiatan: str
    who: str
    since: datetime
    due: datetime | None
    left: str
    late: bool


@dataclass(frozen=True)
class UnitStand:
    """A unit that was handed its form; `filled` of `entries`. `late` where it was handed in late, too."""

    name: str
    stand: Stand
    filled: int
    entries: int
    due: datetime | None
    left: str
    late: bool


@dataclass(frozen=True)
class CycleStand:
    period: str
    round: int
    steps: tuple[StepStand, ...]
    tasks: tuple[TaskStand, ...]
    units: tuple[UnitStand, ...]


@dataclass(frozen=True)
class PostponedStand:
    period: str
    until: datetime
    reason: str


@dataclass(frozen=True)
class StatusSheet:
    office: str
    sample: bool
    at: datetime
    cycles: tuple[CycleStand, ...]
    postponed: tuple[PostponedStand, ...]

    @property
    def empty(self) -> bool:
        return not self.cycles and not self.postponed
