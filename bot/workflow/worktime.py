"""Office time: when the office is open, and the arithmetic of minutes and working days within it.

Every datetime passed in must be aware; every datetime returned is in the calendar's zone. A span is open from its
first moment up to, not including, its last: at 16.00 sharp a day that closes at 16.00 has no working time left.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Span = tuple[time, time]
Spans = tuple[tuple[datetime, datetime], ...]

MONDAY = 0
ONE_DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
LONGEST_CLOSURE = 366
"""Days searched for a working day before the calendar is called wrong."""


@dataclass(frozen=True)
class Hours:
    """Working hours of a week: seven entries, Monday to Sunday, each the open spans of that day in order of time."""

    week: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        """Raises ValueError unless there are seven days whose spans follow one another without overlap."""
        if len(self.week) != 7:
            raise ValueError("hours need seven days, Monday to Sunday")
        for spans in self.week:
            edges = [edge for span in spans for edge in span]
            if edges != sorted(set(edges)):
                raise ValueError("the spans of a day must follow one another")


def _span(opens: str, closes: str) -> Span:
    return time.fromisoformat(opens), time.fromisoformat(closes)


# Perpres 21/2023: 37 h 30 min a week from 07.30, in Ramadan 32 h 30 min from 08.00. Where the break lies is assumed.
REGULAR = Hours(
    ((_span("07:30", "12:00"), _span("13:00", "16:00")),) * 4
    + ((_span("07:30", "11:30"), _span("13:00", "16:30")), (), ())
)
RAMADAN = Hours(
    ((_span("08:00", "12:00"), _span("12:30", "15:00")),) * 4
    + ((_span("08:00", "11:30"), _span("12:30", "15:30")), (), ())
)


@dataclass(frozen=True)
class Calendar:
    """An office's calendar: its zone, its days off, its hours, and what the office itself decided otherwise.

    `ramadan_ranges` are first and last day, both inclusive. `working` are days that are worked although they are a
    weekend or a day off, with their weekday's hours, or Monday's where their weekday has none.
    """

    zone: ZoneInfo
    days_off: frozenset[date]
    regular: Hours = REGULAR
    ramadan: Hours = RAMADAN
    ramadan_ranges: tuple[tuple[date, date], ...] = ()
    working: frozenset[date] = frozenset()
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        facts = (self.zone.key, self.days_off, self.regular, self.ramadan, self.ramadan_ranges, self.working)
        object.__setattr__(self, "_hash", hash(facts))

    def __hash__(self) -> int:
        """Computed once, because the calendar is the key of the cache of days."""
        return self._hash


@dataclass(frozen=True)
class Duration:
    """A standard time: either minutes of open office time or a number of working days, never both.

    Raises ValueError unless exactly one of the two is set, to a positive number.
    """

    minutes: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if min(self.minutes, self.days) != 0 or max(self.minutes, self.days) <= 0:
            raise ValueError("a duration is a positive number of minutes or of days, not both")

    @property
    def label(self) -> str:
        """The words of the SOP's Waktu column: "15 menit", "2 jam", "1 jam 30 menit", "2 hari"."""
        if self.days:
            return f"{self.days} hari"
        hours, minutes = divmod(self.minutes, 60)
        return " ".join([f"{hours} jam"] * bool(hours) + [f"{minutes} menit"] * bool(minutes))


