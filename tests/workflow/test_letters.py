"""Number and date of the covering letter, as people write them."""

from datetime import date, timedelta

import pytest

from bot.workflow.events import Refused
from bot.workflow.letters import FAR, LONGEST, oddity, read_date, read_number

TODAY = date(2027, 1, 12)


@pytest.mark.parametrize(
    "words",
    ["12-1-2027", "12/01/2027", "12.1.2027", "12 1 2027", "12-1-27", "12 Januari 2027", "12 jan 2027", "12 Jan. 2027",
     "Selasa, 12 Januari 2027", "selasa 12 JANUARI 2027", "hari ini", " Hari  ini ", "12\u20131\u20132027"],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(words: str) -> None:
    assert read_date(words, TODAY) == TODAY


@pytest.mark.parametrize(
    ("words", "month"),
    [("2 Agt 2026", 8), ("2 agst 2026", 8), ("2 agustus 2026", 8), ("2 Nop 2026", 11), ("2 mei 2026", 5)],
)  # fmt: skip
def test_a_month_is_read_by_its_first_letters(words: str, month: int) -> None:
    assert read_date(words, TODAY) == date(2026, month, 2)


@pytest.mark.parametrize(
    "words",
    ["", "besok", "12-1", "31-2-2027", "12-13-2027", "0-1-2027", "2027-01-12", "12 Ju 2027", "12 x 2027", "1/1/0000"],
)  # fmt: skip
def test_what_is_no_day_is_quoted_back(words: str) -> None:
    refused = read_date(words, TODAY)
    assert isinstance(refused, Refused)
    assert (refused.key, refused.params) == ("letter.date_unreadable", {"words": words})


@pytest.mark.parametrize("dated", [TODAY - FAR - timedelta(days=1), TODAY + FAR + timedelta(days=1)])
def test_a_day_more_than_a_year_away_is_refused(dated: date) -> None:
    refused = read_date(f"{dated:%d-%m-%Y}", TODAY)
    assert isinstance(refused, Refused)
    assert refused.key == "letter.date_far"


def test_a_day_that_has_not_come_and_one_before_the_cycle_are_odd() -> None:
    began = date(2027, 1, 4)
    found = [oddity(day, TODAY, began) for day in (date(2027, 1, 13), date(2027, 1, 3), TODAY, began)]
    assert found == ["ahead", "before", "", ""]


def test_a_number_is_one_line_with_a_digit() -> None:
    assert read_number("  000.8.6.3 /\n 17/2027 ") == "000.8.6.3 / 17/2027"
    refused = read_number("nanti saja")
    assert isinstance(refused, Refused)
    assert (refused.key, refused.params) == ("letter.no_digit", {"words": "nanti saja"})


def test_a_number_that_does_not_fit_the_letter_is_refused() -> None:
    assert read_number("1" * LONGEST) == "1" * LONGEST
    refused = read_number("1" * (LONGEST + 1))
    assert isinstance(refused, Refused)
    assert refused.key == "letter.too_long"
