"""Words and numbers as office files need them."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.cell import get_column_letter

from bot.documents.addresses import column_letter
from bot.documents.words import breakable, clean, plain
from tests.documents.document_samples import HOSTILE


@given(st.text(alphabet=st.characters()))
def test_cleaned_text_can_be_written_anywhere_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not {chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127)} & set(cleaned)
    cleaned.encode("utf-8")


@given(st.text(alphabet="ab \n", max_size=200))
def test_break_points_change_no_letter(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text


def test_a_very_long_word_gets_break_points_and_a_normal_one_none() -> None:
    assert breakable("pertanggungjawaban") == "pertanggungjawaban"
    assert max(map(len, breakable("a" * 4000).split("\u200b"))) == 12


def test_line_ends_of_every_system_become_one_kind() -> None:
    assert clean("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_an_override_that_would_turn_a_line_around_is_removed_but_arabic_stays() -> None:
    assert clean("a\u202eb مرحبا") == "ab مرحبا"


def test_times_and_numbers_are_given_in_every_written_form() -> None:
    moment = datetime(2026, 11, 23, 14, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert plain(moment)["long"] == "Senin, 23 November 2026 pukul 14.30 WIB"
    assert plain(moment)["short"] == "23-11-2026 14.30"
    assert plain(date(2027, 1, 12)) == {"date": "12 Januari 2027"}
    assert plain(Decimal("3151363319"))["rupiah"] == "Rp3.151.363.319"
    assert plain(Decimal("97.2249"))["percent"] == "97,22%"


def test_hostile_text_loses_only_its_control_characters() -> None:
    assert plain(HOSTILE) == HOSTILE.replace("\x07", "").replace("\x00", "").replace("😀", "[U+1F600]")


@pytest.mark.parametrize("index", [0, 25, 26, 51, 52, 701, 702, 16383])
def test_columns_are_named_as_the_spreadsheet_names_them(index: int) -> None:
    assert column_letter(index) == get_column_letter(index + 1)
