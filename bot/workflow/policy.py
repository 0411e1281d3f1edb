"""What an office may set for itself, as data: steps, hours, ladder, scale, caps, its kop and routing."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from bot.workflow.achievement import PREDICATES, DownFormula, Scale, parse_predicate
from bot.workflow.ladder import Escalation, LadderPolicy, Rung, tailored
from bot.workflow.roles import Role
from bot.workflow.steps import BY_STEP, Row, Step
from bot.workflow.worktime import RAMADAN, REGULAR, Duration, Hours


@dataclass(frozen=True)
class StepOverride:
    """None keeps the SOP's own value."""

    step: Step
    role: Role | None = None
    duration: Duration | None = None
    delegates: tuple[Role, ...] | None = None
    rungs: tuple[Rung, ...] | None = None  # of the reminders that a ladder may do without
    told: Escalation | None = None


REASONS: tuple[tuple[str, str], ...] = (
    ("belum-terbit", "Data sumber belum terbit"),
    ("belum-terlaksana", "Kegiatan belum terlaksana"),
    ("instansi-lain", "Menunggu data instansi lain"),
    ("tidak-ada-objek", "Tidak ada objek pada periode ini"),
)
"""Codes and words of "Data belum tersedia"."""


RETURN_COMMENTS = (
    "Mohon dilengkapi bukti dukungnya.",
    "Mohon diperiksa kembali angkanya.",
    "Mohon dijelaskan penyebabnya.",
    "Mohon disesuaikan dengan satuannya.",
)


@dataclass(frozen=True)
class Doubts:
    """From where on a figure is asked about once more."""

    times_target: Decimal = Decimal(2)
    fall: Decimal = Decimal(30)  # percent against the last period
    absorption_gap: Decimal = Decimal(25)  # percentage points of absorption above achievement


@dataclass(frozen=True)
class Policy:
    """The defaults are the SOP's and the regulations'; an office stores only what it changes."""

    steps: tuple[StepOverride, ...] = ()
    regular: Hours = REGULAR
    ramadan: Hours = RAMADAN
    ramadan_ranges: tuple[tuple[date, date], ...] = ()
    ladder: LadderPolicy = field(default_factory=LadderPolicy)
    scale: Scale = field(default_factory=Scale)
    cap: Decimal | None = Decimal(100)
    threshold: Decimal = Decimal(76)
    down: DownFormula = DownFormula.LINEAR
    doubts: Doubts = field(default_factory=Doubts)
    reasons: tuple[tuple[str, str], ...] = REASONS
    predicates: tuple[tuple[str, Decimal], ...] = tuple(PREDICATES.items())
    return_comments: tuple[str, ...] = RETURN_COMMENTS  # the usual ones, to pick from
    evidence_compulsory: bool = False  # before Serahkan; else what has none is listed to the Staf

    def row(self, step: Step) -> Row:
        row = BY_STEP[step]
        for over in self.steps:
            if over.step is step:
                return replace(
                    row,
                    role=over.role or row.role,
                    duration=over.duration or row.duration,
                    delegates=row.delegates if over.delegates is None else over.delegates,
                )
        return row

    def ladder_of(self, step: Step) -> LadderPolicy:
        """The office's ladder as this step has it."""
        own = next((over for over in self.steps if over.step is step), StepOverride(step))
        return tailored(self.ladder, own.rungs, own.told)

    def reason(self, code: str) -> str:
        return dict(self.reasons).get(code, code)

    def score(self, predicate: str) -> Decimal | None:
        """The score of WTP, BB, ... in this office; None for what is no predikat here."""
        return parse_predicate(predicate, dict(self.predicates))


@dataclass(frozen=True)
class Profile:
    """The office on paper; what it has not given stays empty and is left out, never invented."""

    regency: str = ""
    office: str = ""
    address: str = ""
    contact: str = ""
    place: str = ""
    addressee: tuple[str, ...] = ()
    letter_number: str = ""  # an example of the office's numbering, shown when the number is asked
    archive_code: str = "000.8.6.3"  # Permendagri 83/2022, Akuntabilitas Kinerja Instansi Pemerintah
    remark: str = "Disampaikan dengan hormat sebagai laporan dan mohon arahan lebih lanjut."
