"""The form of one unit as a workbook: what is asked can be typed, everything else is locked."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import sheets
from bot.documents.columns import FIELD_HEADERS, OFFICE_LABEL, PERIOD_LABEL, ROW_KEY_HEADER, STATE_HEADER, UNIT_LABEL
from bot.documents.form_columns import Letters, form_columns, letters_of
from bot.documents.form_marks import add_marks
from bot.documents.form_notes import NOTES_SHEET, key_sheet, notes_sheet
from bot.documents.form_rules import add_rules, asked
from bot.documents.formulas import progress_formula
from bot.documents.sheets import Column
from bot.texts.formats import moment
from bot.texts.say import label
from bot.workflow.forms import Field
from bot.workflow.papers import FormSheet, Line

FORM_SHEET = "Formulir"
HEADER_AT = 7
FIRST = HEADER_AT + 1
TITLE_WIDTH = 80  # characters; about what a phone held sideways shows at once
TITLE_HEIGHTS = (17, 12, 12, 12, 12, 25)  # points, row by row: the title stays on the screen together with the header


def form_workbook(paper: FormSheet) -> bytes:
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = FORM_SHEET
    columns = form_columns(paper)
    letters = letters_of(columns)
    sheets.header_row(sheet, HEADER_AT, columns)
    for row, line in enumerate(paper.lines, FIRST):
        sheets.body_row(sheet, row, columns, line)
        for field in asked(line):
            if FIELD_HEADERS[field] in letters:
                sheets.unlock(sheet[f"{letters[FIELD_HEADERS[field]]}{row}"])
    _title(sheet, paper, columns)
    add_rules(sheet, paper, letters, FIRST)
    add_marks(sheet, paper, letters, FIRST)
    sheet.column_dimensions[letters[ROW_KEY_HEADER]].hidden = True
    _begin_at(sheet, paper, letters)
    sheets.protect(sheet)
    sheets.page(sheet, paper.letterhead, f"Formulir {paper.unit} – {paper.period}", HEADER_AT)
    notes_sheet(book, paper)
    key_sheet(book, paper)
    return sheets.save(book, paper.letterhead)


def _title(sheet: Worksheet, paper: FormSheet, columns: Sequence[Column[Line]]) -> None:
    width = next((n for n in range(3, len(columns)) if sum(c.width for c in columns[:n]) >= TITLE_WIDTH), len(columns))
    title = sheets.marked("FORMULIR PENGUMPULAN DATA CAPAIAN KINERJA", paper.letterhead)
    sheets.heading(sheet, 1, title, width, size=12)
    for row, fact in enumerate(_facts(paper), 2):
        sheets.heading(sheet, row, fact, width, size=9)
    brief = label("sheet.submitted") if paper.submitted_at else label("sheet.brief", notes=NOTES_SHEET)
    sheets.heading(sheet, HEADER_AT - 1, brief, width, size=9, first=3)
    if paper.lines and not paper.submitted_at:
        states = letters_of(columns)[STATE_HEADER]
        last = HEADER_AT + len(paper.lines)
        progress = progress_formula(f"${states}${FIRST}:${states}${last}", len(paper.lines))
        sheets.heading(sheet, HEADER_AT - 1, progress, 2, size=9)
        sheet.cell(HEADER_AT - 1, 1).font = Font(name="Arial", size=9, bold=True)
    for row, height in enumerate(TITLE_HEIGHTS, 1):
        sheet.row_dimensions[row].height = height


def _facts(paper: FormSheet) -> tuple[str, ...]:
    """Whose form it is: read again where the key was lost."""
    holder = f"{paper.holder} ({paper.holder_title})" if paper.holder_title else paper.holder
    due = f"Batas waktu: {moment(paper.due_at)}" if paper.due_at else ""
    if paper.submitted_at:
        due = f"Diserahkan: {moment(paper.submitted_at)}, putaran {paper.round}"
    return (
        f"{OFFICE_LABEL}: {paper.letterhead.named}",
        f"{UNIT_LABEL}: {paper.unit}",
        f"{PERIOD_LABEL}: {paper.period}",
        " – ".join(part for part in (f"Pengisi: {holder}", due) if part),
    )


def _begin_at(sheet: Worksheet, paper: FormSheet, letters: Letters) -> None:
    """Number, indicator and header stay in view, and the first thing to fill is under the finger."""
    sheet.freeze_panes = f"C{FIRST}"
    first = next((row for row, line in enumerate(paper.lines, FIRST) if line.open), FIRST)
    for part in sheet.sheet_view.selection:
        if part.pane == "bottomRight":
            part.activeCell = part.sqref = f"{letters[FIELD_HEADERS[Field.REALISASI]]}{first}"
