"""/kelola: a target, an indicator on or off, a unit's holder, changed in the chat by the admin and the Kasubag."""

import io
import re
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from bot.services.exporting import export_office
from bot.store import history
from bot.store.engine import Tx
from bot.workflow.master import MasterData
from demo.keeping import Keeping
from simulator.methods.account import menu
from tests.stories.office import OnPlain, OnTelegram, open_office, phone_of, reach_filling, read, stranger
from tests.stories.phones import Phone, TelegramPhone, all_said, last, verify_dialog
from tests.stories.test_story_plain_channel import every_message_fits
from tests.stories.world import MONDAY, PATROLS, PEMERINTAHAN, PERSONS, TRANTIB, UNREST, small_office

TO_PATROLS = (
    ("/kelola", "Apa yang akan Bapak/Ibu ubah?"),
    ("[Target]", "1. Kasi Pemerintahan\n2. Kasi Trantib"),
    ("[2. Kasi Trantib]", f"1. {PATROLS}\n2. {UNREST}"),
    ("[1. Patroli]", "• Triwulan IV: 12"),
)
TO_FOURTH = (*TO_PATROLS, ("[TW IV]", "Target 2026, Triwulan IV, sekarang: 12 Kali"))
TO_15 = f"• Indikator dan Target: {TRANTIB}, indikator 1. {PATROLS} (2026), Target TW IV: 12 → 15"


def present(tx: Tx) -> MasterData:
    return export_office(tx, 1, MONDAY.date()).data


def kept(tx: Tx) -> list[tuple[str, str, list[str]]]:
    """By whom, by which right, and what of it was new."""
    rows = history.of_office(tx, 1)
    return [(row.acting_as, row.data["by"], [one["new"] for one in row.data["amendments"]]) for row in rows]


async def fourth(office: OnTelegram) -> Decimal | None:
    data: MasterData = await read(office, present)
    return data.indicators[2].quarters[3]


def menu_of(phone: TelegramPhone) -> set[str]:
    return {str(command["command"]) for command in menu(phone.person._state, phone.person.chat)}


# -- a target --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "acting_as"), [("adi", "Adi Nugroho, Admin"), ("kasubag", "Kartika Dewi, Kasubag Keu dan Prolap")]
)
async def test_a_target_is_changed_with_five_taps_and_a_figure(office: OnTelegram, key: str, acting_as: str) -> None:
    phone = phone_of(office, key)
    assert "kelola" in menu_of(phone)
    await verify_dialog(phone, *TO_FOURTH, ("15", TO_15))
    assert await fourth(office) == 12
    await verify_dialog(phone, ("[Terapkan]", f"Tersimpan pada Senin, 4 Januari 2027 pukul 07.40 WIB:\n{TO_15}"))
    assert await fourth(office) == 15
    assert await read(office, kept) == [(acting_as, "manage", ["15"])]
    assert await read(office, history.broken_of_office, 1) is None
    await verify_dialog(phone, ("15", "belum dapat dipahami"))


async def test_what_cannot_be_read_is_asked_again_and_another_figure_corrects_the_one_shown(office: OnTelegram) -> None:
    await verify_dialog(
        office.adi,
        *TO_FOURTH,
        ("lima belas", "nilai tidak terbaca. Contoh penulisan: 1.234,56"),
        ("12", "Tidak ada yang berubah"),
        ("1.250", "Terbaca 1.250 (seribu dua ratus lima puluh). Bila keliru, tuliskan angka yang benar."),
        ("-5", "Target kurang dari nol tidak dapat dihitung capaiannya"),
        ("14,5", "Target TW IV: 12 → 14,5"),
        ("kosong", "Target TW IV: 12 → -"),
        ("15", TO_15),
        ("[Terapkan]", "Tersimpan"),
    )
    assert await fourth(office) == 15


