"""The recap in the layout of Formulir E.81 (Permendagri 86/2017): fifteen columns, of which ten in K and Rp.

What the bot does not know (targets of the Renstra, what was reached before its first year) stays empty for the office
to write; the columns that follow from it are formulas, and come to life with it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bot.documents import sheets
from bot.documents.recap_extras import side_by_side, signature
from bot.documents.sheets import DECIMAL, PERCENT, TEXT, WHOLE, CellValue, Column, Formula
from bot.documents.stream import HEAD, LABEL, Look, Stream, Table, height_of
from bot.documents.words import clean
from bot.workflow.achievement import Aggregation, round2
from bot.workflow.papers import Line, RecapSheet, Signer, UnitRecap
from bot.workflow.periods import Period, PeriodKind, parse_key

E81_SHEET = "E.81"
HEADER_AT = 5
NUMBERS_AT = HEADER_AT + 2
SINGLE = ("No", "Sasaran", "Program/Kegiatan", "Indikator Kinerja Program (outcome)/Kegiatan (output)")
SPLIT = (
    "Target Renstra PD pada tahun akhir",
    "Realisasi capaian Renstra s.d. Renja tahun lalu (n-2)",
    "Target kinerja dan anggaran Renja tahun berjalan yang dievaluasi",
    "Realisasi kinerja pada Triwulan I",
    "Realisasi kinerja pada Triwulan II",
    "Realisasi kinerja pada Triwulan III",
    "Realisasi kinerja pada Triwulan IV",
    "Realisasi capaian kinerja dan anggaran Renja yang dievaluasi",
    "Realisasi kinerja dan anggaran Renstra s.d. tahun berjalan",
    "Tingkat capaian kinerja dan realisasi anggaran Renstra (%)",
)
LAST_HEADER = "PD penanggung jawab"
WIDTH = len(SINGLE) + 2 * len(SPLIT) + 1
RENSTRA, BEFORE, RENJA, REACHED, WHOLE_RENSTRA = 5, 6, 7, 12, 13
"""Columns of the form, by its own numbers."""


def at(number: int, *, money: bool = False) -> str:
    """The letters of a split column of the form."""
    return get_column_letter(len(SINGLE) + 1 + 2 * (number - 5) + int(money))


@dataclass(frozen=True)
class Row:
    """A line with its unit, and what each of the year's four quarters brought."""

    unit: str
    line: Line
    reached: tuple[Decimal | None, ...]
    spent: tuple[Decimal | None, ...]


def _rows(paper: RecapSheet) -> list[Row]:
    period = parse_key(paper.period_key) if paper.period_key else None
    return [Row(unit.unit, line, *_quarters(line, period)) for unit in paper.units for line in unit.lines]


Quarters = tuple[Decimal | None, ...]


def _quarters(line: Line, period: Period | None) -> tuple[Quarters, Quarters]:
    """Of a year that is reported by quarters; what was spent is told up to a quarter's end, and is parted again."""
    if period is None or period.kind is not PeriodKind.QUARTER:
        return (None,) * 4, (None,) * 4
    keys = [Period(period.year, period.kind, number).key for number in range(1, 5)]
    realisasi = dict(line.earlier) | {period.key: line.realisasi}
    spent = dict(line.spent) | {period.key: line.anggaran}
    told = [spent.get(key) for key in keys]
    return tuple(realisasi.get(key) for key in keys), tuple(map(_of_quarter, told, [Decimal(0), *told[:-1]]))


