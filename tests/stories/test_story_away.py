"""Somebody in whose place another acts: whatever they try meanwhile says so, and that it ends."""

import pytest

from tests.stories.office import OnTelegram, reach_filling
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.world import PATROLS

PANDU_FOR_TIARA = (
    ("/pegawai", "Tiara"),
    ("[8. Tiara]", "Kasi Trantib"),
    ("[Tunjuk pengganti]", "Pejabatnya: Tiara Utami."),
    ("[5. Pandu]", "nomor SK"),
    ("800/13/2027", "Mulai"),
    ("[Hari ini]", "Sampai"),
    ("8-1-2027", "Plh. Kasi Trantib"),
    ("[Tetapkan]", "Ditetapkan"),
)
AWAY = "Tugas Kasi Trantib saat ini dijalankan oleh Plh. Kasi Trantib sampai dengan Jumat, 8 Januari 2027."


async def is_away(office: OnTelegram) -> None:
    await verify_dialog(office.adi, *PANDU_FOR_TIARA)


@pytest.mark.parametrize("command", ["/isi", "/excel", "/bukti", "/tugas"])
async def test_commands_of_the_form_say_who_fills_it_meanwhile(office: OnTelegram, command: str) -> None:
    await reach_filling(office)
    await is_away(office)
    await verify_dialog(office.tiara, (command, AWAY))


async def test_where_no_form_is_open_there_is_none_to_fill(office: OnTelegram) -> None:
    await is_away(office)
    await verify_dialog(office.tiara, ("/isi", "Saat ini tidak ada formulir yang perlu diisi."))


async def test_an_answer_typed_for_the_open_question_is_handed_back_with_the_reason(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(office.tiara, ("[Isi formulir]", PATROLS))
    await is_away(office)
    await verify_dialog(office.tiara, ("12", AWAY))
    assert "“12”" in last(office.tiara)
    assert "hanya untuk" not in all_said(office.tiara)


async def test_a_button_of_the_form_and_a_workbook_say_it_too(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.tiara.press("Isi formulir")
    await office.tiara.say("12")
    entry = office.tiara.data("Data belum tersedia")
    workbook = office.tiara.file("formulir")
    await is_away(office)
    await office.tiara.forge(f"change:{entry.split(':')[1]}")
    assert AWAY in last(office.tiara)
    await office.tiara.send("formulir.xlsx", workbook)
    assert AWAY in last(office.tiara)
    await verify_dialog(office.tiara, ("1: 12\n2: 3", AWAY))


async def test_the_commands_of_an_absent_kasubag_say_who_acts_not_that_they_are_for_the_kasubag(
    office: OnTelegram,
) -> None:
    steps = [("/pegawai", "Kartika"), ("[3. Kartika]", "Kasubag"), ("[Tunjuk pengganti]", "Kartika Dewi")]
    rest = [("[6. Setyo]", "nomor SK"), ("800/13", "Mulai"), ("[Hari ini]", "Sampai"), ("8-1-2027", "Plh. Kasubag")]
    await verify_dialog(office.adi, *steps, *rest, ("[Tetapkan]", "Ditetapkan"))
    for command in ("/pegawai", "/kelola", "/libur"):
        await verify_dialog(office.kasubag, (command, "saat ini dijalankan oleh Plh. Kasubag Keu dan Prolap"))


async def test_the_card_still_calls_the_absent_holder_by_their_jabatan(office: OnTelegram) -> None:
    await reach_filling(office)
    await is_away(office)
    card = next(words for words in office.tiara.shown.values() if "Langkah 5 dari 13" in words)
    assert "Yth. Kasi Trantib." in card
    assert AWAY in card
    assert "Yth. Kasi/PPTK" not in all_said(office.tiara)
