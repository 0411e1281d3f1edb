"""How much office time is left, as a person counts it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.cards.left import left
from bot.texts.say import render
from bot.workflow.worktime import Calendar

WIB = ZoneInfo("Asia/Jakarta")
CALENDAR = Calendar(WIB, frozenset())


@pytest.mark.parametrize(
    ("now", "due", "words"),
    [
        ("2027-01-04T08:00", "2027-01-06T16:00", "sisa 2 hari kerja"),
        ("2027-01-04T23:00", "2027-01-05T09:00", "sisa 1 jam 30 menit kerja"),
        ("2027-01-08T08:00", "2027-01-11T08:00", "sisa 1 hari kerja"),  # Saturday and Sunday are none
        ("2027-01-04T08:00", "2027-01-04T16:00", "sisa 7 jam kerja"),  # an hour of rest is none
        ("2027-01-04T07:30", "2027-01-04T16:00", "sisa 1 hari kerja"),
        ("2027-01-07T15:50", "2027-01-08T07:45", "sisa 25 menit kerja"),
        ("2027-01-06T15:59", "2027-01-07T07:31", "sisa 2 menit kerja"),
        ("2027-01-04T15:10", "2027-01-04T16:00", "sisa 50 menit kerja"),
        ("2027-01-04T16:00", "2027-01-04T16:00", "sudah lewat"),
        ("2027-01-05T08:00", "2027-01-04T16:00", "sudah lewat"),
    ],
)
def test_days_are_counted_while_there_are_any_then_hours(now: str, due: str, words: str) -> None:
    moments = (datetime.fromisoformat(moment).replace(tzinfo=WIB) for moment in (now, due))
    assert render(left(CALENDAR, *moments)) == words
