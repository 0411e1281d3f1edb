"""Reads a returned form: which cell says what, found by the words of its header and the keys of its rows.

Sorted rows, moved columns, extra rows, columns and sheets change nothing. What a cell means (a number written as text,
a choice nobody offered) is for the caller to judge: text stays text here.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from io import BytesIO

from python_calamine import CalamineWorkbook

from bot.documents.addresses import column_letter
from bot.documents.columns import (
    FIELD_HEADERS,
    INDICATOR_HEADER,
    KEY_LABEL,
    NUMBER_HEADER,
    OFFICE_LABEL,
    PERIOD_LABEL,
    ROW_KEY_HEADER,
    UNIT_LABEL,
)
from bot.documents.silent_cells import Fault, silent_cells
from bot.workflow.forms import MEASURES, Field
from bot.workflow.numbers import LIMIT, format_number

HEADER_SEARCH = 60  # rows looked at for the header; above it there is only a title
TEXT_LIMIT = 32_767
CELL_DIGITS = Context(prec=15)  # what every spreadsheet keeps of a number
TITLE_LIMIT = 200  # characters of one fact of the title

Raw = int | float | str | bool | time | date | datetime | timedelta
Rows = Sequence[Sequence[Raw]]
CellValue = Decimal | str | None


class NoFormError(Exception):
    """No sheet of the workbook has the header of a form."""


@dataclass(frozen=True)
class CellReading:
    field: Field
    value: CellValue
    address: str  # G9, as the person who typed it sees it
    fault: Fault | None = None  # what stands there is no value, and `value` only what is shown


@dataclass(frozen=True)
class RowReading:
    """`entry_id` is None where the key column was lost: then number and indicator say which row it is.

    `row` is its number in the sheet, as the person sees it.
    """

    row: int
    entry_id: int | None
    number: int | None
    indicator: str
    cells: tuple[CellReading, ...]

    def value(self, field: Field) -> CellValue:
        return next((cell.value for cell in self.cells if cell.field is field), None)


@dataclass(frozen=True)
class ExtraRow:
    """A row that is no indicator's, with a figure where one is asked for: a total, or something of somebody's own."""

    row: int
    words: str  # what it calls itself
    figure: str
    address: str


@dataclass(frozen=True)
class FormTitle:
    """Whose form it is by its title block; empty where that is gone. Anybody can write it: only the key is signed."""

    office: str = ""
    unit: str = ""
    period: str = ""


@dataclass(frozen=True)
class FormReading:
    """`key` is None where the hidden sheet was lost; a field whose column was deleted is absent from the rows."""

    key: str | None
    rows: tuple[RowReading, ...]
    title: FormTitle = FormTitle()
    extra: tuple[ExtraRow, ...] = ()


def parse_form(data: bytes) -> FormReading:
    """Raises NoFormError, and whatever calamine raises on a file that is no workbook."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    grids = {name: _grid(book, name) for name in book.sheet_names}
    found = [(name, rows, header) for name, rows in grids.items() if (header := _header(rows)) is not None]
    if not found:
        raise NoFormError
    # A copy without keys beside the form itself: the one with keys is meant.
    name, rows, (at, columns) = max(found, key=lambda sheet: ROW_KEY_HEADER.casefold() in sheet[2][1])
    found_rows = tuple(_rows(rows, at, columns))
    own = _with_silent(tuple(row for row in found_rows if isinstance(row, RowReading)), data, name)
    extra = tuple(row for row in found_rows if isinstance(row, ExtraRow))
    return FormReading(_signed_key(grids), own, _title(rows[:at]), extra)


def _with_silent(rows: tuple[RowReading, ...], data: bytes, sheet: str) -> tuple[RowReading, ...]:
    """What calamine passes over as blank is an error, or a formula without a result: something was meant there."""
    blank = {cell.address for row in rows for cell in row.cells if cell.value is None}
    found = silent_cells(data, sheet, blank)

    def said(cell: CellReading) -> CellReading:
        silent = found.get(cell.address)
        return replace(cell, value=silent.shown[:TEXT_LIMIT], fault=silent.fault) if silent else cell

    return tuple(replace(row, cells=tuple(said(cell) for cell in row.cells)) for row in rows) if found else rows


def _grid(book: CalamineWorkbook, name: str) -> Rows:
    """All cells from A1 on, so that positions are addresses."""
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _normal(value: Raw) -> str:
    return " ".join(str(value).split()).casefold()


