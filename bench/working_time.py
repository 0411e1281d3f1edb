"""How long does a deadline take, against the holidays package's own get_nth_working_day?

10,000 distinct starts spread over ten years: a deadline of two working days and one of 90 minutes, with office hours,
breaks and the national days, beside two working days on the package's calendar of Indonesia, which knows days only.
Both have met the years before, as after a morning's work, and no start is asked about twice; best of five turns.

python -m bench.working_time
"""

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import holidays

from bot.services.scope import national_days
from bot.workflow.worktime import Calendar, Duration, deadline

ZONE = ZoneInfo("Asia/Jakarta")
FIRST, STARTS, YEARS, TURNS = datetime(2020, 1, 1, tzinfo=ZONE), 10_000, 10, 5
MOST_RATIO = 1.0


def main() -> int:
    years = range(FIRST.year - 1, FIRST.year + YEARS + 2)
    national = holidays.country_holidays("ID", categories=("public", "government"), years=years)
    calendar = Calendar(ZONE, frozenset(day for year in years for day in national_days(year)))
    theirs = best(lambda at: national.get_nth_working_day(at.date(), 2))
    passed = True
    print(f"holidays' get_nth_working_day  {theirs:6.2f} µs a call")
    for words, duration in (("two working days", Duration(days=2)), ("90 minutes", Duration(minutes=90))):
        own = best(lambda at, duration=duration: deadline(calendar, at, duration))  # type: ignore[misc]
        passed = passed and own <= theirs * MOST_RATIO
        print(f"a deadline of {words:<16} {own:6.2f} µs, ratio {own / theirs:.2f}, at most {MOST_RATIO:.0f}")
    print("PASS" if passed else "FAIL")
    return 0 if passed else 1


def starts(turn: int) -> list[datetime]:
    """Every turn's are its own."""
    step = timedelta(days=365 * YEARS) / STARTS
    return [FIRST + n * step + timedelta(minutes=turn) for n in range(STARTS)]


def best(ask: Callable[[datetime], object]) -> float:
    """Microseconds a start, of the fastest turn: what else the machine does can only make it slower."""
    fastest = float("inf")
    for turn in range(TURNS):
        moments = starts(turn)
        began = time.perf_counter()
        for at in moments:
            ask(at)
        fastest = min(fastest, time.perf_counter() - began)
    return fastest / STARTS * 1_000_000


if __name__ == "__main__":
    sys.exit(main())
