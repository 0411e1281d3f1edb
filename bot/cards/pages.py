"""A long list on a phone: some rows at a time, and buttons that turn the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.cards.buttons import Rows, button, row, stacked
from bot.texts.say import Text, text

ON_A_PAGE = 8
"""Rows that are shown at once: more of them hide the buttons below."""

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """`number` counts from 0; one that there is not, as an older button may ask for, is the last."""

    rows: Sequence[T]
    wanted: int = 0

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.rows) // ON_A_PAGE))

    @property
    def number(self) -> int:
        return min(self.wanted, self.pages - 1)

    @property
    def first(self) -> int:
        """The place of the first row shown, from 0."""
        return self.number * ON_A_PAGE

    @property
    def shown(self) -> tuple[T, ...]:
        return tuple(self.rows[self.first : self.first + ON_A_PAGE])

    @property
    def note(self) -> tuple[Text, ...]:
        """Which page it is, where there are several."""
        return (text("pages.note", page=self.number + 1, pages=self.pages),) if self.pages > 1 else ()

    def turning(self, verb: str, *args: object) -> Rows:
        """A page back and a page on, round and round; of two pages only to the other."""
        if self.pages == 1:
            return ()
        back, on = (self.number - 1) % self.pages, (self.number + 1) % self.pages
        if self.pages == 2:
            return stacked(button("page_on" if self.number == 0 else "page_back", verb, *args, on))
        return (row(button("page_back", verb, *args, back), button("page_on", verb, *args, on)),)
