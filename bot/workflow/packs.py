"""What goes into a zip: the archive of a cycle, and the same material by the criteria of the AKIP evaluation."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from bot.workflow.papers import Letterhead

MOST_BYTES = 45_000_000
"""Of one zip: a channel takes no more from a bot than a little above this."""
UNKNOWN = 2_000_000
"""Bytes that a paper is reckoned with which is not made yet; all but the largest have less."""


@dataclass(frozen=True)
class Figure:
    """A number with its decimals; a bare Decimal would come back from JSON as a text."""

    value: Decimal


Cell = str | int | Figure | None


@dataclass(frozen=True)
class TableSheet:
    """A sheet of a workbook: columns as (head, width), and rows."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class TableBook:
    letterhead: Letterhead
    heading: str
    sheets: tuple[TableSheet, ...]


@dataclass(frozen=True)
class PackItem:
    """A file of the zip: one kept by its hash, a paper of the bot, a text, or tables; `size` as far as it is known."""

    path: str
    sha256: str = ""
    document_id: int | None = None
    text: str = ""
    book: TableBook | None = None
    size: int = UNKNOWN


@dataclass(frozen=True)
class Pack:
    """One zip of `parts`. `head` is the hash of the last of the cycle's `links`, by which its history is held."""

    letterhead: Letterhead
    title: str
    period: str
    made_at: datetime
    part: int
    parts: int
    links: int
    head: str
    items: tuple[PackItem, ...] = field(default=())


def parted(pack: Pack, most: int = MOST_BYTES) -> tuple[Pack, ...]:
    """As many zips as it takes, each below the limit where no single file is above it; the order is kept."""
    groups: list[list[PackItem]] = [[]]
    room = most
    for item in pack.items:
        if groups[-1] and item.size > room:
            groups.append([])
            room = most
        groups[-1].append(item)
        room -= item.size
    return tuple(replace(pack, part=at, parts=len(groups), items=tuple(group)) for at, group in enumerate(groups, 1))


def unlike(paths: Sequence[str]) -> tuple[str, ...]:
    """The paths, those told apart that differ in nothing, or in nothing but upper and lower case."""
    seen: set[str] = set()
    found = []
    for path in paths:
        stem, dot, ending = path.rpartition(".")
        number, own = 2, path
        while own.casefold() in seen:
            own = f"{stem}-{number}{dot}{ending}" if dot else f"{path}-{number}"
            number += 1
        seen.add(own.casefold())
        found.append(own)
    return tuple(found)