def in_zone(cal: Calendar, at: datetime) -> datetime:
    """`at` in the calendar's zone. Raises ValueError for a datetime without a zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return at if at.tzinfo is cal.zone else at.astimezone(cal.zone)


@lru_cache(maxsize=8192)
def _spans(cal: Calendar, day: date) -> Spans:
    """The open spans of one day, none on a day off. Bounded: 8192 days are twenty-two years of one calendar."""
    if day in cal.days_off and day not in cal.working:
        return ()
    in_ramadan = any(first <= day <= last for first, last in cal.ramadan_ranges)
    week = (cal.ramadan if in_ramadan else cal.regular).week
    spans = week[day.weekday()]
    if not spans and day in cal.working:
        spans = week[MONDAY]
    return tuple(
        (datetime.combine(day, opens, cal.zone), datetime.combine(day, closes, cal.zone)) for opens, closes in spans
    )


def _neighbour(cal: Calendar, day: date, step: timedelta) -> date:
    """The nearest working day strictly after `day`, or before it for a negative step.

    Raises ValueError if there is none within a year.
    """
    for _ in range(LONGEST_CLOSURE):
        day += step
        if _spans(cal, day):
            return day
    raise ValueError("the calendar has no working day within a year")


def is_working_day(cal: Calendar, day: date) -> bool:
    """Whether the office opens at all on that day."""
    return bool(_spans(cal, day))


@lru_cache(maxsize=8192)
def next_working_day(cal: Calendar, day: date) -> date:
    """The first working day strictly after `day`; kept, because every deadline walks along these."""
    return _neighbour(cal, day, ONE_DAY)


def previous_working_day(cal: Calendar, day: date) -> date:
    """The last working day strictly before `day`."""
    return _neighbour(cal, day, -ONE_DAY)


def nth_working_day(cal: Calendar, day: date, n: int) -> date:
    """The n-th working day strictly after `day`; `day` itself for n = 0. Raises ValueError for n < 0."""
    if n < 0:
        raise ValueError("working days are counted forwards")
    for _ in range(n):
        day = next_working_day(cal, day)
    return day


def _spans_of_working_day(cal: Calendar, day: date) -> Spans:
    spans = _spans(cal, day)
    if not spans:
        raise ValueError(f"{day.isoformat()} is not a working day")
    return spans


def opening(cal: Calendar, day: date) -> datetime:
    """When the office opens on that day. Raises ValueError on a day it stays closed."""
    return _spans_of_working_day(cal, day)[0][0]


def closing(cal: Calendar, day: date) -> datetime:
    """When the office closes on that day. Raises ValueError on a day it stays closed."""
    return _spans_of_working_day(cal, day)[-1][1]


def is_open(cal: Calendar, at: datetime) -> bool:
    """Whether `at` is working time; the break and the moment of closing are not."""
    local = in_zone(cal, at)
    return any(opens <= local < closes for opens, closes in _spans(cal, local.date()))


def next_opening(cal: Calendar, at: datetime) -> datetime:
    """`at` itself if the office is open then, else the moment it opens next, be it only after the break."""
    local = in_zone(cal, at)
    for opens, closes in _spans(cal, local.date()):
        if local < closes:
            return max(local, opens)
    return opening(cal, next_working_day(cal, local.date()))


def previous_closing(cal: Calendar, at: datetime) -> datetime:
    """The last end of a span, be it only the start of the break, at or before `at`."""
    local = in_zone(cal, at)
    for _, closes in reversed(_spans(cal, local.date())):
        if closes <= local:
            return closes
    return closing(cal, previous_working_day(cal, local.date()))


def add_minutes(cal: Calendar, start: datetime, minutes: int) -> datetime:
    """The moment by which `minutes` of open time have passed since `start`.

    A result that falls on the end of a span stays there and does not move to the next opening. Raises ValueError for
    negative minutes.
    """
    if minutes < 0:
        raise ValueError("minutes are added forwards; see subtract_minutes")
    at, left = in_zone(cal, start), MINUTE * minutes
    day = at.date()
    while True:
        for opens, closes in _spans(cal, day):
            begin = max(at, opens)
            if begin + left <= closes:
                return begin + left
            left -= max(closes - begin, timedelta())
        day = next_working_day(cal, day)


def subtract_minutes(cal: Calendar, end: datetime, minutes: int) -> datetime:
    """The latest moment from which `minutes` of open time lead to `end`.

    Latest: an hour before 14.00 is 13.00, after the break, not 12.00 before it. Raises ValueError for negative minutes.
    """
    if minutes < 0:
        raise ValueError("minutes are taken away backwards; see add_minutes")
    at, left = in_zone(cal, end), MINUTE * minutes
    day = at.date()
    while True:
        for opens, closes in reversed(_spans(cal, day)):
            finish = min(at, closes)
            if finish - left >= opens:
                return finish - left
            left -= max(finish - opens, timedelta())
        day = previous_working_day(cal, day)


def minutes_between(cal: Calendar, a: datetime, b: datetime) -> int:
    """Whole minutes of open time from `a` to `b`; negative where `b` is before `a`."""
    if b < a:
        return -minutes_between(cal, b, a)
    first, last = in_zone(cal, a), in_zone(cal, b)
    worked, day = timedelta(), first.date()
    while day <= last.date():
        for opens, closes in _spans(cal, day):
            worked += max(min(last, closes) - max(first, opens), timedelta())
        day += ONE_DAY
    return worked // MINUTE


def close_of_nth_day(cal: Calendar, start: datetime, n: int) -> datetime:
    """Close of business of the n-th working day after the day `start` falls on.

    Outside office hours the day of the next opening counts as the start (SOP office rules, deadlines).
    """
    return closing(cal, nth_working_day(cal, next_opening(cal, start).date(), n))


def deadline(cal: Calendar, start: datetime, duration: Duration) -> datetime:
    """When a task opened at `start` must be finished (SOP office rules, deadlines).

    Minutes are counted from the next full minute, so that the deadline shown, which has no seconds, is the one kept.
    """
    if duration.days:
        return close_of_nth_day(cal, start, duration.days)
    whole = start.replace(second=0, microsecond=0)
    return add_minutes(cal, whole if whole == start else whole + MINUTE, duration.minutes)
