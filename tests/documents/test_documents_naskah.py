"""The Dokumen as a Word file: read back paragraph by paragraph, edited, and known again when it comes back."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Word

from bot.documents import naskah
from bot.documents.limits import Reason, Unreadable
from bot.documents.naskah import NaskahReading, style_of
from bot.documents.report_docx import report_docx
from bot.workflow.reports import Passage
from tests.documents.document_samples import HOSTILE, LONG, report
from tests.documents.test_documents_letter import header, words


def opened(data: bytes) -> Word:
    return Document(BytesIO(data))


def saved(document: Word) -> bytes:
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def told(data: bytes) -> dict[str, str]:
    reading = naskah.read(data)
    assert isinstance(reading, NaskahReading)
    return dict(reading.passages)


def written() -> dict[str, str]:
    return {one.key: one.text for one in report().narrative}


def test_it_holds_every_chapter_with_its_tables() -> None:
    text = words(opened(report_docx(report())))
    for part in (
        "DOKUMEN DATA CAPAIAN KINERJA",
        "Kata Pengantar",
        "Peraturan Presiden Nomor 29 Tahun 2014",
        "Capaian Kinerja Kepala Perangkat Daerah",
        "Nilai SAKIP Kecamatan",
        "97,56%",
        "Rp332.035.992",
        "Dukungan pemerintah desa",
        "Tingkatkan capaian Seksi PMD.",
        "Lengkapi data Seksi PMD.",
        "Penutup",
        "Eko Contoh, S.Sos.",
        "NIP. 19700101 199501 1 001",
    ):
        assert part in text, part


def test_a_concept_and_sample_data_say_so_above_every_page() -> None:
    assert "K O N S E P" in header(opened(report_docx(report())))
    assert "DATA CONTOH" in header(opened(report_docx(report())))
    assert "K O N S E P" not in header(opened(report_docx(report(concept=False))))


def test_what_was_not_touched_comes_back_as_it_went_out() -> None:
    data = report_docx(report())
    assert naskah.read(data) == NaskahReading(report().key, tuple(written().items()))


def test_what_was_typed_between_is_of_the_passage_whose_style_it_has() -> None:
    document = opened(report_docx(report()))
    style = style_of("seksi")
    first = next(one for one in document.paragraphs if one.style is not None and one.style.name == style)
    first.text = "Ditulis ulang   oleh Kasubag."
    first.insert_paragraph_before("Alinea baru di atasnya.", style)
    changed = told(saved(document))
    assert changed["seksi"].startswith("Alinea baru di atasnya.\nDitulis ulang oleh Kasubag.")
    assert {key: text for key, text in changed.items() if key != "seksi"} == {
        key: text for key, text in written().items() if key != "seksi"
    }


def test_a_passage_that_was_cleared_is_not_there() -> None:
    document = opened(report_docx(report()))
    for one in document.paragraphs:
        if one.style is not None and one.style.name == style_of("penutup"):
            one.text = " "
    assert "penutup" not in told(saved(document))


def test_a_program_that_forgets_the_properties_leaves_the_key_in_the_text() -> None:
    document = opened(report_docx(report()))
    document.core_properties.keywords = ""
    assert told(saved(document)) == written()


def test_another_word_file_is_no_naskah() -> None:
    document = Document()
    document.add_paragraph("Laporan kegiatan naskah.1.2.3.xx")
    assert naskah.read(saved(document)) is None


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"bukan"])
async def test_what_is_no_word_file_is_said_to_be_none(data: bytes) -> None:
    assert await naskah.read_naskah(data) == Unreadable(Reason.NOT_A_WORKBOOK)


async def test_it_is_read_in_a_process_of_its_own() -> None:
    assert await naskah.read_naskah(report_docx(report())) == NaskahReading(report().key, tuple(written().items()))


async def test_a_file_without_its_main_part_or_with_a_broken_one_is_refused() -> None:
    bare, broken = BytesIO(), BytesIO()
    with ZipFile(bare, "w") as parts:
        parts.writestr("readme.txt", "x")
    with ZipFile(broken, "w") as parts:
        parts.writestr(naskah.BODY, "<w:document")
    assert await naskah.read_naskah(bare.getvalue()) == Unreadable(Reason.NOT_A_WORKBOOK)
    assert await naskah.read_naskah(broken.getvalue()) == Unreadable(Reason.CRASHED)


@pytest.mark.parametrize("text", [HOSTILE, LONG, "<w:p/>&amp;", "x" * 4000, "مرحبا 漢字 😀 " * 200])
def test_whatever_people_type_is_only_text(text: str) -> None:
    made = report_docx(report(narrative=(Passage("seksi", text[:200], text),), leader_note=text))
    assert told(made)["seksi"] == " ".join(text.replace("\x07", "").replace("\x00", "").split())
