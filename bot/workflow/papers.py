"""What each paper of the SOP says: frozen data, made in a transaction, hashed, and laid out by bot/documents."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from bot.workflow.achievement import DownFormula, predicate_of
from bot.workflow.forms import Field, Noted


@dataclass(frozen=True)
class Letterhead:
    """The office's kop; lines the office has not given stay empty and are left out, never invented."""

    regency: str  # PEMERINTAH KABUPATEN MADIUN
    office: str  # KECAMATAN DOLOPO
    address: str = ""
    contact: str = ""
    place: str = ""  # the place before a date: Dolopo
    sample: bool = False  # "DATA CONTOH" on every page

    @property
    def named(self) -> str:
        """In one line: KECAMATAN DOLOPO – PEMERINTAH KABUPATEN MADIUN."""
        return " – ".join(part for part in (self.office, self.regency) if part)


@dataclass(frozen=True)
class Signer:
    """Who signs, as of the day: `style` carries Plh./Plt.; empty lines are left out."""

    style: str
    name: str
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True)
class Disposition:
    """Lembar Disposisi, output of step 1."""

    letterhead: Letterhead
    period: str  # Triwulan IV Tahun 2026
    source: str  # Jadwal Kerja Triwulan IV Tahun 2026
    issued_at: datetime
    due_at: datetime
    addressee: str  # Kasubag Keu dan Prolap
    instruction: str
    note: str  # what the Sekretaris typed, may be empty
    signer: Signer
    code: str = ""  # of the archive: 000.8.6.3
    lambang: str = ""  # sha256 of the picture in the kop; empty: none


@dataclass(frozen=True)
class ReceiptLine:
    name: str
    title: str
    unit: str
    received_at: datetime | None  # None: not yet
    how: str  # "dikonfirmasi melalui Telegram", "diserahkan langsung", ...


@dataclass(frozen=True)
class ReceiptSheet:
    """Tanda Terima, output of step 4; `final` once every line has a time."""

    letterhead: Letterhead
    period: str
    item: str  # Formulir pengumpulan data capaian kinerja Triwulan IV Tahun 2026
    lines: tuple[ReceiptLine, ...]
    final: bool
    version: int
    printed_at: datetime
    giver: Signer  # Staf
    witness: Signer  # Kasubag
    lambang: str = ""


@dataclass(frozen=True)
class Line:
    """One indicator of one unit in one period, with what was reported and what follows from it.

    Percentages are unrounded; None means "belum dapat dihitung" or not given, never zero.
    """

    entry_id: int
    number: int
    sasaran: str
    indicator: str
    satuan: str
    direction: str
    aggregation: str
    definition: str
    target_year: Decimal | None
    target: Decimal | None
    last_realisasi: Decimal | None  # the period before
    realisasi: Decimal | None
    realisasi_to_date: Decimal | None
    percent: Decimal | None
    percent_year: Decimal | None
    grade: str  # predikat, or "belum dapat dihitung", "tidak dinilai pada periode ini"
    pagu: Decimal | None
    anggaran: Decimal | None
    absorption: Decimal | None
    pendorong: str
    penghambat: str
    tindak_lanjut: str
    reason: str  # why data is not available, in words; empty when a value is there
    evidence: tuple[str, ...] = ()
    comment: str = ""  # on a return
    old: Decimal | None = None  # the value before a return
    open: bool = True  # may be edited now
    upper: Decimal | None = None  # upper bound of a target range
    share: bool = False  # the satuan is a part of a hundred
    revisions: tuple[Noted, ...] = ()  # of the indicator, since its form was prepared
    predicates: tuple[tuple[str, Decimal], ...] = ()  # only of a predikat: how its scores are written
    paper: bool = False  # typed by the Staf from a form on paper
    behalf: bool = False  # by somebody in the stead of the unit, which could not be reached
    earlier: tuple[tuple[str, Decimal | None], ...] = ()  # (period key, realisasi) of periods before, in their order
    spent: tuple[tuple[str, Decimal | None], ...] = ()  # ... and the anggaran that had been spent by then

    def written(self, value: Decimal | None) -> Decimal | str | None:
        """One of this line's figures as the office writes it: a predikat by its code."""
        return predicate_of(self.predicates, value) or value


@dataclass(frozen=True)
class Mark:
    """A cell of a returned workbook that said nothing usable, so that whoever filled it finds it again."""

    entry_id: int
    field: Field
    typed: str
    note: str  # what is wrong, and what is wanted instead


