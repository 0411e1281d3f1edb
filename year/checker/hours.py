"""Office time by brute force: for every minute whether the office is open, and walking along them."""

from datetime import date, timedelta

import holidays

from year.checker.facts import DAWN, Record

DAYS = 600  # from DAWN
MINUTES = 1440

REGULAR = ((("07.30", "12.00"), ("13.00", "16.00")),) * 4 + ((("07.30", "11.30"), ("13.00", "16.30")), (), ())
RAMADAN = ((("08.00", "12.00"), ("12.30", "15.00")),) * 4 + ((("08.00", "11.30"), ("12.30", "15.30")), (), ())
"""Perpres 21/2023, Monday to Sunday."""
OPENING_OFFSET, GRACE = 15, 10


def _minute(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


class Hours:
    """`open[m]`: whether the office is open from minute m since DAWN to the next."""

    def __init__(self, record: Record) -> None:
        self.open = bytearray(DAYS * MINUTES)
        years = range(DAWN.year, DAWN.year + 3)
        national = set(holidays.country_holidays("ID", categories=("public", "government"), years=years))
        for number in range(DAYS):
            day = DAWN + timedelta(days=number)
            if day in record.worked or not (day in national or day in record.days_off):
                self._work(record, number, day)

    def _work(self, record: Record, number: int, day: date) -> None:
        week = RAMADAN if any(first <= day <= last for first, last in record.ramadan) else REGULAR
        spans = week[day.weekday()] or (week[0] if day in record.worked else ())
        for opens, closes in spans:
            for minute in range(_minute(opens), _minute(closes)):
                self.open[number * MINUTES + minute] = 1

    # -- days --------------------------------------------------------------------------------------------------------

    def works(self, day: int) -> bool:
        return any(self.open[day * MINUTES : (day + 1) * MINUTES])

    def opening(self, day: int) -> int:
        return next(m for m in range(day * MINUTES, (day + 1) * MINUTES) if self.open[m])

    def closing(self, day: int) -> int:
        return 1 + next(m for m in range((day + 1) * MINUTES - 1, day * MINUTES - 1, -1) if self.open[m])

    def morning(self, day: int) -> int:
        """Opening + 15 minutes."""
        return self.opening(day) + OPENING_OFFSET

    def nth(self, day: int, n: int) -> int:
        """The n-th working day after `day`; before it for a negative n."""
        step = 1 if n > 0 else -1
        while n:
            day += step
            n -= step if self.works(day) else 0
        return day

    # -- minutes -----------------------------------------------------------------------------------------------------

    def after(self, second: int, minutes: int) -> int:
        """The second at which so many minutes of open time have passed since `second`."""
        left = minutes * 60
        while left:
            if self.open[second // 60]:
                left -= 1
            second += 1
        return second

    def before(self, minute: int, minutes: int) -> int:
        """The latest minute from which so many minutes of open time lead to `minute`."""
        while minutes:
            minute -= 1
            minutes -= self.open[minute]
        return minute

    def between(self, first: int, last: int) -> int:
        """Minutes of open time."""
        return sum(self.open[first:last])

    def worked_seconds(self, first: int, last: int) -> int:
        return sum(self.open[second // 60] for second in range(first, last))

    # -- when something may be sent ----------------------------------------------------------------------------------

    def sends(self, minute: int) -> bool:
        """In open time, and until ten minutes after it has ended; the break is no office time either."""
        return any(self.open[minute - GRACE - 1 : minute + 1])

    def may_send(self, minute: int, planned: int) -> bool:
        """What was planned before today's opening waits until 15 minutes after it."""
        if not self.sends(minute):
            return False
        day = minute // MINUTES
        return planned >= self.opening(day) or minute >= self.morning(day)
