"""How long is kept what need not be kept for good."""

from datetime import UTC, datetime

from bot.workflow.retention import Retention

LEAP = datetime(2028, 2, 29, 8, tzinfo=UTC)


def test_for_good_is_what_is_kept_where_nothing_else_is_said() -> None:
    assert Retention().closed_before(LEAP) is None
    assert Retention().said_before(LEAP) == datetime(2028, 2, 22, 8, tzinfo=UTC)


def test_years_go_back_to_the_same_day_or_the_last_there_was() -> None:
    assert Retention(years=5).closed_before(LEAP) == datetime(2023, 2, 28, 8, tzinfo=UTC)
    assert Retention(years=8).closed_before(LEAP) == datetime(2020, 2, 29, 8, tzinfo=UTC)
