"""A form that comes back from a person: filled, sorted, moved about, copied, damaged."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.form import FIRST, FORM_SHEET, HEADER_AT, form_workbook
from bot.documents.form_parser import ExtraRow, FormReading, FormTitle, NoFormError, RowReading, parse_form
from bot.documents.form_wire import decode, encode
from bot.workflow.forms import Field
from tests.documents.document_samples import HOSTILE, INDICATORS, LONG, REASONS, form

KEY = form().key


@dataclass
class Desk:
    """The form on somebody's screen."""

    book: Workbook
    sheet: Worksheet

    def column(self, header: str) -> str:
        return next(cell.column_letter for cell in self.sheet[HEADER_AT] if cell.value == header)

    def write(self, header: str, row: int, value: str | float | date | None) -> None:
        self.sheet[f"{self.column(header)}{row}"] = value

    def delete(self, header: str) -> None:
        self.sheet.delete_cols(column_index_from_string(self.column(header)))

    def edited(self, old: str, new: str) -> FormReading:
        """As sent by a program that wrote something else into its file."""
        data, out = BytesIO(), BytesIO()
        self.book.save(data)
        with zipfile.ZipFile(data) as parts, zipfile.ZipFile(out, "w") as changed:
            for name in parts.namelist():
                changed.writestr(name, parts.read(name).replace(old.encode(), new.encode()))
        return parse_form(out.getvalue())

    def send(self) -> FormReading:
        data = BytesIO()
        self.book.save(data)
        return parse_form(data.getvalue())


@pytest.fixture
def desk() -> Desk:
    book = load_workbook(BytesIO(form_workbook(form())))
    return Desk(book, book[FORM_SHEET])


def row_of(reading: FormReading, number: int) -> RowReading:
    return next(row for row in reading.rows if row.number == number)


def test_an_untouched_form_comes_back_as_it_went_out() -> None:
    reading = parse_form(form_workbook(form()))
    assert reading.key == KEY
    assert [(row.entry_id, row.number) for row in reading.rows] == [(100 + at, at) for at in range(1, 9)]
    first, sixth = reading.rows[0], reading.rows[5]
    assert first.value(Field.REALISASI) == Decimal("86.4")
    assert first.value(Field.ANGGARAN) == Decimal(150_000_000)
    assert first.value(Field.PENGHAMBAT) == "Cuaca buruk\nJalan rusak"
    assert first.value(Field.REASON) is None
    assert sixth.value(Field.REALISASI) is None
    assert sixth.value(Field.REASON) == REASONS[0]


def test_what_is_typed_is_read_with_its_address(desk: Desk) -> None:
    desk.write("Realisasi", FIRST, 0)
    desk.write("Realisasi anggaran (Rp)", FIRST, 1_500_000)
    desk.write("Tindak lanjut", FIRST, "Koordinasi dengan desa")
    desk.write("Alasan data belum tersedia", FIRST, REASONS[1])
    row = desk.send().rows[0]
    assert row.value(Field.REALISASI) == Decimal(0)
    assert row.value(Field.ANGGARAN) == Decimal(1_500_000)
    assert row.value(Field.TINDAK_LANJUT) == "Koordinasi dengan desa"
    assert row.value(Field.REASON) == REASONS[1]
    assert {cell.field: cell.address for cell in row.cells}[Field.REALISASI] == f"{desk.column('Realisasi')}{FIRST}"
    assert row.row == FIRST


@pytest.mark.parametrize("text", ["1.234,56", "98,5%", "Rp1.500.000", "1,5 juta", "belum ada", "0,00", "-"])
def test_a_number_written_as_text_stays_the_text_that_was_typed(desk: Desk, text: str) -> None:
    desk.write("Realisasi", FIRST, text)
    assert desk.send().rows[0].value(Field.REALISASI) == text


def test_a_computed_figure_is_read_as_the_spreadsheet_shows_it(desk: Desk) -> None:
    desk.write("Realisasi", FIRST, 0.1 + 0.2)
    assert desk.send().rows[0].value(Field.REALISASI) == Decimal("0.3")


