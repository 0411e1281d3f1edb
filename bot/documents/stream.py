"""A sheet written from top to bottom, a row at a time: what is written lies on disk, however many rows follow."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.paging import Pages
from bot.documents.sheets import (
    BOX,
    CELL_LIMIT,
    GENERAL,
    GROUP_FILL,
    HEAD_FILL,
    LINE_HEIGHT,
    TALLEST_ROW,
    TEXT,
    CellValue,
    Column,
    Formula,
    room_for,
    wrapped,
)
from bot.documents.words import cell_text
from bot.texts.formats import short_moment

Row = TypeVar("Row")


@dataclass(frozen=True)
class Look:
    """How a cell looks; those that look alike share one style."""

    format: str = GENERAL
    align: str = "left"
    bold: bool = False
    size: float = 9
    fill: PatternFill | None = None
    boxed: bool = True
    wrap: bool = True


HEAD = Look(align="center", bold=True, fill=HEAD_FILL)
PLAIN = Look(boxed=False, wrap=False)
LABEL = Look(TEXT, bold=True, fill=GROUP_FILL, wrap=False)
"""Of a group of rows, or of their sums."""
Pair = tuple[Cell, Cell]
"""The cell of a look for numbers and formulas, and the one for texts, which never become anything else."""


class Stream:
    """One sheet of a write-only workbook. What holds for the whole sheet is set before its first row."""

    def __init__(self, book: Workbook, title: str, widths: Sequence[float]) -> None:
        # A write-only sheet has everything that is used of it here and in `sheets.page`.
        self.sheet = cast(Worksheet, book.create_sheet(title))
        self.sheet.sheet_format.outlineLevelRow = 1
        self.row = 0
        self._pairs: dict[Look, Pair] = {}
        self.pages = Pages(self.sheet, widths)
        for number, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width

    def pair(self, look: Look) -> Pair:
        if look not in self._pairs:
            self._pairs[look] = (self._cell(look), self._cell(look))
            self._pairs[look][1].quotePrefix = True
        return self._pairs[look]

    def _cell(self, look: Look) -> Cell:
        cell = WriteOnlyCell(cast(Any, self.sheet))
        cell.font = Font(name="Arial", size=look.size, bold=look.bold)
        vertical = "center" if look.bold else "top"
        indent = int(look.align == "left" and look.boxed)
        cell.alignment = Alignment(horizontal=look.align, vertical=vertical, wrap_text=look.wrap, indent=indent)
        cell.number_format = look.format
        if look.boxed:
            cell.border = BOX
        if look.fill is not None:
            cell.fill = look.fill
        return cell

    def write(self, cells: Sequence[tuple[CellValue, Look]], lines: int = 1) -> int:
        """Returns the number of the row."""
        return self.send([value for value, _ in cells], [self.pair(look) for _, look in cells], lines)

    def keep(self, height: float) -> None:
        """What follows, so high, stays on one page."""
        self.pages.keep(self.row, height)

    def blank(self, rows: int = 1) -> None:
        for _ in range(rows):
            self.send([], [], 1)

    def heading(self, text: CellValue, width: int, *, size: float = 10) -> None:
        """A line of the title block, as wide as `width` columns; bold when larger than the rest."""
        look = Look(bold=size > 10, size=size, boxed=False)
        self.merge(self.write([(text, look)]), 1, width)

    def across(self, text: str, look: Look, width: int, lines: int = 1) -> int:
        """One cell as wide as `width` columns."""
        row = self.write([(text, look), *[(None, look)] * (width - 1)], lines)
        self.merge(row, 1, width)
        return row

    def merge(self, row: int, first: int, last: int, rows: int = 1) -> None:
        """Straight into the set: `merge_cells` is not a write-only sheet's, and `add` searches all there are."""
        merged = CellRange(min_row=row, max_row=row + rows - 1, min_col=first, max_col=last)
        self.sheet.merged_cells.ranges.add(merged)

    def send(self, values: Sequence[CellValue], pairs: Sequence[Pair], lines: int, level: int = 0) -> int:
        """One row, high enough for so many lines and free to grow; `level` is that of the outline."""
        self.row += 1
        height = height_of(lines)
        self.pages.add(self.row, height)
        # The attributes as they are written: a RowDimension for each of many rows would stay in memory.
        dimensions = cast(dict[int, Any], self.sheet.row_dimensions)
        dimensions[self.row] = {"ht": str(height)} | ({"outlineLevel": str(level)} if level else {})
        cast(Any, self.sheet).append(_filled(values, pairs))
        del dimensions[self.row]
        return self.row


def height_of(lines: int) -> float:
    """Of a row, in points."""
    return min(lines * LINE_HEIGHT + 3, TALLEST_ROW)


def _filled(values: Iterable[CellValue], pairs: Iterable[Pair]) -> Generator[Cell, None, None]:
    """The same cell is filled again and again: it is written before the next is asked for."""
    for value, (plain, text) in zip(values, pairs, strict=True):
        if isinstance(value, str):
            text.value = cell_text(value, CELL_LIMIT) or None
            if text.value is not None:
                text.data_type = "s"
            yield text
        elif isinstance(value, datetime):
            text.value = short_moment(value)
            yield text
        else:
            plain.value = value.text if isinstance(value, Formula) else value
            yield plain


class Table(Generic[Row]):
    """Rows of one kind in a sheet."""

    def __init__(self, stream: Stream, columns: Sequence[Column[Row]]) -> None:
        self._stream, self._columns = stream, columns
        self._looks = [Look(column.format, column.align) for column in columns]
        self._pairs = [stream.pair(look) for look in self._looks]
        self._room = [room_for(column) for column in columns]

    def head(self) -> int:
        lines = max(wrapped(column.header, room) for column, room in zip(self._columns, self._room, strict=True))
        self._stream.pages.repeat(height_of(lines))
        return self._stream.write([(column.header, HEAD) for column in self._columns], lines)

    def height(self, data: Row) -> float:
        """Of the row that these data will be."""
        values = (column.value(data, 0) for column in self._columns)
        return height_of(self._lines(list(values)))

    def _lines(self, values: Sequence[CellValue]) -> int:
        pairs = zip(values, self._room, strict=True)
        return max((wrapped(value, room) for value, room in pairs if isinstance(value, str)), default=1)

    def body(self, data: Row, level: int = 0) -> int:
        row = self._stream.row + 1
        values = [column.value(data, row) for column in self._columns]
        return self._stream.send(values, self._pairs, self._lines(values), level)

    def total(self, label: str, until: int, values: Mapping[int, CellValue], formats: Mapping[int, str]) -> int:
        """A row of sums: the label over the columns up to `until`, and values under those named by their numbers, in
        the column's own format or in another."""
        looks = [replace(look, bold=True, fill=GROUP_FILL) for look in self._looks]
        looks[:until] = [LABEL] * until
        for number, its in formats.items():
            looks[number - 1] = replace(looks[number - 1], format=its)
        cells = [(values.get(number), look) for number, look in enumerate(looks, 1)]
        cells[0] = (label, LABEL)
        texts = ((value, self._room[number - 1]) for number, value in values.items() if isinstance(value, str))
        row = self._stream.write(cells, max((wrapped(text, room) for text, room in texts), default=1))
        self._stream.merge(row, 1, until)
        return row
