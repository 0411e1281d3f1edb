"""Surat Pengantar as a Word file, read back paragraph by paragraph."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Letter
from docx.shared import Cm

from bot.documents.letter import TEMPLATE, letter_docx
from bot.documents.pdf import letter_pdf
from bot.documents.templates.make_letter_template import make
from bot.workflow.papers import CoverLetter, Signer
from tests.documents.document_samples import CAMAT, HEAD, HOSTILE, LONG, PLAIN_HEAD, letter
from tests.documents.test_documents_pdf import words as page_words


def opened(paper: CoverLetter) -> Letter:
    return Document(BytesIO(letter_docx(paper)))


def words(document: Letter) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def header(document: Letter) -> str:
    return "\n".join(paragraph.text for paragraph in document.sections[0].header.paragraphs)


def test_the_letter_says_what_goes_to_whom() -> None:
    text = words(opened(letter()))
    for part in (
        "PEMERINTAH KABUPATEN CONTOH",
        "KECAMATAN MAJU",
        "Jalan Contoh Nomor 1",
        "Maju, 12 Januari 2027",
        "Yth. Bupati Contoh\nmelalui Sekretaris Daerah\ndi CONTOH",
        "SURAT PENGANTAR",
        "Nomor : 000.8.6.3/17/402.999/2027",
        "1 (satu) berkas",
        "Disampaikan dengan hormat sebagai laporan",
        "Diterima tanggal",
        "CAMAT MAJU,",
        "Eko Contoh, S.Sos.",
        "NIP. 19700101 199501 1 001",
    ):
        assert part in text


def test_a_letter_signed_on_behalf_names_the_jabatan_and_then_who_signs() -> None:
    sekretaris = replace(CAMAT, style="Sekretaris", name="Dewi Contoh")
    signed = letter(signer=sekretaris, behalf_of="CAMAT MAJU")
    lines = "a.n. CAMAT MAJU\nSekretaris,\n\n\n\n\n\nDewi Contoh"
    assert lines in words(opened(signed))
    assert "a.n. CAMAT MAJU Sekretaris, Dewi Contoh" in " ".join(page_words(letter_pdf(signed)).split())
    assert "a.n." not in words(opened(letter()))


@pytest.mark.parametrize("behalf", ["", "CAMAT MAJU"])
def test_nothing_of_the_template_is_left_over(behalf: str) -> None:
    with ZipFile(BytesIO(letter_docx(letter(behalf_of=behalf)))) as parts:
        assert not any(b"{{" in parts.read(name) or b"{%" in parts.read(name) for name in parts.namelist())


def test_the_table_has_the_widths_of_the_model() -> None:
    table = opened(letter()).tables[1]
    assert [cell.text for cell in table.rows[0].cells] == ["No", "Jenis yang dikirim", "Banyaknya", "Keterangan"]
    widths = [cell.width or Cm(0) for cell in table.rows[0].cells]
    assert [round(100 * width / sum(widths)) for width in widths] == [7, 48, 15, 30]


def test_a_concept_and_sample_data_say_so_above_the_page() -> None:
    assert "KONSEP" in header(opened(letter())).replace(" ", "")
    assert "DATA CONTOH" in header(opened(letter()))
    final = opened(letter(concept=False, letterhead=replace(HEAD, sample=False)))
    assert header(final).strip() == ""


def test_lines_the_office_has_not_given_are_left_out() -> None:
    text = words(opened(letter(letterhead=PLAIN_HEAD, signer=Signer("CAMAT MAJU", "Eko Contoh"), number="")))
    assert "NIP. " not in text
    assert "Jalan" not in text
    assert "Nomor : …" in text
    undated = words(Document(BytesIO(letter_docx(letter(number="", dated=None)))))
    assert "Maju, …" in undated
    assert "\n12 Januari 2027" in text


@pytest.mark.parametrize("text", [HOSTILE, LONG, "<w:p/>&amp;", "{{ item }}", "a\nb\tc", "x" * 4000])
def test_whatever_people_type_is_only_text(text: str) -> None:
    shown = text.replace("\x07", "").replace("\x00", "")
    document = opened(letter(item=text, remark=text, number=text, signer=replace(CAMAT, name=text)))
    cells = document.tables[1].rows[1].cells
    assert cells[1].text == cells[3].text == shown


def test_the_template_is_the_one_its_script_makes() -> None:
    made, kept = make(), Document(str(TEMPLATE))
    assert words(made) == words(kept)
    assert header(made) == header(kept)
