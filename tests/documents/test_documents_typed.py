"""Whatever people type stands in every document as they typed it, and is never anything but words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import example, given, settings
from openpyxl import load_workbook
from openpyxl.cell import Cell
from pypdf import PdfReader

from bot.documents import pdf
from bot.documents import recap as recap_table
from bot.documents.makers import MAKERS, DocumentKind
from bot.documents.report_docx import report_docx
from bot.documents.words import breakable, cell_text, clean
from bot.workflow.charting import chart
from bot.workflow.reports import Passage
from tests.documents import document_samples as samples
from tests.documents.test_documents_makers import PAPERS
from tests.documents.test_documents_status import size
from tests.documents.typed_words import HARMFUL, LONGEST, MARKUP, filled, seen, tokens, typed, with_words

MOST_IN_A_CELL = 32_767
"""Units of UTF-16."""


def made(kind: DocumentKind, words: str) -> bytes:
    """No text is cut here as a recap does it, where a cell has no room for the whole."""
    maker, paper = MAKERS[kind], filled(PAPERS[kind], words)
    with patch.object(recap_table, "MOST_LINES", 10**9):
        return maker.make(paper if maker.needs is None else (paper, samples.CONTENTS))


# -- read again, the words of a document one after the other ---------------------------------------------------------


def workbook(data: bytes) -> str:
    cells = [cell for sheet in load_workbook(BytesIO(data)) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "e"]
    assert not [cell for cell in cells if cell.data_type == "f" and "kata" in str(cell.value)]
    texts = [_as_excel_reads(str(cell.value)) for cell in cells if isinstance(cell, Cell) and cell.data_type == "s"]
    assert all(len(text.encode("utf-16-le")) <= 2 * MOST_IN_A_CELL for text in texts)
    return "\n".join(texts)


def _as_excel_reads(text: str) -> str:
    """openpyxl leaves the format's own escapes as they are."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def word_file(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def zip_file(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as parts:
        assert parts.testzip() is None
        return "\n".join(workbook(parts.read(name)) for name in parts.namelist() if name.endswith(".xlsx"))


def pages(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


TO_EDIT: Mapping[str, Callable[[bytes], str]] = {"xlsx": workbook, "docx": word_file, "zip": zip_file}
TO_READ: Mapping[str, Callable[[bytes], str]] = {"pdf": pages, "txt": lambda data: data.decode("utf-8-sig")}
READERS: Mapping[str, Callable[[bytes], str]] = {**TO_EDIT, **TO_READ}
PICTURES = (DocumentKind.STATUS, DocumentKind.CHART)


def of(readers: Mapping[str, object]) -> list[DocumentKind]:
    """A kind for each maker: several kinds may be made alike."""
    return list({maker.make: kind for kind, maker in MAKERS.items() if maker.extension in readers}.values())


def read(kind: DocumentKind, words: str) -> str:
    return READERS[MAKERS[kind].extension](made(kind, words))


@cache
def of_marks(kind: DocumentKind) -> str:
    return read(kind, "")


# -- what holds ------------------------------------------------------------------------------------------------------


def test_every_maker_is_tried_here() -> None:
    assert {MAKERS[kind].make for kind in (*of(TO_EDIT), *of(TO_READ), *PICTURES)} == {
        one.make for one in MAKERS.values()
    }


def same_as_typed(kind: DocumentKind, words: str) -> None:
    """The document is the one of other words, with these in their place: none is lost, cut, changed or executed."""
    assert read(kind, words) == with_words(of_marks(kind), words)


@pytest.mark.parametrize("kind", of(TO_EDIT))
@given(words=typed(400))
@example(words=HARMFUL)
@settings(max_examples=3, deadline=None)
def test_a_document_to_edit_holds_what_was_typed(kind: DocumentKind, words: str) -> None:
    same_as_typed(kind, words)


@pytest.mark.long
@pytest.mark.parametrize("kind", of(TO_EDIT))
@given(words=typed(LONGEST))
@settings(max_examples=40, deadline=None)
def test_a_document_to_edit_holds_whatever_was_typed_at_whatever_length(kind: DocumentKind, words: str) -> None:
    same_as_typed(kind, words)


def shown_as_typed(kind: DocumentKind, words: str) -> None:
    data = made(kind, words)
    read_ = TO_READ[MAKERS[kind].extension](data).replace("\u200d", "")  # where a line may break, which nobody sees
    shown = "".join(read_.split())
    parted = data.count(b"/Type /Page") + data.count(b"/Type/Page")  # a word that breaks may break over a page's end
    assert [word for word in tokens(words) if shown.count(word) < of_marks(kind).count("kata") - parted] == []


@pytest.mark.parametrize("kind", of(TO_READ))
@given(words=typed(60))
@example(words=" ".join(MARKUP))
@settings(max_examples=1, deadline=None)
def test_a_document_to_read_shows_the_words_that_were_typed(kind: DocumentKind, words: str) -> None:
    shown_as_typed(kind, words)


@pytest.mark.long
@pytest.mark.parametrize("kind", of(TO_READ))
@given(words=typed(400))
@example(words=HARMFUL)
@settings(max_examples=15, deadline=None)
def test_a_document_to_read_shows_whatever_was_typed(kind: DocumentKind, words: str) -> None:
    shown_as_typed(kind, words)


@pytest.mark.parametrize(
    "words", [HARMFUL, "kata " * 800, "\n" * LONGEST, "x" * LONGEST, "\N{GRINNING FACE}" * LONGEST]
)
@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_stays_one_that_a_channel_takes(kind: DocumentKind, words: str) -> None:
    """The Bot API takes photos whose sides together have at most 10,000 pixels, and no side 20 times the other."""
    width, height = size(made(kind, words))
    assert width + height <= 10_000
    assert height <= 20 * width


def test_a_picture_of_twenty_units_with_long_names_stays_one_too() -> None:
    recap = samples.recap(units=tuple(samples.unit_recap(f"Unit {at} " * 400) for at in range(30)))
    width, height = size(MAKERS[DocumentKind.CHART].make(chart(recap)))
    assert width + height <= 10_000


# -- 4,000 characters on a page --------------------------------------------------------------------------------------

TOLD = "Kendala cuaca dan jalan rusak. " * 129
LINES = "baris\n" * 660


def outside(data: bytes) -> list[str]:
    """What stands beyond the edges of its page."""
    found: list[str] = []
    for page in PdfReader(BytesIO(data)).pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)

        def look(text: str, cm: Any, tm: Any, *_: Any, width: float = width, height: float = height) -> None:
            x, y = (tm[4] * cm[at] + tm[5] * cm[at + 2] + cm[at + 4] for at in (0, 1))
            if text.strip() and not (0 <= x <= width and 0 <= y <= height):
                found.append(text)

        page.extract_text(visitor_text=look)
    return found


