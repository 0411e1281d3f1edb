"""No paper pretends to be signed: nothing is drawn where a hand or a certificate belongs, and a concept says so."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PageObject, PdfReader

from bot.documents import pdf
from bot.documents.makers import MAKERS, DocumentKind
from bot.workflow.papers import CoverLetter
from tests.documents.document_samples import LONG, letter, report
from tests.documents.test_documents_makers import made
from tests.documents.test_documents_pdf import pages

PAGES = [kind for kind in DocumentKind if MAKERS[kind].extension == "pdf"]
OFFICE = [kind for kind in DocumentKind if MAKERS[kind].extension in ("xlsx", "docx")]
CHART = {DocumentKind.REPORT_DOCX: 1}
"""Pictures that are none of a signature: the chart of the units."""
PRETENCE = re.compile(r"secara elektronik|sertifikat elektronik|BSrE|BSSN|\bTTE\b|\bttd\b|/s/|QR", re.IGNORECASE)


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_holds_a_picture_a_form_field_or_words_of_an_electronic_signature(kind: DocumentKind) -> None:
    reader = PdfReader(BytesIO(made(kind)))
    assert [image.name for page in reader.pages for image in page.images] == []
    assert not reader.get_fields()
    assert not PRETENCE.search("\n".join(page.extract_text() for page in reader.pages))


@pytest.mark.parametrize("kind", OFFICE)
def test_no_office_file_holds_a_picture_but_its_chart(kind: DocumentKind) -> None:
    with ZipFile(BytesIO(made(kind))) as parts:
        names = parts.namelist()
        texts = [
            parts.read(name).decode() for name in names if re.search(r"(document|sheet\d+|sharedStrings)\.xml$", name)
        ]
    assert len([name for name in names if "/media/" in name]) == CHART.get(kind, 0)
    assert not [name for name in names if "signature" in name.lower()]
    assert not PRETENCE.search(re.sub(r"<[^>]+>", " ", "\n".join(texts)))


@pytest.mark.parametrize(
    "paper", [letter(), letter(item=LONG, remark=LONG), letter(number="")], ids=["short", "of several pages", "bare"]
)
def test_every_page_of_a_letter_says_konsep_until_it_is_none(paper: CoverLetter) -> None:
    assert all("KONSEP" in page for page in pages(pdf.letter_pdf(paper)))
    final = letter(item=paper.item, remark=paper.remark, concept=False)
    assert all("KONSEP" not in page for page in pages(pdf.letter_pdf(final)))


def test_konsep_stands_across_each_page_of_the_dokumen_once() -> None:
    """Turned, on those that lie, too."""
    reader = PdfReader(BytesIO(pdf.report(report())))
    assert [_turned(page) for page in reader.pages] == [[True]] * len(reader.pages)


def _turned(page: PageObject) -> list[bool]:
    """Of every KONSEP on the page, whether it stands aslant."""
    found: list[bool] = []

    def look(text: str, cm: Sequence[float], tm: Sequence[float], *_: Any) -> None:
        if "KONSEP" in text:
            along, up = (cm[at] * tm[0] + cm[at + 2] * tm[1] for at in (0, 1))
            found.append(abs(along) > 0.1 and abs(up) > 0.1)

    page.extract_text(visitor_text=look)
    return found
