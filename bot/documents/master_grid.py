"""Finds the sheets, headers and rows of a workbook of master data, and keeps every problem with the cell it is in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TypeVar

from python_calamine import CalamineWorkbook

from bot.documents.addresses import column_letter
from bot.documents.form_parser import Raw, Rows
from bot.documents.master_cells import BlankError, UnreadError, normal, sentence, shown
from bot.documents.master_names import OFFICE_SHEET, SETTING, VALUE
from bot.documents.silent_cells import Fault, Found, Silent, silent_cells
from bot.workflow.master import Problem

T = TypeVar("T")

HEADER_SEARCH = 20  # rows looked at for the header
Problems = list[Problem]
WITHOUT_VALUE: Mapping[Fault, str] = {Fault.ERROR: "error", Fault.NOT_COMPUTED: "formula"}


@dataclass(frozen=True)
class Place:
    address: str
    raw: Raw
    silent: Silent | None = None  # what stands there and is no value


@dataclass(frozen=True)
class Line:
    """One row of a sheet, or all of Kantor: what stands under each header, and where."""

    sheet: str
    row: int
    places: Mapping[str, Place]
    problems: Problems
    bad: set[str] = field(default_factory=set)

    def read(self, header: str, how: Callable[[Raw], T], instead: T) -> T:
        """What the cell means; `instead` if it means nothing, which is kept as a problem."""
        place = self.places[normal(header)]
        if place.silent is not None:
            self.refuse(header, sentence(WITHOUT_VALUE[place.silent.fault], value=shown(place.silent.shown)))
            return instead
        try:
            return how(place.raw)
        except BlankError:
            self.refuse(header, sentence("blank", column=header))
            return instead
        except UnreadError as error:
            self.refuse(header, error.words)
            return instead

    def refuse(self, header: str, words: str) -> None:
        self.bad.add(header)
        self.problems.append(Problem(self.sheet, self.address(header), words))

    def address(self, header: str) -> str:
        return self.places[normal(header)].address

    def typed(self, header: str) -> str:
        return shown(self.places[normal(header)].raw)

    def sound(self, *headers: str) -> bool:
        """Whether these cells could be read."""
        return self.bad.isdisjoint(headers)


@dataclass(frozen=True)
class Grids:
    """All cells of the workbook from A1 on, by sheet, and what is wrong with them so far."""

    sheets: Mapping[str, Rows]
    silent: Mapping[str, Found]
    problems: Problems

    def lines(self, name: str, headers: Sequence[str]) -> tuple[Line, ...] | None:
        """The rows below the header that are not empty; None if the sheet or a column is missing."""
        rows = self._sheet(name)
        if rows is None:
            return None
        at, columns = _header(rows, headers)
        if not self._complete(name, at, headers, [normal(cell) for cell in rows[at]] if rows else []):
            return None
        return tuple(self._filled(name, rows, at, columns))

    def settings(self, labels: Sequence[str]) -> Line | None:
        """Kantor, whose rows are what other sheets have as columns."""
        rows = self._sheet(OFFICE_SHEET)
        if rows is None:
            return None
        at, columns = _header(rows, (SETTING, VALUE))
        key, value = columns.get(normal(SETTING), 0), columns.get(normal(VALUE), 1)
        found = {
            normal(_cell(row, key)): self._place(OFFICE_SHEET, row, number, value)
            for number, row in reversed(list(enumerate(rows, 1)))
        }
        missing = [label for label in labels if normal(label) not in found]
        for label in missing:
            self.problems.append(Problem(OFFICE_SHEET, "A1", sentence("missing_setting", column=label)))
        return None if missing else Line(OFFICE_SHEET, at + 1, found, self.problems)

    def _sheet(self, name: str) -> Rows | None:
        found = self.sheets.get(normal(name))
        if found is None:
            self.problems.append(Problem(name, "", sentence("missing_sheet", sheet=name)))
        return found

    def _complete(self, name: str, at: int, headers: Sequence[str], words: Sequence[str]) -> bool:
        bad = [("missing_column", header) for header in headers if normal(header) not in words]
        bad += [("twice_column", header) for header in headers if words.count(normal(header)) > 1]
        for situation, header in bad:
            self.problems.append(Problem(name, f"A{at + 1}", sentence(situation, column=header)))
        return not bad

    def _filled(self, name: str, rows: Rows, at: int, columns: Mapping[str, int]) -> Iterator[Line]:
        for number, row in enumerate(rows[at + 1 :], at + 2):
            places = {header: self._place(name, row, number, column) for header, column in columns.items()}
            if any(normal(place.raw) or place.silent for place in places.values()):
                yield Line(name, number, places, self.problems)

    def _place(self, sheet: str, row: Sequence[Raw], number: int, column: int) -> Place:
        address = f"{column_letter(column)}{number}"
        return Place(address, _cell(row, column), self.silent.get(normal(sheet), {}).get(address))


def open_grids(data: bytes, problems: Problems) -> Grids:
    """Raises whatever calamine raises on a file that is no workbook."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    sheets = {normal(name): book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return Grids(sheets, {normal(name): silent_cells(data, name) for name in book.sheet_names}, problems)


def _header(rows: Rows, headers: Sequence[str]) -> tuple[int, Mapping[str, int]]:
    """The row that has most of the headers, and the column of each; the first row where there is none."""
    wanted = {normal(header) for header in headers}
    best, columns = 0, dict[str, int]()
    for at, row in enumerate(rows[:HEADER_SEARCH]):
        found = {word: index for index, cell in enumerate(row) if (word := normal(cell)) in wanted}
        if len(found) > len(columns):
            best, columns = at, found
    return best, columns


def _cell(row: Sequence[Raw], column: int) -> Raw:
    return row[column] if column < len(row) else ""
