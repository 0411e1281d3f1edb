"""What is made of a returned workbook's cells: an answer, a problem, or nothing new."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from bot.documents.form_parser import CellReading, CellValue, RowReading, shown_digits
from bot.documents.silent_cells import Fault
from bot.services.returned_rows import WITHOUT_VALUE, Rows, read_rows
from bot.workflow.achievement import Direction
from bot.workflow.forms import Entry, Field
from bot.workflow.policy import Policy
from tests.workflow.reported import entry

POLICY = Policy()
LETTERS = dict(zip(Field, "GHIJKL", strict=True))


def row(of: Entry | None, at: int = 9, *, key: bool = True, **values: CellValue) -> RowReading:
    """`values` by the field's name; without a key the row has the indicator's number and name."""
    cells = tuple(CellReading(Field(name), value, f"{LETTERS[Field(name)]}{at}") for name, value in values.items())
    if of is None:
        return RowReading(at, 999, 9, "Indikator lain", cells)
    return RowReading(at, of.id if key else None, of.number, of.indicator.name, cells)


def read(rows: Sequence[RowReading], *entries: Entry) -> Rows:
    return read_rows(rows, entries, POLICY)


def value(given: CellValue, **more: Any) -> object:
    """What a realisasi written so is taken for; the reason where it is not taken."""
    one = entry(1, **more)
    found = read([row(one, realisasi=given)], one)
    return found.given[0].answer.value if found.given else found.bad[0].why.key if found.bad else None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (Decimal("85.5"), "85.5"), ("85,5", "85.5"), ("1.234", "1234"), ("85 %", "85"), ("98,5%", "98.5"),
        ("1,5 juta", "1500000"), ("0", "0"), (Decimal(0), "0"),
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_was_written(written: CellValue, meant: str) -> None:
    assert value(written) == Decimal(meant)


def test_a_sign_belongs_to_its_satuan() -> None:
    assert value(" Rp1.500.000 ", satuan="Rupiah") == Decimal(1_500_000)
    assert value("Rp1.500.000", satuan="Persen") == value("11%", satuan="Kali") == "upload.why_sign"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("sekitar selusin", "upload.why_number"), ("2027-02-01", "upload.why_number"), ("#DIV/0!", "upload.why_number"),
        ("inf", "upload.why_number"), (Decimal("1e300"), "upload.why_large"), (Decimal(10) ** 18, "upload.why_large"),
    ],
)  # fmt: skip
def test_what_is_no_number_says_why(written: CellValue, why: str) -> None:
    assert value(written) == why


def test_a_long_explanation_is_taken_whole() -> None:
    one = entry(1)
    assert read([row(one, penghambat="banjir " * 500)], one).given[0].answer.value == ("banjir " * 500).strip()


@pytest.mark.parametrize("fault", Fault)
def test_a_cell_that_holds_no_value_is_named_and_the_good_one_beside_it_taken(fault: Fault) -> None:
    one = entry(1)
    cells = (CellReading(Field.REALISASI, "#DIV/0!", "G9", fault), CellReading(Field.PENGHAMBAT, "banjir", "I9"))
    found = read([RowReading(9, 1, 1, one.indicator.name, cells)], one)
    assert [(bad.cell, bad.typed, bad.why.key) for bad in found.bad] == [("G9", "#DIV/0!", WITHOUT_VALUE[fault])]
    assert [given.answer.field for given in found.given] == [Field.PENGHAMBAT]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("bb", Decimal(80)), (" WTP ", Decimal(4)), ("75,5", Decimal("75.5")), (Decimal(90), Decimal(90)),
     ("WTS", "upload.why_predicate")],
)  # fmt: skip
def test_a_predikat_is_read_by_its_code_or_its_score(written: CellValue, meant: object) -> None:
    assert value(written, direction=Direction.GRADE, target="70") == meant


def test_a_code_means_nothing_where_no_predikat_is_asked() -> None:
    assert value("WTP") == "upload.why_number"


def test_an_empty_cell_wipes_out_nothing() -> None:
    one = entry(1, "85", penghambat="banjir")
    found = read([row(one, realisasi=None, penghambat="  ")], one)
    assert (found.given, found.bad, list(found.seen)) == ([], [], [1])


@pytest.mark.parametrize("kept", ["85.5", "0.1234567890123456789", "1234567890123456.78"])
def test_what_comes_back_as_it_went_out_is_no_change(kept: str) -> None:
    one = entry(1, kept, penghambat="a\x07b\r\nc")
    out = shown_digits(Decimal(repr(float(kept))))
    assert read([row(one, realisasi=out, penghambat="ab\nc")], one).given == []


def test_a_reason_is_known_by_its_words_in_any_case() -> None:
    one = entry(1)
    found = read([row(one, reason="data sumber  BELUM terbit")], one)
    assert found.given[0].answer.value == "belum-terbit"
    assert read([row(one, reason="lupa")], one).bad[0].why.key == "upload.why_reason"


def test_a_value_with_a_new_reason_beside_it_keeps_the_value_and_asks_about_the_reason() -> None:
    one, excused = entry(1, "85"), entry(2, reason="belum-terbit")
    words = POLICY.reason("belum-terbit")
    found = read([row(one, realisasi=Decimal(85), reason=words), row(excused, realisasi=Decimal(5), reason=words)],
                 one, excused)  # fmt: skip
    assert [(bad.entry.id, bad.field, bad.why.key) for bad in found.bad] == [(1, Field.REASON, "upload.why_both")]
    assert [(given.answer.entry_id, given.answer.value) for given in found.given] == [(2, Decimal(5))]


def test_a_row_that_is_there_twice_counts_once_where_both_agree() -> None:
    one = entry(1)
    rows = [row(one, 9, realisasi=Decimal(5), penghambat="banjir"), row(one, 12, realisasi=Decimal(5), penghambat="x")]
    found = read(rows, one)
    assert [given.answer.field for given in found.given] == [Field.REALISASI]
    assert [(bad.cell, bad.why.key) for bad in found.bad] == [(f"{LETTERS[Field.PENGHAMBAT]}12", "upload.why_twice")]


def test_a_locked_entry_is_named_only_where_something_else_was_typed() -> None:
    one = entry(1, "85", open=False)
    assert read([row(one, realisasi=Decimal(85))], one).bad == []
    (bad,) = read([row(one, realisasi=Decimal("1234.5"))], one).bad
    assert (bad.typed, bad.why.key) == ("1.234,5", "upload.why_locked")


def test_a_row_of_nobody_is_named_only_where_something_was_typed() -> None:
    assert read([row(None, realisasi=None)]).unknown == []
    assert [found.row for found in read([row(None, 14, realisasi=Decimal(1))]).unknown] == [14]


def test_a_row_without_its_key_is_known_by_its_indicator() -> None:
    one, other = entry(1, name="Layanan   tepat\nwaktu"), entry(2, name="Desa tertib")
    found = read([row(entry(7, name="layanan tepat waktu"), key=False, realisasi=Decimal(5))], one, other)
    assert (found.given[0].answer.entry_id, found.by_name) == (1, 1)


def test_between_two_equal_names_the_number_decides_and_without_it_nothing() -> None:
    one, other = entry(1, name="Desa tertib"), entry(2, name="Desa tertib")
    assert read([row(other, key=False, realisasi=Decimal(5))], one, other).given[0].answer.entry_id == 2
    stranger = entry(3, name="Desa tertib")
    assert len(read([row(stranger, key=False, realisasi=Decimal(5))], one, other).unknown) == 1


def test_a_share_may_be_a_fraction_unless_the_sign_was_written() -> None:
    one = entry(1, target="90")
    flags = [read([row(one, realisasi=v)], one).given[0].fraction for v in (Decimal("0.985"), "0,985", "0,985%")]
    assert flags == [True, True, False]
