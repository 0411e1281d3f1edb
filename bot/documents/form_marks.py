"""Marks the cells that could not be read where they stand: in red, with a comment, and in a column of words.

A phone shows no comment before the cell is touched; the column says the same where nobody can miss it.
"""

from collections.abc import Mapping

from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import sheets
from bot.documents.columns import FIELD_HEADERS
from bot.documents.words import cell_text
from bot.texts.say import label
from bot.workflow.papers import FormSheet, Line, Mark

AUTHOR = "Formulir"
WIDTH, HEIGHT = 260, 110  # of a comment, in pixels
TYPED_LIMIT = 200  # characters quoted


def remarks(paper: FormSheet, line: Line) -> str:
    """Everything that is wrong with one line, cell by cell."""
    return "\n".join(
        label("sheet.remark", field=FIELD_HEADERS[mark.field], typed=_typed(mark), note=mark.note)
        for mark in paper.marks
        if mark.entry_id == line.entry_id
    )


def _typed(mark: Mark) -> str:
    return mark.typed if len(mark.typed) <= TYPED_LIMIT else mark.typed[:TYPED_LIMIT] + "…"


def add_marks(sheet: Worksheet, paper: FormSheet, letters: Mapping[str, str], first: int) -> None:
    """What was typed stands in its cell again, to be mended there; a locked cell keeps its value."""
    rows = {line.entry_id: (row, line) for row, line in enumerate(paper.lines, first)}
    for mark in paper.marks:
        row, line = rows.get(mark.entry_id, (0, None))
        letter = letters.get(FIELD_HEADERS[mark.field])
        if line is not None and letter is not None:
            _mark(sheet, f"{letter}{row}", mark, locked=not line.open)


def _mark(sheet: Worksheet, address: str, mark: Mark, *, locked: bool) -> None:
    cell = sheet[address]
    if not locked:
        sheets.put(cell, mark.typed)
    cell.fill = sheets.WRONG_FILL
    cell.font = Font(name="Arial", size=9, bold=True, color=sheets.WRONG_COLOUR)
    words = label("sheet.mark", typed=_typed(mark), note=mark.note)
    cell.comment = Comment(cell_text(words, sheets.CELL_LIMIT), AUTHOR, HEIGHT, WIDTH)
