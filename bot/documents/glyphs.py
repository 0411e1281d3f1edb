"""Which characters the fonts beside the pages can draw: what none of them has is named, instead of an empty box."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
DRAWN_BY_NOTHING = ("C", "Z", "M")
"""Categories that need no drawing of their own: controls and joiners, spaces, marks on the letter before."""


def readable(text: str) -> str:
    """The text with its number, as [U+1F600], in place of every character that would be an empty box."""
    if text.isascii():
        return text
    known = drawn()
    return "".join(one if ord(one) in known or _needs_nothing(one) else f"[U+{ord(one):04X}]" for one in text)


def _needs_nothing(one: str) -> bool:
    return unicodedata.category(one)[0] in DRAWN_BY_NOTHING


@cache
def drawn() -> frozenset[int]:
    return frozenset(code for path in sorted(FONTS.glob("*.ttf")) for code in characters(path.read_bytes()))


def characters(font: bytes) -> Iterator[int]:
    """The code points of a TrueType font, by its table "cmap" (OpenType 1.9, formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4s3I", font, 12 + 16 * at) for at in range(tables))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    for at in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", font, cmap + 4 + 8 * at + 4)[0]
        form = struct.unpack_from(">H", font, start)[0]
        if form == 4:
            yield from _segments(font, start)
        elif form == 12:
            yield from _groups(font, start)


def _segments(font: bytes, start: int) -> Iterator[int]:
    """Format 4. What maps to no glyph ends the last segment, U+FFFF."""
    double = struct.unpack_from(">H", font, start + 6)[0]
    ends = struct.unpack_from(f">{double // 2}H", font, start + 14)
    begins = struct.unpack_from(f">{double // 2}H", font, start + 16 + double)
    for first, last in zip(begins, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)


def _groups(font: bytes, start: int) -> Iterator[int]:
    for at in range(struct.unpack_from(">I", font, start + 12)[0]):
        first, last, _ = struct.unpack_from(">3I", font, start + 16 + 12 * at)
        yield from range(first, last + 1)