@dataclass(frozen=True)
class FormSheet:
    """The form of one unit as a workbook; `key` is signed and says which office, cycle, unit and version it is."""

    letterhead: Letterhead
    period: str
    unit: str
    holder: str
    holder_title: str
    due_at: datetime | None
    key: str
    threshold: Decimal
    reasons: tuple[str, ...]  # choices of "Data belum tersedia"
    bands: tuple[tuple[Decimal, str], ...]
    cap: Decimal | None
    lines: tuple[Line, ...]
    down: DownFormula = DownFormula.LINEAR  # so that the live capaian follows the office's choice
    predicates: tuple[tuple[str, Decimal], ...] = ()
    marks: tuple[Mark, ...] = ()
    submitted_at: datetime | None = None  # of a copy that shows what was submitted, and asks for nothing
    round: int = 1


class Status(StrEnum):
    """How a unit stands in a recap, as printed."""

    ON_TIME = "tepat waktu"
    LATE = "terlambat"
    ABSENT = "belum menyerahkan"
    NOT_MENDED = "belum menyerahkan perbaikan"  # submitted before, but not what was returned to it


NOT_SUBMITTED = (Status.ABSENT, Status.NOT_MENDED)


@dataclass(frozen=True)
class UnitRecap:
    unit: str
    holder: str
    title: str
    status: Status
    submitted_at: datetime | None
    lines: tuple[Line, ...]
    mean: Decimal | None
    grade: str
    pagu: Decimal | None
    anggaran: Decimal | None
    absorption: Decimal | None
    absorption_grade: str = ""  # predikat of the absorption, empty where none is given
    unreported: int = 0  # lines with a pagu whose realisasi anggaran is not filled in; not part of the absorption
    first_at: datetime | None = None  # where it submitted again: the first time, on which the status is


@dataclass(frozen=True)
class Change:
    """A value that differs from the one the Sekretaris saw before; of a figure also the numbers themselves."""

    unit: str
    number: int
    indicator: str
    field: str
    old: str
    new: str
    old_value: Decimal | None = None
    new_value: Decimal | None = None


@dataclass(frozen=True)
class RecapSheet:
    """Rekapitulasi data capaian kinerja: one version, as confirmed by Staf."""

    letterhead: Letterhead
    period: str
    period_short: str
    year: int
    version: int
    round: int
    made_at: datetime
    units: tuple[UnitRecap, ...]
    mean: Decimal | None
    grade: str
    pagu: Decimal | None
    anggaran: Decimal | None
    absorption: Decimal | None
    below: int  # indicators below the threshold
    threshold: Decimal
    scale_rule: str  # how values between two bands are placed
    changes: tuple[Change, ...]
    compiler: Signer  # Staf
    checker: Signer  # Kasubag
    approver: Signer  # Sekretaris
    absorption_grade: str = ""
    unreported: int = 0
    left_out_reason: str = ""  # why it goes on without the units that have not submitted
    cap: Decimal | None = None  # of a percentage in an average
    period_key: str = ""
    leader: Signer = Signer("", "")  # Camat, under Formulir E.81

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for unit in self.units for line in unit.lines)


@dataclass(frozen=True)
class RecapVerdict:
    """Who decided on a version of the recap, as whom on that day, and when."""

    approved: bool  # else it was returned
    at: datetime
    signer: Signer


@dataclass(frozen=True)
class DecidedRecap:
    """The edition of a version that its decision makes; the sheet itself stays what the decision's hash binds."""

    recap: RecapSheet
    verdict: RecapVerdict


@dataclass(frozen=True)
class CoverLetter:
    """Surat Pengantar, output of step 13; the number is given by the office, never invented."""

    letterhead: Letterhead
    number: str
    dated: date | None  # None: the office has not said yet
    addressee: tuple[str, ...]  # after "Yth.": Bupati Madiun / melalui Sekretaris Daerah / di MADIUN
    item: str
    quantity: str  # 1 (satu) berkas
    remark: str
    concept: bool
    signer: Signer
    behalf_of: str = ""  # CAMAT DOLOPO, where the signer signs a.n. of that jabatan
    lambang: str = ""


@dataclass(frozen=True)
class Listing:
    """What is too long for a message: a title, and a sentence a line."""

    title: str
    lines: tuple[str, ...]
