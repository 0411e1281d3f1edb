"""How the clock of the stage can be moved, and where each move leads."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.workflow.worktime import Calendar, closing, is_working_day, next_working_day


def end_of_work(calendar: Calendar, now: datetime) -> datetime:
    """The closing of today; of the next working day where today's is past or the office stays closed."""
    if is_working_day(calendar, now.date()) and now < closing(calendar, now.date()):
        return closing(calendar, now.date())
    return closing(calendar, next_working_day(calendar, now.date()))


def next_day(calendar: Calendar, now: datetime) -> datetime:
    """The same hour on the next working day."""
    return datetime.combine(next_working_day(calendar, now.date()), now.timetz())


MOVES: Mapping[str, Callable[[Calendar, datetime], datetime]] = {
    "quarter": lambda _, now: now + timedelta(minutes=15),
    "hour": lambda _, now: now + timedelta(hours=1),
    "close": end_of_work,
    "day": next_day,
}
"""By the name of its button; "next", to the next planned moment, is not one of them: it needs no calendar."""
