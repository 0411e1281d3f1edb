"""Rekapitulasi data capaian kinerja as a workbook: the table itself; beside it stand the other sheets of recap_*.py."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook

from bot.documents import sheets
from bot.documents.formulas import absorption_formula, target_text
from bot.documents.recap_chart import summary_sheet
from bot.documents.recap_e81 import e81_sheet
from bot.documents.recap_extras import changes_sheet, completeness_sheet, decided, signatures, stand_of, text_sheet
from bot.documents.report_figures import counting
from bot.documents.sheets import DECIMAL, PERCENT, TEXT, WHOLE, CellValue, Column, Formula
from bot.documents.stream import LABEL, Stream, Table, height_of
from bot.texts.formats import moment, percent
from bot.workflow.papers import DecidedRecap, Line, RecapSheet, RecapVerdict, UnitRecap

Words = Callable[[Line], str]
RECAP_SHEET = "Rekapitulasi"
HEADER_AT = 7

MOST_LINES = 20
"""Of a text in a cell of the table; a spreadsheet shows no more of one than 33, and cuts the rest without a sign."""
GOES_ON = "… (selengkapnya: lembar Uraian)"


def _shown(header: str, width: float, words: Words, align: str = "left") -> Column[Line]:
    """A text as far as its cell shows it; the whole of one that is cut stands in the sheet Uraian."""
    room = sheets.room_for(Column(header, width, lambda *_: None, align=align))

    def cut(line: Line, _row: int) -> str:
        text = words(line)
        if sheets.wrapped(text, room) <= MOST_LINES:
            return text
        return next(sheets.parts(text, room, MOST_LINES - 3)) + GOES_ON

    return Column(header, width, cut, TEXT, align)


TEXTS: tuple[tuple[str, float, str, Words], ...] = (
    ("Sasaran", 16, "left", lambda line: line.sasaran),
    ("Indikator", 22, "left", lambda line: line.indicator),
    ("Satuan", 8, "center", lambda line: line.satuan),
    ("Predikat", 13, "center", lambda line: line.grade),
    ("Faktor pendorong", 18, "left", lambda line: line.pendorong),
    ("Faktor penghambat", 18, "left", lambda line: line.penghambat),
    ("Tindak lanjut", 18, "left", lambda line: line.tindak_lanjut),
    ("Alasan data belum tersedia", 12, "left", lambda line: line.reason),
    ("Bukti dukung", 13, "left", lambda line: "\n".join(line.evidence)),
)
_OF = {header: _shown(header, width, words, align) for header, width, align, words in TEXTS}

COLUMNS: tuple[Column[Line], ...] = (
    Column("No", 4, lambda line, _: line.number, WHOLE, "center"),
    _OF["Sasaran"],
    _OF["Indikator"],
    _OF["Satuan"],
    Column("Target tahun", 9, lambda line, _: line.written(line.target_year), DECIMAL, "right"),
    Column("Target periode", 9, lambda line, _: target_text(line), DECIMAL, "right"),
    Column("Realisasi periode ini", 9, lambda line, _: line.written(line.realisasi), DECIMAL, "right"),
    Column("Realisasi s.d. periode ini", 9, lambda line, _: line.written(line.realisasi_to_date), DECIMAL, "right"),
    Column("Capaian (%)", 9, lambda line, _: line.percent, PERCENT, "right"),
    Column("Capaian tahunan (%)", 9, lambda line, _: line.percent_year, PERCENT, "right"),
    _OF["Predikat"],
    Column("Pagu (Rp)", 13, lambda line, _: line.pagu, WHOLE, "right"),
    Column("Realisasi anggaran (Rp)", 13, lambda line, _: line.anggaran, WHOLE, "right"),
    Column("Serapan (%)", 9, lambda _, row: absorption_formula(f"L{row}", f"M{row}"), PERCENT, "right"),
    Column("Predikat anggaran", 12, lambda *_: None, TEXT, "center"),  # of units and of the office, as the budget is
    _OF["Faktor pendorong"],
    _OF["Faktor penghambat"],
    _OF["Tindak lanjut"],
    _OF["Alasan data belum tersedia"],
    _OF["Bukti dukung"],
)
MEAN, GRADE, PAGU, SPENT, ABSORPTION, ABSORPTION_GRADE = 9, 11, 12, 13, 14, 15
LABELS_END = 8  # the last column a total's label covers


def recap_workbook(paper: RecapSheet) -> bytes:
    """As it is put before who decides: nobody has approved it yet."""
    return _workbook(paper, None)


def decided_workbook(paper: DecidedRecap) -> bytes:
    return _workbook(paper.recap, paper.verdict)


def _workbook(paper: RecapSheet, verdict: RecapVerdict | None) -> bytes:
    stand = stand_of(verdict)
    book = Workbook(write_only=True)
    sheets.measured(book)
    stream = Stream(book, RECAP_SHEET, [column.width for column in COLUMNS])
    stream.sheet.freeze_panes = f"D{HEADER_AT + 1}"
    sheets.page(stream.sheet, paper.letterhead, f"Rekapitulasi {paper.period} versi {paper.version}", HEADER_AT, stand)
    _title(stream, paper, verdict)
    _table(stream, paper)
    stream.blank()
    signatures(stream, paper, verdict)
    summary_sheet(book, paper, stand)
    e81_sheet(book, paper, stand)
    completeness_sheet(book, paper, stand)
    if paper.changes or paper.round > 1:
        changes_sheet(book, paper, stand)
    wholes = _wholes(paper)
    if wholes:
        text_sheet(book, paper, stand, WHOLE_TEXTS, wholes)
    return sheets.save(book, paper.letterhead)


def _title(stream: Stream, paper: RecapSheet, verdict: RecapVerdict | None) -> None:
    width = len(COLUMNS)
    stream.heading(sheets.marked("REKAPITULASI DATA CAPAIAN KINERJA", paper.letterhead), width, size=14)
    stream.heading(f"{paper.letterhead.office} – {paper.letterhead.regency}", width, size=11)
    stream.heading(f"Periode: {paper.period}", width)
    made = f"Versi {paper.version}, putaran {paper.round}, dibuat {moment(paper.made_at)}"
    stream.heading(f"{made}; {decided(verdict)}", width)
    stream.heading(f"{paper.below} indikator di bawah {percent(paper.threshold)}. {counting(paper)}", width)
    stream.blank()


def _table(stream: Stream, paper: RecapSheet) -> None:
    """Grouped by unit, each with its sums; those of the office are over all the lines above."""
    table = Table(stream, COLUMNS)
    first = table.head() + 1
    for at, unit in enumerate(paper.units, 1):
        below = 2 * ROW + SIGNING if at == len(paper.units) else ROW
        _unit(stream, table, unit, paper.cap, below)
    label = f"RATA-RATA CAPAIAN / JUMLAH ANGGARAN {paper.letterhead.office}"
    table.total(label, LABELS_END, _totals(paper, Sums(first, stream.row, paper.cap)), {})


ROW = height_of(1)
SIGNING = 12 * ROW
"""The signatures, with the line above them."""
MOST_IN_ROW = 32
"""Lines of a row that a spreadsheet still shows."""


@dataclass(frozen=True)
class Whole:
    """A text that is cut in the table, or a part of it."""

    unit: str
    number: int
    indicator: CellValue
    field: str
    text: str


def _unit(stream: Stream, table: Table[Line], unit: UnitRecap, cap: Decimal | None, below: float) -> None:
    """No page begins or ends between the unit's name and its first line, or its last line and `below`: the sum, and
    after the last unit the office's sum and the signatures."""
    holder = ", ".join(part for part in (unit.holder, unit.title) if part)
    name = " – ".join(part for part in (unit.unit, holder, unit.status) if part)
    heights = [table.height(line) for line in unit.lines]
    ends = [*heights[:-1], heights[-1] + below] if heights else [below]
    stream.keep(ROW + ends[0])
    first = stream.across(name, LABEL, len(COLUMNS)) + 1
    for line, height in zip(unit.lines, ends, strict=False):
        stream.keep(height)
        table.body(line, level=1)
    label = f"Rata-rata capaian / jumlah anggaran {unit.unit}"
    table.total(label, LABELS_END, _totals(unit, Sums(first, stream.row, cap)), {})


