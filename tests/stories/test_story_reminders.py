"""A reminder put off for an hour, the ones who are outstanding reminded by hand, and the ledger of both."""

from tests.stories.office import OnTelegram, fill, reach_filling
from tests.stories.phones import TelegramPhone, all_said, last, verify_dialog
from tests.stories.test_story_late_unit import news_until, only_tiara_is_late
from tests.stories.world import PEMERINTAHAN, TRANTIB


async def test_a_reminder_comes_again_after_an_hour_of_office_time_and_only_to_who_asked(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.until(6, 7, 45)
    await office.tiara.press("Ingatkan nanti")
    assert office.tiara.person.toasts[-1].text == "Baik, diingatkan kembali 06-01-2027 08.45."
    assert len(await news_until(office, office.tiara, 6, 8, 44)) == 0
    assert len(await news_until(office, office.tiara, 6, 8, 45)) == 1


async def test_what_is_repeated_is_said_as_it_is_by_then(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.until(7, 15, 30)
    await office.tiara.press("Ingatkan nanti")
    assert office.tiara.person.toasts[-1].text == "Baik, diingatkan kembali 08-01-2027 08.00."
    await office.until(8, 7, 45)
    assert "telah melewati batas waktu" in last(office.tiara)
    (again,) = await news_until(office, office.tiara, 8, 16)
    assert "telah melewati batas waktu" in again, "not that it ends on the day before"


async def test_where_the_next_rung_comes_at_that_moment_there_is_one_message(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.until(7, 15)
    await office.tiara.press("Ingatkan nanti")
    assert office.tiara.person.toasts[-1].text == "Baik, diingatkan kembali 07-01-2027 16.00."
    (due,) = await news_until(office, office.tiara, 7, 16)
    assert due.count("Kasi Trantib, Triwulan") == 1


async def test_it_is_put_off_once_for_each_rung(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.until(6, 7, 45)
    await office.tiara.press("Ingatkan nanti")
    (again,) = await news_until(office, office.tiara, 6, 8, 45)
    assert again.startswith("Yth. Kasi Trantib. Mengingatkan,")
    assert "Ingatkan nanti" not in office.tiara.labels
    assert len(await news_until(office, office.pandu, 6, 16)) == 0, "only who asked"


async def test_what_was_put_off_is_dropped_when_the_task_is_done(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.until(6, 7, 45)
    await office.tiara.press("Ingatkan nanti")
    await fill(office.tiara, ("12", "3"))
    await office.tiara.press("Serahkan")
    assert await news_until(office, office.tiara, 6, 16) == []


async def test_everybody_outstanding_is_reminded_with_one_tap_and_not_again_within_the_hour(office: OnTelegram) -> None:
    await only_tiara_is_late(office)
    before = len(office.pandu.shown)
    await verify_dialog(office.staf, ("[Ingatkan yang belum]", f"Pengingat dikirim kepada 1 unit: {TRANTIB}."))
    assert last(office.tiara).startswith("Yth. Kasi Trantib. Staf Keu dan Prolap mengingatkan: formulir untuk")
    assert "belum dikonfirmasi penerimaannya" in last(office.tiara)
    assert len(office.pandu.shown) == before, "who has handed in is left alone"
    await verify_dialog(
        office.kasubag,
        ("/status", TRANTIB),
        ("[Ingatkan yang belum]", "Pengingat terakhir dikirim pada Senin, 4 Januari 2027"),
    )
    await office.until(4, 13)
    await verify_dialog(
        office.kasubag, ("/status", TRANTIB), ("[Ingatkan yang belum]", "Pengingat dikirim kepada 1 unit")
    )


async def test_who_oversees_nobody_reminds_nobody(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(office.camat, ("/status", TRANTIB))
    assert "Ingatkan yang belum" not in office.camat.labels


async def test_the_ledger_says_of_a_task_what_was_planned_sent_delivered(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.until(6, 7, 45)
    await office.tiara.press("Ingatkan nanti")
    await office.until(6, 9)
    await ledger_of(office.kasubag, TRANTIB)
    said = last(office.kasubag)
    for words in (
        "Batas waktu: Kamis, 7 Januari 2027 pukul 16.00 WIB",
        "Kartu tugas · 04-01-2027",
        "Tiara Utami: sampai 04-01-2027",
        "Sehari sebelumnya · 06-01-2027 07.45",
        "Tiara Utami: sampai 06-01-2027 07.45\n   “Yth. Kasi Trantib. Mengingatkan,",
        "Ingatkan nanti (Sehari sebelumnya) · 06-01-2027 08.45",
        "Hari terakhir · direncanakan 07-01-2027 07.45",
        "Terlambat ke-1 · direncanakan 08-01-2027 07.45",
    ):
        assert words in said, said


async def ledger_of(phone: TelegramPhone, unit: str) -> None:
    await phone.say("/pengingat")
    await phone.press(next(label for label in phone.labels if unit in label))


async def test_the_ledger_says_who_could_not_be_reached(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.tiara.person.block()
    await office.until(6, 7, 45)
    await ledger_of(office.kasubag, TRANTIB)
    assert "tidak dapat dihubungi melalui bot" in last(office.kasubag)


async def test_a_kasi_reads_the_ledger_of_their_own_tasks_only(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(office.tiara, ("/pengingat", TRANTIB))
    assert PEMERINTAHAN not in last(office.tiara)
    assert all_said(office.tiara)
