"""What the pimpinan wrote when they decided reaches who has to act on it, and the papers."""

import re

from tests.stories.office import OnTelegram, approve, reach_signing, read
from tests.stories.phones import card, pdf_text, verify_dialog
from tests.stories.test_story_undo import verdicts

CAMAT_SAYS = "Mohon serapan dijelaskan."
KASUBAG_SAYS = "Rumus capaian keliru."


async def again(office: OnTelegram) -> None:
    """Steps 8 to 10, once more."""
    for label in ("Konfirmasi rekap", "Serahkan ke Kasubag"):
        await office.staf.press(label)
    await office.kasubag.press("Laporkan")


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
