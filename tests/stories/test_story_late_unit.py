"""A unit that is late: who hears of it and when, and how the office goes on without it."""

import io
from datetime import datetime

import openpyxl

from bot.store import indicators
from bot.store.engine import Tx
from tests.stories.office import PANDU_SAYS, OnTelegram, approve, archive, fill, reach_filling, read, recap
from tests.stories.phones import TelegramPhone, all_said, card, last, pdf_text, verify_dialog
from tests.stories.world import PATROLS, PEMERINTAHAN, SERVICES, TRANTIB, VILLAGES, ZONE

# Submitted on Monday; the deadline is Thursday 7 January 16.00, Tuesday being Isra Mikraj.


async def news_until(office: OnTelegram, phone: TelegramPhone, day: int, hour: int, minute: int = 0) -> list[str]:
    """What the bot wrote to this person up to that moment."""
    before = phone.shown
    await office.until(day, hour, minute)
    return [text for message, text in phone.shown.items() if message not in before]


async def only_tiara_is_late(office: OnTelegram) -> None:
    await reach_filling(office)
    await fill(office.pandu, PANDU_SAYS)
    await office.pandu.press("Serahkan")


async def test_the_ladder_reaches_the_holder_then_the_kasubag_the_sekretaris_and_the_camat(office: OnTelegram) -> None:
    await only_tiara_is_late(office)
    phones = (office.tiara, office.kasubag, office.sekretaris, office.camat, office.pandu)
    expected = {
        (6, 7, 45): (1, 0, 0, 0, 0),  # tomorrow
        (7, 7, 45): (1, 0, 0, 0, 0),  # today
        (7, 15, 0): (1, 0, 0, 0, 0),  # the last hour
        (7, 16, 0): (1, 1, 0, 0, 0),  # due
        (8, 7, 45): (1, 1, 0, 0, 0),  # late 1
        (11, 7, 45): (1, 1, 1, 0, 0),  # late 2, after the weekend
        (12, 7, 45): (1, 1, 0, 1, 0),  # late 3
        (13, 7, 45): (1, 1, 0, 0, 0),  # late 4
    }
    for moment, counts in expected.items():
        before = [len(phone.shown) for phone in phones]
        at = datetime(2027, 1, *moment, tzinfo=ZONE)
        while (planned := await office.stage.next_planned()) is not None and planned <= at:
            assert planned == at, planned
            await office.stage.travel(planned)
        assert tuple(len(p.shown) - b for p, b in zip(phones, before, strict=True)) == counts, moment
    assert "telah melewati batas waktu (Kamis, 7 Januari 2027 pukul 16.00 WIB)" in last(office.tiara)
    assert "Terisi 0 dari 2 indikator." in last(office.tiara)
    assert f"{TRANTIB} belum menyelesaikan" in last(office.camat)


async def test_two_late_units_are_one_message_to_the_kasubag(office: OnTelegram) -> None:
    await reach_filling(office)
    news = await news_until(office, office.kasubag, 7, 16)
    assert len(news) == 1
    assert f"1. {PEMERINTAHAN}" in news[0]
    assert f"2. {TRANTIB}" in news[0]


async def test_nothing_is_sent_of_a_task_that_is_done(office: OnTelegram) -> None:
    await only_tiara_is_late(office)
    await office.until(7, 9)
    await fill(office.tiara, ("12", "3"))
    await office.tiara.press("Serahkan")
    assert await news_until(office, office.tiara, 13, 12) == []


async def test_the_kasubag_may_not_go_on_before_the_deadline(office: OnTelegram) -> None:
    await only_tiara_is_late(office)
    await office.until(7, 16)  # on time means finished by the deadline shown
    await office.kasubag.forge("goon:1")
    assert "Batas waktu pengisian belum lewat untuk semua unit." in last(office.kasubag)
    await office.tiara.forge("goon:1")
    assert "Langkah 7 dari 13" not in all_said(office.kasubag)


REASON = "Sudah diingatkan tiga kali dan data tidak kunjung diterima."


async def go_on_without_tiara(office: OnTelegram) -> None:
    """On the morning after the deadline, with the reason."""
    await office.until(8, 7, 45)
    await verify_dialog(
        office.kasubag,
        ("[Lanjut tanpa data]", f"tanpa data: {TRANTIB}. Bila demikian, tuliskan alasannya"),
        ("  ", "Mohon tuliskan alasannya."),
        (REASON, "Tercatat"),
    )


async def test_the_recap_goes_on_without_the_late_unit_and_names_it_with_the_reason(office: OnTelegram) -> None:
    await only_tiara_is_late(office)
    await go_on_without_tiara(office)
    assert "Langkah 7 dari 13" in all_said(office.kasubag)
    assert f"{TRANTIB}: belum menyerahkan" in all_said(office.kasubag)
    assert f"dilanjutkan tanpa data {TRANTIB}. Alasan: “{REASON}”" in last(office.tiara)
    assert await news_until(office, office.tiara, 8, 9) == []
    await recap(office)
    assert f"Belum menyerahkan: {TRANTIB}" in card(office.sekretaris)
    assert f"Alasan dilanjutkan tanpa datanya: “{REASON}”" in card(office.sekretaris)
    assert "Formulir ini tetap terbuka" in all_said(office.tiara)


