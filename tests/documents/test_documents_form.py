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
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.form import FIRST, FORM_SHEET, HEADER_AT, form_workbook
from bot.documents.form_notes import LISTS_AT, NOTES_SHEET
from bot.documents.formulas import percent_formula
from bot.documents.sheets import LINE_HEIGHT, Formula
from bot.workflow.achievement import Direction, DownFormula, achievement, round2
from bot.workflow.forms import Field
from bot.workflow.papers import FormSheet, Mark
from tests.documents.document_samples import BANDS, HEAD, HOSTILE, LONG, REASONS, form, line

OPINIONS = (("WTP", Decimal(4)), ("WDP", Decimal(3)))
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
        "Kantor: KECAMATAN MAJU – PEMERINTAH KABUPATEN CONTOH",
        "Kamis, 7 Januari 2027 pukul 16.00 WIB",
    ):
        assert part in shown


def test_the_title_stays_low_because_it_stays_on_the_screen() -> None:
    sheet = sheet_of(form())
    assert sum(sheet.row_dimensions[row].height for row in range(1, FIRST)) < 130


def test_how_to_fill_it_stands_on_a_sheet_of_its_own() -> None:
    notes = opened(form())[NOTES_SHEET]
    shown = " ".join(str(row[0].value or "") for row in notes.iter_rows(max_row=LISTS_AT - 1))
    assert "kotak berwarna kuning" in shown
    assert "di bawah 76%" in shown


def test_only_the_input_cells_of_open_lines_are_unlocked() -> None:
    sheet = sheet_of(form(lines=(line(1), line(2, open=False))))
    columns = letters(sheet)
    free = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert free == {f"{columns[header]}{FIRST}" for header in INPUT_HEADERS}


def test_what_was_spent_is_asked_only_where_there_is_a_pagu() -> None:
    some = sheet_of(form(lines=(line(1), line(2, pagu=None, anggaran=None))))
    letter = letters(some)["Realisasi anggaran (Rp)"]
    assert [some[f"{letter}{row}"].protection.locked for row in (FIRST, FIRST + 1)] == [False, True]
    none = sheet_of(form(lines=(line(1, pagu=None, anggaran=None),)))
    assert {"Pagu (Rp)", "Realisasi anggaran (Rp)", "Serapan (%)"}.isdisjoint(letters(none))


def test_the_first_cell_to_fill_is_the_one_that_is_chosen() -> None:
    sheet = sheet_of(form(lines=(line(1, open=False), line(2))))
    chosen = [part.activeCell for part in sheet.sheet_view.selection if part.pane == "bottomRight"]
    assert chosen == [f"{letters(sheet)['Realisasi']}{FIRST + 1}"]


def test_no_figure_is_wider_than_its_column() -> None:
    long = Decimal("123456789012")
    sheet = sheet_of(form(lines=(line(1, target=long, realisasi=long, last_realisasi=long, pagu=long, anggaran=long),)))
    for header in ("Target periode", "Realisasi periode lalu", "Realisasi", "Pagu (Rp)", "Realisasi anggaran (Rp)"):
        assert sheet.column_dimensions[letters(sheet)[header]].width > len("123.456.789.012")


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


def rules_of(sheet: Worksheet, header: str, row: int) -> list[DataValidation]:
    cell = f"{letters(sheet)[header]}{row}"
    return [rule for rule in sheet.data_validations.dataValidation if cell in rule]


def test_numbers_and_reasons_are_checked_while_typing_with_an_indonesian_message() -> None:
    sheet = sheet_of(form())
    for header, kind in (
        ("Realisasi", "decimal"),
        ("Realisasi anggaran (Rp)", "decimal"),
        ("Alasan data belum tersedia", "list"),
    ):
        (rule,) = rules_of(sheet, header, FIRST)
        assert (rule.type, rule.errorStyle, rule.showErrorMessage) == (kind, "stop", True)
        assert (rule.promptTitle, rule.errorTitle) == (header, "Isian tidak sesuai")
        assert rule.error is not None
        assert "Isi dengan angka" in rule.error or "Pilih" in rule.error
        assert len(rule.error) <= 225  # Excel's limit


def test_a_share_is_asked_for_without_the_sign_that_would_make_a_fraction_of_it() -> None:
    sheet = sheet_of(form())
    (of_a_share,) = rules_of(sheet, "Realisasi", FIRST + 2)
    assert "tanpa tanda %" in str(of_a_share.error)
    coloured = {str(found.sqref): found.rules[0].formula[0] for found in sheet.conditional_formatting}
    cell = f"{letters(sheet)['Realisasi']}{FIRST + 2}"
    assert coloured[cell] == f"AND(ISNUMBER({cell}),{cell}>0,{cell}<=1.5)"


def test_reasons_with_commas_and_equal_signs_are_offered_from_cells() -> None:
    book = opened(form())
    rule = next(r for r in book[FORM_SHEET].data_validations.dataValidation if r.type == "list")
    sheet, first, last = re.fullmatch(r"(\w+)!\$(D\$\d+):\$(D\$\d+)", rule.formula1).groups()  # type: ignore[union-attr]
    offered = [row[0].value for row in book[sheet][f"{first.replace('$', '')}:{last.replace('$', '')}"]]
    assert offered == list(REASONS)


