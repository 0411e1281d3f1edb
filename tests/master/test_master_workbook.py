"""The workbook of master data: what is written is read again, whatever an office has changed."""

import re
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.documents import master_names as names
from bot.documents.master import master_workbook, parse_master
from bot.documents.master_cells import exact, figure, written
from bot.documents.master_plan import PLANS
from bot.workflow.master import MasterData
from bot.workflow.policy import Doubts, Policy
from demo.office import example_office
from tests.master.master_samples import MASTER, PLAIN, Typed, changed, read, typed


@pytest.mark.parametrize("data", [MASTER, PLAIN, example_office()], ids=["full", "plain", "example"])
def test_what_was_written_is_read_again(data: MasterData) -> None:
    assert parse_master(master_workbook(data)) == data


def test_the_full_office_has_changed_every_rule_so_that_none_is_without_a_cell() -> None:
    own, bare = MASTER.office.policy, Policy()
    assert [one.name for one in fields(Policy) if getattr(own, one.name) == getattr(bare, one.name)] == []
    doubts = own.doubts, bare.doubts
    assert [one.name for one in fields(Doubts) if len({getattr(each, one.name) for each in doubts}) == 1] == []


def test_a_guide_stands_first_and_every_table_has_its_own_sheet() -> None:
    book = load_workbook(BytesIO(master_workbook(MASTER)))
    assert book.sheetnames == [names.GUIDE_SHEET, names.OFFICE_SHEET, *(plan.name for plan in PLANS)]


def test_the_names_of_the_sheets_are_in_their_order() -> None:
    assert (names.OFFICE_SHEET, *(plan.name for plan in PLANS)) == names.SHEETS


def test_headers_stay_in_sight_and_closed_choices_drop_down() -> None:
    book = load_workbook(BytesIO(master_workbook(MASTER)))
    for plan in PLANS:
        assert book[plan.name].freeze_panes == "A2"
        assert len(book[plan.name].data_validations.dataValidation) == len(plan.choices)


def test_every_sheet_of_the_example_office_says_so_in_its_margin_and_above_its_table() -> None:
    book = load_workbook(BytesIO(master_workbook(example_office())))
    headers = [sheet.oddHeader for sheet in book.worksheets]
    assert {header.center.text for header in headers if header is not None} == {"DATA CONTOH"}
    assert None not in headers
    for sheet in book.worksheets:
        assert str(sheet["A1"].value).startswith("DATA CONTOH")
        assert str(sheet.freeze_panes).endswith("3")
        assert sheet.print_title_rows == "$2:$2"


def test_a_choice_drops_down_in_the_first_row_below_the_header_of_a_sample_too() -> None:
    book = load_workbook(BytesIO(master_workbook(example_office())))
    for plan in PLANS:
        ranges = [str(rule.sqref) for rule in book[plan.name].data_validations.dataValidation]
        assert all(re.match(r"[A-Z]+3:", cells) for cells in ranges)


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    book = load_workbook(BytesIO(master_workbook(MASTER)))
    assert book[names.INDICATORS_SHEET]["D2"].data_type == "s"


def test_columns_may_be_moved_titles_added_and_sheets_renamed_in_case() -> None:
    def change(book: Workbook) -> None:
        sheet = book[names.PERSONS_SHEET]
        sheet.move_range("A1:A4", cols=7)
        sheet.insert_rows(1, 2)
        sheet["B1"] = "Daftar pegawai"
        sheet.title = "-"  # openpyxl takes the same name in capitals for one that is taken
        sheet.title = "PEGAWAI"

    assert parse_master(changed(change)) == MASTER


@pytest.mark.parametrize(
    ("value", "meant"),
    [("1.234,56", "1234.56"), ("Rp1.500.000", "1500000"), ("1,5 juta", "1500000"), (0.1, "0.1"), (0, "0")],
)
def test_numbers_are_read_as_they_are_written_in_indonesian(value: Typed, meant: str) -> None:
    assert read(typed(names.INDICATORS_SHEET, "O2", value)).indicators[0].pagu == Decimal(meant)


@pytest.mark.parametrize("value", [date(2027, 1, 4), datetime(2027, 1, 4), "4-1-2027", "04/01/2027", "2027-01-04"])  # noqa: DTZ001
def test_a_day_is_read_from_a_date_and_from_words(value: Typed) -> None:
    assert read(typed(names.ROLES_SHEET, "G4", value)) == MASTER


def test_an_indicator_stands_once_for_each_year_of_its_targets() -> None:
    later = replace(MASTER.indicators[0], year=2027, annual=Decimal(90), quarters=(None,) * 4, pagu=None)
    data = replace(MASTER, indicators=(MASTER.indicators[0], later, *MASTER.indicators[1:]))
    assert parse_master(master_workbook(data)) == data


def test_an_indicator_is_active_unless_it_says_no() -> None:
    assert read(typed(names.INDICATORS_SHEET, "R2", None)) == MASTER
    assert not read(typed(names.INDICATORS_SHEET, "R2", "Tidak")).indicators[0].active


def test_a_predicate_is_its_score() -> None:
    found = read(typed(names.INDICATORS_SHEET, "I4", "wtp"))
    assert found.indicators[2].annual == Decimal(4)


def test_a_predicate_of_the_office_has_the_score_that_the_office_gives_it() -> None:
    found = read(typed(names.INDICATORS_SHEET, "I4", "sangat baik"))
    assert found.indicators[2].annual == Decimal("3.5")
    assert isinstance(typed(names.INDICATORS_SHEET, "I4", "BB"), tuple)


def test_a_missing_target_is_no_problem() -> None:
    found = read(typed(names.INDICATORS_SHEET, "I2", None))
    assert found.indicators[0].annual is None


def test_a_nip_may_be_written_in_its_groups() -> None:
    assert read(typed(names.PERSONS_SHEET, "E2", "19650101 199001 1 001")) == MASTER


def test_rules_left_empty_are_those_of_the_sop() -> None:
    def change(book: Workbook) -> None:
        for row in book[names.OFFICE_SHEET].iter_rows(min_row=18):
            if row[0].value != names.RAMADANS:
                row[1].value = None

    def capped(book: Workbook) -> None:
        change(book)
        cells = {row[0].value: row[1] for row in book[names.OFFICE_SHEET].iter_rows()}
        cells[names.CAP].value = 100

    assert read(parse_master(changed(capped, PLAIN))).office.policy == PLAIN.office.policy


@given(st.decimals(min_value=-(10**17), max_value=10**17, allow_nan=False, places=2))
@settings(max_examples=300)
def test_no_number_loses_a_digit_in_a_cell(value: Decimal) -> None:
    cell = exact(value)
    raw = cell if isinstance(cell, str) else float(cell or 0)
    assert figure(raw) == value


def test_days_are_written_with_the_day_first() -> None:
    assert (written(date(2027, 1, 4)), written(None)) == ("04-01-2027", "")
