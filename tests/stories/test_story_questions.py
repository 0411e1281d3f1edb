"""One question at a time: what is half made waits for its turn, what has lost its subject is ended, nothing is lost."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.services import people
from bot.store import offices
from bot.store.engine import Tx
from bot.workflow.master import RoleData
from bot.workflow.periods import PeriodKind
from bot.workflow.roles import Kind, Role
from tests.simulator.support import png
from tests.stories.office import (
    PANDU_SAYS,
    OnTelegram,
    approve,
    fill,
    open_office,
    reach_decision,
    reach_filling,
    read,
    recap,
    stranger,
)
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.world import PATROLS, PEMERINTAHAN, SERVICES, TRANTIB, VILLAGES, small_office

COMMENT = "Mohon dicocokkan dengan daftar desa."
BOTH = (PeriodKind.QUARTER, PeriodKind.MONTH)
CAMAT_FOR_SEKAR = RoleData("camat", Role.SEKRETARIS, "Sekretaris Kecamatan", kind=Kind.PLH)
"""The Camat is asked beside the Sekretaris, and either may decide."""
SETYO_FOR_KARTIKA = RoleData("staf", Role.KASUBAG, "Kasubag Keu dan Prolap", kind=Kind.PLH)


@pytest.fixture
async def two_cycles(tmp_path: Path) -> AsyncIterator[OnTelegram]:
    """One cycle at step 11, the other still at step 1: the Sekretaris has two things to do."""
    data = small_office()
    async with open_office(tmp_path, replace(data, office=replace(data.office, schedules=BOTH))) as office:
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
        ("[1. Desa]", "Tuliskan catatan"),
        (COMMENT, COMMENT),
    )


def second_chat(tx: Tx, office: OnTelegram, name: str) -> str:
    person = next(one for one in offices.persons(tx, 1) if one.name == name)
    return people.invite(tx, 1, person.id, office.stage.clock.now())


# -- a question waits for another ------------------------------------------------------------------------------------


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
    assert "Tuliskan catatan pimpinan" not in last(sekretaris)
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
        ("[Sampaikan Kendala]", "Tuliskan kendala"),
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
    assert "Tuliskan kendala" in last(filling.tiara)
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
    await verify_dialog(other, ("[Sampaikan Kendala]", "Tuliskan kendala"), ("Banjir.", "Tercatat"))
    await verify_dialog(filling.tiara, ("3", "Langkah 6 dari 13"))


# -- a question loses its subject ------------------------------------------------------------------------------------


async def test_the_question_of_a_form_ends_with_serahkan(filling: OnTelegram) -> None:
    await fill(filling.tiara, ("12", "3"))
    await verify_dialog(filling.tiara, ("[Lihat isian]", PATROLS), ("[1. Patroli]", "Isian sekarang: 12"))
    await filling.tiara.press("Serahkan")
    await verify_dialog(filling.tiara, ("11", "belum dapat dipahami"), ("/batal", "Tidak ada yang perlu dibatalkan"))


async def test_who_answers_after_a_colleague_has_submitted_is_told_and_gets_the_words_back(
    filling: OnTelegram,
) -> None:
    await fill(filling.pandu, PANDU_SAYS)
    await filling.opi.say("/isi")
    await verify_dialog(filling.opi, ("[1. Desa]", "Isian sekarang: 87,5"))
    await filling.pandu.press("Serahkan")
    await verify_dialog(filling.opi, ("88,2", "sudah diserahkan dan terkunci"))
    assert "“88,2”" in last(filling.opi)
    await verify_dialog(filling.opi, ("88,2", "belum dapat dipahami"))


async def test_a_return_given_up_for_an_approval_is_over_and_its_comments_are_shown(office: OnTelegram) -> None:
    await reach_decision(office)
    await begin_return(office)
    await approve(office)
    assert "tidak dikirim" in last(office.sekretaris)
    assert COMMENT in last(office.sekretaris)
    await verify_dialog(office.sekretaris, ("Terima kasih", "belum dapat dipahami"))
    assert "Langkah 12 dari 13" in last(office.kasubag)


@pytest.fixture
async def two_who_decide(tmp_path: Path) -> AsyncIterator[OnTelegram]:
    async with open_office(tmp_path, small_office(CAMAT_FOR_SEKAR)) as office:
        await reach_decision(office)
        yield office


async def test_a_return_that_another_forestalled_is_over_and_nothing_typed_is_lost(
    two_who_decide: OnTelegram,
) -> None:
    office = two_who_decide
    await begin_return(office)
    picker = office.sekretaris.person.last
    await office.camat.press("Setujui")
    await office.camat.press("Ya, setujui")
    assert "disetujui oleh Plh. Sekretaris Kecamatan" in office.sekretaris.shown[str(picker.id)]
    assert office.sekretaris.labels == []
    await verify_dialog(office.sekretaris, ("Mohon dilengkapi.", "sudah diselesaikan oleh Plh. Sekretaris Kecamatan"))
    assert COMMENT in last(office.sekretaris)
    assert "“Mohon dilengkapi.”" in last(office.sekretaris)
    await verify_dialog(office.sekretaris, ("Mohon dilengkapi.", "belum dapat dipahami"))


async def test_a_return_sent_too_late_does_not_trap_the_chat(two_who_decide: OnTelegram) -> None:
    office = two_who_decide
    await begin_return(office)
    await office.sekretaris.press("Kembali ke unit")
    await office.sekretaris.press("Lanjut ke arahan")
    await office.sekretaris.say("Mohon dilengkapi.")
    await office.camat.press("Setujui")
    await office.camat.press("Ya, setujui")
    await office.sekretaris.press("Kirim kembali")
    for words in ("sudah diselesaikan oleh Plh. Sekretaris Kecamatan", "“Mohon dilengkapi.”", COMMENT):
        assert words in last(office.sekretaris), words
    await verify_dialog(office.sekretaris, ("/batal", "Tidak ada yang perlu dibatalkan"))


async def test_a_letter_that_another_finished_is_over_and_its_number_comes_back(tmp_path: Path) -> None:
    async with open_office(tmp_path, small_office(SETYO_FOR_KARTIKA)) as office:
        await reach_decision(office)
        await approve(office)
        await office.kasubag.press("Simpan data")
        await office.kasubag.press("Isi nomor surat")
        await office.kasubag.say("000.8.6.3/17/2027")
        await office.staf.press("Isi nomor surat")
        await office.staf.say("000.8.6.3/18/2027")
        await office.staf.press("Hari ini")
        await office.staf.press("Ya, benar")
        await verify_dialog(office.kasubag, ("12-1-2027", "sudah diselesaikan oleh Plh. Kasubag"))
        assert "“12-1-2027”" in last(office.kasubag)
        assert "000.8.6.3/17/2027" in last(office.kasubag)
        await verify_dialog(office.kasubag, ("12-1-2027", "belum dapat dipahami"))


async def test_words_for_a_step_that_another_took_are_handed_back(two_who_decide: OnTelegram) -> None:
    office = two_who_decide
    await office.sekretaris.press("Setujui")
    await office.sekretaris.press("Dengan catatan")
    await office.camat.press("Setujui")
    await office.camat.press("Ya, setujui")
    await verify_dialog(office.sekretaris, ("Agar dipantau.", "“Agar dipantau.”"))
    await verify_dialog(office.sekretaris, ("Agar dipantau.", "belum dapat dipahami"))


async def test_a_form_returned_meanwhile_is_not_filled_through_an_old_question(office: OnTelegram) -> None:
    """In Tiara's other chat a question was open when she submitted; the form came back with the same entry open."""
    await reach_filling(office)
    other = stranger(office)
    await other.person.start(await read(office, second_chat, office, "Tiara Utami"))
    await office.stage.settle()
    await fill(office.pandu, PANDU_SAYS)
    await office.pandu.press("Serahkan")
    await fill(office.tiara, ("12", "3"))
    await other.press("Lihat isian")
    await other.press("1. Patroli")
    await office.tiara.press("Serahkan")
    await recap(office)
    await office.sekretaris.press("Kembalikan")
    await office.sekretaris.press(TRANTIB)
    for label in ("1. Patroli", "Tanpa catatan", "Kembali ke unit", "Lanjut ke arahan"):
        await office.sekretaris.press(label)
    await office.sekretaris.say("Mohon diperiksa.")
    await office.sekretaris.press("Kirim kembali")
    await office.kasubag.press("Teruskan arahan")
    await verify_dialog(other, ("7", "“7”"))
    await verify_dialog(other, ("/isi", "nilai lama 12"), ("11", "Langkah 6 dari 13"))


async def test_who_takes_over_a_chat_does_not_take_over_its_question(filling: OnTelegram) -> None:
    await filling.tiara.press("Sampaikan Kendala")
    await filling.tiara.person.start(await read(filling, second_chat, filling, "Pandu Praja"))
    await filling.stage.settle()
    await verify_dialog(filling.tiara, ("Rahasia.", "belum dapat dipahami"))
    assert VILLAGES not in all_said(filling.kasubag)
    assert SERVICES not in all_said(filling.kasubag)
