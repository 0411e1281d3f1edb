"""The form as a workbook: what it shows, what may be typed, what it computes while one types."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, localcontext
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.form import FIRST, FORM_SHEET, HEADER_AT, form_workbook
from bot.documents.form_notes import NOTES_SHEET
from bot.documents.formulas import percent_formula
from bot.documents.sheets import Formula
from bot.workflow.achievement import Direction, DownFormula, achievement, round2
from bot.workflow.papers import FormSheet
from tests.documents.document_samples import BANDS, HOSTILE, LONG, REASONS, form, line

INPUT_HEADERS = (
    "Realisasi",
    "Realisasi anggaran (Rp)",
    "Faktor pendorong",
    "Faktor penghambat",
    "Tindak lanjut",
    "Alasan data belum tersedia",
)


def opened(paper: FormSheet) -> Workbook:
    return load_workbook(BytesIO(form_workbook(paper)))


def sheet_of(paper: FormSheet) -> Worksheet:
    return opened(paper)[FORM_SHEET]


def letters(sheet: Worksheet) -> dict[str, str]:
    return {str(cell.value): cell.column_letter for cell in sheet[HEADER_AT] if cell.value}


def test_the_title_says_whose_form_it_is_and_by_when() -> None:
    shown = " ".join(str(row[0].value or "") for row in sheet_of(form()).iter_rows(max_row=HEADER_AT - 1))
    for part in (
        "FORMULIR PENGUMPULAN DATA CAPAIAN KINERJA – DATA CONTOH",
        "Triwulan IV Tahun 2026",
        "Seksi Pemerintahan",
        "Fajar Contoh, S.IP. (Kepala Seksi Pemerintahan)",
        "Kamis, 7 Januari 2027 pukul 16.00 WIB",
        "di bawah 76%",
    ):
        assert part in shown


def test_only_the_input_cells_of_open_lines_are_unlocked() -> None:
    sheet = sheet_of(form(lines=(line(1), line(2, open=False))))
    columns = letters(sheet)
    free = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert free == {f"{columns[header]}{FIRST}" for header in INPUT_HEADERS}


def test_what_was_reported_before_stands_in_the_cells_as_numbers() -> None:
    sheet = sheet_of(form())
    columns = letters(sheet)
    assert sheet[f"{columns['Realisasi']}{FIRST}"].value == 86.4
    assert sheet[f"{columns['Realisasi anggaran (Rp)']}{FIRST}"].value == 150_000_000
    assert sheet[f"{columns['Realisasi']}{FIRST + 5}"].value is None


def test_the_header_stays_visible_and_is_printed_on_every_a4_page() -> None:
    sheet = sheet_of(form())
    assert sheet.freeze_panes == f"C{FIRST}"
    assert sheet.print_title_rows == f"${HEADER_AT}:${HEADER_AT}"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text == "DATA CONTOH"


def test_numbers_and_reasons_are_checked_while_typing_with_an_indonesian_message() -> None:
    sheet = sheet_of(form())
    rules = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    columns = letters(sheet)
    assert rules["Realisasi"].type == rules["Realisasi anggaran (Rp)"].type == "decimal"
    assert rules["Alasan data belum tersedia"].type == "list"
    assert all(rule.error and rule.errorTitle == "Isian tidak sesuai" for rule in rules.values())
    assert f"{columns['Realisasi']}{FIRST}" in rules["Realisasi"]


def test_reasons_with_commas_and_equal_signs_are_offered_from_cells() -> None:
    book = opened(form())
    rule = next(r for r in book[FORM_SHEET].data_validations.dataValidation if r.type == "list")
    sheet, first, last = re.fullmatch(r"(\w+)!\$(D\$\d+):\$(D\$\d+)", rule.formula1).groups()  # type: ignore[union-attr]
    offered = [row[0].value for row in book[sheet][f"{first.replace('$', '')}:{last.replace('$', '')}"]]
    assert offered == list(REASONS)


def test_a_predikat_may_be_typed_as_letters() -> None:
    sheet = sheet_of(form(lines=(line(1, direction="predikat"), line(2))))
    rule = next(r for r in sheet.data_validations.dataValidation if r.promptTitle == "Realisasi")
    column = letters(sheet)["Realisasi"]
    assert f"{column}{FIRST}" not in rule
    assert f"{column}{FIRST + 1}" in rule


def test_low_capaian_is_coloured_and_asks_for_its_explanations() -> None:
    rules = [rule for found in sheet_of(form()).conditional_formatting for rule in found.rules]
    assert len(rules) == 3
    assert all("<76" in rule.formula[0] for rule in rules)


def test_the_scale_can_be_looked_up_from_below() -> None:
    sheet = opened(form())[NOTES_SHEET]
    shown = [(sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(5, 10)]
    assert shown == [(float(bound), name) for bound, name in sorted(BANDS)]


def test_comment_and_old_value_appear_only_on_a_returned_form() -> None:
    assert "Catatan pengembalian" not in letters(sheet_of(form()))
    returned = sheet_of(form(lines=(line(1, comment="Mohon diperiksa", old=Decimal("80.5")), line(2, open=False))))
    columns = letters(returned)
    assert returned[f"{columns['Catatan pengembalian']}{FIRST}"].value == "Mohon diperiksa"
    assert returned[f"{columns['Nilai sebelumnya']}{FIRST}"].value == 80.5


def test_the_keys_are_there_but_hidden() -> None:
    book = opened(form())
    sheet = book[FORM_SHEET]
    column = letters(sheet)["Kunci baris"]
    assert sheet.column_dimensions[column].hidden
    assert [sheet[f"{column}{FIRST + at}"].value for at in range(8)] == [101, 102, 103, 104, 105, 106, 107, 108]
    assert book["kunci"].sheet_state == "hidden"
    assert book["kunci"]["B1"].value == form().key


@pytest.mark.parametrize("text", [HOSTILE, LONG, "+1", "-1", "@SUM(A1)", "\t=1", "#N/A", "#REF!", "'=1", "=" * 4000])
def test_typed_text_is_never_a_formula_or_an_error(text: str) -> None:
    told = line(1, indicator=text, satuan=text, pendorong=text, tindak_lanjut=text, comment=text, definition=text)
    book = opened(form(unit=text, holder=text, lines=(told,), reasons=(text,), bands=((Decimal(0), text),)))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "e"
                assert cell.data_type != "f" or str(cell.value).startswith("=IF(")
    sheet = book[FORM_SHEET]
    cell = sheet[f"{letters(sheet)['Faktor pendorong']}{FIRST}"]
    assert cell.value == text.replace("\x07", "").replace("\x00", "")
    assert cell.quotePrefix


def test_a_form_without_lines_is_still_a_form() -> None:
    assert sheet_of(form(lines=(), reasons=(), due_at=None)).max_row == HEADER_AT


def test_a_target_range_is_shown_as_one() -> None:
    sheet = sheet_of(form(lines=(line(1, direction="rentang", target=Decimal(25), upper=Decimal(30)),)))
    assert sheet[f"{letters(sheet)['Target periode']}{FIRST}"].value == "25 – 30"


def computed(formula: str, value: Decimal) -> Decimal | str:
    """The little of a spreadsheet's language our formulas use happens to be Python's, once numbers are exact."""
    exact = re.sub(r"(?<![A-Z\d.])(\d+(?:\.\d+)?)(?![\d.])", r"D('\1')", formula.removeprefix("=").replace("G9", "X"))
    words: dict[str, Callable[..., object] | Decimal] = {
        "D": Decimal,
        "X": value,
        "IF": lambda test, then, other: then if test else other,
        "ISNUMBER": lambda it: isinstance(it, Decimal),
        "MAX": max,
        "ROUND": lambda it, _: round2(it),
    }
    with localcontext() as context:
        context.prec = 60
        context.clear_traps()
        result = eval(exact, {"__builtins__": {}}, words)
    assert isinstance(result, Decimal | str)
    return result


amounts = st.decimals(0, 10**9, places=2)


@given(
    direction=st.sampled_from(Direction),
    target=amounts,
    upper=amounts,
    realisasi=st.decimals(-(10**9), 10**9, places=2),
    down=st.sampled_from(DownFormula),
)
def test_the_live_capaian_is_the_bots_own(
    direction: Direction, target: Decimal, upper: Decimal, realisasi: Decimal, down: DownFormula
) -> None:
    bound = upper if direction is Direction.RANGE else None
    asked = replace(line(1), direction=direction, target=target, upper=bound)
    ours = achievement(direction, target, realisasi, upper=bound, down=down)
    formula = percent_formula(asked, "G9", down)
    if isinstance(formula, Formula):
        assert ours.percent is not None
        assert computed(formula.text, realisasi) == round2(ours.percent)
    else:
        assert ours.percent is None
        assert formula == ours.state
