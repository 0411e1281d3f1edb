"""How much office time is left until a deadline, as a person counts it: days while there are any, then hours."""

from datetime import datetime

from bot.texts.say import Text, text
from bot.workflow.worktime import Calendar, minutes_between, next_working_day


def left(calendar: Calendar, now: datetime, due: datetime) -> Text:
    """Both moments in the office's zone. The day of the deadline is counted in hours and minutes of office time."""
    if now >= due:
        return text("left.over")
    days, day = 0, next_working_day(calendar, now.date())
    while day <= due.date():
        days, day = days + 1, next_working_day(calendar, day)
    if days:
        return text("left.days", days=days)
    hours, minutes = divmod(minutes_between(calendar, now, due), 60)
    return text("left.hours", hours=hours, minutes=minutes) if hours else text("left.minutes", minutes=minutes)
