"""What the Dokumen Data Capaian Kinerja says beside its recap: how the SOP was kept, and on what it all rests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.workflow.papers import Letterhead, RecapSheet, Signer


@dataclass(frozen=True)
class StepLog:
    """One row of the SOP's own compliance: planned against actual."""

    number: str
    kegiatan: str
    actor: str  # as whom it was done; the role, while it is not
    unit: str
    opened_at: datetime | None  # None: still ahead
    due_at: datetime | None
    done_at: datetime | None
    standard: str  # 15 menit, 2 hari
    used_minutes: int | None
    allowed_minutes: int | None
    on_time: bool | None
    by: str = ""  # the name of who did it
    planned_at: datetime | None = None  # the deadline it began with, where that was moved
    round: int = 1
    outcome: str = ""  # where it did not end as the step does: "ditutup tanpa penyerahan data"


@dataclass(frozen=True)
class DeadlineShift:
    """A deadline that was moved: granted to a unit, or brought about by the calendar."""

    number: str
    unit: str
    old: datetime | None
    new: datetime | None
    reason: str
    by: str  # name and jabatan of that day
    at: datetime
    days: int | None = None  # working days that were granted; None where nobody granted any


@dataclass(frozen=True)
class EvidenceItem:
    """A piece of bukti dukung; `sha256` is empty and `size` 0 for a link."""

    unit: str
    number: int
    indicator: str
    name: str
    size: int  # bytes
    sha256: str
    by: str
    at: datetime


@dataclass(frozen=True)
class DecisionLog:
    at: datetime
    by: str
    verdict: str
    version: int
    text: str  # arahan or catatan
    sha256: str
    leading: bool = True  # by a pimpinan, and not taken back


@dataclass(frozen=True)
class Compliance:
    """How the SOP was kept in one cycle, up to a moment."""

    steps: tuple[StepLog, ...] = ()  # done by then
    ahead: tuple[StepLog, ...] = ()  # what is still to be done, as planned
    extensions: tuple[DeadlineShift, ...] = ()
    shifts: tuple[DeadlineShift, ...] = ()  # by the calendar
    decisions: tuple[DecisionLog, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    links: int = 0  # of the cycle's history, and the hash of the last one
    sha256: str = ""


@dataclass(frozen=True)
class ComplianceSheet:
    """Pelaksanaan SOP: the compliance of a finished cycle, with the step that the Dokumen could not know yet."""

    letterhead: Letterhead
    period: str
    printed_at: datetime
    compliance: Compliance
    lambang: str = ""


@dataclass(frozen=True)
class PeriodMean:
    """What an earlier period of the same kind came to, for the trend."""

    period: str
    mean: Decimal | None
    absorption: Decimal | None


@dataclass(frozen=True)
class Passage:
    """One passage of the report's narrative, as it was last written; `key` says where it stands."""

    key: str
    title: str
    text: str  # paragraphs, one a line


def unit_key(at: int) -> str:
    """Of the passage about the recap's unit at this place."""
    return f"unit-{at + 1}"


@dataclass(frozen=True)
class Report:
    """Dokumen Data Capaian Kinerja, output of step 12."""

    letterhead: Letterhead
    recap: RecapSheet
    recap_sha256: str
    archive_number: str
    archived_at: datetime
    concept: bool  # "KONSEP" across the page
    leader_unit: str  # whose lines are the capaian of the Kepala Perangkat Daerah
    leader_note: str  # catatan pimpinan, may be empty
    compliance: Compliance
    signer: Signer  # Camat
    narrative: tuple[Passage, ...] = ()
    trend: tuple[PeriodMean, ...] = ()  # earlier periods, oldest first; this one is the recap's
    key: str = ""  # signed: which office, cycle and version a naskah that comes back belongs to
    lambang: str = ""

    def passage(self, key: str) -> str:
        return next((one.text for one in self.narrative if one.key == key), "")


class Verdict(StrEnum):
    """What a decision was, as it is kept and printed."""

    APPROVED = "setuju"
    RETURNED = "kembali"
    CORRECTED = "ralat"
    TAKEN_BACK = "batal"


LEADING = frozenset({Verdict.APPROVED, Verdict.RETURNED})
"""Of a pimpinan; Ralat is the Kasubag's."""
REOPENING = frozenset({Verdict.RETURNED, Verdict.CORRECTED})
"""... that open a new round."""


def standing(verdicts: Sequence[str]) -> tuple[bool, ...]:
    """Of each verdict, oldest first, whether it is a decision that was not taken back."""
    stack: list[int] = []
    for at, verdict in enumerate(verdicts):
        if verdict != Verdict.TAKEN_BACK:
            stack.append(at)
        elif stack:
            stack.pop()
    return tuple(at in stack for at in range(len(verdicts)))


def judged(steps: Sequence[StepLog]) -> tuple[int, int]:
    """How many of the tasks have a deadline that was kept or missed, and how many of these kept it."""
    known = [step.on_time for step in steps if step.on_time is not None]
    return len(known), sum(known)
