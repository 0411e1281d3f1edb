"""A workbook of plain tables: logs, indexes and lists, a sheet each, printed as shown."""

from collections.abc import Callable

from openpyxl import Workbook

from bot.documents import sheets
from bot.documents.sheets import DECIMAL, TEXT, WHOLE, CellValue, Column
from bot.documents.stream import Stream, Table
from bot.workflow.packs import Cell, Figure, TableBook, TableSheet

HEADER_AT = 4
TITLE_LIMIT = 31  # characters of a sheet's name


def table_workbook(book: TableBook) -> bytes:
    made = Workbook(write_only=True)
    for one in book.sheets:
        _sheet(made, book, one)
    return sheets.save(made, book.letterhead)


def _sheet(made: Workbook, book: TableBook, one: TableSheet) -> None:
    columns = tuple(_column(at, head, width, one) for at, (head, width) in enumerate(one.columns))
    stream = Stream(made, one.title[:TITLE_LIMIT], [column.width for column in columns])
    stream.sheet.freeze_panes = f"A{HEADER_AT + 1}"
    sheets.page(stream.sheet, book.letterhead, f"{book.heading} – {one.title}", HEADER_AT)
    stream.heading(sheets.marked(book.heading, book.letterhead), len(columns), size=13)
    stream.heading(f"{one.title} – {book.letterhead.office}", len(columns))
    stream.blank()
    table: Table[tuple[Cell, ...]] = Table(stream, columns)
    table.head()
    for row in one.rows:
        table.body(row)


def _column(at: int, head: str, width: int, one: TableSheet) -> Column[tuple[Cell, ...]]:
    if any(isinstance(row[at], Figure) for row in one.rows):
        return Column(head, width, _value(at), DECIMAL, "right")
    counts = any(isinstance(row[at], int) for row in one.rows)
    return Column(head, width, _value(at), WHOLE if counts else TEXT, "center" if counts else "left")


def _value(at: int) -> Callable[[tuple[Cell, ...], int], CellValue]:
    return lambda row, _: _plain(row[at])


def _plain(cell: Cell) -> CellValue:
    return cell.value if isinstance(cell, Figure) else cell