def _of_quarter(until: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if until is None or before is None else until - before


def _quarter(number: int) -> Callable[[Row, int], CellValue]:
    return lambda row, _: row.line.written(row.reached[number])


def _paid(number: int) -> Callable[[Row, int], CellValue]:
    return lambda row, _: row.spent[number]


def _whole(row: Row, sheet_row: int) -> CellValue:
    """What adds up goes on from what was reached before; any other measure stands where this year left it."""
    before, now = f"{at(BEFORE)}{sheet_row}", f"{at(REACHED)}{sheet_row}"
    if row.line.aggregation == Aggregation.SUM:
        return Formula(f'=IF(AND(ISNUMBER({before}),ISNUMBER({now})),{before}+{now},"")')
    return Formula(f'=IF(ISNUMBER({now}),{now},"")')


def _whole_money(row: Row, sheet_row: int) -> CellValue:
    before, now = (f"{at(number, money=True)}{sheet_row}" for number in (BEFORE, REACHED))
    return Formula(f'=IF(AND(ISNUMBER({before}),ISNUMBER({now})),{before}+{now},"")')


def _level(*, money: bool) -> Callable[[Row, int], CellValue]:
    def level(_row: Row, sheet_row: int) -> CellValue:
        target, whole = (f"{at(number, money=money)}{sheet_row}" for number in (RENSTRA, WHOLE_RENSTRA))
        known = f"AND(ISNUMBER({target}),ISNUMBER({whole}))"
        return Formula(f'=IF({known},IF({target}>0,ROUND({whole}/{target}*100,2),""),"")')

    return level


def _nothing(_row: Row, _at: int) -> CellValue:
    return None


def _pair(measure: Callable[[Row, int], CellValue], money: Callable[[Row, int], CellValue]) -> list[Column[Row]]:
    return [Column("K", 8, measure, DECIMAL, "right"), Column("Rp", 12, money, WHOLE, "right")]


COLUMNS: tuple[Column[Row], ...] = (
    Column(SINGLE[0], 4, lambda row, _: row.line.number, WHOLE, "center"),
    Column(SINGLE[1], 20, lambda row, _: row.line.sasaran, TEXT),
    Column(SINGLE[2], 16, _nothing, TEXT),
    Column(SINGLE[3], 26, lambda row, _: f"{row.line.indicator} ({row.line.satuan})", TEXT),
    *_pair(_nothing, _nothing),
    *_pair(_nothing, _nothing),
    *_pair(lambda row, _: row.line.written(row.line.target_year), lambda row, _: row.line.pagu),
    *(column for number in range(4) for column in _pair(_quarter(number), _paid(number))),
    *_pair(lambda row, _: row.line.written(row.line.realisasi_to_date), lambda row, _: row.line.anggaran),
    *_pair(_whole, _whole_money),
    Column("K", 8, _level(money=False), PERCENT, "right"),
    Column("Rp", 8, _level(money=True), PERCENT, "right"),
    Column(LAST_HEADER, 16, lambda row, _: row.unit, TEXT),
)


def e81_sheet(book: Workbook, paper: RecapSheet, stand: str) -> None:
    stream = Stream(book, E81_SHEET, [column.width for column in COLUMNS])
    stream.sheet.freeze_panes = f"E{NUMBERS_AT + 1}"
    sheets.page(stream.sheet, paper.letterhead, f"Formulir E.81 {paper.period}", HEADER_AT, stand)
    stream.sheet.print_title_rows = f"{HEADER_AT}:{NUMBERS_AT}"
    title = "FORMULIR E.81 – EVALUASI TERHADAP HASIL RENJA PERANGKAT DAERAH LINGKUP KABUPATEN/KOTA"
    stream.heading(sheets.marked(title, paper.letterhead), WIDTH, size=13)
    stream.heading(f"{paper.letterhead.office} – {paper.letterhead.regency}", WIDTH, size=11)
    stream.heading(f"Periode pelaksanaan: {paper.period} (K = kinerja, Rp = anggaran)", WIDTH)
    stream.blank()
    _head(stream)
    table = Table(stream, COLUMNS)
    for row in _rows(paper):
        table.body(row)
    _foot(stream, table, paper)


def _head(stream: Stream) -> None:
    """Names, K and Rp below those that are split, and the form's own numbers of the columns."""
    split = [text for name in SPLIT for text in (name, "")]
    below = [*[""] * len(SINGLE), *["K", "Rp"] * len(SPLIT), ""]
    numbers: list[CellValue] = ["(1)", "(2)", "(3)", "(4)"]
    numbers += [text for number in range(5, 15) for text in (f"({number})", "")]
    stream.pages.repeat(height_of(5) + 2 * height_of(1))
    first = stream.write([(text, HEAD) for text in (*SINGLE, *split, LAST_HEADER)], lines=5)
    stream.write([(text, HEAD) for text in below])
    stream.write([(text, HEAD) for text in (*numbers, "(15)")])
    for column in (*range(1, len(SINGLE) + 1), WIDTH):
        stream.merge(first, column, column, rows=2)
    for column in range(len(SINGLE) + 1, WIDTH, 2):
        stream.merge(first, column, column + 1)
        stream.merge(first + 2, column, column + 1)


def _foot(stream: Stream, table: Table[Row], paper: RecapSheet) -> None:
    """Means and predikat under what was reached; then the factors, each with its indicator."""
    measure = len(SINGLE) + 1 + 2 * (REACHED - 5)
    means = {measure: _two(paper.mean), measure + 1: _two(paper.absorption)}
    table.total("Rata-rata capaian kinerja (%)", len(SINGLE), means, dict.fromkeys(means, PERCENT))
    table.total("Predikat kinerja", len(SINGLE), {measure: paper.grade, measure + 1: paper.absorption_grade}, {})
    for label, told in FACTORS:
        if label == FACTORS[-1][0]:
            stream.keep(14 * height_of(1))  # the signatures, below what was written last
        _factor(stream, label, [_told(unit, told) for unit in paper.units if any(map(told, unit.lines))])
    stream.blank()
    blocks = (signature("Disusun", paper.leader), signature("Dievaluasi", Signer("Kepala Bappeda", "")))
    side_by_side(stream, (4, 18), blocks)


def _two(value: Decimal | None) -> CellValue:
    return None if value is None else round2(value)


FACTORS: Sequence[tuple[str, Callable[[Line], str]]] = (
    ("Faktor pendorong keberhasilan kinerja:", lambda line: line.pendorong),
    ("Faktor penghambat pencapaian kinerja:", lambda line: line.penghambat),
    ("Tindak lanjut yang diperlukan dalam triwulan berikutnya*):", lambda line: line.tindak_lanjut),
    ("Tindak lanjut yang diperlukan dalam Renja PD kabupaten/kota berikutnya*):", lambda _line: ""),
)
TOLD = Look(TEXT)
MOST_LINES = 30
"""In one row, which a spreadsheet lets be so high and no higher."""


def _told(unit: UnitRecap, told: Callable[[Line], str]) -> str:
    return "\n".join([f"{unit.unit}:", *(f"{line.number}. {told(line)}" for line in unit.lines if told(line))])


def _factor(stream: Stream, label: str, texts: list[str]) -> None:
    """A row for each unit, and another for what is too much for one."""
    stream.across(label, LABEL, WIDTH)
    room = int(sum(column.width for column in COLUMNS))
    for text in texts or [""]:
        for part in _parts(clean(text), room):
            stream.across(part, TOLD, WIDTH, sheets.wrapped(part, room))


def _parts(text: str, room: int) -> Iterator[str]:
    part: list[str] = []
    for line in text.split("\n"):
        if part and sheets.wrapped("\n".join([*part, line]), room) > MOST_LINES:
            yield "\n".join(part)
            part = []
        part.append(line)
    yield "\n".join(part)
