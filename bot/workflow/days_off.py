"""A day that the office itself sets: off beside the national holidays, or worked although it is one or a weekend."""

from dataclasses import replace
from datetime import date

from bot.workflow.events import Refused, refused
from bot.workflow.letters import leading_date
from bot.workflow.master import HolidayData, MasterData

LONGEST = 80
"""Characters of what a day is called."""
OFF, WORKING = "Libur kantor", "Hari kerja pengganti"
"""What a day is called that was given no name."""
_ADD, _WORK, _DROP = frozenset({"tambah", "libur"}), frozenset({"masuk", "kerja"}), frozenset({"hapus", "batal"})


def read_day(words: str, today: date) -> HolidayData | date | Refused:
    """ "18-8-2026 Cuti bersama", "masuk 24-12-2026", and as a bare date the one that is to be forgotten: "hapus
    18-8-2026". The year must be said."""
    parts = words.split()
    verb = parts[0].casefold() if parts else ""
    rest = parts[1:] if verb in _ADD | _WORK | _DROP else parts
    found = leading_date(" ".join(rest), today)
    if found is None:
        return refused("calendar.day_unreadable", words=" ".join(parts)[:LONGEST])
    day, name = found
    if day < today:
        return refused("calendar.day_past", day=day)
    if verb in _DROP:
        return day
    working = verb in _WORK
    return HolidayData(day, name[:LONGEST] or (WORKING if working else OFF), working)


def set_day(data: MasterData, given: HolidayData) -> MasterData:
    others = (one for one in data.holidays if one.day != given.day)
    return replace(data, holidays=tuple(sorted((*others, given), key=lambda one: one.day)))


def forget_day(data: MasterData, day: date) -> MasterData | Refused:
    if all(one.day != day for one in data.holidays):
        return refused("calendar.not_own", day=day)
    return replace(data, holidays=tuple(one for one in data.holidays if one.day != day))