def of_line(**changes: object) -> bytes:
    unit = samples.unit_recap("Camat (IKU)", lines=(samples.line(1), samples.line(2, **changes)))
    return pdf.report(samples.report(recap=samples.recap(units=(unit,)), concept=False))


def passage(key: str, words: str) -> bytes:
    return pdf.report(samples.report(narrative=(Passage(key, "Judul", words),), concept=False))


SIGNER = replace(samples.CAMAT, name=TOLD)
LONG: Mapping[str, Callable[[], bytes]] = {
    "disposition": lambda: made(DocumentKind.DISPOSITION, TOLD),
    "receipts": lambda: pdf.receipts(samples.receipts(item=TOLD, giver=SIGNER)),
    "letter": lambda: pdf.letter_pdf(samples.letter(item=TOLD, remark=LINES)),
    "note": lambda: pdf.disposition(samples.disposition(note=LINES)),
    "signer": lambda: pdf.letter_pdf(samples.letter(signer=SIGNER)),
    "preface": lambda: passage("pengantar", TOLD),
    "closing": lambda: passage("penutup", TOLD * 5),
    "closing in lines": lambda: passage("penutup", LINES),
    "factor": lambda: of_line(penghambat=TOLD),
    "factor in lines": lambda: of_line(penghambat="a\n" * 440),
    "indicator": lambda: of_line(indicator=TOLD),
    "reason": lambda: of_line(reason=TOLD),
    "unit": lambda: pdf.report(samples.report(recap=samples.recap(units=(samples.unit_recap(TOLD),)), concept=False)),
}


@pytest.mark.parametrize("place", LONG)
def test_four_thousand_characters_stay_on_their_pages(place: str) -> None:
    assert outside(LONG[place]()) == []


def test_a_chart_of_many_units_is_no_higher_than_the_page_of_the_word_file() -> None:
    units = tuple(samples.unit_recap(f"Unit {at} dengan nama yang panjang sekali", lines=()) for at in range(45))
    data = report_docx(samples.report(recap=samples.recap(units=units)))
    shape = Document(BytesIO(data)).inline_shapes[0]
    assert shape.height.cm <= 23.01
    assert shape.width.cm <= 16


# -- what is taken away, and what is put in --------------------------------------------------------------------------


@given(words=typed())
def test_nothing_that_can_be_seen_is_taken_away(words: str) -> None:
    assert seen(clean(words)) == seen(words)


@pytest.mark.parametrize("one", ["a", "\N{GRINNING FACE}", "_x0041_", "\ta"])
def test_no_cell_holds_more_than_excel_opens(one: str) -> None:
    held = _as_excel_reads(cell_text(one * 40_000, MOST_IN_A_CELL))
    assert MOST_IN_A_CELL - 1 <= len(held.encode("utf-16-le")) // 2 <= MOST_IN_A_CELL
    assert (one * 40_000).startswith(held)


LETTERS = {
    "accented": "e\u0301",
    "family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "skin tone": "\U0001f44d\U0001f3fd",
    "flag": "\U0001f1ee\U0001f1e9",
    "conjunct": "\u0915\u094d\u200d\u0937",
}


@pytest.mark.parametrize("one", LETTERS.values(), ids=LETTERS)
def test_a_long_word_breaks_between_what_a_reader_takes_for_letters(one: str) -> None:
    parts = breakable(one * 40).split("\u200b")
    assert len(parts) > 2
    assert [part for part in parts if part != one * (len(part) // len(one))] == []
