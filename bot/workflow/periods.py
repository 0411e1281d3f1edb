"""The periods a cycle can cover: month, triwulan, semester, year, with their official names."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV")


class PeriodKind(StrEnum):
    MONTH = "bulan"
    QUARTER = "triwulan"
    SEMESTER = "semester"
    YEAR = "tahun"


@dataclass(frozen=True)
class Schedule:
    """When step 1 of a period is proposed: on the `day`-th working day after its end, at the full `hour`."""

    kind: PeriodKind
    day: int = 1
    hour: int = 8


MONTHS_IN: dict[PeriodKind, int] = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.SEMESTER: 6,
    PeriodKind.YEAR: 12,
}


@dataclass(frozen=True, order=True)
class Period:
    """The `number`-th period of its kind in `year`, counted from 1."""

    year: int
    kind: PeriodKind
    number: int

    @property
    def key(self) -> str:
        """Short and sortable, for the database and file names: "2026-triwulan-4"."""
        return f"{self.year}-{self.kind}-{self.number}"

    @property
    def short(self) -> str:
        """Without the year: "Triwulan IV", "Semester II", "Oktober", "Tahunan"."""
        names = {
            PeriodKind.MONTH: MONTHS[(self.number - 1) % 12],
            PeriodKind.QUARTER: f"Triwulan {ROMAN[(self.number - 1) % 4]}",
            PeriodKind.SEMESTER: f"Semester {ROMAN[(self.number - 1) % 4]}",
            PeriodKind.YEAR: "Tahunan",
        }
        return names[self.kind]

    @property
    def label(self) -> str:
        """With the year: "Triwulan IV Tahun 2026"; a whole year is just "Tahun 2026"."""
        return f"{self.short} Tahun {self.year}" if self.kind is not PeriodKind.YEAR else f"Tahun {self.year}"

    @property
    def first_month(self) -> int:
        return (self.number - 1) * MONTHS_IN[self.kind] + 1

    @property
    def last_month(self) -> int:
        return self.number * MONTHS_IN[self.kind]

    @property
    def long(self) -> str:
        """With the months covered: "Triwulan IV Tahun 2026 (Oktober–Desember)"."""
        if self.first_month == self.last_month:
            return self.label
        return f"{self.label} ({MONTHS[self.first_month - 1]}–{MONTHS[self.last_month - 1]})"

    @property
    def last_day(self) -> date:
        return date(self.year, self.last_month, calendar.monthrange(self.year, self.last_month)[1])

    @property
    def quarter(self) -> int:
        """The triwulan whose target holds at the end of this period, 1 to 4."""
        return (self.last_month + 2) // 3

    @property
    def following(self) -> "Period":
        """The next period of the same kind."""
        if self.last_month == 12:
            return Period(self.year + 1, self.kind, 1)
        return Period(self.year, self.kind, self.number + 1)


def parse_key(key: str) -> Period:
    """The inverse of `Period.key`; raises ValueError for anything else."""
    year, kind, number = key.split("-")
    found = Period(int(year), PeriodKind(kind), int(number))
    if found.key != key or not 1 <= found.number <= 12 // MONTHS_IN[found.kind]:
        raise ValueError(f"no period has the key {key!r}")
    return found


def ended_before(kind: PeriodKind, day: date) -> Period:
    """The last period of this kind that had ended before `day`."""
    span = MONTHS_IN[kind]
    ended = (day.month - 1) // span
    return Period(day.year, kind, ended) if ended else Period(day.year - 1, kind, 12 // span)
