"""Number and date of the covering letter, as the Kasubag writes them: given by the office, never invented."""

import re
from datetime import date, timedelta

from bot.workflow.events import Refused, refused
from bot.workflow.numbers import LOOKALIKES
from bot.workflow.periods import MONTHS

LONGEST = 60
"""Characters of a number: what stands in one line of the letter after "Nomor :"."""
DATE_FAR = "letter.date_far"
FAR = timedelta(days=366)
"""A date farther from today is a slip of the finger."""
DATE_WORDS = 4
"""Of "Selasa, 18 Agustus 2026", the longest way to write a day."""
SHOWN = 100
"""Characters of what could not be read, when it is quoted."""
_NUMERIC = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", re.ASCII)
_WORDED = re.compile(r"(?:[a-z']+,? )?(\d{1,2}) ([a-z]{3,9})\.? (\d{4})", re.ASCII)
_SHORT = {"agt": 8, "agst": 8, "nop": 11}
"""Months as some write them, beside the first letters of their names."""


def read_number(words: str) -> str | Refused:
    """In one line. A number has a digit at least."""
    number = " ".join(words.split())
    if not any(character.isdigit() for character in number):
        return refused("letter.no_digit", words=number[:SHOWN])
    if len(number) > LONGEST:
        return refused("letter.too_long", length=len(number), longest=LONGEST)
    return number


def read_date(words: str, today: date, far: timedelta = FAR) -> date | Refused:
    """12-1-2027, 12/01/27, 12 Januari 2027, Selasa, 12 Jan 2027, hari ini; within `far` of today."""
    said = " ".join(words.translate(LOOKALIKES).casefold().split())
    dated = today if said == "hari ini" else _numeric(said) or _worded(said)
    if dated is None:
        return refused("letter.date_unreadable", words=words.strip()[:SHOWN])
    return too_far(dated, today, far) or dated


def leading_date(words: str, today: date, far: timedelta = FAR) -> tuple[date, str] | None:
    """The day that the words begin with, and what follows it: "11-1-2027 menunggu data". None where there is none."""
    parts = words.split()
    for most in range(min(DATE_WORDS, len(parts)), 0, -1):
        found = read_date(" ".join(parts[:most]).rstrip(":;,"), today, far)
        if isinstance(found, date):
            return found, " ".join(parts[most:]).lstrip(":;,- ")
    return None


def _numeric(said: str) -> date | None:
    found = _NUMERIC.fullmatch(said)
    if found is None:
        return None
    year = int(found[3]) if len(found[3]) == 4 else 2000 + int(found[3])
    return _day(year, int(found[2]), int(found[1]))


def _worded(said: str) -> date | None:
    found = _WORDED.fullmatch(said)
    month = _month(found[2]) if found else None
    return _day(int(found[3]), month, int(found[1])) if found and month else None


def _month(name: str) -> int | None:
    """By its first letters, if they leave no doubt."""
    fits = [number for number, month in enumerate(MONTHS, 1) if month.casefold().startswith(name)]
    return fits[0] if len(fits) == 1 else _SHORT.get(name)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def too_far(dated: date, today: date, far: timedelta = FAR) -> Refused | None:
    return refused(DATE_FAR, dated=dated) if abs(dated - today) > far else None


def oddity(dated: date, today: date, began: date) -> str:
    """Why a date that may be meant is asked once more: it has not come, or lies before the cycle; "" for neither."""
    return "ahead" if dated > today else "before" if dated < began else ""
