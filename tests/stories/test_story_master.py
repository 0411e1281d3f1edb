"""The Data Induk in the chat: fetched, changed, sent back, previewed, applied whole or not at all, by the admin."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from bot.documents import master_names as names
from bot.services.exporting import export_office
from bot.store import history
from bot.store.engine import Tx
from bot.workflow.master import MasterData
from simulator.methods.account import menu
from tests.stories.office import OnTelegram, reach_filling, read, stranger
from tests.stories.phones import TelegramPhone, all_said, verify_dialog
from tests.stories.world import MONDAY, PATROLS, TRANTIB

Change = Callable[[openpyxl.Workbook], None]
NAME = "data-induk.xlsx"


def changed(data: bytes, change: Change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def present(tx: Tx) -> MasterData:
    return export_office(tx, 1, MONDAY.date()).data


def kept(tx: Tx) -> list[tuple[str, str, int]]:
    rows = history.of_office(tx, 1)
    return [(row.acting_as, row.data["by"], len(row.data["amendments"])) for row in rows]


async def fetched(office: OnTelegram) -> bytes:
    await verify_dialog(office.adi, ("/datainduk", "Data Induk keadaan Senin, 4 Januari 2027 pukul 07.40 WIB"))
    return office.adi.file("data-induk-kecamatan-contoh-04-01-2027")


async def sent(phone: TelegramPhone, data: bytes, name: str = NAME) -> list[str]:
    """What the bot wrote to somebody who sent this."""
    before = phone.shown
    await phone.send(name, data)
    return [text for message, text in phone.shown.items() if message not in before]


def retarget(book: openpyxl.Workbook) -> None:
    """Patroli wilayah gets another target for the fourth triwulan, and the Sekretaris another jabatan."""
    book[names.INDICATORS_SHEET]["M5"] = 15
    book[names.ROLES_SHEET]["C4"] = "Sekcam"


async def test_what_is_sent_back_unchanged_changes_nothing(office: OnTelegram) -> None:
    (said,) = await sent(office.adi, await fetched(office))
    assert said.startswith("Data Induk ini sama dengan keadaan sekarang")
    assert await read(office, kept) == []


async def test_a_change_is_previewed_from_old_to_new_then_applied_and_remembered(office: OnTelegram) -> None:
    (preview,) = await sent(office.adi, changed(await fetched(office), retarget))
    assert "Indikator dan Target: 0 ditambahkan, 1 berubah, 0 berakhir" in preview
    assert f"• Indikator dan Target: 3. {PATROLS} (2026), Target TW IV: 12 → 15" in preview
    assert "• Peran: Sekar Ayuningtyas, sekretaris, Jabatan: Sekretaris Kecamatan → Sekcam" in preview
    assert (await read(office, present)).indicators[2].quarters[3] == 12
    await verify_dialog(office.adi, ("[Terapkan]", "Tersimpan: 2 perubahan Data Induk"))
    assert (await read(office, present)).indicators[2].quarters[3] == 15
    assert await read(office, kept) == [("Adi Nugroho, Admin", "replace", 2)]
    assert await read(office, history.broken_of_office, 1) is None


async def test_batal_leaves_everything_as_it_was_and_its_button_is_dead(office: OnTelegram) -> None:
    before = await read(office, present)
    await sent(office.adi, changed(await fetched(office), retarget))
    old = office.adi.data("Terapkan")
    await verify_dialog(office.adi, ("[Batal]", "Dibatalkan"))
    assert "sudah selesai" in await office.adi.forge(old)
    assert await read(office, present) == before


async def test_a_change_made_against_an_older_state_is_shown_anew_before_it_is_applied(office: OnTelegram) -> None:
    workbook = await fetched(office)

    def rename(book: openpyxl.Workbook) -> None:
        book[names.OFFICE_SHEET]["B4"] = "Kecamatan Contoh Raya"

    await sent(office.adi, changed(workbook, retarget))
    await read(office, outvote)
    answers = dict(office.adi.shown)
    await office.adi.press("Terapkan")
    moved, preview = (text for message, text in office.adi.shown.items() if message not in answers)
    assert moved.startswith("Keadaan kantor sudah berubah")
    assert "• Indikator dan Target: 4. Gangguan ketertiban (2026), Target TW I: 7 → 4" in preview
    assert (await read(office, present)).indicators[2].quarters[3] == 12
    await verify_dialog(office.adi, ("[Terapkan]", "Tersimpan: 3 perubahan"))


def outvote(tx: Tx) -> None:
    """Somebody else changes a target meanwhile."""
    tx.exec_driver_sql("""UPDATE targets SET quarters = '["7", "4", "4", "4"]' WHERE indicator_id = 4""")


async def test_every_problem_is_named_and_nothing_applied(office: OnTelegram) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        book[names.INDICATORS_SHEET]["M5"] = "banyak"
        book[names.ROLES_SHEET]["B4"] = "lurah"

    (said,) = await sent(office.adi, changed(await fetched(office), spoil))
    assert "2 hal perlu diperbaiki" in said
    assert "• Indikator dan Target, sel M5: “banyak” tidak terbaca sebagai angka" in said
    assert "• Peran, sel B4: “lurah” tidak dikenal" in said
    assert "Terapkan" not in office.adi.labels


async def test_many_problems_follow_whole_as_a_file(office: OnTelegram) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        for row in range(3, 7):
            for column in "IJKLM":
                book[names.INDICATORS_SHEET][f"{column}{row}"] = "?"

    said, file = await sent(office.adi, changed(await fetched(office), spoil))
    assert "20 hal perlu diperbaiki" in said
    assert "… dan 8 lainnya" in said
    assert file == "Yang perlu diperbaiki pada Data Induk Kecamatan Contoh"
    listed = office.adi.file("rincian").decode("utf-8-sig").splitlines()
    assert listed[0] == "Yang perlu diperbaiki pada Data Induk Kecamatan Contoh"
    assert listed[21].startswith("20. Indikator dan Target, sel M6: “?” tidak terbaca")


@pytest.mark.parametrize("key", ["kasubag", "sekretaris", "tiara", "staf"])
async def test_only_the_admin_may(office: OnTelegram, key: str) -> None:
    workbook = changed(await fetched(office), retarget)
    phone: TelegramPhone = getattr(office, key)
    await verify_dialog(phone, ("/datainduk", "menu ini hanya untuk admin"))
    assert await sent(phone, workbook) == ["Mohon maaf, menu ini hanya untuk admin."]
    await sent(office.adi, workbook)
    assert await phone.forge(office.adi.data("Terapkan")) == (
        "Pertanyaan ini sudah selesai. Mohon gunakan pesan terakhir."
    )
    assert await read(office, kept) == []


async def test_the_admin_who_lost_the_role_in_between_may_not_either(office: OnTelegram) -> None:
    await sent(office.adi, changed(await fetched(office), retarget))
    await read(office, demote)
    await verify_dialog(office.adi, ("[Terapkan]", "sudah selesai"))
    assert await read(office, kept) == []


def demote(tx: Tx) -> None:
    tx.exec_driver_sql("UPDATE assignments SET role = 'staf' WHERE role = 'admin'")


async def test_the_last_admin_cannot_be_taken_away(office: OnTelegram) -> None:
    def last_admin(book: openpyxl.Workbook) -> None:
        book[names.ROLES_SHEET]["B10"] = "staf"

    (said,) = await sent(office.adi, changed(await fetched(office), last_admin))
    assert "• Peran: Tidak ada lagi yang memegang peran admin" in said


async def test_the_data_induk_of_another_office_is_refused(office: OnTelegram) -> None:
    def other(book: openpyxl.Workbook) -> None:
        book[names.OFFICE_SHEET]["B3"] = "lain"

    (said,) = await sent(office.adi, changed(await fetched(office), other))
    assert "milik kantor dengan kode lain, bukan contoh" in said


async def test_a_unit_that_a_cycle_waits_for_cannot_go(office: OnTelegram) -> None:
    workbook = await fetched(office)
    await reach_filling(office)

    def drop(book: openpyxl.Workbook) -> None:
        for sheet, column in ((names.UNITS_SHEET, 0), (names.ROLES_SHEET, 3), (names.INDICATORS_SHEET, 1)):
            for number, row in reversed(list(enumerate(book[sheet].iter_rows(values_only=True), 1))):
                if row[column] == TRANTIB:
                    book[sheet].delete_rows(number)

    (said,) = await sent(office.adi, changed(workbook, drop))
    assert f"• Unit: Unit “{TRANTIB}” belum menyerahkan formulir Triwulan IV Tahun 2026" in said


async def test_what_is_no_data_induk_gets_the_admin_one_sentence(office: OnTelegram) -> None:
    for name, data, said in (
        ("rapat.pdf", b"%PDF-1.7", "tidak ada formulir yang perlu diisi"),
        ("induk.xlsx", b"PK\x03\x04 rusak", "Berkas ini"),
        ("lain.xlsx", another_workbook(), "bukan buku kerja Data Induk"),
    ):
        (answer,) = await sent(office.adi, data, name)
        assert said in answer, answer


def another_workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


async def test_a_new_holder_gets_the_cards_that_wait_and_the_menu_they_need(office: OnTelegram) -> None:
    workbook = await fetched(office)
    await reach_filling(office)

    def hand_on(book: openpyxl.Workbook) -> None:
        rows = {row[0].value: row for row in book[names.ROLES_SHEET].iter_rows()}
        rows["tiara"][0].value = "setyo"

    fill = office.tiara.data("Isi formulir")
    (preview,) = await sent(office.adi, changed(workbook, hand_on))
    assert f"• Peran: Setyo Budi, kasi {TRANTIB} ditambahkan" in preview
    assert f"• Peran: Tiara Utami, kasi {TRANTIB} berakhir" in preview
    await office.adi.press("Terapkan")
    assert "Langkah 5 dari 13" in all_said(office.staf)
    await verify_dialog(office.staf, ("[Isi formulir]", PATROLS))
    assert office.tiara.labels == []
    assert await office.tiara.forge(fill)
    assert PATROLS not in all_said(office.tiara)
    assert {"isi", "excel"} <= menu_of(office.staf)
    assert menu_of(office.tiara) == set()


def menu_of(phone: TelegramPhone) -> set[str]:
    return {str(command["command"]) for command in menu(phone.person._state, phone.person.chat)}


async def test_nothing_of_a_stranger_is_read(office: OnTelegram) -> None:
    workbook = await fetched(office)
    outsider = stranger(office)
    await outsider.send(NAME, workbook)
    assert len(outsider.shown) == 1
