"""/riwayat: who did what in a cycle, when and as whom, in sentences, page by page."""

from datetime import date

from bot.store import history
from bot.workflow.master import RoleData
from bot.workflow.roles import Kind, Role
from demo.keeping import Keeping
from tests.stories.office import OnTelegram, open_office, reach_decision, reach_signing, read
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.test_story_returned import COMMENT, DIRECTION, flag
from tests.stories.world import PEMERINTAHAN, small_office


async def test_the_whole_cycle_is_told_in_sentences(office: OnTelegram) -> None:
    await reach_signing(office)
    await office.sekretaris.say("/riwayat")
    pages = [last(office.sekretaris)]
    while "« Sebelumnya" in office.sekretaris.labels:
        await office.sekretaris.press("« Sebelumnya")
        pages.append(last(office.sekretaris))
    told = "\n".join(pages)
    for words in (
        "Sekar Ayuningtyas, Sekretaris Kecamatan: memberikan disposisi",
        "Kartika Dewi, Kasubag Keu dan Prolap: menyiapkan formulir, 2 unit, 4 indikator",
        f"Pandu Praja, Kasi Pemerintahan: mengisi indikator 1 {PEMERINTAHAN}: realisasi 87,5",
        f"Pandu Praja, Kasi Pemerintahan: menyerahkan formulir {PEMERINTAHAN}, tepat waktu",
        "Setyo Budi, Staf Keu dan Prolap: mengonfirmasi rekapitulasi versi 1, putaran 1",
        "Sekar Ayuningtyas, Sekretaris Kecamatan: menyetujui rekapitulasi versi 1",
        "mengisi surat pengantar nomor 000.8.6.3/17/2027 tanggal Senin, 4 Januari 2027",
        "Versi tersimpan: 1.",
    ):
        assert words in told, words
    assert "halaman 1 dari" in pages[-1]


async def test_a_return_says_how_many_were_flagged_and_why(office: OnTelegram) -> None:
    await reach_decision(office)
    await flag(office, "1. Desa")
    await verify_dialog(office.camat, ("/riwayat", f"versi 1, 1 indikator ditandai: “{DIRECTION}”"))
    assert COMMENT not in last(office.camat)


async def test_who_acts_for_another_is_named_as_such(database: Keeping) -> None:
    mandate = RoleData("opi", Role.SEKRETARIS, "Sekretaris Kecamatan", kind=Kind.PLH, starts_on=date(2027, 1, 4))
    async with open_office(database, small_office(mandate)) as office:
        await office.until(4, 8)
        await office.opi.press("Disposisikan")
        await verify_dialog(
            office.kasubag, ("/riwayat", "Opi Lestari, Plh. Sekretaris Kecamatan: memberikan disposisi")
        )


async def test_it_is_not_for_everybody(office: OnTelegram) -> None:
    await office.until(4, 8)
    await verify_dialog(office.tiara, ("/riwayat", "hanya untuk"))


async def test_the_code_of_the_history_is_on_the_archive_card(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Setujui")
    await office.sekretaris.press("Ya, setujui")
    await office.kasubag.press("Simpan data")
    head = await read(office, history.head, 1)
    assert f"Kode riwayat: {head}" in all_said(office.kasubag)
    assert await read(office, history.broken, 1) is None