def _header(rows: Rows) -> tuple[int, Mapping[str, int]] | None:
    """The header's row and the column of each of its words; the first of two equal words counts."""
    needed = {INDICATOR_HEADER.casefold(), FIELD_HEADERS[Field.REALISASI].casefold()}
    for at, row in enumerate(rows[:HEADER_SEARCH]):
        words = {_normal(cell): index for index, cell in reversed(list(enumerate(row))) if cell != ""}
        if needed <= words.keys():
            return at, words
    return None


def _signed_key(grids: Mapping[str, Rows]) -> str | None:
    """In whatever sheet it stands: some programs rename what is hidden."""
    for row in (row for rows in grids.values() for row in rows[:HEADER_SEARCH]):
        if len(row) > 1 and _normal(row[0]) == KEY_LABEL:
            return str(row[1]).strip() or None
    return None


def _title(rows: Rows) -> FormTitle:
    """The words after "Unit:" and its like, wherever above the header; the first of each counts."""
    facts: dict[str, str] = {}
    for cell in (cell for row in rows for cell in row if isinstance(cell, str)):
        name, colon, words = cell.partition(":")
        if colon:
            facts.setdefault(_normal(name), " ".join(words.split())[:TITLE_LIMIT])
    office, unit, period = (facts.get(_normal(label), "") for label in (OFFICE_LABEL, UNIT_LABEL, PERIOD_LABEL))
    return FormTitle(office, unit, period)


def _rows(rows: Rows, header_at: int, columns: Mapping[str, int]) -> Iterator[RowReading | ExtraRow]:
    """Whatever may be an indicator's: with a key, or with a name and, where there are numbers, its number.

    Of the others those that have a figure.
    """
    key_at, number_at = columns.get(ROW_KEY_HEADER.casefold()), columns.get(NUMBER_HEADER.casefold())
    indicator_at = columns[INDICATOR_HEADER.casefold()]
    found = [(field, columns.get(header.casefold())) for field, header in FIELD_HEADERS.items()]
    places = [(field, column, column_letter(column)) for field, column in found if column is not None]
    for at, row in enumerate(rows[header_at + 1 :], header_at + 2):
        entry_id, number = _whole(_cell(row, key_at)), _whole(_cell(row, number_at))
        indicator = str(_cell(row, indicator_at)).strip()
        cells = tuple(
            CellReading(field, _value(_cell(row, column)), f"{letter}{at}") for field, column, letter in places
        )
        if entry_id is not None or (indicator and (number is not None or number_at is None)):
            yield RowReading(at, entry_id, number, indicator, cells)
        elif extra := _extra(at, indicator, cells):
            yield extra


def _extra(at: int, words: str, cells: tuple[CellReading, ...]) -> ExtraRow | None:
    figures = [cell for cell in cells if cell.field in MEASURES and any(c.isdecimal() for c in str(cell.value or ""))]
    first = figures[0] if figures else None
    return ExtraRow(at, words[:TITLE_LIMIT], shown(first.value)[:TITLE_LIMIT], first.address) if first else None


def shown(value: CellValue) -> str:
    """As a person would have written it."""
    if isinstance(value, Decimal) and abs(value) < LIMIT:
        return format_number(value)
    return str(value).strip()


def _cell(row: Sequence[Raw], column: int | None) -> Raw:
    return row[column] if column is not None and column < len(row) else ""


def _value(raw: Raw) -> CellValue:
    """Numbers as exact decimals, everything else as the text it shows; blank is None."""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, int | float) and math.isfinite(raw):
        return _decimal(raw)
    return str(raw).strip()[:TEXT_LIMIT] or None


def _decimal(raw: int | float) -> Decimal:
    """The figure that a spreadsheet shows: 0.3 for its 0.1 + 0.2, which it keeps as 0.30000000000000004."""
    return Decimal(f"{raw:.15g}")


def shown_digits(value: Decimal) -> Decimal:
    """What is left of a value after it was in a spreadsheet's cell."""
    return CELL_DIGITS.plus(value)


def _whole(raw: Raw) -> int | None:
    """A row's key or number, which some programs turn into text or "3.0"."""
    if isinstance(raw, float) and 0 <= raw < 1e15:
        return int(raw) if raw.is_integer() else None
    text = str(raw).strip().removesuffix(".0").removesuffix(".")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