def test_a_figure_beyond_all_figures_is_text(desk: Desk) -> None:
    desk.write("Realisasi", FIRST, 12345.0)
    endless = desk.edited("12345", "1e999")
    assert endless.rows[0].value(Field.REALISASI) == "inf"


@pytest.mark.parametrize("number", [0.1, 97.2249, 1e-7, 123456789.12, 1e15, -3])
def test_a_number_is_read_exactly_as_it_was_written(desk: Desk, number: float) -> None:
    desk.write("Realisasi", FIRST, number)
    assert desk.send().rows[0].value(Field.REALISASI) == Decimal(str(number))


def test_a_date_or_a_truth_where_a_number_belongs_comes_back_as_text(desk: Desk) -> None:
    desk.write("Realisasi", FIRST, date(2027, 2, 1))
    desk.write("Realisasi", FIRST + 1, True)
    reading = desk.send()
    assert reading.rows[0].value(Field.REALISASI) == "2027-02-01"
    assert reading.rows[1].value(Field.REALISASI) == "TRUE"


@pytest.mark.parametrize("text", [LONG, HOSTILE.replace("\x07", "").replace("\x00", ""), "a\nb\n\nc"])
def test_long_and_hostile_text_comes_back_whole(desk: Desk, text: str) -> None:
    desk.write("Faktor penghambat", FIRST, text)
    desk.sheet[f"{desk.column('Faktor penghambat')}{FIRST}"].data_type = "s"
    assert desk.send().rows[0].value(Field.PENGHAMBAT) == text.strip()


def test_sorted_rows_keep_their_keys(desk: Desk) -> None:
    rows = [[cell.value for cell in row] for row in desk.sheet.iter_rows(min_row=FIRST)]
    for at, values in enumerate(reversed(rows), FIRST):
        for column, value in enumerate(values, 1):
            desk.sheet.cell(at, column).value = value
    reading = desk.send()
    assert [row.entry_id for row in reading.rows] == [108, 107, 106, 105, 104, 103, 102, 101]
    assert row_of(reading, 1).value(Field.REALISASI) == Decimal("86.4")


def test_moved_and_added_columns_are_found_by_their_header(desk: Desk) -> None:
    desk.sheet.insert_cols(1, 3)
    desk.sheet.cell(HEADER_AT, 2).value = "Catatan saya"
    moved = desk.column("Realisasi")
    first = desk.send().rows[0]
    assert first.entry_id == 101
    assert first.value(Field.REALISASI) == Decimal("86.4")
    assert {cell.field: cell.address for cell in first.cells}[Field.REALISASI] == f"{moved}{FIRST}"


def test_rows_added_above_between_and_below_are_passed_over(desk: Desk) -> None:
    desk.sheet.insert_rows(FIRST + 2, 2)
    desk.sheet.insert_rows(1, 4)
    desk.sheet[f"B{FIRST + 30}"] = "Jumlah"
    desk.sheet[f"F{FIRST + 30}"] = 999
    assert [row.entry_id for row in desk.send().rows] == [101, 102, 103, 104, 105, 106, 107, 108]


def test_a_row_of_nobody_with_a_figure_is_kept_apart_and_told(desk: Desk) -> None:
    last = FIRST + 20
    desk.sheet[f"B{last}"] = "Jumlah"
    desk.write("Realisasi", last, 99.5)
    desk.write("Realisasi anggaran (Rp)", last + 1, "Rp5.000")
    desk.write("Realisasi", last + 2, "catatan saja")
    reading = desk.send()
    assert len(reading.rows) == 8
    assert reading.extra == (
        ExtraRow(last, "Jumlah", "99,5", f"{desk.column('Realisasi')}{last}"),
        ExtraRow(last + 1, "", "Rp5.000", f"{desk.column('Realisasi anggaran (Rp)')}{last + 1}"),
    )
    assert decode(encode(reading)) == reading


def test_a_deleted_column_is_absent_rather_than_empty(desk: Desk) -> None:
    desk.delete("Faktor pendorong")
    fields = {cell.field for cell in desk.send().rows[0].cells}
    assert Field.PENDORONG not in fields
    assert Field.PENGHAMBAT in fields


