"""What one cell of the master data means: a value, or a sentence that says what to do with the cell."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar
from zoneinfo import available_timezones

from bot.documents.form_parser import Raw
from bot.documents.master_names import NO, YES
from bot.texts.say import Param, plain, say
from bot.workflow.numbers import format_number, parse

Choice = TypeVar("Choice", bound=StrEnum)

MOST_DIGITS = 15  # a workbook's number holds no more
SHOWN = 80  # characters of a bad value repeated in the sentence about it
DAY = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})", re.ASCII)
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


class UnreadError(Exception):
    """The cell means nothing; `words` say what to do."""

    def __init__(self, situation: str, **params: Param) -> None:
        self.words = sentence(situation, **params)
        super().__init__(self.words)


class BlankError(UnreadError):
    """There is nothing where something has to be."""

    def __init__(self) -> None:
        super().__init__("blank", column="")


def sentence(situation: str, **params: Param) -> str:
    return plain(say(f"master.{situation}", **params))


def unread(situation: str, raw: Raw, **params: Param) -> UnreadError:
    return UnreadError(situation, value=shown(raw), **params)


def shown(raw: Raw) -> str:
    """As the person sees it, or nearly."""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, float):
        return format_number(_decimal(raw)) if abs(raw) < 1e18 else str(raw)
    text = written(raw) if isinstance(raw, date) else " ".join(str(raw).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def written(day: date | None) -> str:
    return f"{day:%d-%m-}{day.year:04}" if day else ""


def normal(raw: Raw) -> str:
    return " ".join(str(raw).split()).casefold()


def text(raw: Raw) -> str:
    """Whatever was typed; a number typed where text is meant is its figures."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw).replace("\r\n", "\n").strip()


def filled(raw: Raw) -> str:
    found = text(raw)
    if not found:
        raise BlankError
    return found


def line(raw: Raw) -> str:
    """A name: one line, whatever spaces it was typed with."""
    return " ".join(filled(raw).split())


def figure(raw: Raw) -> Decimal | None:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _decimal(raw)
    if not text(raw):
        return None
    read = parse(text(raw))
    if read is None:
        raise unread("no_number", raw)
    return read.value


def amount(raw: Raw) -> Decimal | None:
    found = figure(raw)
    if found is not None and found < 0:
        raise unread("negative", raw)
    return found


def whole(low: int, high: int) -> Callable[[Raw], int]:
    def read(raw: Raw) -> int:
        digits = filled(raw)
        if not digits.isascii() or not digits.isdigit() or len(digits) > 9 or not low <= int(digits) <= high:
            raise unread("no_whole", raw, low=low, high=high)
        return int(digits)

    return read


def day(raw: Raw) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if not text(raw):
        return None
    try:
        return _typed_day(text(raw))
    except ValueError:
        raise unread("no_day", raw) from None


def _typed_day(words: str) -> date:
    found = DAY.fullmatch(words)
    if found is None:
        return date.fromisoformat(words)
    return date(int(found["year"]), int(found["month"]), int(found["day"]))


def some_day(raw: Raw) -> date:
    found = day(raw)
    if found is None:
        raise BlankError
    return found


def choice(kind: type[Choice], blank: Choice | None = None) -> Callable[[Raw], Choice]:
    """One of the words of `kind`, in any case; an empty cell is `blank`, if that is allowed."""

    def read(raw: Raw) -> Choice:
        if blank is not None and not text(raw):
            return blank
        word = normal(filled(raw))
        found = next((one for one in kind if one.casefold() == word), None)
        if found is None:
            raise unread("no_choice", raw, choices=", ".join(kind))
        return found

    return read


def yes(raw: Raw, *, empty: bool = False) -> bool:
    if isinstance(raw, bool):
        return raw
    word = normal(raw)
    if word not in (YES, NO, ""):
        raise unread("no_choice", raw, choices=f"{YES}, {NO}")
    return word == YES if word else empty


def yes_unless_no(raw: Raw) -> bool:
    """For what is meant to hold wherever nothing is said."""
    return yes(raw, empty=True)


def nip(raw: Raw) -> str:
    """18 digits without the spaces of its groups, or nothing."""
    if isinstance(raw, int | float):
        raise UnreadError("nip_number")
    digits = "".join(text(raw).split())
    if digits and not (len(digits) == 18 and digits.isascii() and digits.isdigit()):
        raise unread("nip_digits", raw)
    return digits


def zone(raw: Raw) -> str:
    name = filled(raw)
    if name not in available_timezones():
        raise unread("no_zone", raw)
    return name


def code(raw: Raw) -> str:
    found = filled(raw)
    if not CODE.fullmatch(found):
        raise unread("no_code", raw)
    return found


def exact(value: Decimal | None) -> Decimal | str | None:
    """A number as a cell holds it without loss: as text where it has more digits than a workbook keeps."""
    if value is None or len(value.normalize().as_tuple().digits) <= MOST_DIGITS:
        return value
    exponent = value.as_tuple().exponent
    return format_number(value, -exponent if isinstance(exponent, int) and exponent < 0 else 0)


def _decimal(raw: int | float) -> Decimal:
    """The shortest decimal that means this float: 0.1 and not 0.1000000000000000055."""
    found = Decimal(repr(raw))
    return found.to_integral_value() if found == found.to_integral_value() else found
