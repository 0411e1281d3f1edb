"""A pasted list of figures: one line an indicator, its number first and then its value."""

import re
from dataclasses import dataclass

LINE = re.compile(r"(?P<number>\d{1,3})(?:\s*[.):=-]\s+|\s*[):=]\s*|\s+)(?P<words>\S.*)", re.ASCII)
FEWEST = 2
"""Lines of a list: one alone is an ordinary answer."""


@dataclass(frozen=True)
class Pasted:
    """One line: the indicator's number in the form and what stands after it; number None where the line has neither.

    `line` is all of it, as it was written.
    """

    number: int | None
    words: str
    line: str


def pasted_list(text: str) -> tuple[Pasted, ...] | None:
    """The lines of `nomor nilai`; None for what is no such list: fewer than two lines that look like it.

    "1 87,5", "1. 87,5", "1) 87,5", "1: 87,5" and "1<tab>87,5" are read; "1.500" alone on its line is no item.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = tuple(_line(line) for line in lines)
    return found if sum(one.number is not None for one in found) >= FEWEST else None


def _line(line: str) -> Pasted:
    item = LINE.fullmatch(line)
    return Pasted(int(item["number"]), item["words"].strip(), line) if item else Pasted(None, line, line)