def test_a_header_written_a_little_differently_is_still_known(desk: Desk) -> None:
    money = desk.column("Realisasi anggaran (Rp)")
    desk.sheet[f"{desk.column('Realisasi')}{HEADER_AT}"] = "  REALISASI "
    desk.sheet[f"{money}{HEADER_AT}"] = "Realisasi\nanggaran  (rp)"
    first = desk.send().rows[0]
    assert first.value(Field.REALISASI) == Decimal("86.4")
    assert first.value(Field.ANGGARAN) == Decimal(150_000_000)


def test_other_sheets_before_the_form_do_not_matter(desk: Desk) -> None:
    desk.book.create_sheet("Hitungan", 0)["A1"] = "Indikator"
    assert desk.send().rows[0].entry_id == 101


def test_of_a_copy_without_keys_and_the_form_the_form_is_read(desk: Desk) -> None:
    copy = desk.book.create_sheet("Salinan", 0)
    copy.append(["No", "Indikator", "Realisasi"])
    copy.append([1, "Indeks", 1])
    assert desk.send().rows[0].value(Field.REALISASI) == Decimal("86.4")


def test_without_the_key_sheet_the_form_is_read_and_the_key_is_missing(desk: Desk) -> None:
    del desk.book["kunci"]
    reading = desk.send()
    assert reading.key is None
    assert len(reading.rows) == 8


def test_without_row_keys_number_and_indicator_say_which_row_it_is(desk: Desk) -> None:
    desk.delete("Kunci baris")
    first = desk.send().rows[0]
    assert (first.entry_id, first.number) == (None, 1)
    assert first.indicator == "Indeks Kepuasan Masyarakat (IKM) Kecamatan"


def test_without_row_keys_and_numbers_the_indicator_says_it_alone(desk: Desk) -> None:
    desk.delete("Kunci baris")
    desk.delete("No")
    assert [row.indicator for row in desk.send().rows][:2] == [INDICATORS[0][1], INDICATORS[1][1]]


def test_the_title_says_whose_form_it_is(desk: Desk) -> None:
    desk.sheet.insert_cols(1, 2)
    desk.sheet["B5"] = "Unit: tulisan saya sendiri"
    assert desk.send().title == FormTitle(
        "KECAMATAN MAJU – PEMERINTAH KABUPATEN CONTOH", "Seksi Pemerintahan", "Triwulan IV Tahun 2026"
    )
    desk.sheet.delete_rows(1, HEADER_AT - 1)
    assert desk.send().title == FormTitle()


def test_the_key_is_found_on_whatever_sheet_it_is(desk: Desk) -> None:
    desk.book["kunci"].title = "Sheet3"
    assert desk.send().key == KEY


@pytest.mark.parametrize(
    ("written", "read"), [("101", 101), (101.0, 101), ("101.0", 101), ("seratus", None), (-1, None)]
)
def test_a_key_that_a_program_turned_into_text_is_still_one(desk: Desk, written: str | float, read: int | None) -> None:
    desk.write("Kunci baris", FIRST, written)
    assert desk.send().rows[0].entry_id == read


def test_a_row_copied_by_hand_is_reported_twice(desk: Desk) -> None:
    for column in range(1, 18):
        desk.sheet.cell(FIRST + 8, column).value = desk.sheet.cell(FIRST, column).value
    assert [row.entry_id for row in desk.send().rows].count(101) == 2


def test_an_error_in_a_cell_is_not_taken_for_a_number(desk: Desk) -> None:
    desk.write("Realisasi", FIRST, "#DIV/0!")
    assert not isinstance(desk.send().rows[0].value(Field.REALISASI), Decimal)


@pytest.mark.parametrize(
    "fill",
    [
        lambda _: None,
        lambda sheet: sheet.append(["Nama", "Alamat"]),
        lambda sheet: sheet.append(["Indikator", "Target"]),
    ],
)
def test_a_workbook_that_is_no_form_says_so(fill: Callable[[Worksheet], None]) -> None:
    book = Workbook()
    fill(book.worksheets[0])
    data = BytesIO()
    book.save(data)
    with pytest.raises(NoFormError):
        parse_form(data.getvalue())


def test_a_form_with_nothing_but_its_header_has_no_rows(desk: Desk) -> None:
    desk.sheet.delete_rows(FIRST, 8)
    assert desk.send().rows == ()
