"""Rekapitulasi data capaian kinerja as a workbook: the table itself, completeness, and what changed since last seen."""

from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import sheets
from bot.documents.formulas import absorption_formula, target_text
from bot.documents.recap_extras import changes_sheet, completeness_sheet, signatures
from bot.documents.sheets import DECIMAL, PERCENT, TEXT, WHOLE, CellValue, Column, Formula, cell_at
from bot.texts.formats import moment, percent
from bot.workflow.papers import Line, RecapSheet, UnitRecap

RECAP_SHEET = "Rekapitulasi"
HEADER_AT = 7
LABELS_END = 8  # the last column a total's label may cover

COLUMNS: tuple[Column[Line], ...] = (
    Column("No", 4, lambda line, _: line.number, WHOLE, "center"),
    Column("Sasaran", 16, lambda line, _: line.sasaran, TEXT),
    Column("Indikator", 22, lambda line, _: line.indicator, TEXT),
    Column("Satuan", 8, lambda line, _: line.satuan, TEXT, "center"),
    Column("Target tahun", 9, lambda line, _: line.written(line.target_year), DECIMAL, "right"),
    Column("Target periode", 9, lambda line, _: target_text(line), DECIMAL, "right"),
    Column("Realisasi periode ini", 9, lambda line, _: line.written(line.realisasi), DECIMAL, "right"),
    Column("Realisasi s.d. periode ini", 9, lambda line, _: line.written(line.realisasi_to_date), DECIMAL, "right"),
    Column("Capaian (%)", 9, lambda line, _: line.percent, PERCENT, "right"),
    Column("Capaian tahunan (%)", 9, lambda line, _: line.percent_year, PERCENT, "right"),
    Column("Predikat", 10, lambda line, _: line.grade, TEXT, "center"),
    Column("Pagu (Rp)", 13, lambda line, _: line.pagu, WHOLE, "right"),
    Column("Realisasi anggaran (Rp)", 13, lambda line, _: line.anggaran, WHOLE, "right"),
    Column("Serapan (%)", 9, lambda _, row: absorption_formula(f"L{row}", f"M{row}"), PERCENT, "right"),
    Column("Faktor pendorong", 18, lambda line, _: line.pendorong, TEXT),
    Column("Faktor penghambat", 18, lambda line, _: line.penghambat, TEXT),
    Column("Tindak lanjut", 18, lambda line, _: line.tindak_lanjut, TEXT),
    Column("Alasan data belum tersedia", 12, lambda line, _: line.reason, TEXT),
    Column("Bukti dukung", 13, lambda line, _: "\n".join(line.evidence), TEXT),
)
MEAN, GRADE, PAGU, SPENT, ABSORPTION, ABSORPTION_GRADE = 9, 11, 12, 13, 14, 15


def recap_workbook(paper: RecapSheet) -> bytes:
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = RECAP_SHEET
    _title(sheet, paper)
    sheets.header_row(sheet, HEADER_AT, COLUMNS)
    row = HEADER_AT + 1
    units = []
    for unit in paper.units:
        units.append((row + 1, row + len(unit.lines)))
        row = _unit(sheet, row, unit)
    office = f"RATA-RATA CAPAIAN / JUMLAH ANGGARAN {paper.letterhead.office}"
    _total_row(sheet, row, office, paper, Sums(tuple(units)))
    signatures(sheet, row + 2, paper)
    sheet.freeze_panes = f"D{HEADER_AT + 1}"
    sheets.page(sheet, paper.letterhead, f"Rekapitulasi {paper.period} versi {paper.version}", HEADER_AT)
    completeness_sheet(book, paper)
    if paper.changes:
        changes_sheet(book, paper)
    return sheets.save(book, paper.letterhead)


def _title(sheet: Worksheet, paper: RecapSheet) -> None:
    title = sheets.marked("REKAPITULASI DATA CAPAIAN KINERJA", paper.letterhead)
    made = f"Versi {paper.version}, putaran {paper.round}, dibuat {moment(paper.made_at)}"
    below = f"{paper.below} indikator di bawah {percent(paper.threshold)}. {paper.scale_rule}"
    width = len(COLUMNS)
    sheets.heading(sheet, 1, title, width, size=14)
    sheets.heading(sheet, 2, f"{paper.letterhead.office} – {paper.letterhead.regency}", width, size=11)
    sheets.heading(sheet, 3, f"Periode: {paper.period}", width)
    sheets.heading(sheet, 4, made, width)
    sheets.heading(sheet, 5, below, width)


def _unit(sheet: Worksheet, row: int, unit: UnitRecap) -> int:
    """The unit's name, lines and subtotal from `row` on; gives the row after them."""
    _group(sheet, row, unit)
    first = row + 1
    for at, line in enumerate(unit.lines, first):
        sheets.body_row(sheet, at, COLUMNS, line)
    last = row + len(unit.lines)
    _total_row(sheet, last + 1, f"Rata-rata capaian / jumlah anggaran {unit.unit}", unit, Sums(((first, last),)))
    return last + 2


@dataclass(frozen=True)
class Sums:
    """Formulas over the rows of units, (first, last) of each; like the recap's own sums, what was spent counts where
    there is a pagu, and the absorption is of the lines that tell it."""

    units: tuple[tuple[int, int], ...]

    @property
    def pagu(self) -> Formula:
        return Formula("=" + self._added("SUM(L{0}:L{1})"))

    @property
    def spent(self) -> Formula:
        return Formula("=" + self._spent)

    @property
    def absorption(self) -> Formula:
        told = self._added('SUMIF(M{0}:M{1},"<>",L{0}:L{1})')
        return Formula(f'=IF(({told})>0,ROUND(({self._spent})/({told})*100,2),"")')

    @property
    def _spent(self) -> str:
        return self._added('SUMIF(L{0}:L{1},"<>",M{0}:M{1})')

    def _added(self, part: str) -> str:
        return "+".join(part.format(first, last) for first, last in self.units)


def _group(sheet: Worksheet, row: int, unit: UnitRecap) -> None:
    holder = ", ".join(part for part in (unit.holder, unit.title) if part)
    text = " – ".join(part for part in (unit.unit, holder, unit.status) if part)
    for column in range(1, len(COLUMNS) + 1):
        sheets.styled(cell_at(sheet, row, column), bold=True, fill=sheets.GROUP_FILL)
    sheets.put(cell_at(sheet, row, 1), text)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(COLUMNS))


def _total_row(sheet: Worksheet, row: int, label: str, facts: UnitRecap | RecapSheet, sums: Sums) -> None:
    values: dict[int, CellValue] = {
        1: label,
        MEAN: facts.mean,
        GRADE: facts.grade,
        PAGU: None if facts.pagu is None else sums.pagu,
        SPENT: None if facts.anggaran is None else sums.spent,
        ABSORPTION: None if facts.absorption is None else sums.absorption,
        ABSORPTION_GRADE: f"Predikat anggaran: {facts.absorption_grade}" if facts.absorption_grade else None,
    }
    for column, look in enumerate(COLUMNS, 1):
        cell = sheets.put(cell_at(sheet, row, column), values.get(column))
        sheets.styled(cell, bold=True, align=look.align, fill=sheets.GROUP_FILL).number_format = look.format
    sheets.fit_row(sheet, row, COLUMNS[MEAN - 1 :], MEAN)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=LABELS_END)
