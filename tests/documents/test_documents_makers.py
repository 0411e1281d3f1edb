"""The table of documents: every kind is made from its paper, as the file it promises, quickly."""

import time
from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.documents.makers import MAKERS, DocumentKind
from bot.documents.pdf import report
from bot.workflow.charting import chart
from bot.workflow.papers import Listing
from tests.documents import document_samples as samples
from tests.documents.test_documents_status import SHEET
from tests.master.master_samples import MASTER

PAPERS = {
    DocumentKind.DISPOSITION: samples.disposition(),
    DocumentKind.FORM: samples.form(),
    DocumentKind.FORM_SUBMITTED: samples.form(submitted_at=samples.at(6, 14)),
    DocumentKind.RECEIPTS: samples.receipts(),
    DocumentKind.RECAP: samples.recap(),
    DocumentKind.RECAP_DECIDED: samples.decided(),
    DocumentKind.REPORT: samples.report(),
    DocumentKind.LETTER_PDF: samples.letter(),
    DocumentKind.LETTER_DOCX: samples.letter(behalf_of="CAMAT MAJU"),
    DocumentKind.REPORT_CONCEPT: samples.report(),
    DocumentKind.COMPLIANCE: samples.compliance_sheet(),
    DocumentKind.REPORT_DOCX: samples.report(),
    DocumentKind.LETTER_CONCEPT: samples.letter(),
    DocumentKind.ARCHIVE: samples.pack(),
    DocumentKind.AKIP: samples.pack(),
    DocumentKind.MASTER: MASTER,
    DocumentKind.LISTING: Listing("Yang perlu diperbaiki", ("Unit A2: Mohon diisi.", "Kantor B7: Mohon diperbaiki.")),
    DocumentKind.STATUS: SHEET,
    DocumentKind.CHART: chart(samples.recap()),
}
BEGINS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n",
    "txt": b"\xef\xbb\xbfYang",
}


def test_every_kind_of_document_has_its_maker() -> None:
    assert MAKERS.keys() == set(DocumentKind)


@pytest.mark.parametrize("kind", DocumentKind)
def test_each_document_is_made_from_its_paper_as_the_file_it_promises(kind: DocumentKind) -> None:
    maker = MAKERS[kind]
    assert isinstance(PAPERS[kind], maker.paper)
    data = made(kind)
    assert data.startswith(BEGINS.get(maker.extension, b"PK"))


@pytest.mark.parametrize("kind", DocumentKind)
def test_the_same_paper_gives_the_same_bytes_whenever_it_is_made(
    kind: DocumentKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zip says when each part of it was put in, an office file besides when it was saved."""
    now = made(kind)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert made(kind) == now


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if MAKERS[kind].extension in ("xlsx", "docx", "zip")])
def test_no_office_file_says_when_it_was_saved(kind: DocumentKind) -> None:
    with ZipFile(BytesIO(made(kind))) as parts:
        assert len({part.date_time for part in parts.infolist()}) == 1
        assert all(b"dcterms:" not in parts.read(part) for part in parts.namelist() if part.endswith("core.xml"))


def made(kind: DocumentKind) -> bytes:
    """Out of its paper, and out of the contents of others where it needs them."""
    maker, paper = MAKERS[kind], PAPERS[kind]
    return maker.make(paper if maker.needs is None else (paper, samples.CONTENTS))


def test_an_office_of_forty_units_with_six_indicators_each_waits_no_more_than_seconds() -> None:
    lines = tuple(samples.line(1 + at % 8) for at in range(6))
    units = tuple(samples.unit_recap(f"Unit {at}", lines=lines) for at in range(40))
    recap = samples.recap(units=units)
    began = time.monotonic()
    MAKERS[DocumentKind.RECAP].make(recap)
    report(samples.report(recap=recap))
    assert time.monotonic() - began < 10
