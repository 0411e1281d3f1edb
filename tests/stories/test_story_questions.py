"""One question at a time: what is half made waits for its turn, and nothing is lost."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.services import inviting
from bot.store import offices
from bot.store.engine import Tx
from bot.workflow.periods import PeriodKind, Schedule
from demo.keeping import Keeping
from tests.simulator.support import png
from tests.stories.office import (
    OnTelegram,
    open_office,
    reach_decision,
    reach_filling,
    read,
    stranger,
)
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.world import PATROLS, PEMERINTAHAN, small_office

COMMENT = "Mohon dicocokkan dengan daftar desa."
BOTH = (Schedule(PeriodKind.QUARTER), Schedule(PeriodKind.MONTH))


@pytest.fixture
async def two_cycles(database: Keeping) -> AsyncIterator[OnTelegram]:
    """One cycle at step 11, the other still at step 1: the Sekretaris has two things to do."""
    data = small_office()
    async with open_office(database, replace(data, office=replace(data.office, schedules=BOTH))) as office:
        await reach_decision(office)
        yield office


@pytest.fixture
async def filling(office: OnTelegram) -> OnTelegram:
    await reach_filling(office)
    return office


async def begin_return(office: OnTelegram) -> None:
    """One entry of Pemerintahan is ticked, with a comment."""
    await verify_dialog(
        office.sekretaris,
        ("[Kembalikan]", "Pilih unit"),
        (f"[{PEMERINTAHAN}]", "Ketuk indikator"),
        ("[1. Desa]", "Mohon tuliskan catatan"),
        (COMMENT, COMMENT),
    )


def second_chat(tx: Tx, office: OnTelegram, name: str) -> str:
    person = next(one for one in offices.persons(tx, 1) if one.name == name)
    return inviting.invite(tx, 1, person.id, office.stage.clock.now())


async def test_a_half_made_return_comes_back_when_another_question_is_answered(two_cycles: OnTelegram) -> None:
    sekretaris = two_cycles.sekretaris
    await begin_return(two_cycles)
    await sekretaris.press("Tambah instruksi")
    assert COMMENT not in "".join(m.text for m in sekretaris.person.received if m.labels), "it looks open no more"
    await sekretaris.say("Mohon segera.")
    assert "Tercatat. Terima kasih." in all_said(sekretaris)
    assert COMMENT in last(sekretaris)
    await verify_dialog(
        sekretaris,
        ("[Kembali ke unit]", "Pilih unit"),
        ("[Lanjut ke arahan]", "arahan"),
        ("Mohon dilengkapi.", COMMENT),
        ("[Kirim kembali]", "Sudah dikembalikan oleh Sekretaris Kecamatan"),
    )
    assert COMMENT in last(two_cycles.kasubag)


async def test_batal_leaves_the_last_question_and_shows_the_one_before(two_cycles: OnTelegram) -> None:
    await begin_return(two_cycles)
    await two_cycles.sekretaris.press("Tambah instruksi")
    await two_cycles.sekretaris.say("/batal")
    assert COMMENT in last(two_cycles.sekretaris)
    await two_cycles.sekretaris.say("/batal")
    assert COMMENT not in last(two_cycles.sekretaris)
    await verify_dialog(two_cycles.sekretaris, ("/batal", "Tidak ada yang perlu dibatalkan"))


async def test_kembalikan_again_goes_on_where_it_was_left(two_cycles: OnTelegram) -> None:
    sekretaris = two_cycles.sekretaris
    await begin_return(two_cycles)
    await sekretaris.press("Kembalikan")
    assert COMMENT in last(sekretaris)
    await sekretaris.press("Tambah instruksi")
    await verify_dialog(sekretaris, ("[Lanjutkan]", COMMENT))
    assert COMMENT in last(sekretaris)


async def test_a_comment_whose_tick_was_taken_back_is_worth_waiting_for(two_cycles: OnTelegram) -> None:
    sekretaris = two_cycles.sekretaris
    await begin_return(two_cycles)
    await sekretaris.press("✓ 1. Desa")
    await sekretaris.press("Tambah instruksi")
    await verify_dialog(sekretaris, ("[Lanjutkan]", "Ketuk indikator"), ("[1. Desa]", f"“{COMMENT}” tetap berlaku"))


async def test_a_question_without_an_answer_gives_way_without_a_word(two_cycles: OnTelegram) -> None:
    sekretaris = two_cycles.sekretaris
    await sekretaris.press("Setujui")
    await sekretaris.press("Dengan catatan")
    await sekretaris.press("Kembalikan")
    assert "Mohon tuliskan catatan pimpinan" not in last(sekretaris)
    await verify_dialog(sekretaris, ("[Batal]", "dibatalkan"), ("halo", "belum dapat dipahami"))
    assert "Langkah 12 dari 13" not in all_said(two_cycles.kasubag)


async def test_a_return_that_was_left_says_that_it_was(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Kembalikan")
    picker = office.sekretaris.person.last
    await office.sekretaris.press("Batal")
    shown = office.sekretaris.shown[str(picker.id)]
    assert "dibatalkan" in shown
    assert "selesai" not in shown


async def test_a_problem_told_in_the_middle_of_the_form_leads_back_to_the_form(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", f"Indikator 1 dari 2\n{PATROLS}"),
        ("[Sampaikan Kendala]", "Mohon tuliskan kendala"),
        ("Laporan belum masuk.", "Tercatat"),
    )
    assert f"Indikator 1 dari 2\n{PATROLS}" in last(filling.tiara)
    await verify_dialog(filling.tiara, ("12", "Indikator 2 dari 2"))


@pytest.mark.parametrize("command", ["/start", "/tugas", "/status", "/bantuan"])
async def test_after_a_command_the_open_question_is_the_last_thing_on_the_screen(
    filling: OnTelegram, command: str
) -> None:
    await filling.tiara.press("Isi formulir")
    await filling.tiara.say(command)
    assert f"Indikator 1 dari 2\n{PATROLS}" in last(filling.tiara)
    await filling.tiara.press("Sampaikan Kendala")
    await filling.tiara.say(command)
    assert "Mohon tuliskan kendala" in last(filling.tiara)
    assert [m.labels for m in filling.tiara.person.received].count(["Batal"]) == 1
    await verify_dialog(filling.tiara, ("Banjir.", "Tercatat"), ("12", "Indikator 2 dari 2"))


async def test_a_picture_or_a_contact_in_the_middle_of_a_question_leaves_it_open(filling: OnTelegram) -> None:
    await filling.tiara.press("Sampaikan Kendala")
    await filling.tiara.person.photo(png(), caption="Jembatan putus di Desa Contoh.")
    await filling.stage.settle()
    assert "“Jembatan putus di Desa Contoh.”" in last(filling.tiara)
    await filling.tiara.person.share_contact("08123456789")
    await filling.stage.settle()
    assert "belum dapat diproses" in last(filling.tiara)
    await verify_dialog(filling.tiara, ("Jembatan putus.", "Tercatat"))


async def test_a_person_has_a_question_of_their_own_in_each_of_their_chats(filling: OnTelegram) -> None:
    other = stranger(filling)
    await other.person.start(await read(filling, second_chat, filling, "Tiara Utami"))
    await filling.stage.settle()
    await verify_dialog(filling.tiara, ("[Isi formulir]", "Indikator 1 dari 2"), ("12", "Indikator 2 dari 2"))
    await verify_dialog(other, ("[Sampaikan Kendala]", "Mohon tuliskan kendala"), ("Banjir.", "Tercatat"))
    await verify_dialog(filling.tiara, ("3", "Langkah 6 dari 13"))
