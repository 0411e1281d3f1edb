"""The Dokumen as a Word file: read back paragraph by paragraph, edited, and known again when it comes back."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.text.paragraph import Paragraph

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
    return naskah.taken(reading.sections, report().narrative)[0]


def unread(data: bytes) -> tuple[str, ...]:
    reading = naskah.read(data)
    assert isinstance(reading, NaskahReading)
    return naskah.taken(reading.sections, report().narrative)[1]


def written() -> dict[str, str]:
    """What there is to be read; a passage without words is not."""
    return {one.key: one.text for one in report().narrative if one.text}


def below(document: Word, title: str) -> Paragraph:
    """The paragraph after this heading."""
    texts = [one.text for one in document.paragraphs]
    return document.paragraphs[next(at for at, text in enumerate(texts) if text.endswith(title)) + 1]


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
    assert told(data) == written()
    assert unread(data) == ()


@pytest.mark.parametrize(
    ("title", "key"),
    [("Pendahuluan", "pendahuluan"), ("Catatan Pimpinan", "catatan"), ("Penutup", "penutup"), ("Seksi PMD", "unit-4")],
)
def test_what_was_pasted_under_a_heading_is_of_its_passage_whatever_style_it_brought(title: str, key: str) -> None:
    document = opened(report_docx(report()))
    below(document, title).insert_paragraph_before("Ditempel dari berkas lain.", "Normal")
    changed = told(saved(document))
    assert changed[key].split("\n")[0] == "Ditempel dari berkas lain."
    assert {name: text for name, text in changed.items() if name != key} == {
        name: text for name, text in written().items() if name != key
    }


def test_what_is_typed_in_a_table_or_beside_the_signature_is_no_passage() -> None:
    document = opened(report_docx(report()))
    for table in document.tables:
        table.cell(0, 0).paragraphs[0].add_run(" DIUBAH")
    assert told(saved(document)) == written()


def test_a_heading_that_is_none_of_the_documents_is_named_and_a_renamed_one_known_by_its_text() -> None:
    document = opened(report_docx(report()))
    below(document, "Penutup").insert_paragraph_before("Rencana aksi", "Heading 2").insert_paragraph_before("Demikian.")
    below(document, "Rencana aksi").insert_paragraph_before("Rapat bulanan.", "Normal")
    renamed = next(one for one in document.paragraphs if one.text.endswith("Kata Pengantar"))
    renamed.text = "Sekapur Sirih"
    changed = told(saved(document))
    assert unread(saved(document)) == ()
    assert changed["penutup"].startswith("Demikian.\nRapat bulanan.")
    assert changed["pengantar"] == written()["pengantar"]


def test_words_under_a_heading_of_their_own_are_not_lost_silently() -> None:
    document = opened(report_docx(report()))
    below(document, "Penutup").insert_paragraph_before("Rencana aksi", "Heading 2")
    for one in document.paragraphs:
        if one.style is not None and one.style.name == style_of("penutup"):
            one.style = document.styles["Normal"]
    assert unread(saved(document)) == ("Rencana aksi",)


def test_what_was_typed_while_changes_were_recorded_counts_and_what_was_struck_out_does_not() -> None:
    document = opened(report_docx(report()))
    paragraph = below(document, "Penutup")
    paragraph.text = ""
    for tag, kind, typed in (("w:ins", "w:t", "Demikian disampaikan."), ("w:del", "w:delText", "Dicoret.")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(kind)
        text.text = typed
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    assert told(saved(document))["penutup"] == "Demikian disampaikan."


def test_a_mean_stands_beside_its_label_in_one_cell() -> None:
    table = next(one for one in opened(report_docx(report())).tables if one.cell(0, 0).text == "No")
    last = table.rows[-1].cells
    assert last[0]._tc is last[4]._tc
    assert (last[0].text, last[5].text) == ("Rata-rata capaian", "88,89%")


def test_each_factor_stands_beside_its_indicator_below_its_unit() -> None:
    table = next(one for one in opened(report_docx(report())).tables if one.cell(0, 2).text == "Faktor pendorong")
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1] == ["Camat (IKU)"] * 5
    assert rows[2][:3] == ["1", "Indeks Kepuasan Masyarakat (IKM) Kecamatan", "Dukungan pemerintah desa"]


def test_its_chapters_are_numbered_as_the_text_calls_them() -> None:
    titles = [
        one.text for one in opened(report_docx(report())).paragraphs if one.style and one.style.name == "Heading 1"
    ]
    assert titles[1] == "BAB I Pendahuluan"
    assert titles[5].startswith("BAB V Faktor Pendorong")
    assert titles[-1] == "BAB VII Penutup"


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
    data = report_docx(report())
    assert await naskah.read_naskah(data) == naskah.read(data)


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
    narrative = (Passage("seksi", text[:200], text),)
    reading = naskah.read(report_docx(report(narrative=narrative, leader_note=text)))
    assert isinstance(reading, NaskahReading)
    assert naskah.taken(reading.sections, narrative)[0]["seksi"] == " ".join(
        text.replace("\x07", "").replace("\x00", "").split()
    )
