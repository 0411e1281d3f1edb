"""Numbers in Indonesian: what may be typed, what is refused, and how they are shown and spelled."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.numbers import (
    Reading,
    format_count,
    format_number,
    format_percent,
    format_rupiah,
    in_words,
    parse,
)


def value_of(text: str) -> Decimal | None:
    reading = parse(text)
    return reading.value if reading else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("12", "12"),
        ("87,50", "87.50"),
        ("1.234.567", "1234567"),
        ("1.234", "1234"),
        ("4.25", "4.25"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("+5", "5"),
        ("-3,5", "-3.5"),
        ("\u22123,5", "-3.5"),
        ("\u20133,5", "-3.5"),
        ("- 3,5", "-3.5"),
        ("  12,5 ", "12.5"),
        ("\uff11\uff12\uff0c\uff15", "12.5"),
        ("999.999.999.999.999.999,99", "999999999999999999.99"),
    ],
)
def test_a_figure_is_read_the_indonesian_way(text: str, value: str) -> None:
    assert value_of(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5 juta", "1500000"),
        ("1.5 juta", "1500000"),
        ("1.500 juta", "1500000000"),
        ("750 rb", "750000"),
        ("750rb", "750000"),
        ("750 Ribu", "750000"),
        ("2 miliar", "2000000000"),
        ("2 milyar", "2000000000"),
        ("2 M", "2000000000"),
        ("Rp2,5 m", "2500000000"),
        ("3 jt", "3000000"),
        ("1 triliun", "1000000000000"),
    ],
)
def test_words_for_thousands_and_more_multiply(text: str, value: str) -> None:
    assert value_of(text) == Decimal(value)


@pytest.mark.parametrize("text", ["98,5%", "98,5 %", "98,5 persen", "98,5 PERSEN", "98,5\u00a0%", "98,5\uff05"])
def test_a_percentage_keeps_its_figure_and_is_marked(text: str) -> None:
    assert parse(text) == Reading(Decimal("98.5"), percent=True)


@pytest.mark.parametrize(
    "text",
    [
        "Rp1.500.000",
        "Rp 1.500.000,00",
        "Rp. 1.500.000",
        "rp\u00a01.500.000",
        "Rp1.500.000,-",
        "Rp1500000",
        "1.500.000 rupiah",
        "Rp1,5 juta",
    ],
)
def test_an_amount_is_read_in_all_its_spellings(text: str) -> None:
    assert parse(text) == Reading(Decimal(1500000), rupiah=True)


def test_an_amount_may_be_negative_on_either_side_of_its_sign() -> None:
    assert value_of("-Rp500") == value_of("Rp-500") == Decimal(-500)


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("1.234", True),
        ("4.25", True),
        ("0.125", True),
        ("Rp1.500", True),
        ("1.5 juta", True),
        ("1.234%", True),
        ("1.234,5", False),
        ("1.234.567", False),
        ("1234", False),
        ("4,25", False),
        ("98,5%", False),
    ],
)
def test_it_is_known_where_a_lone_dot_decided(text: str, decided: bool) -> None:
    reading = parse(text)
    assert reading is not None
    assert reading.dot_decided is decided


NO_FIGURES = ("", " ", "-", "Rp", "%", "abc", "inf", "nan", "Infinity", "1e5", "0x10", "1_000", "12 34", "5\n6")
MISPLACED = ("1.23.456", "12,3,4", "1,234.56", "1.234.56", "01.234", "5,", ",5", ".5", "1..2", "1 / 2", "5-6", "5-")
FOREIGN = ("5\u00b2", "\u00bd", "\u0661\u0662", "5 kg", "12 orang", "500 m")
CONTRADICTORY = ("--5", "-Rp-5", "+-5", "5,-", "Rp5-", "Rp5 %", "5 juta %")
TOO_LONG = ("1000000000000000000", "1.000.000.000 miliar", "9" * 61)


@pytest.mark.parametrize("text", [*NO_FIGURES, *MISPLACED, *FOREIGN, *CONTRADICTORY, *TOO_LONG])
def test_what_is_not_one_number_is_refused(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1234.56", None, "1.234,56"),
        ("1234.50", None, "1.234,5"),
        ("90.00", None, "90"),
        ("90", 2, "90,00"),
        ("0.12345", None, "0,1235"),
        ("-1234.5", None, "-1.234,5"),
        ("-0.001", 2, "0,00"),
        ("-0.00001", None, "0"),
        ("2.5", 0, "3"),
        ("1E+3", None, "1.000"),
        ("999999999999999999.99", None, "999.999.999.999.999.999,99"),
    ],
)
def test_numbers_are_shown_with_dots_and_a_comma(value: str, places: int | None, text: str) -> None:
    assert format_number(Decimal(value), places) == text


def test_percentages_have_two_places_and_rounding_is_half_up() -> None:
    shown = [format_percent(Decimal(value)) for value in ("97.2222", "90.995", "100", "0.005", "229.375")]
    assert shown == ["97,22%", "91,00%", "100,00%", "0,01%", "229,38%"]


def test_amounts_are_shown_without_space_and_decimals_unless_asked() -> None:
    assert format_rupiah(Decimal(3151363319)) == "Rp3.151.363.319"
    assert format_rupiah(Decimal("1500.5"), 2) == "Rp1.500,50"
    assert format_rupiah(Decimal(-500)) == "-Rp500"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "nol"),
        ("1", "satu"),
        ("10", "sepuluh"),
        ("11", "sebelas"),
        ("12", "dua belas"),
        ("19", "sembilan belas"),
        ("20", "dua puluh"),
        ("21", "dua puluh satu"),
        ("100", "seratus"),
        ("111", "seratus sebelas"),
        ("210", "dua ratus sepuluh"),
        ("1000", "seribu"),
        ("1100", "seribu seratus"),
        ("1234", "seribu dua ratus tiga puluh empat"),
        ("2000", "dua ribu"),
        ("11000", "sebelas ribu"),
        ("101000", "seratus satu ribu"),
        ("1000000", "satu juta"),
        ("1001000", "satu juta seribu"),
        ("1500000000", "satu miliar lima ratus juta"),
        ("1000000000000", "satu triliun"),
        ("2000000000000000", "dua kuadriliun"),
        ("1.25", "satu koma dua lima"),
        ("0.05", "nol koma nol lima"),
        ("4.50", "empat koma lima"),
        ("4.00", "empat"),
        ("-3.5", "minus tiga koma lima"),
    ],
)
def test_numbers_are_spelled_in_words(value: str, words: str) -> None:
    assert in_words(Decimal(value)) == words


def test_counts_carry_their_letters() -> None:
    assert [format_count(1), format_count(12)] == ["1 (satu)", "12 (dua belas)"]


def test_what_is_too_large_to_spell_is_refused() -> None:
    with pytest.raises(ValueError, match="spell"):
        in_words(Decimal(10) ** 18)


decimals = st.decimals(Decimal("-1E+17"), Decimal("1E+17"), places=4, allow_nan=False)


@given(decimals)
def test_every_number_shown_is_read_back(value: Decimal) -> None:
    assert value_of(format_number(value)) == value


@given(decimals.map(lambda value: round(value, 2)))
def test_every_percentage_shown_is_read_back(value: Decimal) -> None:
    assert parse(format_percent(value)) == Reading(value + 0, dot_decided=False, percent=True)


@given(st.integers(-(10**17), 10**17))
def test_every_amount_shown_is_read_back(value: int) -> None:
    reading = parse(format_rupiah(Decimal(value)))
    assert reading is not None
    assert (reading.value, reading.rupiah) == (Decimal(value), True)


@given(st.text(max_size=70))
def test_no_text_breaks_the_reading(text: str) -> None:
    reading = parse(text)
    assert reading is None or reading.value.is_finite()


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_different_numbers_have_different_words(one: int, other: int) -> None:
    assert (in_words(Decimal(one)) == in_words(Decimal(other))) is (one == other)
