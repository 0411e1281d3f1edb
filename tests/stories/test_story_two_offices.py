"""One person, one telephone, two offices: each message says whose it is, and what is said is for the one chosen."""

from dataclasses import replace

import pytest

from bot.services import importing, inviting, personnel
from bot.services.importing import Imported
from bot.services.scope import scope_for
from bot.store import cycles, offices
from bot.store.engine import Tx
from bot.workflow.events import Refused
from simulator.methods.account import menu
from tests.stories.office import OnTelegram, reach_filling, read
from tests.stories.phones import TelegramPhone, all_said, last, verify_dialog
from tests.stories.world import MONDAY, small_office

SECOND = "Kecamatan Kedua"
TO_SECOND = (("/kantor", "Kecamatan"), (f"[{SECOND}]", "kini untuk"))


def menu_of(phone: TelegramPhone) -> set[str]:
    return {str(command["command"]) for command in menu(phone.person._state, phone.person.chat)}


def found_second(tx: Tx, name: str) -> str:
    """Another office of the same names, on the same database; the invite of this person there."""
    whole = small_office()
    done = importing.import_office(tx, replace(whole, office=replace(whole.office, code="kedua", name=SECOND)), MONDAY)
    assert isinstance(done, Imported)
    person = next(one for one in offices.persons(tx, done.office_id) if one.name == name)
    return inviting.invite(tx, done.office_id, person.id, MONDAY)


def begun(tx: Tx) -> list[tuple[int, str]]:
    """Of each office, by whom its cycle was begun."""
    return [(row.office_id, row.notes.get("started_as", "")) for i in (1, 2) for row in cycles.of_office(tx, i)]


@pytest.fixture
async def both(office: OnTelegram) -> OnTelegram:
    """The Kasubag of the first office is Kasubag of the second, too, and opens its invite on the same telephone."""
    code = await read(office, found_second, "Kartika Dewi")
    await office.kasubag.person.start(code)
    await office.stage.settle()
    return office


async def test_a_second_invite_on_the_same_telephone_adds_an_office_and_takes_none_away(both: OnTelegram) -> None:
    said = all_said(both.kasubag)
    assert f"telah terhubung dengan bot SOP Data Kinerja {SECOND}" in said
    assert f"Percakapan ini juga untuk Kecamatan Contoh. Perintah berikutnya untuk {SECOND}" in said
    assert "kantor" in menu_of(both.kasubag)
    assert "kantor" not in menu_of(both.sekretaris)
    await verify_dialog(both.adi, ("/pegawai", "8 dari 8 terhubung"))


async def test_a_command_is_for_the_office_chosen_and_every_message_says_whose_it_is(both: OnTelegram) -> None:
    await verify_dialog(both.kasubag, ("/mulai", "Triwulan IV"), ("[Mulai]", "Tercatat"))
    assert await read(both, begun) == [(2, "Kasubag Keu dan Prolap")]
    await verify_dialog(
        both.kasubag,
        ("/kantor", f"Perintah dan tulisan Bapak/Ibu saat ini untuk {SECOND}"),
        ("[Kecamatan Contoh]", "kini untuk Kecamatan Contoh"),
        ("/status", "Saat ini tidak ada pengumpulan data"),
    )
    assert last(both.kasubag).startswith("Kecamatan Contoh\n")
    await verify_dialog(both.kasubag, ("/kantor", "saat ini untuk Kecamatan Contoh"))
    await verify_dialog(both.kasubag, (f"[{SECOND}]", f"kini untuk {SECOND}"), ("/status", "Triwulan IV Tahun 2026"))
    assert last(both.kasubag).startswith(f"{SECOND}\n")


async def test_a_button_is_for_the_office_of_its_card_whichever_was_chosen(both: OnTelegram) -> None:
    await both.until(4, 8)
    await both.sekretaris.press("Disposisikan")
    assert "Kecamatan Contoh\nLangkah 2 dari 13" in all_said(both.kasubag)
    await verify_dialog(both.kasubag, ("[Formulir siap]", "Sudah disiapkan oleh Kasubag"))
    assert "Kecamatan Contoh\nLangkah 3 dari 13" in last(both.kasubag)
    await verify_dialog(both.kasubag, ("/status", "Triwulan IV Tahun 2026"))


async def test_a_question_of_one_office_waits_while_the_other_is_talked_with(both: OnTelegram) -> None:
    await reach_filling(both)
    await verify_dialog(
        both.kasubag, ("/kantor", "Kecamatan"), (f"[{SECOND}]", "kini untuk"), ("/kelola", "Apa yang akan")
    )
    await verify_dialog(
        both.kasubag, ("[Target]", "pilih unitnya"), ("/kantor", SECOND), ("[Kecamatan Contoh]", "kini")
    )
    await verify_dialog(both.kasubag, ("15", "belum dapat dipahami"))
    await verify_dialog(both.kasubag, *TO_SECOND, ("/tugas", "pilih unitnya"))


async def test_the_admin_of_one_office_takes_away_only_what_is_of_that_office(both: OnTelegram) -> None:
    await read(both, second_admin_unlinks)
    await both.stage.settle()
    assert f"Percakapan ini telah diputuskan dari {SECOND}" in all_said(both.kasubag)
    assert "kantor" not in menu_of(both.kasubag)
    await verify_dialog(both.kasubag, ("/kelola", "Apa yang akan"), ("/pegawai", "Pegawai Kecamatan Contoh"))
    assert not last(both.kasubag).startswith("Kecamatan Contoh\n")


def second_admin_unlinks(tx: Tx) -> None:
    """The first office's Kartika is another person there, whom this admin cannot touch."""
    names = {(i, one.name): one.id for i in (1, 2) for one in offices.persons(tx, i)}
    scope = scope_for(tx, 2, MONDAY, names[2, "Adi Nugroho"])
    assert isinstance(personnel.unlink(scope, names[1, "Kartika Dewi"]), Refused)
    assert not isinstance(personnel.unlink(scope, names[2, "Kartika Dewi"]), Refused)
