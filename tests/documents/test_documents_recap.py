"""Rekapitulasi as a workbook, read back cell by cell."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.recap import HEADER_AT, RECAP_SHEET, decided_workbook, recap_workbook
from bot.documents.recap_chart import CHART_SHEET
from bot.documents.recap_extras import BLOCKS
from bot.documents.sheets import LINE_HEIGHT, TALLEST_ROW
from bot.workflow.papers import Change, RecapSheet
from tests.documents.document_samples import (
    CAMAT,
    HEAD,
    HOSTILE,
    INDICATORS,
    LONG,
    SEKRETARIS,
    decided,
    line,
    recap,
    unit_recap,
)

OURS = ("=IF(AND(ISNUMBER", "=IF(ISNUMBER", "=IF(COUNTIFS", "=IF(SUMIFS", "=SUMIFS")


def opened(paper: RecapSheet) -> Workbook:
    return load_workbook(BytesIO(recap_workbook(paper)))


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def found(sheet: Worksheet, text: str) -> Cell:
    cells = (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell))
    return next(cell for cell in cells if text in str(cell.value))


def printed_above(sheet: Worksheet) -> str | None:
    assert sheet.oddHeader is not None
    text: str | None = sheet.oddHeader.center.text
    return text


def test_every_indicator_is_in_the_table_with_its_numbers() -> None:
    sheet = opened(recap())[RECAP_SHEET]
    by_name = {row[2]: row for row in rows(sheet)[HEADER_AT:]}
    assert by_name.keys() >= {name for _, name, *_ in INDICATORS}
    row = by_name["Waktu rata-rata pelayanan surat pengantar"]
    assert row[3:9] == ["Menit", 30, 30, 36, 36, 120]
    assert row[11:13] == [166_017_996, 150_000_000]


def test_a_missing_value_stays_empty_and_says_why() -> None:
    sheet = opened(recap())[RECAP_SHEET]
    row = next(row for row in rows(sheet) if row[2] == "Persentase laporan yang ditindaklanjuti")
    assert row[6] is None
    assert row[8] is None
    assert row[10] == "belum dapat dihitung"
    assert "Data masih dihimpun dari desa" in row


def test_each_unit_has_its_subtotal_and_the_office_its_total() -> None:
    sheet = opened(recap(cap=Decimal(100)))[RECAP_SHEET]
    unit = found(sheet, "Rata-rata capaian / jumlah anggaran Seksi Pemerintahan").row
    total = found(sheet, "RATA-RATA CAPAIAN").row
    lines = f"$A{unit - 2}:$A{unit - 1}"
    assert sheet.cell(unit, 12).value == f'=SUMIFS(L{unit - 2}:L{unit - 1},{lines},">0")'
    assert f'"<="&100)+100*COUNTIFS({lines},">0"' in str(sheet.cell(unit, 9).value)
    assert f"I{HEADER_AT + 1}:I{total - 1}" in str(sheet.cell(total, 9).value)
    assert sheet.cell(total, 11).value == "Sangat Tinggi"
    assert (sheet.cell(HEADER_AT, 15).value, sheet.cell(total, 15).value) == ("Predikat anggaran", "Tinggi")


def test_the_lines_of_a_unit_can_be_folded_away() -> None:
    sheet = opened(recap())[RECAP_SHEET]
    levels = [sheet.row_dimensions[row].outlineLevel for row in range(HEADER_AT + 1, HEADER_AT + 5)]
    assert levels == [0, 1, 1, 0]


def test_a_unit_without_budget_has_no_sum() -> None:
    bare = unit_recap("Seksi PMD", lines=(line(7, pagu=None, anggaran=None),), pagu=None, anggaran=None)
    sheet = opened(recap(units=(bare,)))[RECAP_SHEET]
    row = found(sheet, "jumlah anggaran Seksi PMD").row
    assert sheet.cell(row, 12).value is None
    assert sheet.cell(row, 13).value is None


def test_three_people_sign_under_the_table() -> None:
    sheet = opened(recap())[RECAP_SHEET]
    for text in ("Disusun oleh", "Diperiksa oleh", "Disetujui oleh", "Kasubag Keu dan Prolap", "Budi Contoh"):
        assert found(sheet, text)
    assert found(sheet, "dibuat Jumat, 8 Januari 2027")


def test_completeness_says_who_delivered_when() -> None:
    sheet = opened(recap())["Kelengkapan"]
    assert [
        "Seksi Trantibum",
        "Pejabat Seksi Trantibum",
        "Kepala Seksi Trantibum",
        "belum menyerahkan",
        "–",
        "–",
        2,
        1,
        1,
        0,
        0,
    ] in rows(sheet)
    assert found(sheet, "07-01-2027 14.05")


def test_changes_are_listed_from_the_second_round_on_figures_as_numbers() -> None:
    change = Change("Seksi PMD", 7, INDICATORS[6][1], "Realisasi", "5", "7", Decimal(5), Decimal(7))
    told = Change("Seksi PMD", 7, INDICATORS[6][1], "Tindak lanjut", "", "=Rapat")
    sheet = opened(recap(changes=(change, told)))["Perubahan"]
    assert ["Seksi PMD", 7, INDICATORS[6][1], "Realisasi", 5, 7] in rows(sheet)
    assert ["Seksi PMD", 7, INDICATORS[6][1], "Tindak lanjut", "–", "=Rapat"] in rows(sheet)
    assert found(sheet, "=Rapat").data_type == "s"
    assert "Perubahan" not in opened(recap(changes=(), round=1)).sheetnames
    assert found(opened(recap(changes=(), round=2))["Perubahan"], "Tidak ada isian yang berubah.")


def test_every_sheet_prints_on_landscape_a4_with_its_header_and_the_sample_mark() -> None:
    for sheet in opened(recap()).worksheets:
        stands = "portrait" if sheet.title == CHART_SHEET else "landscape"
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == (stands, "9")
        assert sheet.print_title_rows
        assert str(printed_above(sheet)).startswith("DATA CONTOH – ")
        assert "DATA CONTOH" in str(sheet["A1"].value)


def test_real_data_carries_no_sample_mark() -> None:
    book = opened(recap(letterhead=replace(HEAD, sample=False)))
    assert not any("DATA CONTOH" in str(value) for sheet in book.worksheets for row in rows(sheet) for value in row)
    assert printed_above(book[RECAP_SHEET]) == "KONSEP, belum diputuskan"


@pytest.mark.parametrize("text", [HOSTILE, LONG, "=1+1", "-1", "@A1", "#N/A"])
def test_typed_text_is_never_a_formula_or_an_error(text: str) -> None:
    told = line(1, indicator=text, sasaran=text, penghambat=text, reason=text, evidence=(text, text), grade=text)
    unit = unit_recap(text, lines=(told,), holder=text, status=text, grade=text)
    paper = recap(units=(unit,), changes=(Change(text, 1, text, text, text, text),), grade=text, scale_rule=text)
    for sheet in opened(paper).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "e"
                assert cell.data_type != "f" or str(cell.value).startswith(OURS)


def test_an_ampersand_in_the_period_does_not_command_the_footer() -> None:
    with ZipFile(BytesIO(recap_workbook(recap(period="Uji &D\n" + "x" * 300)))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    footer = sheet[sheet.index("<oddFooter>") : sheet.index("</oddFooter>")]
    assert "&amp;LRekapitulasi Uji &amp;&amp;D xxx" in footer
    assert len(footer) < 200


def test_long_texts_make_their_row_higher_and_leave_it_free_to_grow() -> None:
    sheet = opened(recap(units=(unit_recap("A", lines=(line(1, penghambat="kata " * 60), line(2))),)))[RECAP_SHEET]
    tall, normal = sheet.row_dimensions[HEADER_AT + 2].height, sheet.row_dimensions[HEADER_AT + 3].height
    assert tall > normal > 12


def test_a_row_is_high_enough_for_words_that_are_not_cut_in_two() -> None:
    """Two of these words do not fit into one line of their column, so that it takes four lines, not three."""
    long = line(1, sasaran="Meningkatnya penanganan pengaduan masyarakat", **dict.fromkeys(("pendorong", "penghambat",
                "tindak_lanjut", "definition"), "x"), evidence=())  # fmt: skip
    sheet = opened(recap(units=(unit_recap("A", lines=(long,)),)))[RECAP_SHEET]
    assert sheet.row_dimensions[HEADER_AT + 2].height >= 4 * LINE_HEIGHT


def test_an_office_without_units_still_gets_its_sheet() -> None:
    assert opened(recap(units=(), mean=None, pagu=None, anggaran=None))[RECAP_SHEET].max_row > HEADER_AT


def test_two_hundred_indicators_keep_exact_amounts() -> None:
    lines = tuple(replace(line(1), number=at, anggaran=Decimal("3151363319.25")) for at in range(1, 201))
    sheet = opened(recap(units=(unit_recap("A", lines=lines),)))[RECAP_SHEET]
    assert sheet.cell(HEADER_AT + 2, 13).value == 3151363319.25


# -- who decided -----------------------------------------------------------------------------------------------------


def block(book: Workbook) -> list[str]:
    """What stands where the approval is signed."""
    sheet = book[RECAP_SHEET]
    top = found(sheet, "Diperiksa oleh").row
    return [str(row[BLOCKS[-1] - 1]) for row in rows(sheet)[top - 2 : top + 9] if row[BLOCKS[-1] - 1]]


def decided_on(**changes: object) -> Workbook:
    return load_workbook(BytesIO(decided_workbook(decided(**changes))))


def test_before_the_decision_nobody_is_named_as_having_approved() -> None:
    book = opened(recap())
    assert block(book) == ["Maju, …………………………", "Disetujui oleh", "…………………………"]
    assert SEKRETARIS.name not in str(rows(book[RECAP_SHEET]))
    assert {printed_above(sheet) for sheet in book} == {"DATA CONTOH – KONSEP, belum diputuskan"}


def test_the_edition_after_the_approval_says_who_decided_as_whom_and_when() -> None:
    book = decided_on(signer=replace(CAMAT, style="Plh. Camat Maju"))
    assert block(book)[:4] == ["Maju, 11 Januari 2027", "Disetujui oleh", "Plh. Camat Maju,", CAMAT.name]
    assert block(book)[-1] == "(disetujui pada Senin, 11 Januari 2027 pukul 09.30 WIB)"
    assert found(book[RECAP_SHEET], "disetujui oleh Plh. Camat Maju pada Senin, 11 Januari 2027 pukul 09.30 WIB")
    assert {printed_above(sheet) for sheet in book} == {"DATA CONTOH"}


def test_a_returned_edition_has_no_approval() -> None:
    book = decided_on(approved=False, signer=SEKRETARIS)
    assert block(book)[1:4] == [
        "DIKEMBALIKAN untuk dilengkapi",
        "pada Senin, 11 Januari 2027 pukul 09.30 WIB",
        "oleh Plh. Sekretaris Kecamatan,",
    ]
    assert "Disetujui" not in str(rows(book[RECAP_SHEET]))
    assert {printed_above(sheet) for sheet in book} == {"DATA CONTOH – DIKEMBALIKAN"}


# -- pages -----------------------------------------------------------------------------------------------------------


def page_ends(sheet: Worksheet) -> set[int]:
    """Rows after which a page ends."""
    return {one.id for one in sheet.row_breaks.brk}


@pytest.mark.parametrize("units", range(1, 14))
def test_no_page_begins_with_a_sum_or_the_signatures_or_ends_with_the_name_of_a_unit(units: int) -> None:
    lines = tuple(line(1 + at % 8, penghambat="Cuaca buruk. " * (3 * at)) for at in range(5))
    sheet = opened(recap(units=tuple(unit_recap(f"Seksi {at}", lines=lines) for at in range(units))))[RECAP_SHEET]
    ends = page_ends(sheet)
    names = {cell.row for cell in sheet["A"] if str(cell.value).startswith("Seksi ")}
    sums = {cell.row for cell in sheet["A"] if str(cell.value).startswith("Rata-rata")}
    last = found(sheet, "RATA-RATA CAPAIAN").row
    assert not ends & names
    assert not {row + 1 for row in ends} & sums
    assert not ends & set(range(max(sums) - 1, sheet.max_row)), "the signatures stand below the last unit's sum"
    assert last > max(sums)
    assert units < 3 or ends


def test_a_text_too_long_for_its_cell_is_cut_with_a_sign_and_whole_in_a_sheet_of_its_own() -> None:
    book = opened(recap(units=(unit_recap("Seksi PMD", lines=(line(7, penghambat=LONG),)),)))
    shown = str(found(book[RECAP_SHEET], "selengkapnya").value)
    assert shown.endswith("… (selengkapnya: lembar Uraian)")
    assert LONG.startswith(shown.removesuffix("… (selengkapnya: lembar Uraian)"))
    told = [row for row in rows(book["Uraian"]) if row[0] == "Seksi PMD"]
    assert [row[3] for row in told] == ["Faktor penghambat"] * len(told)
    assert " ".join(str(row[4]) for row in told) == LONG.strip()
    heights = [one.height or 0 for sheet in book for one in sheet.row_dimensions.values()]
    assert max(heights) < TALLEST_ROW
    assert "Uraian" not in opened(recap()).sheetnames