async def hand_in_late(office: OnTelegram) -> None:
    """With /isi; the last answer brings Serahkan."""
    await office.tiara.say("/isi")
    for words in ("12", "3"):
        await office.tiara.say(words)
    await verify_dialog(office.tiara, ("[Serahkan]", "diterima"))


def seen(paper: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(paper))
    return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]


async def test_who_hands_in_while_the_recap_is_still_being_made_is_in_it(office: OnTelegram) -> None:
    await only_tiara_is_late(office)
    await go_on_without_tiara(office)
    await hand_in_late(office)
    assert "termasuk dalam rekapitulasi yang sedang disusun" in last(office.tiara)
    assert "termasuk dalam rekapitulasi yang sedang disusun" in last(office.kasubag)
    await recap(office)
    assert f"Terlambat menyerahkan: {TRANTIB}" in all_said(office.sekretaris)
    assert "Belum menyerahkan" not in all_said(office.sekretaris)


async def test_a_form_that_comes_before_the_decision_makes_a_new_version_by_one_tap(office: OnTelegram) -> None:
    await only_tiara_is_late(office)
    await go_on_without_tiara(office)
    await recap(office)
    old = office.sekretaris.data("Setujui")
    await hand_in_late(office)
    assert "Datanya termasuk bila rekapitulasi diperbarui" in last(office.tiara)
    await verify_dialog(office.staf, ("[Perbarui rekap]", "Tercatat"))
    assert "diperbarui dengan versi baru" in all_said(office.sekretaris)
    assert "Rekapitulasi versi 2" in all_said(office.sekretaris)
    assert f"Terlambat menyerahkan: {TRANTIB}" in all_said(office.sekretaris)
    await office.sekretaris.forge(old)
    assert "Rekapitulasi ini sudah diperbarui" in all_said(office.sekretaris)
    assert "Rekapitulasi versi 2" in card(office.sekretaris), "the new one is shown"
    assert "Langkah 12 dari 13" not in all_said(office.kasubag)
    await verify_dialog(office.kasubag, ("[Perbarui rekap]", "sudah memuat semua data"))
    await approve(office)
    await archive(office)
    assert set(await read(office, archived)) >= {PATROLS}


async def test_a_form_that_comes_after_the_approval_is_kept_as_late_and_not_included(office: OnTelegram) -> None:
    await only_tiara_is_late(office)
    await go_on_without_tiara(office)
    await recap(office)
    await approve(office)
    await hand_in_late(office)
    for phone in (office.tiara, office.staf, office.kasubag):
        assert "terlambat, tidak termasuk" in last(phone)
    assert "Perbarui rekap" not in office.kasubag.labels
    await verify_dialog(office.kasubag, ("/status", f"{TRANTIB}: diserahkan terlambat, tidak termasuk rekapitulasi"))
    await archive(office)
    assert PATROLS not in await read(office, archived)


async def test_what_was_typed_and_never_submitted_is_neither_counted_nor_archived(office: OnTelegram) -> None:
    await only_tiara_is_late(office)
    await fill(office.tiara, ("12",))
    await go_on_without_tiara(office)
    await recap(office)
    book = openpyxl.load_workbook(io.BytesIO(office.sekretaris.file("rekapitulasi")))
    rows = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    assert any(PATROLS in row and 12 in row for row in rows), "the target is 12 too"
    assert all(row.count(12) < 3 for row in rows if PATROLS in row), "target of the year and of the period, no more"
    assert any(REASON in str(row) for row in rows)
    await approve(office)
    await archive(office)
    assert await read(office, archived) == {VILLAGES: "87.5", SERVICES: "950"}
    assert REASON in pdf_text(office.kasubag.file("dokumen"))


def archived(tx: Tx) -> dict[str, str]:
    """The realisasi kept for the period, by indicator."""
    names = {row.id: row.name for row in indicators.active(tx, 1, 2026)}
    found = [one for one in indicators.measurements(tx, 1) if one.period == "2026-triwulan-4"]
    return {names[one.indicator_id]: str(one.realisasi) for one in found}


async def test_the_way_on_is_found_under_status_and_only_by_the_kasubag(office: OnTelegram) -> None:
    await only_tiara_is_late(office)
    await verify_dialog(office.kasubag, ("/status", f"{TRANTIB}: terisi 0 dari 2"))
    assert "Lanjut tanpa data" not in office.kasubag.labels
    await office.until(8, 9)
    await verify_dialog(office.kasubag, ("/status", TRANTIB), ("[Lanjut tanpa data]", "tuliskan alasannya"))
    await verify_dialog(office.tiara, ("/status", TRANTIB))
    assert "Lanjut tanpa data" not in office.tiara.labels


async def test_who_submits_while_the_reason_is_typed_is_not_left_out(office: OnTelegram) -> None:
    await only_tiara_is_late(office)
    await office.until(8, 7, 45)
    await office.kasubag.press("Lanjut tanpa data")
    await fill(office.tiara, ("12", "3"))
    await office.tiara.press("Serahkan")
    await verify_dialog(
        office.kasubag, (REASON, "Semua unit sudah menyerahkan data."), ("halo", "belum dapat dipahami")
    )
