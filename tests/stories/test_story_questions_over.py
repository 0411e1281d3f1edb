"""A question that has lost its subject is ended where it is found, and what was typed for it is handed back."""

from collections.abc import AsyncIterator

import pytest

from bot.workflow.master import RoleData
from bot.workflow.roles import Role
from demo.keeping import Keeping
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
from tests.stories.test_story_questions import COMMENT, begin_return, second_chat
from tests.stories.world import PATROLS, SERVICES, TRANTIB, VILLAGES, small_office

CAMAT_FOR_SEKAR = RoleData("camat", Role.SEKRETARIS, "Pejabat Sekretaris")
"""The Camat is asked beside the Sekretaris, and either may decide."""
SETYO_FOR_KARTIKA = RoleData("staf", Role.KASUBAG, "Pejabat Kasubag")


@pytest.fixture
async def filling(office: OnTelegram) -> OnTelegram:
    await reach_filling(office)
    return office


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
async def two_who_decide(database: Keeping) -> AsyncIterator[OnTelegram]:
    async with open_office(database, small_office(CAMAT_FOR_SEKAR)) as office:
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
    assert "disetujui oleh Pejabat Sekretaris" in office.sekretaris.shown[str(picker.id)]
    assert office.sekretaris.labels == []
    await verify_dialog(office.sekretaris, ("Mohon dilengkapi.", "sudah diselesaikan oleh Pejabat Sekretaris"))
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
    for words in ("sudah diselesaikan oleh Pejabat Sekretaris", "“Mohon dilengkapi.”", COMMENT):
        assert words in last(office.sekretaris), words
    await verify_dialog(office.sekretaris, ("/batal", "Tidak ada yang perlu dibatalkan"))


async def test_a_letter_that_another_finished_is_over_and_its_number_comes_back(database: Keeping) -> None:
    async with open_office(database, small_office(SETYO_FOR_KARTIKA)) as office:
        await reach_decision(office)
        await approve(office)
        await office.kasubag.press("Simpan data")
        await office.kasubag.press("Isi nomor surat")
        await office.kasubag.say("000.8.6.3/17/2027")
        await office.staf.press("Isi nomor surat")
        await office.staf.say("000.8.6.3/18/2027")
        await office.staf.press("Hari ini")
        await office.staf.press("Ya, benar")
        await verify_dialog(office.kasubag, ("12-1-2027", "sudah diselesaikan oleh Pejabat Kasubag"))
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
    for label in ("1. Patroli", "Sama seperti arahan", "Kembali ke unit", "Lanjut ke arahan"):
        await office.sekretaris.press(label)
    await office.sekretaris.say("Mohon diperiksa.")
    await office.sekretaris.press("Kirim kembali")
    await office.kasubag.press("Teruskan arahan")
    await verify_dialog(other, ("7", "“7”"))
    await verify_dialog(other, ("/isi", "nilai lama 12"), ("11", "Langkah 6 dari 13"))


async def test_who_takes_over_a_chat_does_not_take_over_its_question(filling: OnTelegram) -> None:
    await filling.tiara.press("Sampaikan Kendala")
    await verify_dialog(filling.adi, ("/pegawai", "Tiara"), ("[8. Tiara]", "Keadaan"), ("[Putuskan]", "Putuskan Tiara"))
    await verify_dialog(filling.adi, ("[Ya, putuskan]", "telah diputuskan"))
    await filling.tiara.person.start(await read(filling, second_chat, filling, "Pandu Praja"))
    await filling.stage.settle()
    await verify_dialog(filling.tiara, ("Rahasia.", "belum dapat dipahami"))
    assert VILLAGES not in all_said(filling.kasubag)
    assert SERVICES not in all_said(filling.kasubag)
