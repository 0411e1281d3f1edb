"""/libur: the office's own days off and working days, and the deadlines that follow them."""

import pytest

from bot.services.exporting import export_office
from bot.store.engine import Tx
from bot.workflow.master import HolidayData
from tests.stories.office import OnTelegram, reach_filling, read
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.world import MONDAY


def days(tx: Tx) -> tuple[HolidayData, ...]:
    return export_office(tx, 1, MONDAY.date()).data.holidays


async def test_the_kasubag_closes_the_office_for_a_day_and_every_deadline_moves(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(
        office.kasubag,
        ("/libur", "• Selasa, 5 Januari 2027: Isra Mikraj"),
        ("6-1-2027 Pilkades serentak", "Batas waktu yang akan bergeser:"),
    )
    assert "Kamis, 7 Januari 2027 pukul 16.00 WIB → Jumat, 8 Januari 2027 pukul 16.30 WIB" in last(office.kasubag)
    await verify_dialog(office.kasubag, ("[Terapkan]", "Tersimpan"))
    tiara = all_said(office.tiara)
    assert "Karena hari atau jam kerja kantor berubah, batas waktu Bapak/Ibu bergeser:" in tiara
    assert "(Kasi Trantib, Triwulan IV Tahun 2026): Kamis, 7 Januari 2027 pukul 16.00 WIB → Jumat" in tiara
    assert "(Kasi Pemerintahan" not in tiara, "only what is theirs"
    assert "Batas waktu: Jumat, 8 Januari 2027 pukul 16.30 WIB" in tiara, "the card itself"
    assert [(one.name, one.working) for one in await read(office, days)] == [("Pilkades serentak", False)]


async def test_a_day_is_forgotten_by_its_button_and_a_national_holiday_is_worked(office: OnTelegram) -> None:
    await verify_dialog(
        office.adi,
        ("/libur 29 Januari 2027 Hari jadi kabupaten", "Hari jadi kabupaten"),
        ("[Terapkan]", "Tersimpan"),
        ("/libur", "• Jumat, 29 Januari 2027: Hari jadi kabupaten (dicatat kantor)"),
        ("[Hapus 29-01-2027]", "29-01-2027 Hari jadi kabupaten dihapus"),
        ("[Terapkan]", "Tersimpan"),
        ("/libur masuk 5-1-2027", "05-01-2027 Hari kerja pengganti (kantor masuk) ditambahkan"),
        ("[Terapkan]", "Tersimpan"),
        ("/libur", "• Selasa, 5 Januari 2027: Hari kerja pengganti (kantor masuk)"),
        ("/batal", ""),
    )


@pytest.mark.parametrize(
    ("words", "answered"),
    [
        ("besok libur ya", "tanggal pada “besok libur ya” tidak terbaca"),
        ("31-2-2027 Cuti", "tidak terbaca"),
        ("hapus 5-1-2027", "tidak dicatat oleh kantor"),
        ("1-1-2027 Libur", "sudah lewat"),
        ("29-1-2027 dan 1-2-2027 Banjir", "lebih dari satu hari atau rentang"),
        ("hapus 29-1-2027, 1-2-2027", "lebih dari satu hari atau rentang"),
        ("29-1-2027 s.d. 29-3-2027 Banjir", "paling lama 31 hari"),
    ],
)
async def test_what_cannot_be_meant_is_said_and_leaves_the_question_open(
    office: OnTelegram, words: str, answered: str
) -> None:
    await verify_dialog(office.adi, ("/libur", "Hari libur"), (words, answered), ("29-1-2027 Pilkades", "Pilkades"))


async def test_who_does_not_manage_is_told_whose_it_is(office: OnTelegram) -> None:
    await verify_dialog(office.tiara, ("/libur", "Mohon maaf, menu ini hanya untuk"))


async def test_a_range_is_taken_whole_without_its_weekend_and_two_years_ahead(office: OnTelegram) -> None:
    await verify_dialog(
        office.adi,
        ("/libur 28-1-2027 s.d. 2-2-2027 Banjir", "28-01-2027 Banjir ditambahkan"),
        ("[Terapkan]", "Tersimpan"),
        ("/libur 26-12-2028 Cuti bersama Natal", "26-12-2028 Cuti bersama Natal ditambahkan"),
        ("[Terapkan]", "Tersimpan"),
    )
    found = [f"{one.day:%d-%m-%Y}" for one in await read(office, days)]
    assert found == ["28-01-2027", "29-01-2027", "01-02-2027", "02-02-2027", "26-12-2028"]
