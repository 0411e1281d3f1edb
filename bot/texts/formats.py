"""How values look to an Indonesian reader: moments with their zone, numbers with a decimal comma."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date

from bot.workflow.achievement import round2
from bot.workflow.numbers import format_count, format_number, format_percent, format_rupiah, in_words

ZONES: Mapping[float, str] = {7: "WIB", 8: "WITA", 9: "WIT"}
"""Hours east of Greenwich: a moment read back from JSON knows its offset, no longer its zone's name."""


def plain(value: object) -> str:
    if isinstance(value, float):
        raise TypeError("measures are Decimal")
    return format_number(value) if isinstance(value, Decimal) else str(value)


def moment(value: datetime) -> str:
    """ "Senin, 23 November 2026 pukul 14.30 WIB"; the zone is the one the moment carries."""
    return f"{day(value)} pukul {clock(value)}"


def clock(value: datetime) -> str:
    return f"{value:%H.%M} {zone(value)}"


def zone(value: datetime) -> str:
    offset = value.utcoffset()
    if offset is None:
        raise TypeError("a moment needs a time zone")
    return ZONES.get(offset.total_seconds() / 3600, value.tzname() or "")


def short_moment(value: datetime) -> str:
    """ "23-11-2026 14.30"."""
    return f"{value:%d-%m-%Y %H.%M}"


def day(value: date) -> str:
    """ "Senin, 23 November 2026"."""
    return format_date(value, "EEEE, d MMMM y", locale="id")


def number(value: Decimal) -> str:
    return format_number(value)


def nip(value: str) -> str:
    """An NIP in its groups: birth, appointment, sex, number."""
    grouped = len(value) == 18 and value.isdigit()
    return f"{value[:8]} {value[8:14]} {value[14]} {value[15:]}" if grouped else value


def percent(value: Decimal) -> str:
    return format_percent(round2(value))


def rupiah(value: Decimal) -> str:
    return format_rupiah(value)


def words(value: Decimal) -> str:
    return in_words(value)


def count(value: int) -> str:
    """ "3 (tiga)"."""
    return format_count(value)
