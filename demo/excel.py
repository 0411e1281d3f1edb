"""What a Kasi does in Excel: types the figures into the workbook that came, as any program of an office leaves it."""

import io
from collections.abc import Mapping

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.columns import FIELD_HEADERS, INDICATOR_HEADER
from bot.workflow.forms import Field
from bot.workflow.numbers import parse
from demo.figures import Figure


def fill_workbook(data: bytes, figures: Mapping[str, Figure]) -> bytes:
    """The same workbook with every figure that it has a row for, numbers as numbers."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(cell.value == INDICATOR_HEADER for cell in row))
    top = header[0].row or 1
    columns = {str(cell.value): cell.column for cell in header if cell.value}
    for row in range(top + 1, sheet.max_row + 1):
        figure = figures.get(str(sheet.cell(row, columns[INDICATOR_HEADER]).value or ""))
        if figure is not None:
            _fill_row(sheet, row, columns, figure)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill_row(sheet: Worksheet, row: int, columns: Mapping[str, int], figure: Figure) -> None:
    values = {
        Field.REALISASI: _number(figure.realisasi),
        Field.ANGGARAN: _number(figure.anggaran),
        Field.PENGHAMBAT: figure.penghambat or None,
        Field.TINDAK_LANJUT: figure.tindak_lanjut or None,
    }
    for field, value in values.items():
        if value is not None and FIELD_HEADERS[field] in columns:
            sheet.cell(row, columns[FIELD_HEADERS[field]]).value = value


def _number(typed: str) -> float | None:
    reading = parse(typed) if typed else None
    return float(reading.value) if reading else None
