"""What the pimpinan wrote when they decided reaches who has to act on it, and the papers."""

import re

from tests.stories.office import OnTelegram, approve, reach_decision, reach_signing, read
from tests.stories.phones import card, pdf_text, verify_dialog
from tests.stories.test_story_returned import flag
from tests.stories.test_story_undo import again, verdicts
from tests.stories.world import PATROLS, PEMERINTAHAN, SERVICES, TRANTIB, UNREST, VILLAGES

CAMAT_SAYS = "Mohon serapan dijelaskan."
KASUBAG_SAYS = "Rumus capaian keliru."


async def test_the_camats_arahan_is_in_the_dokumen_and_in_the_log_of_decisions(office: OnTelegram) -> None:
    await reach_signing(office)
    await office.camat.press("Kembalikan")
    await office.camat.say("Salah ketik.")
    await office.camat.press("Batalkan langkah ini")
    await office.camat.press("Kembalikan")
    await office.camat.say(CAMAT_SAYS)
    await office.kasubag.press("Teruskan arahan")
    await again(office)
    assert f"Arahan terakhir (Camat Contoh): “{CAMAT_SAYS}”" in card(office.sekretaris)
    await approve(office)
    await office.kasubag.press("Simpan data")
    assert await read(office, verdicts) == ["setuju", "kembali", "batal", "kembali", "setuju"]
    notes, log = parts(pdf_text(office.kasubag.file("dokumen-capaian")))
    assert "dikembalikan oleh cakra wibawa, camat contoh (versi 1, " in notes
    assert CAMAT_SAYS.casefold() in notes
    assert CAMAT_SAYS.casefold() in log
    assert "salah ketik." not in notes, "it was taken back"


async def test_the_kasubag_reads_unit_by_unit_what_was_flagged_and_the_unit_how_long_it_has(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Kembalikan")
    for unit in (TRANTIB, PEMERINTAHAN):
        await verify_dialog(
            office.sekretaris,
            (f"[{unit}]", "Ketuk indikator"),
            ("[Seluruh indikator]", "Mohon tuliskan catatan"),
            ("[Sama seperti arahan]", "sama seperti arahan"),
            ("[Kembali ke unit]", "Pilih unit"),
        )
    await verify_dialog(office.sekretaris, ("Mohon dicek.", "Apakah sudah benar?"), ("[Kirim kembali]", ""))
    lines = card(office.kasubag).splitlines()
    named = [line for line in lines if line in (PEMERINTAHAN, TRANTIB) or line.startswith("• Indikator")]
    assert named == [
        PEMERINTAHAN,
        f"• Indikator 1: {VILLAGES}",
        f"• Indikator 2: {SERVICES}",
        TRANTIB,
        f"• Indikator 1: {PATROLS}",
        f"• Indikator 2: {UNREST}",
    ]
    await office.kasubag.press("Teruskan, 1 hari")
    assert "Waktu: 1 hari" in card(office.tiara)
    assert "Batas waktu: Rabu, 6 Januari 2027" in card(office.tiara)


async def test_in_a_new_round_the_staf_sees_every_figure_without_evidence(office: OnTelegram) -> None:
    await reach_decision(office)
    await flag(office, "1. Desa")
    await office.kasubag.press("Teruskan arahan")
    await verify_dialog(office.pandu, ("[Isi formulir]", "1 dari 1"), ("88,2", "88,2"), ("[Serahkan]", ""))
    await office.kasubag.press("Perintahkan rekap")
    for unit in (PEMERINTAHAN, TRANTIB):
        assert f"• {unit}: tepat waktu; 2 indikator tanpa bukti" in card(office.staf)


async def test_the_kasubags_ralat_is_no_note_of_a_pimpinan(office: OnTelegram) -> None:
    await reach_signing(office)
    await verify_dialog(
        office.kasubag,
        ("[Ralat data]", "Pilih unit"),
        ("[Lanjut ke alasan]", "alasan"),
        (KASUBAG_SAYS, "Apakah sudah benar?"),
        ("[Kirim kembali]", ""),
    )
    await again(office)
    await approve(office)
    await office.kasubag.press("Simpan data")
    notes, log = parts(pdf_text(office.kasubag.file("dokumen-capaian")))
    assert "tidak terdapat catatan pimpinan." in notes
    assert KASUBAG_SAYS.casefold() not in notes
    assert KASUBAG_SAYS.casefold() in log


def parts(words: str) -> tuple[str, str]:
    """Catatan Pimpinan, and the log of decisions, without the table of contents."""
    body = re.split(r"\bbab vi\b", words.casefold())[-1]
    return body.partition("bab vii")[0], body.rpartition("riwayat keputusan")[2]
