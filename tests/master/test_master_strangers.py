"""Files that are no master data: one problem each, and no exception."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.documents import master
from bot.documents.form import form_workbook
from bot.documents.limits import ENCRYPTED, MAX_BYTES, OLE, ZIP
from bot.documents.master import master_workbook, parse_master
from bot.documents.master_names import PERSONS_SHEET
from bot.workflow.master import MasterData, Problem
from tests.documents.document_samples import form
from tests.master.master_samples import MASTER, changed, refused

WORKBOOK = master_workbook(MASTER)


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * (60 * 1024 * 1024))
    return out.getvalue()


def far_away(book: Workbook) -> None:
    book[PERSONS_SHEET]["XFD1048576"] = "x"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "bukan buku kerja"),
        (b"%PDF-1.7", "bukan buku kerja"),
        (ZIP + b"nothing", "bukan buku kerja"),
        (WORKBOOK[:5000], "bukan buku kerja"),
        (OLE + b"\0" * 600, "bukan buku kerja"),
        (OLE + ENCRYPTED, "kata sandi"),
        (ZIP + b"\0" * MAX_BYTES, "5 MB"),
        (bomb(), "dengan aman"),
        (changed(far_away), "terlalu banyak sel"),
    ],
    ids=["empty", "pdf", "zip", "cut", "ole", "locked", "big", "bomb", "far"],
)
def test_a_file_that_is_no_workbook_is_one_problem(data: bytes, words: str) -> None:
    found = parse_master(data)
    assert refused(found) == [("", "")]
    assert isinstance(found, tuple)
    assert words in found[0].words


def test_another_workbook_lacks_every_sheet() -> None:
    assert len(refused(parse_master(form_workbook(form())))) == 8


def test_a_panic_of_the_parser_is_a_problem_and_an_interruption_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def fails(error: type[BaseException]) -> None:
        def open_grids(_data: bytes, _problems: object) -> None:
            raise error

        monkeypatch.setattr(master, "open_grids", open_grids)

    fails(PanicException)
    assert refused(parse_master(WORKBOOK)) == [("", "")]
    fails(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        parse_master(WORKBOOK)


def is_an_answer(found: object) -> bool:
    """The master data, or at least one problem, each in words."""
    if isinstance(found, MasterData):
        return True
    return isinstance(found, tuple) and found != () and all(isinstance(one, Problem) and one.words for one in found)


@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_workbook_is_read_or_refused_but_never_raises(at: int, noise: bytes) -> None:
    assert is_an_answer(parse_master(WORKBOOK[:at] + noise + WORKBOOK[at + len(noise) :]))


@given(st.text(max_size=60))
@settings(max_examples=25, deadline=None)
def test_whatever_is_typed_into_a_cell_is_read_or_refused(text: str) -> None:
    def change(book: Workbook) -> None:
        for sheet in book.worksheets[1:]:
            for column in range(1, 6):
                cell = sheet.cell(2, column)
                cell.value = "".join(one for one in text if one.isprintable())
                cell.data_type = "s"

    assert is_an_answer(parse_master(changed(change)))
