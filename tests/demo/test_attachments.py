"""The files that the people of the play send are files that a reader opens."""

from io import BytesIO

from pypdf import PdfReader

from demo.attachments import attachment


def test_an_attachment_is_a_page_that_says_what_it_stands_for() -> None:
    (page,) = PdfReader(BytesIO(attachment("laporan-patroli.pdf")), strict=True).pages
    assert page.extract_text().split("\n") == ["Laporan patroli", "DATA CONTOH"]
