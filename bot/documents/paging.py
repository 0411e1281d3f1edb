"""Where the pages of a sheet end when it is printed: what belongs together stays on one, as far as a page goes."""

from collections.abc import Sequence
from typing import cast

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

WIDTH, HEIGHT = 799.0, 509.0
"""Points between the margins of `sheets.page`: A4, landscape."""
SPARE = 0.94
"""Of a page's height: programs measure letters a little differently."""
MOST_BREAKS = 1_000
"""A spreadsheet takes 1,026; what comes after them breaks as the program likes."""


def points(widths: Sequence[float]) -> float:
    """Of columns so wide, in the digits of the default font."""
    return sum(int(width * 7 + 5) * 0.75 for width in widths)


class Pages:
    """The pages of one sheet that is as wide as one of them, filled row by row from the top."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        self._sheet = sheet
        self.room = HEIGHT * SPARE * max(1.0, points(widths) / WIDTH)
        self._used = self._repeated = 0.0
        self._breaks = 0

    def repeat(self, height: float) -> None:
        """The head, which stands on every page that begins from now on."""
        self._repeated = height

    def keep(self, row: int, height: float) -> None:
        """A page ends after `row` where so much does not fit below it, unless it fits on no page at all."""
        fits = self._used + height <= self.room or self._used <= self._repeated
        if fits or height > self.room - self._repeated or self._breaks >= MOST_BREAKS:
            return
        self._end(row)

    def add(self, row: int, height: float) -> None:
        """A row of this height is written as `row`."""
        if self._used + height > self.room and self._used > self._repeated and self._breaks < MOST_BREAKS:
            self._end(row - 1)
        self._used += height

    def _end(self, row: int) -> None:
        cast(list[Break], self._sheet.row_breaks).append(Break(id=row))
        self._breaks += 1
        self._used = self._repeated
