"""Words as office files need them: harmless characters only, and every time and number in the forms a page shows."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_date

from bot.documents.glyphs import readable
from bot.texts.formats import moment, number, percent, rupiah, short_moment
from bot.workflow.achievement import round2
from bot.workflow.papers import Line

# Control characters no office format can hold, halves of surrogate pairs, non-characters, and the
# direction overrides with which a typed line could make its neighbours read backwards.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
GRADED = ("target_year", "target", "last_realisasi", "realisasi", "realisasi_to_date", "old")
_LONG_WORD = re.compile(r"[^\s\u200b]{25,}")
_PART = 12
"""Characters of a long word between two break points, at least."""
_JOINER = "\u200d"
_FLAG = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # letters of which two are a flag
_TAIL = (range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080))  # skin tones and tags, which belong to what stands before
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def clean(text: str) -> str:
    """The text without characters that would break a file or the lines around it; line ends become \\n."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def breakable(text: str) -> str:
    """The text with invisible break points in very long words, so that a narrow column can hold them."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(_parts(word[0])), text)


def _parts(word: str) -> list[str]:
    """What is one character to a reader, of however many it is made, is in one part."""
    parts = [word[0]]
    for one in word[1:]:
        if len(parts[-1]) >= _PART and not _belongs(parts[-1], one):
            parts.append("")
        parts[-1] += one
    return parts


def _belongs(before: str, one: str) -> bool:
    """Whether it is the rest of what `before` ends with."""
    joined = _JOINER in (before[-1], one) or unicodedata.category(one).startswith("M")
    return joined or any(ord(one) in tail for tail in _TAIL) or (one in _FLAG and _open_flag(before))


def _open_flag(before: str) -> bool:
    return (len(before) - len(before.rstrip(_FLAG))) % 2 == 1


def cell_text(text: str, most: int) -> str:
    """As a cell of a workbook keeps it: in no more than `most` units of UTF-16, which a sign beyond the 65,536th takes
    two of; and what was typed like the format's own escapes ("_x0041_" would be read as "A") is escaped itself."""
    kept = clean(text)[:most]
    if len(kept) * 2 > most:
        kept = kept.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
    return _ESCAPE.sub("_x005F_", kept)


def long_date(day: date) -> str:
    """12 Januari 2027"""
    return format_date(day, "d MMMM y", locale="id")


def plain(value: Any) -> Any:
    """A paper as JSON can carry it, with times and numbers in all their written forms: a template only picks one."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value):
        facts = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return facts | _graded(value) if isinstance(value, Line) else facts
    return _written(value)


def _graded(line: Line) -> dict[str, Any]:
    """The figures of a predikat, by their codes."""
    return {name: plain(line.written(getattr(line, name))) for name in GRADED} if line.predicates else {}


def _written(value: Any) -> Any:
    if isinstance(value, str):
        return breakable(readable(clean(value)))
    if isinstance(value, Decimal):
        return _number_forms(value)
    if isinstance(value, datetime):
        return {"long": moment(value), "short": short_moment(value), "date": long_date(value)}
    if isinstance(value, date):
        return {"date": long_date(value)}
    return value


def _number_forms(value: Decimal) -> Mapping[str, str | float]:
    """A page shows two decimals; the workbooks hold the whole figure."""
    return {"number": number(round2(value)), "percent": percent(value), "rupiah": rupiah(value), "value": float(value)}