async def test_the_next_year_gets_its_targets_one_by_one(office: OnTelegram) -> None:
    await verify_dialog(
        office.kasubag,
        *TO_PATROLS,
        ("[Target 2027]", "target 2027:\n• setahun: -"),
        ("[Setahun]", "Target 2027, setahun, sekarang: - Kali"),
        ("60", f"{PATROLS} (2027) ditambahkan (Target Tahun 60)"),
        ("[Terapkan]", "Tersimpan"),
        *TO_PATROLS,
        ("[Target 2027]", "• setahun: 60"),
        ("[TW I]", "Triwulan I, sekarang: -"),
        ("15", f"{PATROLS} (2027), Target TW I: - → 15"),
        ("[Terapkan]", "Tersimpan"),
    )
    data: MasterData = await read(office, present)
    own = [(one.year, one.annual, one.quarters[0]) for one in data.indicators if one.number == 3]
    assert own == [(2026, Decimal(12), Decimal(12)), (2027, Decimal(60), Decimal(15))]


async def test_a_running_cycle_is_offered_the_new_target_as_a_revision(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(office.adi, *TO_FOURTH, ("15", TO_15), ("[Terapkan]", "Revisi formulir Triwulan IV Tahun 2026"))
    offer = "Kasi Trantib, indikator 1. Patroli wilayah: target periode ini 12 → 15"
    assert offer in last(office.adi)
    assert offer in last(office.kasubag)
    await verify_dialog(office.kasubag, ("[Terapkan revisi]", "Revisi Triwulan IV Tahun 2026 telah diterapkan"))
    assert "target periode ini 12 → 15" in all_said(office.tiara)
    await verify_dialog(office.tiara, ("[Isi formulir]", "Target periode ini: 15"))


# -- an indicator ----------------------------------------------------------------------------------------------------


async def test_an_indicator_is_switched_off_and_on_again(office: OnTelegram) -> None:
    await reach_filling(office)
    off = f"2. {UNREST}, Aktif: ya → tidak"
    await verify_dialog(
        office.kasubag,
        ("/kelola", "Apa yang akan"),
        ("[Indikator aktif]", "Mohon pilih unitnya"),
        ("[2. Kasi Trantib]", "Ketuk indikator yang akan dinonaktifkan"),
        ("[2. Gangguan]", off),
        ("[Terapkan]", "indikator tidak lagi dikumpulkan"),
        ("/kelola", "Apa yang akan"),
        ("[Target]", "Mohon pilih unitnya"),
        ("[2. Kasi Trantib]", f"Target indikator yang mana?\n1. {PATROLS}"),
    )
    assert UNREST not in last(office.kasubag)
    await verify_dialog(
        office.kasubag,
        ("/kelola", "Apa yang akan"),
        ("[Indikator aktif]", "Mohon pilih unitnya"),
        ("[2. Kasi Trantib]", f"2. {UNREST} (tidak aktif)"),
        ("[2. Gangguan]", f"2. {UNREST}, Aktif: tidak → ya"),
        ("[Terapkan]", "Tersimpan"),
    )
    assert all(one.active for one in (await read(office, present)).indicators)


async def test_an_indicator_has_one_number_everywhere_also_after_another_was_dropped(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(
        office.kasubag,
        ("/kelola", "Apa yang akan"),
        ("[Indikator aktif]", "Mohon pilih unitnya"),
        ("[2. Kasi Trantib]", "Ketuk indikator yang akan dinonaktifkan"),
        ("[1. Patroli]", f"{TRANTIB}, indikator 1. {PATROLS}, Aktif: ya → tidak"),
        ("[Terapkan]", f"{TRANTIB}, indikator 1. {PATROLS}: indikator tidak lagi dikumpulkan"),
        ("[Terapkan revisi]", "telah diterapkan"),
        ("/kelola", "Apa yang akan"),
        ("[Target]", "Mohon pilih unitnya"),
        ("[2. Kasi Trantib]", f"Target indikator yang mana?\n2. {UNREST}"),
        ("[2. Gangguan]", f"2. {UNREST}\nSatuan: Kejadian"),
        ("/batal", "Dibatalkan"),
    )
    await verify_dialog(office.tiara, ("[Isi formulir]", f"Indikator 2 (1 dari 1)\n{UNREST}"))
    assert f"2. {UNREST}: belum diisi" in all_said(office.tiara)
    sheet = openpyxl.load_workbook(io.BytesIO(office.tiara.file("formulir"))).worksheets[0]
    assert [row[0] for row in sheet.values if UNREST in row] == [2]
    await verify_dialog(office.tiara, ("1 12\n2 3", "Baris 1 (“1 12”) tidak diawali nomor indikator"))
    assert f"2. {UNREST}, realisasi: - → 3" in last(office.tiara)
    await verify_dialog(office.tiara, ("[Terapkan]", "telah disimpan"))


# -- a unit's holder -------------------------------------------------------------------------------------------------

TO_TRANTIB = (
    ("/kelola", "Apa yang akan"),
    ("[Pejabat unit]", "2. Kasi Trantib (Tiara Utami)"),
    ("[2. Kasi Trantib]", "Pejabat sekarang: Tiara Utami."),
)


async def test_a_known_person_takes_over_a_unit_with_the_cards_that_wait_and_the_menu(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(office.kasubag, *TO_TRANTIB, ("[7. Setyo]", f"• Peran: Setyo Budi, kasi {TRANTIB} ditambahkan"))
    for words in (
        f"• Peran: Tiara Utami, kasi {TRANTIB} berakhir",
        "Jabatan Tiara Utami pada unit ini berakhir Minggu, 3 Januari 2027.",
        "Setyo Budi tetap memegang: Staf Keu dan Prolap.",
    ):
        assert words in last(office.kasubag), words
    assert "undangan" not in last(office.kasubag)
    await verify_dialog(office.kasubag, ("[Terapkan]", "Tersimpan"))
    assert "undangan" not in last(office.kasubag)
    await office.until(4, 8, 30)
    await verify_dialog(office.staf, ("[Isi formulir]", PATROLS))
    assert "isi" in menu_of(office.staf)
    assert "isi" not in menu_of(office.tiara)
    assert office.tiara.labels == []
    assert await office.tiara.forge(office.staf.data("Isi formulir"))
    assert PATROLS not in all_said(office.tiara)


async def test_somebody_new_is_typed_and_linked_by_the_invite_that_only_the_doer_is_given(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(
        office.kasubag,
        *TO_TRANTIB,
        ("1234", "ada angka yang bukan NIP"),
        ("Dewi Lestari", "Mohon pilih sapaannya"),
        ("Dewi Lestari, S.Sos; 19850101 201001 2 003", "Dewi Lestari, S.Sos belum tercatat"),
        ("ibu", f"Dewi Lestari, S.Sos, kasi {TRANTIB} ditambahkan"),
    )
    assert "belum terhubung dengan bot dan memerlukan tautan undangan" in last(office.kasubag)
    await verify_dialog(office.kasubag, ("[Terapkan]", "diteruskan hanya kepada yang bersangkutan"))
    link = re.search(r"https://t\.me/\w+\?start=(\S+)", all_said(office.kasubag))
    assert link is not None
    assert "?start=" not in "".join(all_said(phone_of(office, one.key)) for one in PERSONS if one.key != "kasubag")
    data: MasterData = await read(office, present)
    assert (data.persons[-1].name, data.persons[-1].sapaan) == ("Dewi Lestari, S.Sos", "Ibu")
    assert data.persons[-1].nip == "198501012010012003"
    newcomer = stranger(office)
    await newcomer.person.start(link[1])
    await office.stage.settle()
    assert f"Selamat datang, Ibu Dewi Lestari, S.Sos ({TRANTIB})" in all_said(newcomer)
    await verify_dialog(newcomer, ("[Isi formulir]", PATROLS))


async def test_a_name_that_is_known_is_not_taken_for_somebody_new(office: OnTelegram) -> None:
    await verify_dialog(
        office.adi,
        *TO_TRANTIB,
        ("tiara utami", "Tiara Utami sudah menjabat Kasi Trantib"),
        ("setyo budi", f"Setyo Budi, kasi {TRANTIB} ditambahkan"),
        ("[Terapkan]", "Tersimpan"),
    )
    assert len((await read(office, present)).persons) == len(PERSONS)


async def test_an_invite_that_would_open_more_than_a_form_is_only_for_the_admin(office: OnTelegram) -> None:
    """Who opens it is whoever it says: a Kasubag could otherwise approve as the Camat what they reported."""
    await read(office, unlink_camat)
    to_camat = (*TO_TRANTIB, ("[2. Cakra]", "Cakra Wibawa tetap memegang: Camat Contoh"))
    await verify_dialog(office.kasubag, *to_camat, ("[Terapkan]", "undangannya mohon dimintakan kepada admin"))
    assert "start=" not in all_said(office.kasubag)
    to_pandu = (("/kelola", "Apa"), ("[Pejabat unit]", "unit"), ("[1. Kasi Pem]", "Siapa"), ("[2. Cakra]", "kasi"))
    await verify_dialog(office.adi, *to_pandu, ("[Terapkan]", "?start="))


def unlink_camat(tx: Tx) -> None:
    tx.exec_driver_sql("DELETE FROM addresses WHERE person_id = (SELECT id FROM persons WHERE name = 'Cakra Wibawa')")


# -- who may, and what comes in between ------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["camat", "sekretaris", "staf", "pandu", "opi"])
async def test_nobody_else_may(office: OnTelegram, key: str) -> None:
    phone: TelegramPhone = getattr(office, key)
    assert "kelola" not in menu_of(phone)
    await verify_dialog(phone, ("/kelola", "menu ini hanya untuk Kasubag Keu dan Prolap atau admin"))
    await verify_dialog(office.adi, *TO_FOURTH, ("15", TO_15))
    for data in ("manage:task:target", "manage_page:unit:1", office.adi.data("Terapkan")):
        assert "sudah selesai" in await phone.forge(data)
    assert await fourth(office) == 12


async def test_who_has_lost_the_right_in_between_may_not_either(office: OnTelegram) -> None:
    await verify_dialog(office.adi, *TO_FOURTH)
    await read(office, demote)
    await verify_dialog(office.adi, ("15", "tidak disimpan"))
    assert "“15”" in last(office.adi)
    assert await read(office, kept) == []


def demote(tx: Tx) -> None:
    tx.exec_driver_sql("UPDATE assignments SET role = 'staf' WHERE role = 'admin'")


async def test_batal_and_buttons_of_an_earlier_question_change_nothing(office: OnTelegram) -> None:
    await verify_dialog(office.adi, *TO_PATROLS)
    tw_iv = office.adi.data("TW IV")
    await verify_dialog(office.adi, ("[TW I]", "Triwulan I, sekarang"))
    bare = next(message for message in office.adi.person.received if not message.labels)
    assert "sudah selesai" in await office.adi.forge(tw_iv, on=bare)
    await verify_dialog(office.adi, ("15", "Target TW I: 12 → 15"))
    terapkan = office.adi.data("Terapkan")
    await verify_dialog(office.adi, ("16", "Target TW I: 12 → 16"))
    assert "sudah selesai" in await office.adi.forge(terapkan, on=bare)
    await verify_dialog(office.adi, ("[Batal]", "Dibatalkan"), ("/batal", "Tidak ada yang perlu dibatalkan"))
    for forged in (terapkan, tw_iv, "manage:task:x", "manage", "manage_page:task:9", "manage_apply:1"):
        assert "sudah selesai" in await office.adi.forge(forged, on=bare)
    assert await read(office, kept) == []


@pytest.mark.parametrize("forged", ["manage:unit:99", "manage:unit:x", "manage:unit", "manage:indicator:3"])
async def test_what_was_not_offered_cannot_be_chosen(office: OnTelegram, forged: str) -> None:
    await verify_dialog(office.adi, ("/kelola", "Apa"), ("[Target]", "unit"))
    assert "sudah selesai" in await office.adi.forge(forged)
    await verify_dialog(office.adi, ("/tugas", "Mohon pilih unitnya"), ("ya", "Mohon ketuk salah satu tombol"))


async def test_what_changed_between_the_preview_and_terapkan_is_shown_first(office: OnTelegram) -> None:
    await verify_dialog(office.adi, *TO_FOURTH, ("15", TO_15))
    await verify_dialog(office.kasubag, *TO_FOURTH, ("14", "12 → 14"), ("[Terapkan]", "Tersimpan"))
    await verify_dialog(office.adi, ("[Terapkan]", "Keadaan kantor sudah berubah"))
    assert "Target TW IV: 14 → 15" in last(office.adi)
    assert await fourth(office) == 14
    await verify_dialog(office.adi, ("[Terapkan]", "Tersimpan"))
    assert await fourth(office) == 15


async def test_what_somebody_else_has_done_already_is_said_and_over(office: OnTelegram) -> None:
    await verify_dialog(office.adi, *TO_FOURTH, ("15", TO_15))
    await verify_dialog(office.kasubag, *TO_FOURTH, ("15", TO_15), ("[Terapkan]", "Tersimpan"))
    await verify_dialog(office.adi, ("[Terapkan]", "Tidak ada yang berubah"), ("/batal", "Tidak ada yang perlu"))


async def test_another_question_comes_first_and_the_change_waits_to_be_applied(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(office.kasubag, *TO_FOURTH, ("15", TO_15))
    await verify_dialog(office.kasubag, ("/status", TO_15), ("/bantuan", TO_15), ("/mulai", TO_15))
    await office.until(11, 8)
    await verify_dialog(
        office.kasubag, ("/status", TO_15), ("[Lanjut tanpa data]", "tuliskan alasannya"), ("Banjir.", TO_15)
    )
    await verify_dialog(office.kasubag, ("[Terapkan]", "Tersimpan"))


async def test_kelola_begins_anew_and_is_asked_once(office: OnTelegram) -> None:
    await verify_dialog(office.adi, *TO_FOURTH)
    before = len(office.adi.shown)
    await verify_dialog(office.adi, ("/kelola", "Apa yang akan Bapak/Ibu ubah?"))
    assert len(office.adi.shown) == before + 1


# -- many, and little room -------------------------------------------------------------------------------------------


async def test_many_indicators_come_in_pages(database: Keeping) -> None:
    data = small_office()
    more = tuple(replace(data.indicators[0], number=n, name=f"Indikator panjang nomor {n}") for n in range(10, 21))
    async with open_office(database, replace(data, indicators=(*data.indicators, *more))) as office:
        await verify_dialog(
            office.adi,
            ("/kelola", "Apa"),
            ("[Target]", "unit"),
            (f"[1. {PEMERINTAHAN[:10]}]", "Halaman 1 dari 2."),
            ("[Berikutnya]", "13. Indikator panjang nomor 20"),
            ("[« Sebelumnya]", "Halaman 1 dari 2."),
            ("[Berikutnya]", "Halaman 2 dari 2."),
            ("[13. Indik]", "• Triwulan IV: 90"),
            ("[TW IV]", "sekarang: 90"),
            ("95", "13. Indikator panjang nomor 20 (2026), Target TW IV: 90 → 95"),
            ("[Terapkan]", "Tersimpan"),
        )


async def walk(phone: Phone) -> None:
    await verify_dialog(phone, *TO_FOURTH, ("15", TO_15), ("[Terapkan]", "Tersimpan"))


async def test_it_works_with_three_buttons_a_message_and_without_editing(plain_office: OnPlain) -> None:
    await walk(plain_office.kasubag)
    await verify_dialog(
        plain_office.kasubag,
        *TO_TRANTIB,
        ("Budi Santoso", "Mohon pilih sapaannya"),
        ("[Bapak]", "Budi Santoso belum terhubung"),
        ("[Terapkan]", "/start "),
    )
    assert "t.me" not in all_said(plain_office.kasubag)
    every_message_fits(plain_office)
