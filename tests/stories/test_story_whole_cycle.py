"""From the proposal of the Jadwal Kerja to the Camat who holds the report."""

import io

import openpyxl
import pytest

from tests.stories.office import PANDU_SAYS, TIARA_SAYS, OnTelegram, archive, fill, recap
from tests.stories.phones import TelegramPhone, all_said, last, pdf_text, verify_dialog
from tests.stories.world import PATROLS, SERVICES, TRANTIB, UNREST, VILLAGES

pytestmark = pytest.mark.both

LEADER_NOTE = "Agar dipertahankan pada triwulan berikutnya."
INSTRUCTION = "Mohon dicermati indikator yang pada triwulan lalu di bawah target."


def cells(data: bytes) -> set[str]:
    """Everything written in a workbook, sheet by sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}


def card(phone: TelegramPhone, *words: str) -> None:
    """The newest message with the first of these words has them all."""
    found = next((text for text in reversed(phone.shown.values()) if words[0] in text), last(phone))
    missing = [one for one in words if one not in found]
    assert not missing, f"{missing} not in: {found}"


async def test_the_sop_runs_from_the_proposal_to_the_camat_holding_the_report(office: OnTelegram) -> None:
    await office.until(4, 8)
    card(office.sekretaris, "Langkah 1 dari 13", "Memerintahkan Kasubag Keu dan Prolap utk menyiapkan formulir")
    await office.sekretaris.press("Tambah instruksi")
    await office.sekretaris.say(INSTRUCTION)
    assert INSTRUCTION in pdf_text(office.kasubag.file("disposisi"))

    await verify_dialog(
        office.kasubag,
        ("[Periksa isi]", SERVICES),
        ("[Formulir siap]", "Langkah 3 dari 13"),
        ("[Perintahkan Staf]", "diperintahkan kepada Staf"),
    )
    card(office.staf, "Langkah 4 dari 13", "Formulir Pengumpulan data kinerja", "20 menit", "Tanda terima", "08.20 WIB")
    await office.staf.press("Bagikan")

    card(office.pandu, "Formulir pengumpulan data capaian kinerja Triwulan IV Tahun 2026")
    assert "Langkah 5 dari 13" in all_said(office.pandu)
    assert "Batas waktu: Kamis, 7 Januari 2027 pukul 16.00 WIB" in all_said(office.pandu)  # Tuesday is Isra Mikraj
    await office.pandu.press("Terima")
    await fill(office.pandu, PANDU_SAYS)
    card(office.pandu, "Langkah 6 dari 13", "Menyerahkan formulir pengumpulan data capaian kinerja kpd Subag Keu")
    await office.pandu.press("Serahkan")
    await fill(office.tiara, TIARA_SAYS)
    await office.tiara.press("Serahkan")
    receipts = pdf_text(office.staf.file("tanda-terima-triwulan-iv-tahun-2026-v2"))
    assert "Pandu Praja" in receipts
    assert "dikonfirmasi melalui Telegram" in receipts
    assert "dikonfirmasi dengan pengisian" in receipts  # Tiara's first answer was her receipt

    card(office.kasubag, "Langkah 7 dari 13", f"{TRANTIB}: sudah diserahkan", "15 menit")
    await recap(office)
    assert {VILLAGES, SERVICES, PATROLS, UNREST} <= cells(office.sekretaris.file("rekapitulasi"))
    card(office.sekretaris, "Langkah 11 dari 13", "1 hari", "Rata-rata capaian: 98,06% (Sangat Tinggi)")

    await verify_dialog(
        office.sekretaris,
        ("[Lihat rekap]", TRANTIB),
        ("[Setujui]", "Apakah Bapak/Ibu menyetujui rekapitulasi Triwulan IV Tahun 2026 versi 1?"),
        ("[Dengan catatan]", "catatan pimpinan"),
        (LEADER_NOTE, "Sudah disetujui oleh Sekretaris Kecamatan"),
    )
    card(office.kasubag, "Langkah 12 dari 13", LEADER_NOTE)
    await archive(office)
    await hold_the_report(office)


async def hold_the_report(office: OnTelegram) -> None:
    """Step 13: what the Camat has in hand, and the end."""
    card(office.camat, "Langkah 13 dari 13", "tanpa waktu baku")
    report = pdf_text(office.camat.file("dokumen-capaian"))
    for words in ("DATA CONTOH", "Triwulan IV Tahun 2026", VILLAGES, UNREST, "98,06", LEADER_NOTE, "000.8.6.3"):
        assert words in report, words
    letter = pdf_text(office.camat.file("surat-pengantar"))
    assert "000.8.6.3/17/2027" in letter
    assert "4 Januari 2027" in letter
    assert office.kasubag.file("surat-pengantar-triwulan-iv-tahun-2026.docx").startswith(b"PK")

    await verify_dialog(office.camat, ("[Sudah ditandatangani]", "Sudah ditandatangani oleh Camat Contoh"))
    card(office.kasubag, "Langkah 13 dari 13", "08.30 WIB")
    await office.kasubag.press("Sudah disampaikan")
    for phone in (office.camat, office.sekretaris, office.kasubag, office.staf, office.pandu, office.tiara, office.opi):
        card(phone, "telah disampaikan kepada Bupati", "1 hari kerja")
    await verify_dialog(office.camat, ("/status", "tidak ada pengumpulan data kinerja yang berjalan"))
