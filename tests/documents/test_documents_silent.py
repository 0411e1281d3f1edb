"""What calamine says nothing of: an error in a cell, and a formula that nobody has computed."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from bot.documents.child import read
from bot.documents.form import FIRST, FORM_SHEET, HEADER_AT, form_workbook
from bot.documents.form_parser import CellReading, FormReading
from bot.documents.form_wire import decode, encode
from bot.documents.silent_cells import Fault, Silent, silent_cells
from bot.workflow.forms import Field
from tests.documents.document_samples import form

REALISASI, MONEY = "Realisasi", "Realisasi anggaran (Rp)"


def typed(cells: dict[tuple[str, int], str | int], *, error: tuple[str, int] | None = None) -> bytes:
    """The form with this in its cells, by header and line; a formula gets no value from who writes it here."""
    book = load_workbook(BytesIO(form_workbook(form())))
    sheet = book[FORM_SHEET]
    letters = {cell.value: get_column_letter(at) for at, cell in enumerate(sheet[HEADER_AT], 1)}
    for (header, line), value in cells.items():
        sheet[f"{letters[header]}{FIRST + line}"] = value
        if (header, line) == error:
            sheet[f"{letters[header]}{FIRST + line}"].data_type = "e"
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def cell(data: bytes, line: int, field: Field) -> CellReading:
    """As it leaves the child process."""
    reading = decode(encode(read(data)))
    assert isinstance(reading, FormReading)
    return next(one for one in reading.rows[line].cells if one.field is field)


def test_an_error_in_a_cell_is_no_blank() -> None:
    data = typed({(REALISASI, 0): "#REF!", (REALISASI, 1): 7}, error=(REALISASI, 0))
    found = cell(data, 0, Field.REALISASI)
    assert (found.value, found.fault) == ("#REF!", Fault.ERROR)
    assert cell(data, 1, Field.REALISASI).fault is None


@pytest.mark.parametrize("formula", ["=1/0", "=SUM(A1:A3)", '="a"&"b"', "=A1<>B1"])
def test_a_formula_that_nobody_computed_is_no_blank(formula: str) -> None:
    found = cell(typed({(MONEY, 0): formula}), 0, Field.ANGGARAN)
    assert (found.value, found.fault) == (formula, Fault.NOT_COMPUTED)


def test_cells_that_are_empty_or_have_a_value_are_as_they_were() -> None:
    reading = decode(encode(read(form_workbook(form()))))
    assert isinstance(reading, FormReading)
    assert not [one for row in reading.rows for one in row.cells if one.fault]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_libreoffice_has_computed_is_told_from_what_is_wrong(ending: str) -> None:
    """Made by tests/documents/golden/make.py."""
    data = (Path(__file__).parent / "golden" / "silent" / f"libreoffice.{ending}").read_bytes()
    seen = [cell(data, 0, field) for field in (Field.REALISASI, Field.ANGGARAN, Field.PENGHAMBAT)]
    assert [(one.value, one.fault) for one in seen] == [
        ("#DIV/0!", Fault.ERROR),
        ("#N/A", Fault.ERROR),
        (None, None),
    ]
    assert cell(data, 1, Field.REALISASI).value == 42


def test_an_ods_formula_without_a_result_is_found_where_it_stands() -> None:
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body>'
        '<table:table table:name="Lain"><table:table-row><table:table-cell table:formula="of:=9"/></table:table-row>'
        '</table:table><table:table table:name="Formulir">'
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="9"/>'
        "</table:table-row>\n"
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/> '
        '<table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell table:formula="of:=1"><text:p/></table:table-cell></table:table-row>'
        "</table:table></office:body></office:document-content>"
    )
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as parts:
        parts.writestr("content.xml", content)
    wanted = {"A1", "C4", "D4"}
    assert silent_cells(data.getvalue(), "Formulir", wanted) == {"C4": Silent(Fault.NOT_COMPUTED, "=1+1")}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 rusak", b"\xd0\xcf\x11\xe0"])
def test_a_file_that_is_no_zip_says_nothing(content: bytes) -> None:
    assert silent_cells(content, "Formulir", {"A1"}) == {}


def test_names_with_a_prefix_and_shared_formulas_are_known() -> None:
    out = BytesIO()
    Workbook().save(out)
    rows = '<x:row r="1"><x:c r="A1"><x:f t="shared" si="0"/><x:v></x:v></x:c>'
    rows += '<x:c t="e" r="B1"><x:v>#N/A</x:v></x:c></x:row>'
    changed = BytesIO()
    with zipfile.ZipFile(out) as parts, zipfile.ZipFile(changed, "w") as copy:
        for name in parts.namelist():
            copy.writestr(name, rows if name.endswith("sheet1.xml") else parts.read(name))
    found = silent_cells(changed.getvalue(), "Sheet", {"A1", "B1"})
    assert {address: one.fault for address, one in found.items()} == {"A1": Fault.NOT_COMPUTED, "B1": Fault.ERROR}
