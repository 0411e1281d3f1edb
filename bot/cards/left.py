"""How much office time is left until a deadline, as a person counts it: days while there is a whole one, then hours."""

from datetime import datetime

from bot.texts.say import Text, text
from bot.workflow.worktime import Calendar, closing, minutes_between, next_working_day, opening, previous_working_day


def left(calendar: Calendar, now: datetime, due: datetime) -> Text:
    """Both moments in the office's zone. Less office time than the deadline's day has is told in hours and minutes."""
    if now >= due:
        return text("left.over")
    minutes = minutes_between(calendar, now, due)
    if minutes >= _minutes_of(calendar, due):
        return text("left.days", days=_days(calendar, now, due))
    hours, rest = divmod(minutes, 60)
    if not hours:
        return text("left.minutes", minutes=rest)
    return text("left.hours", hours=hours, minutes=rest) if rest else text("left.whole_hours", hours=hours)


def _minutes_of(calendar: Calendar, due: datetime) -> int:
    """Of the deadline's day; of the one before where it was put on a day off."""
    day = due.date()
    try:
        return minutes_between(calendar, opening(calendar, day), closing(calendar, day))
    except ValueError:
        return _minutes_of(calendar, datetime.combine(previous_working_day(calendar, day), due.timetz()))


def _days(calendar: Calendar, now: datetime, due: datetime) -> int:
    """Working days to come up to the deadline's; a whole day is left at least."""
    days, day = 0, next_working_day(calendar, now.date())
    while day <= due.date():
        days, day = days + 1, next_working_day(calendar, day)
    return max(1, days)
