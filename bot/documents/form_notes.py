"""The form's second and third sheets: how it is filled, scale, reasons and definitions to read, and the signed key."""

from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import sheets
from bot.documents.columns import KEY_LABEL, KEY_SHEET, STATE_HEADER
from bot.documents.sheets import DECIMAL, TEXT, CellValue, Column, cell_at
from bot.texts.revised import noted
from bot.texts.say import label
from bot.workflow.achievement import Direction
from bot.workflow.papers import FormSheet, Line

NOTES_SHEET = "Keterangan"
LISTS_AT = 9  # header row of the scale, the reasons and the predikat, below the instructions
FIRST = LISTS_AT + 1

DEFINITIONS: tuple[Column[Line], ...] = (
    Column("No", 10, lambda line, _: line.number, align="center"),
    Column("Indikator", 42, lambda line, _: line.indicator, TEXT),
    Column("Sasaran", 36, lambda line, _: line.sasaran, TEXT),
    Column("Definisi operasional / rumus", 52, lambda line, _: line.definition, TEXT),
    Column("Target tahun", 14, lambda line, _: line.written(line.target_year), DECIMAL, "right"),
    Column("Arah", 14, lambda line, _: line.direction, TEXT),
    Column("Cara agregasi", 18, lambda line, _: line.aggregation, TEXT),
)


REVISED = Column[Line]("Revisi", 40, lambda line, _: "\n".join(noted(one) for one in line.revisions), TEXT)


def _definitions(paper: FormSheet) -> tuple[Column[Line], ...]:
    """What was revised stands beside what it means; absent from a form in which nothing was."""
    return (*DEFINITIONS, REVISED) if any(line.revisions for line in paper.lines) else DEFINITIONS


def scale_range(paper: FormSheet) -> str:
    return f"{NOTES_SHEET}!$A${FIRST}:$B${LISTS_AT + len(paper.bands)}"


def reason_range(paper: FormSheet) -> str:
    """Empty where the office offers none."""
    return f"{NOTES_SHEET}!$D${FIRST}:$D${LISTS_AT + len(paper.reasons)}" if paper.reasons else ""


def predicate_range(paper: FormSheet, *, codes_only: bool = False) -> str:
    """Codes with their scores beside them; empty where no line has a predikat."""
    shown = _predicates(paper)
    return f"{NOTES_SHEET}!$F${FIRST}:${'F' if codes_only else 'G'}${LISTS_AT + len(shown)}" if shown else ""


def _predicates(paper: FormSheet) -> Sequence[tuple[str, Decimal]]:
    return paper.predicates if any(line.direction == Direction.GRADE for line in paper.lines) else ()


def _instructions(paper: FormSheet) -> Sequence[str]:
    return (
        label("sheet.yellow", state=STATE_HEADER),
        label("sheet.figures"),
        label("sheet.empty"),
        label("sheet.explain", threshold=paper.threshold),
        label("sheet.move"),
        label("sheet.back"),
    )


def notes_sheet(book: Workbook, paper: FormSheet) -> None:
    sheet: Worksheet = book.create_sheet(NOTES_SHEET)
    title = sheets.marked(f"KETERANGAN FORMULIR – {paper.unit}", paper.letterhead)
    sheets.heading(sheet, 1, title, len(DEFINITIONS), size=12)
    for number, words in enumerate(_instructions(paper), 1):
        sheets.heading(sheet, number + 1, f"{number}. {words}", len(DEFINITIONS))
    _lists(sheet, paper)
    below = FIRST + max(len(paper.bands), len(paper.reasons), len(_predicates(paper))) + 1
    columns = _definitions(paper)
    sheets.header_row(sheet, below, columns)
    for row, line in enumerate(paper.lines, below + 1):
        sheets.body_row(sheet, row, columns, line)
    sheets.protect(sheet)
    sheets.page(sheet, paper.letterhead, f"Keterangan formulir {paper.unit}")


def _lists(sheet: Worksheet, paper: FormSheet) -> None:
    """Side by side, each under its head: what the formulas and the choices of the form look up."""
    bounds = sorted(paper.bands)
    _list(sheet, 1, "Mulai (%)", [bound for bound, _ in bounds])
    _list(sheet, 2, "Predikat", [name for _, name in bounds])
    _list(sheet, 4, "Alasan data belum tersedia", paper.reasons)
    predicates = _predicates(paper)
    if predicates:
        _list(sheet, 6, "Isian predikat", [code for code, _ in predicates])
        _list(sheet, 7, "Nilai", [score for _, score in predicates])


def _list(sheet: Worksheet, column: int, head: str, values: Sequence[CellValue]) -> None:
    sheets.styled(sheets.put(cell_at(sheet, LISTS_AT, column), head), bold=True, fill=sheets.HEAD_FILL)
    for row, value in enumerate(values, FIRST):
        cell = sheets.styled(sheets.put(cell_at(sheet, row, column), value))
        cell.number_format = DECIMAL if isinstance(value, Decimal) else TEXT


def key_sheet(book: Workbook, paper: FormSheet) -> None:
    sheet: Worksheet = book.create_sheet(KEY_SHEET)
    sheets.put(cell_at(sheet, 1, 1), KEY_LABEL)
    sheets.put(cell_at(sheet, 1, 2), paper.key)
    sheet.sheet_state = "hidden"
    sheets.protect(sheet)