def test_a_predikat_is_chosen_from_the_offices_own_or_typed_as_a_figure() -> None:
    opinion = line(1, direction="predikat", target=Decimal(4), realisasi=Decimal(3), predicates=OPINIONS)
    book = opened(form(lines=(opinion, line(2)), predicates=OPINIONS))
    sheet = book[FORM_SHEET]
    (rule,) = rules_of(sheet, "Realisasi", FIRST)
    assert (rule.type, rule.showErrorMessage) == ("list", False)
    offered = [row[0].value for row in book[NOTES_SHEET][str(rule.formula1).split("!")[1].replace("$", "")]]
    assert offered == ["WTP", "WDP"]
    assert sheet[f"{letters(sheet)['Realisasi']}{FIRST}"].value == "WDP"
    assert sheet[f"{letters(sheet)['Target periode']}{FIRST}"].value == "WTP"
    assert "VLOOKUP" in sheet[f"{letters(sheet)['Capaian (%)']}{FIRST}"].value


def test_low_capaian_is_coloured_and_asks_for_its_explanations() -> None:
    sheet = sheet_of(form())
    coloured = {str(found.sqref): found.rules[0].formula[0] for found in sheet.conditional_formatting}
    for header in ("Capaian (%)", "Faktor penghambat", "Tindak lanjut"):
        assert "<76" in coloured[f"{letters(sheet)[header]}{FIRST}:{letters(sheet)[header]}{FIRST + 7}"]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"open": False}, "Terkunci"),
        ({"target": Decimal(0)}, "Tidak dinilai"),
    ],
)
def test_a_line_that_asks_for_nothing_says_so(changes: dict[str, object], state: str) -> None:
    sheet = sheet_of(form(lines=(line(1, **changes),)))
    assert sheet[f"{letters(sheet)['Keadaan']}{FIRST}"].value == state


def test_an_open_line_says_while_one_types_what_it_lacks() -> None:
    sheet = sheet_of(form())
    said = sheet[f"{letters(sheet)['Keadaan']}{FIRST}"].value
    assert all(f'"{state}"' in said for state in ("Terisi", "Kosong", "Periksa", "Perlu penjelasan"))
    assert sheet[f"A{HEADER_AT - 1}"].value.startswith('="Lengkap "&(8-COUNTIF(')


def test_what_could_not_be_read_is_marked_where_it_stands() -> None:
    marks = (
        Mark(101, Field.REALISASI, "=sekitar", "Bukan angka."),
        Mark(101, Field.REASON, "x" * 500, "Tidak ada."),
        Mark(102, Field.REALISASI, "9", "Terkunci."),
        Mark(999, Field.REALISASI, "9", "Tidak ada."),
    )
    sheet = sheet_of(form(lines=(line(1), line(2, open=False)), marks=marks))
    columns = letters(sheet)
    bad = sheet[f"{columns['Realisasi']}{FIRST}"]
    assert (bad.value, bad.data_type) == ("=sekitar", "s")
    assert bad.fill.fgColor.rgb == "00FFB3AB"
    assert bad.comment is not None
    assert bad.comment.text == "Tertulis: “=sekitar”. Bukan angka."
    assert not bad.protection.locked
    locked = sheet[f"{columns['Realisasi']}{FIRST + 1}"]
    assert (locked.value, locked.comment is not None) == (85.1, True)
    remarks = [sheet[f"{columns['Perlu diperbaiki']}{row}"].value for row in (FIRST, FIRST + 1)]
    assert remarks[0].splitlines()[0] == "Realisasi tertulis “=sekitar”. Bukan angka."
    assert remarks[0].splitlines()[1].endswith("…” Tidak ada.")
    assert remarks[1] == "Realisasi tertulis “9”. Terkunci."


def test_the_scale_can_be_looked_up_from_below() -> None:
    sheet = opened(form())[NOTES_SHEET]
    shown = [(sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(LISTS_AT + 1, LISTS_AT + 6)]
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
                assert cell.data_type != "f" or str(cell.value).startswith(("=IF(", '="Lengkap "&('))
    sheet = book[FORM_SHEET]
    cell = sheet[f"{letters(sheet)['Faktor pendorong']}{FIRST}"]
    assert cell.value == text.replace("\x07", "").replace("\x00", "")
    assert cell.quotePrefix


def test_a_form_without_lines_is_still_a_form() -> None:
    assert sheet_of(form(lines=(), reasons=(), due_at=None)).max_row == HEADER_AT


def test_every_sheet_that_is_seen_of_a_sample_says_so_in_its_cells_and_of_another_none() -> None:
    for head, marks in ((HEAD, 1), (replace(HEAD, sample=False), 0)):
        for sheet in opened(form(letterhead=head)).worksheets:
            if sheet.sheet_state == "visible":
                assert str(sheet["A1"].value).count("DATA CONTOH") == marks


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


def test_a_row_has_room_for_whatever_its_formulas_may_say() -> None:
    brief = line(1, indicator="Patroli", penghambat="", tindak_lanjut="", pendorong="", reason="")
    sheet = sheet_of(form(lines=(brief,)))
    assert (sheet.row_dimensions[FIRST].height or 0) >= 2 * LINE_HEIGHT  # Sangat Tinggi, Perlu penjelasan
