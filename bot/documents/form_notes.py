"""The form's second and third sheets: definitions, scale and reasons to read, and the signed key."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import sheets
from bot.documents.columns import KEY_LABEL, KEY_SHEET
from bot.documents.sheets import DECIMAL, TEXT, Column, cell_at
from bot.workflow.papers import FormSheet, Line

NOTES_SHEET = "Keterangan"
SCALE_AT = 4  # header row of the scale and of the reasons
FIRST_SCALE = SCALE_AT + 1

DEFINITIONS: tuple[Column[Line], ...] = (
    Column("No", 10, lambda line, _: line.number, align="center"),
    Column("Indikator", 42, lambda line, _: line.indicator, TEXT),
    Column("Sasaran", 36, lambda line, _: line.sasaran, TEXT),
    Column("Definisi operasional / rumus", 52, lambda line, _: line.definition, TEXT),
    Column("Arah", 14, lambda line, _: line.direction, TEXT),
    Column("Cara agregasi", 18, lambda line, _: line.aggregation, TEXT),
)


def scale_range(paper: FormSheet) -> str:
    return f"{NOTES_SHEET}!$A${FIRST_SCALE}:$B${SCALE_AT + len(paper.bands)}"


def reason_range(paper: FormSheet) -> str:
    return f"{NOTES_SHEET}!$D${FIRST_SCALE}:$D${SCALE_AT + len(paper.reasons)}"


def notes_sheet(book: Workbook, paper: FormSheet) -> None:
    sheet: Worksheet = book.create_sheet(NOTES_SHEET)
    sheets.heading(sheet, 1, f"KETERANGAN FORMULIR – {paper.unit}", len(DEFINITIONS), size=12)
    sheets.heading(sheet, 2, "Skala predikat, alasan data belum tersedia, dan definisi indikator.", len(DEFINITIONS))
    _scale_and_reasons(sheet, paper)
    below = FIRST_SCALE + max(len(paper.bands), len(paper.reasons)) + 1
    sheets.header_row(sheet, below, DEFINITIONS)
    for row, line in enumerate(paper.lines, below + 1):
        sheets.body_row(sheet, row, DEFINITIONS, line)
    sheets.protect(sheet)
    sheets.page(sheet, paper.letterhead, f"Keterangan formulir {paper.unit}")


def _scale_and_reasons(sheet: Worksheet, paper: FormSheet) -> None:
    for column, name in ((1, "Mulai (%)"), (2, "Predikat"), (4, "Alasan data belum tersedia")):
        sheets.styled(sheets.put(cell_at(sheet, SCALE_AT, column), name), bold=True, fill=sheets.HEAD_FILL)
    for row, (bound, name) in enumerate(sorted(paper.bands), FIRST_SCALE):
        sheets.styled(sheets.put(cell_at(sheet, row, 1), bound), align="center").number_format = DECIMAL
        sheets.styled(sheets.put(cell_at(sheet, row, 2), name))
    for row, reason in enumerate(paper.reasons, FIRST_SCALE):
        sheets.styled(sheets.put(cell_at(sheet, row, 4), reason))


def key_sheet(book: Workbook, paper: FormSheet) -> None:
    sheet: Worksheet = book.create_sheet(KEY_SHEET)
    sheets.put(cell_at(sheet, 1, 1), KEY_LABEL)
    sheets.put(cell_at(sheet, 1, 2), paper.key)
    sheet.sheet_state = "hidden"
    sheets.protect(sheet)
