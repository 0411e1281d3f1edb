"""Jadwal Kerja: a period is proposed at its day and hour, put off with a reason, taken up again, or given up."""

from dataclasses import replace

import pytest

from bot.store import cycles, history
from bot.workflow.periods import PeriodKind, Schedule
from demo.keeping import Keeping
from tests.stories.office import OnTelegram, open_office, reach_filling, read
from tests.stories.phones import all_said, verify_dialog
from tests.stories.world import small_office

TW4 = "Triwulan IV Tahun 2026"


async def test_each_kind_is_proposed_on_its_own_working_day_at_its_own_hour(database: Keeping) -> None:
    data = small_office()
    own = (Schedule(PeriodKind.QUARTER, 3, 10), Schedule(PeriodKind.MONTH))
    async with open_office(database, replace(data, office=replace(data.office, schedules=own))) as office:
        await office.until(4, 8)
        assert "Desember Tahun 2026" in all_said(office.sekretaris)
        assert TW4 not in all_said(office.sekretaris)
        await office.until(7, 9, 59)  # the 4th, the 6th and the 7th: the 5th is a holiday
        assert TW4 not in all_said(office.sekretaris)
        await office.until(7, 10)
        assert TW4 in all_said(office.sekretaris)


async def test_a_postponed_period_is_silent_and_is_proposed_again_on_its_day(office: OnTelegram) -> None:
    await office.until(4, 8)
    await verify_dialog(
        office.sekretaris,
        ("[Tunda jadwal]", "Sampai hari apa ditunda"),
        ("besok saja", "tanggal pada “besok saja” tidak terbaca"),
        ("18-1-2027", "Mohon tuliskan alasannya"),
        ("16 Januari 2027, menunggu data BPS", "ditunda sampai Senin, 18 Januari 2027 pukul 08.00 WIB"),
    )
    assert f"Pengumpulan data kinerja {TW4} ditunda sampai Senin, 18 Januari 2027" in all_said(office.kasubag)
    await verify_dialog(office.sekretaris, ("/status", "ditunda sampai Senin, 18 Januari 2027 pukul 08.00 WIB"))
    said = all_said(office.sekretaris)
    await office.until(15, 16)
    assert all_said(office.sekretaris) == said, "nobody is reminded of what was put off"
    await office.until(18, 8)
    assert "Batas waktu: Senin, 18 Januari 2027 pukul 08.15 WIB" in all_said(office.sekretaris)
    await office.sekretaris.press("Disposisikan")
    assert "Langkah 2 dari 13" in all_said(office.kasubag)


async def test_a_postponed_period_can_be_taken_up_before_its_day(office: OnTelegram) -> None:
    await office.until(4, 8)
    await office.sekretaris.press("Tunda jadwal")
    await office.sekretaris.say("18-1-2027 menunggu data BPS")
    await verify_dialog(office.kasubag, ("/mulai", f"Mulai pengumpulan data kinerja {TW4}?"), ("[Mulai]", ""))
    await office.sekretaris.press("Disposisikan")
    assert "Langkah 2 dari 13" in all_said(office.kasubag)
    await office.until(18, 9)
    assert all_said(office.sekretaris).count("Langkah 1 dari 13") == 2, "the one put off, and the one done"


async def test_the_sekretaris_gives_a_period_up_and_everybody_concerned_is_told_why(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(
        office.sekretaris,
        ("/jadwal", "hari kerja ke-1 setelah periode berakhir. Berikutnya Triwulan I Tahun 2027, Kamis, 1 April 2027"),
        ("[Batalkan Triwulan IV]", "Apa alasan pembatalan"),
        ("Ada perubahan organisasi", "akan dibatalkan dengan alasan “Ada perubahan organisasi”"),
        ("Perubahan susunan organisasi", "akan dibatalkan dengan alasan “Perubahan susunan organisasi”"),
        ("[Ya, batalkan]", "dibatalkan"),
    )
    for phone in (office.kasubag, office.staf, office.tiara, office.pandu):
        assert "Alasan: “Perubahan susunan organisasi”" in all_said(phone)
    assert "Sudah dibatalkan oleh" in all_said(office.tiara)
    said = all_said(office.tiara)
    await office.until(11, 8)
    assert all_said(office.tiara) == said, "nobody is reminded of what was given up"
    await verify_dialog(office.tiara, ("/tugas", "tidak ada"), ("/isi", "tidak ada"))
    assert await read(office, history.broken, 1) is None


async def test_what_was_given_up_can_be_begun_anew_and_is_not_proposed_by_itself(office: OnTelegram) -> None:
    await office.until(4, 8)
    await verify_dialog(
        office.sekretaris,
        ("/jadwal", "Jadwal Kerja"),
        ("[Batalkan Triwulan IV]", "alasan"),
        ("Salah periode", "akan dibatalkan"),
        ("[Ya, batalkan]", "dibatalkan"),
    )
    await office.until(6, 9)
    assert all_said(office.sekretaris).count("Langkah 1 dari 13") == 1
    await verify_dialog(office.kasubag, ("/mulai", f"Mulai pengumpulan data kinerja {TW4}?"), ("[Mulai]", ""))
    await office.sekretaris.press("Disposisikan")
    assert "Langkah 2 dari 13" in all_said(office.kasubag)


@pytest.mark.parametrize("who", ["kasubag", "staf", "tiara"])
async def test_who_may_not_give_up_has_no_button_for_it(office: OnTelegram, who: str) -> None:
    await office.until(4, 8)
    phone = getattr(office, who)
    await verify_dialog(phone, ("/jadwal", TW4))
    assert phone.labels == []


async def test_a_reason_that_was_typed_waits_and_can_be_left(office: OnTelegram) -> None:
    await office.until(4, 8)
    await verify_dialog(
        office.sekretaris,
        ("/jadwal", "Jadwal Kerja"),
        ("[Batalkan Triwulan IV]", "alasan"),
        ("Salah periode", "akan dibatalkan"),
        ("/status", "akan dibatalkan dengan alasan “Salah periode”"),
        ("[Tidak jadi]", "Baik, tidak ada yang dibatalkan."),
    )
    assert [row.phase for row in await read(office, cycles.of_office, 1)] == ["open"]
