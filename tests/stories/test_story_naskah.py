"""Between 12 and 13 the Kasubag edits the Dokumen's narrative in Word and sends it back; the figures stay."""

from io import BytesIO

import pytest
from docx import Document

from bot.documents.naskah import style_of
from bot.store import attachments, history
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, approve, reach_decision, read
from tests.stories.phones import TelegramPhone, all_said, last, pdf_text, verify_dialog
from tests.stories.test_story_papers import files

WRITTEN = "Capaian triwulan ini didukung kerja sama seluruh desa."


@pytest.fixture
async def archived(office: OnTelegram) -> OnTelegram:
    """Step 12 is done, and the letter has no number yet."""
    await reach_decision(office)
    await approve(office)
    await office.kasubag.press("Simpan data")
    return office


def edited(data: bytes, key: str = "seksi", words: str = WRITTEN) -> bytes:
    document = Document(BytesIO(data))
    paragraphs = [one for one in document.paragraphs if one.style is not None and one.style.name == style_of(key)]
    paragraphs[0].text = words
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def kept(tx: Tx) -> list[tuple[str, str, int]]:
    return [(row.kind, row.name, row.size) for row in attachments.of_cycle(tx, 1)]


def narrated(tx: Tx) -> list[str]:
    return [row.acting_as for row in history.of_cycle(tx, 1) if row.event == "NarrativeEdited"]


def naskah(phone: TelegramPhone) -> bytes:
    return phone.file("naskah-dokumen-capaian")


async def test_the_edited_narrative_is_the_reports_from_then_on(archived: OnTelegram) -> None:
    kasubag = archived.kasubag
    assert WRITTEN not in pdf_text(kasubag.file("dokumen-capaian"))
    sent = edited(naskah(kasubag))
    await kasubag.send("naskah suntingan.docx", sent)
    assert "Naskah diterima: 1 bagian berubah (Capaian Kinerja per Seksi/PPTK)." in all_said(kasubag)
    assert files(kasubag)[-2:] == [
        "dokumen-capaian-triwulan-iv-tahun-2026-v2.pdf",
        "naskah-dokumen-capaian-triwulan-iv-tahun-2026-v2.docx",
    ]
    report = pdf_text(kasubag.file("dokumen-capaian"))
    assert WRITTEN in report
    assert "98,06%" in report, "the figures stay"
    assert await read(archived, kept) == [("naskah", "naskah suntingan.docx", len(sent))]
    assert await read(archived, narrated) == ["Kartika Dewi, Kasubag Keu dan Prolap"]


async def test_the_camat_gets_the_report_with_the_edited_narrative_and_only_that(archived: OnTelegram) -> None:
    await archived.kasubag.send("naskah.docx", edited(naskah(archived.kasubag)))
    await verify_dialog(
        archived.kasubag,
        ("[Isi nomor surat]", "nomor surat pengantar"),
        ("000.8.6.3/17/2027", "tercatat"),
        ("[Hari ini]", "Apakah sudah benar?"),
        ("[Ya, benar]", "sedang disiapkan"),
    )
    assert [name for name in files(archived.camat) if name.startswith("dokumen")] == [
        "dokumen-capaian-triwulan-iv-tahun-2026-v2.pdf"
    ]
    assert WRITTEN in pdf_text(archived.camat.file("dokumen-capaian"))
    assert "KONSEP" not in pdf_text(archived.camat.file("dokumen-capaian"))


async def test_a_second_edit_goes_on_from_the_first(archived: OnTelegram) -> None:
    kasubag = archived.kasubag
    await kasubag.send("naskah.docx", edited(naskah(kasubag)))
    await kasubag.send("naskah.docx", edited(naskah(kasubag), "penutup", "Demikian, terima kasih."))
    report = pdf_text(kasubag.file("dokumen-capaian"))
    assert WRITTEN in report
    assert "Demikian, terima kasih." in report


async def test_a_naskah_that_changes_nothing_makes_no_new_report(archived: OnTelegram) -> None:
    await archived.kasubag.send("naskah.docx", naskah(archived.kasubag))
    assert "Tidak ada alinea yang berubah pada naskah ini." in last(archived.kasubag)
    assert not [name for name in files(archived.kasubag) if name.startswith("dokumen") and "v2" in name]


async def test_nobody_else_may_edit_it(archived: OnTelegram) -> None:
    await archived.staf.send("naskah.docx", edited(naskah(archived.kasubag)))
    assert "hanya untuk Kasubag Keu dan Prolap" in last(archived.staf)
    assert await read(archived, kept) == []


async def test_once_the_letter_has_its_number_the_narrative_stands(archived: OnTelegram) -> None:
    kasubag = archived.kasubag
    sent = edited(naskah(kasubag))
    await kasubag.press("Isi nomor surat")
    await kasubag.say("000.8.6.3/17/2027")
    await kasubag.press("Hari ini")
    await kasubag.press("Ya, benar")
    await kasubag.send("naskah.docx", sent)
    assert "tidak dapat diubah lagi karena nomor suratnya sudah diisi" in last(kasubag)


async def test_a_forged_key_is_refused(archived: OnTelegram) -> None:
    document = Document(BytesIO(edited(naskah(archived.kasubag))))
    document.core_properties.keywords = "naskah.1.1.1." + "0" * 32
    made = BytesIO()
    document.save(made)
    await archived.kasubag.send("naskah.docx", made.getvalue())
    assert "bukan dari kantor ini" in last(archived.kasubag)


async def test_another_word_file_goes_the_way_of_evidence(archived: OnTelegram) -> None:
    made = BytesIO()
    Document().save(made)
    await archived.staf.send("notulen.docx", made.getvalue())
    assert "naskah" not in last(archived.staf)
    assert await read(archived, kept) == []


async def test_the_letter_is_a_concept_until_it_has_its_number(archived: OnTelegram) -> None:
    concept = pdf_text(archived.kasubag.file("konsep-surat-pengantar"))
    assert "KONSEP" in concept
    assert "Nomor : …" in concept
    assert "Contoh, …" in concept


async def test_what_was_not_taken_is_named_in_the_answer(archived: OnTelegram) -> None:
    document = Document(BytesIO(edited(naskah(archived.kasubag))))
    document.add_heading("Rencana Aksi", 1)
    document.add_paragraph("Rapat bulanan dengan seluruh Kasi.")
    made = BytesIO()
    document.save(made)
    await archived.kasubag.send("naskah.docx", made.getvalue())
    assert "Naskah diterima: 1 bagian berubah" in all_said(archived.kasubag)
    assert "Tidak diambil, karena judulnya tidak ada pada dokumen: Rencana Aksi." in all_said(archived.kasubag)
