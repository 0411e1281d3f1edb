"""The lambang in the kop: at the left of every paper that has one, and no trace of it where the office has none."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader

from bot.documents import naskah
from bot.documents.kop import HIGHEST, WIDEST
from bot.documents.letter import letter_docx
from bot.documents.makers import MAKERS, DocumentKind
from bot.documents.naskah import NaskahReading
from bot.documents.picture import drawn
from bot.documents.report_docx import report_docx
from tests.documents import document_samples as samples
from tests.documents.lambang_samples import emblem
from tests.documents.test_documents_makers import PAPERS
from tests.documents.test_documents_pdf import pages

SHA256 = "ab" * 32
LAMBANG = drawn(emblem())
HEADED = [kind for kind in DocumentKind if hasattr(PAPERS[kind], "lambang")]
PAGES = [kind for kind in HEADED if MAKERS[kind].extension == "pdf"]
WORD = [kind for kind in HEADED if MAKERS[kind].extension == "docx"]
SHAPES = {"as a shield": (240, 300), "wide": (1600, 200), "tall": (120, 1600)}


def headed(kind: DocumentKind) -> Any:
    """The paper, asked for when the office had this lambang."""
    paper: Any = PAPERS[kind]
    return replace(paper, lambang=SHA256)


def made(kind: DocumentKind, content: bytes | None = LAMBANG) -> bytes:
    return MAKERS[kind].make((headed(kind), {SHA256: content}))


def test_all_papers_with_a_kop_are_known_here() -> None:
    assert {str(kind) for kind in HEADED} == {
        "disposisi", "tanda-terima", "dokumen-capaian", "surat-pengantar-pdf", "surat-pengantar-docx",
        "konsep-dokumen-capaian", "pelaksanaan-sop", "naskah-dokumen-capaian", "konsep-surat-pengantar",
    }  # fmt: skip


@pytest.mark.parametrize("kind", HEADED)
def test_a_paper_names_the_picture_it_needs_and_asks_for_none_without(kind: DocumentKind) -> None:
    needs = MAKERS[kind].needs
    assert needs is not None
    assert needs(headed(kind)).hashes == (SHA256,)
    assert needs(PAPERS[kind]).hashes == ()


@pytest.mark.parametrize("kind", PAGES)
def test_the_first_page_shows_the_lambang_once_and_no_other_page_does(kind: DocumentKind) -> None:
    first, *others = PdfReader(BytesIO(made(kind))).pages
    assert [image.image.size for image in first.images if image.image] == [Image.open(BytesIO(LAMBANG)).size]
    assert [image for page in others for image in page.images] == []


@pytest.mark.parametrize("kind", PAGES)
def test_the_lambang_changes_no_word_and_no_page(kind: DocumentKind) -> None:
    assert ["".join(page.split()) for page in pages(made(kind))] == [
        "".join(page.split()) for page in pages(made(kind, None))
    ]


@pytest.mark.parametrize("kind", WORD)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_word_file_holds_the_picture_in_the_room_there_is_for_it(kind: DocumentKind, shape: str) -> None:
    content = drawn(emblem(*SHAPES[shape]))
    document = Document(BytesIO(made(kind, content)))
    cell = document.tables[0].rows[0].cells[0]
    assert len(cell._tc.xpath(".//pic:pic")) == 1
    placed = document.inline_shapes[0]
    assert placed.width <= WIDEST + 1
    assert placed.height <= HIGHEST + 1
    assert placed.width == pytest.approx(WIDEST, abs=2) or placed.height == pytest.approx(HIGHEST, abs=2)
    width, height = Image.open(BytesIO(content)).size
    assert placed.width / placed.height == pytest.approx(width / height, rel=0.01)


@pytest.mark.parametrize("kind", WORD)
def test_a_word_file_holds_the_very_bytes(kind: DocumentKind) -> None:
    with ZipFile(BytesIO(made(kind))) as parts:
        pictures = [parts.read(name) for name in parts.namelist() if name.startswith("word/media/")]
    assert LAMBANG in pictures


@pytest.mark.parametrize("shape", SHAPES)
def test_a_letter_stays_on_its_page_whatever_the_shape_of_the_lambang(shape: str) -> None:
    assert len(pages(made(DocumentKind.LETTER_PDF, drawn(emblem(*SHAPES[shape]))))) == 1


@pytest.mark.parametrize("kind", HEADED)
def test_the_same_paper_with_the_same_lambang_is_the_same_to_the_byte(kind: DocumentKind) -> None:
    assert made(kind) == made(kind)


@pytest.mark.parametrize("kind", HEADED)
def test_a_picture_that_is_not_there_any_more_leaves_the_paper_as_without(kind: DocumentKind) -> None:
    assert made(kind, None) == MAKERS[kind].make((PAPERS[kind], {}))


def test_the_lines_of_a_letter_stand_beside_the_lambang_and_are_not_said_twice() -> None:
    letter = Document(BytesIO(letter_docx(samples.letter(), LAMBANG)))
    beside = letter.tables[0].rows[0].cells[1]
    assert [one.text for one in beside.paragraphs][:2] == ["PEMERINTAH KABUPATEN CONTOH", "KECAMATAN MAJU"]
    assert "KECAMATAN MAJU" not in "\n".join(one.text for one in letter.paragraphs)


def test_a_naskah_with_a_lambang_is_read_back_as_one_without() -> None:
    with_it, without = (naskah.read(report_docx(samples.report(), content)) for content in (LAMBANG, None))
    assert isinstance(with_it, NaskahReading)
    assert isinstance(without, NaskahReading)
    assert with_it.sections[1:] == without.sections[1:]
    assert with_it.sections[0].title == "", "what stands above the first heading is nobody's passage"
