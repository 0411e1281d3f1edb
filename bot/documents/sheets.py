"""Workbook helpers: text that can never become a formula, one look for all sheets, A4 pages that print as shown."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Generic, TypeVar, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.timeless import timeless
from bot.documents.words import cell_text, clean
from bot.texts.formats import short_moment
from bot.workflow.papers import Letterhead

# The locale tag makes programs that honour it write 1.234,56 whatever the language of the machine.
DECIMAL = "[$-421]#,##0.00"
WHOLE = "[$-421]#,##0"
PERCENT = '[$-421]0.00"%"'
TEXT = "@"
GENERAL = "General"

SAMPLE = "DATA CONTOH"
LINE_HEIGHT = 12  # points
LETTERS = 1.1  # of this size, in one unit of a column's width
TALLEST_ROW = 409  # Excel's limit
MARGIN_LIMIT = 80  # characters; Excel refuses a file with 255 or more in a margin
CELL_LIMIT = 32_767  # characters Excel keeps in one cell

THIN = Side(style="thin", color="808080")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD_FILL = PatternFill("solid", fgColor="D9E2EC")
GROUP_FILL = PatternFill("solid", fgColor="EEF2F6")
INPUT_FILL = PatternFill("solid", fgColor="FFF9DB")
LOW_FILL = PatternFill("solid", bgColor="F8D0CB")
NEEDED_FILL = PatternFill("solid", bgColor="FFD9A0")
DONE_FILL = PatternFill("solid", bgColor="D5EBD3")
WRONG_FILL = PatternFill("solid", fgColor="FFB3AB")
WRONG_COLOUR = "9C0006"

Row = TypeVar("Row")


@dataclass(frozen=True)
class Formula:
    """A formula of ours; what people typed never gets this type."""

    text: str


CellValue = str | int | Decimal | datetime | Formula | None


@dataclass(frozen=True)
class Column(Generic[Row]):
    """`value` makes the cell from the row's data and its row number in the sheet; `shows` are the texts that its
    formulas may come to."""

    header: str
    width: float
    value: Callable[[Row, int], CellValue]
    format: str = GENERAL
    align: str = "left"
    shows: tuple[str, ...] = ()


def put(cell: Cell, value: CellValue) -> Cell:
    """Writes one value; text stays text whatever it begins with."""
    if isinstance(value, Formula):
        cell.value = value.text
    elif isinstance(value, str):
        cell.value = cell_text(value, CELL_LIMIT) or None
        if cell.value is not None:
            cell.data_type = "s"
            cell.quotePrefix = True
    elif isinstance(value, datetime):
        cell.value = short_moment(value)
    else:
        cell.value = value
    return cell


def styled(cell: Cell, *, bold: bool = False, align: str = "left", fill: PatternFill | None = None) -> Cell:
    cell.font = Font(name="Arial", size=9, bold=bold)
    cell.alignment = Alignment(
        horizontal=align, vertical="center" if bold else "top", wrap_text=True, indent=int(align == "left")
    )
    cell.border = BOX
    if fill is not None:
        cell.fill = fill
    return cell


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{cell.coordinate} is inside a merged range")
    return cell


def heading(sheet: Worksheet, row: int, text: str | Formula, width: int, size: int = 10, first: int = 1) -> None:
    """One line of the title block, in the columns from `first` to `width`; bold when larger than the rest."""
    cell = put(cell_at(sheet, row, first), text)
    cell.font = Font(name="Arial", size=size, bold=size > 10)
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=width)


def marked(title: str, head: Letterhead) -> str:
    """The title of a sheet, which says whose figures it does not hold, also where nobody prints it."""
    return f"{title} – {SAMPLE}" if head.sample else title


def header_row(sheet: Worksheet, row: int, columns: Sequence[Column[Row]]) -> None:
    for index, column in enumerate(columns, 1):
        styled(put(cell_at(sheet, row, index), column.header), bold=True, align="center", fill=HEAD_FILL)
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    fit_row(sheet, row, columns)


def body_row(sheet: Worksheet, row: int, columns: Sequence[Column[Row]], data: Row) -> None:
    for index, column in enumerate(columns, 1):
        cell = styled(put(cell_at(sheet, row, index), column.value(data, row)), align=column.align)
        cell.number_format = column.format
    fit_row(sheet, row, columns)


class _FittedRow(RowDimension):
    """A height as a program would have fitted it: correct at once, and free to grow with what is typed later.

    openpyxl marks every height as chosen by hand, after which no program fits the row again.
    """

    @property
    def customHeight(self) -> bool:  # noqa: N802 - openpyxl's name
        return False


def fit_row(sheet: Worksheet, row: int, columns: Sequence[Column[Row]], first: int = 1) -> None:
    """High enough for the texts in these columns, which stand from column `first` on."""
    lines = max(_lines(cell_at(sheet, row, index), column) for index, column in enumerate(columns, first))
    height = min(lines * LINE_HEIGHT + 3, TALLEST_ROW)
    sheet.row_dimensions[row] = _FittedRow(sheet, index=row, ht=height)


def _lines(cell: Cell, column: Column[Row]) -> int:
    """How many lines a text needs in a column."""
    letters = max(1, int(column.width * LETTERS) - int(cell.alignment.indent))
    if cell.data_type == "f":
        return max((wrapped(text, letters) for text in column.shows), default=1)
    return wrapped(cell.value, letters) if isinstance(cell.value, str) else 1


def room_for(column: Column[Row]) -> int:
    """Letters in one line of a column; a width of 1 holds a little more than one letter of this size."""
    return max(1, int(column.width * LETTERS) - int(column.align == "left"))


def wrapped(text: str, letters: int) -> int:
    """Lines that a text takes where so many letters fit into one: whole words, unless one is longer than a line."""
    return sum(_wrapped(part, letters) if len(part) > letters else 1 for part in text.split("\n"))


def parts(text: str, letters: int, most: int) -> Iterator[str]:
    """The text in pieces of no more than so many lines each, parted between words where there are any."""
    part = ""
    for word in re.findall(r"\S*\s?", text):
        for piece in (word[at : at + letters] for at in range(0, len(word), letters)):
            if part and wrapped(part + piece, letters) > most:
                yield part.rstrip()
                part = ""
            part += piece
    yield part.rstrip()


def _wrapped(line: str, letters: int) -> int:
    lines, used = 1, 0
    for word in line.split():
        if used and used + 1 + len(word) <= letters:
            used += 1 + len(word)
            continue
        full, rest = divmod(len(word), letters)
        lines += full + bool(rest) - (used == 0)
        used = rest or letters
    return lines


def unlock(cell: Cell) -> None:
    cell.protection = Protection(locked=False)
    cell.fill = INPUT_FILL


def protect(sheet: Worksheet) -> None:
    """Without a password: it prevents slips, not people; widths and heights may still be changed."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def page(sheet: Worksheet, head: Letterhead, title: str, header_at: int | None = None, stand: str = "") -> None:
    """A4 landscape, as wide as one page, header row repeated, DATA CONTOH above and below when it is one; above also
    `stand`, how far it counts."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.3, right=0.3, top=0.6, bottom=0.6, header=0.3, footer=0.3)
    sheet.print_options.horizontalCentered = True
    if header_at is not None:
        sheet.print_title_rows = f"{header_at}:{header_at}"
    mark = SAMPLE if head.sample else None
    above = " – ".join(part for part in (mark, stand) if part)
    sheet.HeaderFooter.oddHeader = _margin_line(None, above or None, None)
    sheet.HeaderFooter.oddFooter = _margin_line(_margin_text(title), mark, "Halaman &P dari &N")


def _margin_text(text: str) -> str:
    """One short line; "&" commands the printer there, and doubled it is itself."""
    return " ".join(clean(text).split())[:MARGIN_LIMIT].replace("&", "&&")


def _margin_line(left: str | None, center: str | None, right: str | None) -> HeaderFooterItem:
    item = HeaderFooterItem()
    item.left.text, item.center.text, item.right.text = left, center, right
    return item


def measured(book: Workbook) -> None:
    """Columns are as wide as digits of a font that every machine has, or has one of the same measures for: where the
    default one lacks, a program takes a wider, and the pages come out otherwise."""
    fonts = cast(Any, book)._fonts
    fonts.clear()
    fonts.add(Font(name="Arial", size=10))


def save(book: Workbook, head: Letterhead) -> bytes:
    book.properties.creator = clean(head.office)
    data = BytesIO()
    book.save(data)
    return timeless(data.getvalue())
