"""A unit that is late: who hears of it and when, and how the office goes on without it."""

from datetime import datetime

from tests.stories.office import PANDU_SAYS, OnTelegram, fill, reach_filling
from tests.stories.phones import TelegramPhone, all_said, last, verify_dialog
from tests.stories.world import PEMERINTAHAN, TRANTIB, ZONE

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


async def test_the_recap_goes_on_without_the_late_unit_and_names_it(office: OnTelegram) -> None:
    await only_tiara_is_late(office)
    await office.until(8, 7, 45)
    await office.kasubag.press("Lanjut tanpa data")
    assert "Langkah 7 dari 13" in last(office.kasubag)
    assert f"{TRANTIB}: belum menyerahkan" in last(office.kasubag)
    assert "dilanjutkan tanpa data" in last(office.tiara)
    assert await news_until(office, office.tiara, 8, 9) == []
    await office.kasubag.press("Perintahkan rekap")
    for label in ("Konfirmasi rekap", "Serahkan ke Kasubag"):
        await office.staf.press(label)
    await office.kasubag.press("Laporkan")
    assert f"Belum menyerahkan: {TRANTIB}" in last(office.sekretaris)
    await verify_dialog(office.tiara, ("/isi", "tidak ada formulir"))