WHOLE_TEXTS = (Column[Whole]("Unit", 24, lambda one, _: one.unit, TEXT),
               Column[Whole]("No", 5, lambda one, _: one.number, WHOLE, "center"),
               Column[Whole]("Indikator", 34, lambda one, _: one.indicator, TEXT),
               Column[Whole]("Isian", 18, lambda one, _: one.field, TEXT),
               Column[Whole]("Uraian", 130, lambda one, _: one.text, TEXT))  # fmt: skip


def _wholes(paper: RecapSheet) -> list[Whole]:
    """Every text that was cut in the table; in further rows what is too much for one."""
    room = sheets.room_for(WHOLE_TEXTS[-1])
    return [
        Whole(unit.unit, line.number, _OF["Indikator"].value(line, 0), header, part)
        for unit in paper.units
        for line in unit.lines
        for header, _, _, words in TEXTS
        if words(line) != _OF[header].value(line, 0)
        for part in sheets.parts(words(line), room, MOST_IN_ROW)
    ]


@dataclass(frozen=True)
class Sums:
    """Formulas over the lines between two rows, which are known by their numbers: rows of units and of sums have none.

    Like the recap's own sums: what was spent counts where there is a pagu, the absorption is of the lines that tell it,
    an achievement counts up to the cap.
    """

    first: int
    last: int
    cap: Decimal | None

    def _of(self, column: str) -> str:
        return f"{column}{self.first}:{column}{max(self.first, self.last)}"

    @property
    def _lines(self) -> str:
        return f'{self._of("$A")},">0"'

    @property
    def pagu(self) -> Formula:
        return Formula(f"=SUMIFS({self._of('L')},{self._lines})")

    @property
    def spent(self) -> Formula:
        return Formula(f"={self._spent}")

    @property
    def _spent(self) -> str:
        return f'SUMIFS({self._of("M")},{self._lines},{self._of("L")},"<>")'

    @property
    def absorption(self) -> Formula:
        told = f'SUMIFS({self._of("L")},{self._lines},{self._of("M")},"<>")'
        return Formula(f'=IF({told}>0,ROUND({self._spent}/{told}*100,2),"")')

    @property
    def mean(self) -> Formula:
        known = f'COUNTIFS({self._lines},{self._of("I")},">=0")'
        return Formula(f'=IF({known}>0,ROUND(({self._reached})/{known},2),"")')

    @property
    def _reached(self) -> str:
        """A bound is joined to its sign, so that a program reads it by the rules of its own language."""
        percent = self._of("I")
        if self.cap is None:
            return f"SUMIFS({percent},{self._lines})"
        upto, above = (f'{percent},"{sign}"&{self.cap:f}' for sign in ("<=", ">"))
        return f"SUMIFS({percent},{self._lines},{upto})+{self.cap:f}*COUNTIFS({self._lines},{above})"


def _totals(facts: UnitRecap | RecapSheet, sums: Sums) -> dict[int, CellValue]:
    return {
        MEAN: None if facts.mean is None else sums.mean,
        GRADE: facts.grade,
        PAGU: None if facts.pagu is None else sums.pagu,
        SPENT: None if facts.anggaran is None else sums.spent,
        ABSORPTION: None if facts.absorption is None else sums.absorption,
        ABSORPTION_GRADE: facts.absorption_grade if facts.pagu is not None and facts.absorption_grade else None,
    }
