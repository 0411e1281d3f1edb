"""A workbook that came back is read as what it is: a unit's form, or a Data Induk, whatever state it is in."""

from openpyxl import Workbook

from bot.documents import master_names as names
from bot.documents.form import form_workbook
from bot.documents.form_parser import FormReading
from bot.documents.limits import Reason, Unreadable
from bot.documents.master_names import is_master
from bot.documents.master_wire import MasterReading, decode, encode
from bot.documents.returned import read_workbook
from bot.workflow.master import Problem
from tests.documents.document_samples import form
from tests.master.master_samples import MASTER, changed


async def test_a_data_induk_is_read_whole_in_a_process_of_its_own() -> None:
    assert await read_workbook(changed(lambda _: None)) == MasterReading(MASTER)


async def test_its_problems_come_back_by_sheet_and_cell() -> None:
    def change(book: Workbook) -> None:
        book[names.INDICATORS_SHEET]["I2"] = "banyak"
        del book[names.HOLIDAYS_SHEET]

    found = await read_workbook(changed(change))
    assert isinstance(found, MasterReading)
    assert found.data is None
    assert [(one.sheet, one.cell) for one in found.problems] == [
        (names.INDICATORS_SHEET, "I2"),
        (names.HOLIDAYS_SHEET, ""),
    ]


async def test_a_form_is_a_form() -> None:
    assert isinstance(await read_workbook(form_workbook(form())), FormReading)


async def test_what_is_neither_stays_unreadable() -> None:
    assert await read_workbook(b"%PDF-1.7") == Unreadable(Reason.NOT_A_WORKBOOK)


def test_a_data_induk_is_known_by_three_of_its_sheets_in_any_case() -> None:
    assert is_master(["KANTOR", " peran ", "Langkah SOP"])
    assert not is_master(["Kantor", "Unit", "Formulir", "Keterangan", "kunci"])


def test_nothing_is_lost_on_the_way_out_of_the_process() -> None:
    for reading in (MasterReading(MASTER), MasterReading(None, (Problem("Unit", "A2", "Mohon diisi."),))):
        assert decode(encode(reading)) == reading
    assert decode(encode(Unreadable(Reason.CRASHED))) == Unreadable(Reason.CRASHED)
