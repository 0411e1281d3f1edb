"""Days that the office itself sets: off beside the national holidays, or worked although they are one or a weekend."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.workflow.events import Refused, refused
from bot.workflow.letters import leading_date
from bot.workflow.master import HolidayData, MasterData

LONGEST = 80
"""Characters of what a day is called."""
MOST_DAYS = 31
"""Of one range: more is a slip of the finger."""
AHEAD = timedelta(days=3 * 366)
OFF, WORKING = "Libur kantor", "Hari kerja pengganti"
"""What a day is called that was given no name."""
SATURDAY = 5
_ADD, _WORK, _DROP = frozenset({"tambah", "libur"}), frozenset({"masuk", "kerja"}), frozenset({"hapus", "batal"})
_TO = frozenset({"s.d.", "s.d", "sd", "s/d", "sampai", "hingga", "-", "–"})


@dataclass(frozen=True)
class Given:
    """Days to be set, or to be `forgotten`."""

    holidays: tuple[HolidayData, ...] = ()
    forgotten: tuple[date, ...] = ()


def read_days(words: str, today: date) -> Given | Refused:
    """ "18-8-2027 Cuti bersama", "6-1-2027 s.d. 8-1-2027 Banjir", "masuk 24-12-2027", "hapus 18-8-2027".

    The year must be said. Of a range of days off a weekend in it is off already.
    """
    parts = words.split()
    verb = parts[0].casefold() if parts else ""
    rest = " ".join(parts[1:] if verb in _ADD | _WORK | _DROP else parts)
    found = _range(rest, today)
    if isinstance(found, Refused):
        return found
    first, last, name = found
    days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
    if verb in _DROP:
        return Given(forgotten=days)
    working = verb in _WORK
    called = name[:LONGEST] or (WORKING if working else OFF)
    wanted = days if working or len(days) == 1 else tuple(day for day in days if day.weekday() < SATURDAY)
    return Given(tuple(HolidayData(day, called, working) for day in wanted))


def _range(words: str, today: date) -> tuple[date, date, str] | Refused:
    """First and last day, and what they are called: a day that is named behind is neither lost nor taken as a name."""
    found = leading_date(words, today, AHEAD)
    if found is None:
        return refused("calendar.day_unreadable", words=words[:LONGEST])
    first, rest = found
    last, name = first, rest
    link, _, behind = rest.partition(" ")
    until = leading_date(behind, today, AHEAD) if link.casefold() in _TO else None
    if until is not None:
        last, name = until
    if first < today:
        return refused("calendar.day_past", day=first)
    if not timedelta() <= last - first < timedelta(days=MOST_DAYS) or _names_a_day(name, today):
        return refused("calendar.one_range", words=words[:LONGEST], most=MOST_DAYS)
    return first, last, name


def _names_a_day(name: str, today: date) -> bool:
    parts = name.split()
    return any(leading_date(" ".join(parts[n:]), today, AHEAD) for n in range(len(parts)))


def set_days(data: MasterData, given: Given) -> MasterData | Refused:
    """The same for a day that there is already."""
    known = {one.day: one for one in data.holidays}
    strange = [day for day in given.forgotten if day not in known]
    if strange and len(strange) == len(given.forgotten):
        return refused("calendar.not_own", day=strange[0])
    known |= {one.day: one for one in given.holidays}
    left = (known[day] for day in sorted(known) if day not in given.forgotten)
    return replace(data, holidays=tuple(left))
