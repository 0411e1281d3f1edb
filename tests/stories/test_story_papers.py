"""Whose turn it is has the papers of it, whenever they can be reached, and each of them once."""

from datetime import date

import pytest

from bot.services import inviting
from bot.store import addresses, offices
from bot.store.engine import Tx
from bot.workflow.master import RoleData
from bot.workflow.roles import Kind, Role
from demo.keeping import Keeping
from tests.stories.office import (
    PANDU_SAYS,
    TIARA_SAYS,
    OnTelegram,
    approve,
    archive,
    fill,
    open_office,
    reach_decision,
    reach_filling,
    reach_signing,
    read,
    recap,
    stranger,
)
from tests.stories.phones import TelegramPhone, all_said, card, last, verify_dialog
from tests.stories.test_story_late_unit import go_on_without_tiara
from tests.stories.test_story_returned import flag
from tests.stories.world import TRANTIB, small_office

DISPOSITION = "disposisi-triwulan-iv-tahun-2026.pdf"
FORM = "formulir-triwulan-iv-tahun-2026-kasi"
RECAP = "rekapitulasi-triwulan-iv-tahun-2026-v1.xlsx"
DECIDED = "rekapitulasi-triwulan-iv-tahun-2026-v1-disetujui.xlsx"
REPORT = "dokumen-capaian-triwulan-iv-tahun-2026.pdf"
LETTER = "surat-pengantar-triwulan-iv-tahun-2026.pdf"
NASKAH = "naskah-dokumen-capaian-triwulan-iv-tahun-2026.docx"
LETTER_CONCEPT = "konsep-surat-pengantar-triwulan-iv-tahun-2026.pdf"
LETTER_TO_EDIT = "surat-pengantar-triwulan-iv-tahun-2026.docx"


def files(phone: TelegramPhone) -> list[str]:
    """The names of everything that was sent to this phone, oldest first."""
    return [one.file.name for one in phone.person.received if one.file and "photo" not in one.api]


async def returns(office: OnTelegram, phone: TelegramPhone) -> list[str]:
    """The person lets the bot in again, without a word; what it then says."""
    before = phone.shown
    await phone.person.unblock()
    await office.stage.settle()
    return [words for message, words in phone.shown.items() if message not in before]


async def blocks(office: OnTelegram, phone: TelegramPhone) -> None:
    await phone.person.block()
    await office.stage.settle()


# -- out of reach at the moment ---------------------------------------------------------------------------------------


async def test_who_lets_the_bot_in_again_gets_what_waits_and_its_papers(office: OnTelegram) -> None:
    await reach_decision(office)
    await approve(office)
    await blocks(office, office.camat)
    await archive(office)
    news = await returns(office, office.camat)
    assert "Selamat datang kembali, Bapak Cakra Wibawa" in news[0]
    assert sum("Langkah 13 dari 13" in words for words in news) == 1
    assert sorted(files(office.camat)) == [REPORT, LETTER]
    await office.camat.say("/tugas")
    assert "Langkah 13 dari 13" in last(office.camat)
    assert sorted(files(office.camat)) == [REPORT, LETTER]
    await verify_dialog(office.camat, ("[Sudah ditandatangani]", "Sudah ditandatangani oleh Camat Contoh"))


async def test_who_opens_the_bot_again_is_greeted_once(office: OnTelegram) -> None:
    await reach_signing(office)
    await blocks(office, office.camat)
    before = office.camat.shown
    await office.camat.person.start()
    await office.stage.settle()
    news = [words for message, words in office.camat.shown.items() if message not in before]
    assert len([words for words in news if "Selamat datang" in words]) == 1
    assert len([words for words in news if "Langkah 13 dari 13" in words]) == 1
    await office.camat.say("/start")
    assert "Selamat datang, Bapak Cakra Wibawa" in all_said(office.camat)


async def test_who_lets_the_bot_in_again_while_nothing_waits_hears_nothing(office: OnTelegram) -> None:
    await reach_decision(office)
    await blocks(office, office.camat)
    assert await returns(office, office.camat) == []
    await office.camat.say("/start")
    assert "Selamat datang, Bapak Cakra Wibawa" in all_said(office.camat)
    assert "tidak ada yang perlu ditindaklanjuti" in last(office.camat)


def out_of_reach(tx: Tx, person: TelegramPhone, office: OnTelegram) -> None:
    """As after a send that Telegram refused for good."""
    chat_id = str(person.person.id)
    addresses.reach(tx, "telegram", chat_id, office.stage.clock.now())


@pytest.mark.parametrize("words", ["/status", "/tugas", "/start", "halo"])
async def test_whoever_writes_can_be_reached_whatever_was_thought(office: OnTelegram, words: str) -> None:
    """An account that was closed comes back without an update of its own."""
    await reach_decision(office)
    await approve(office)
    await read(office, out_of_reach, office.camat, office)
    await archive(office)
    await office.camat.say(words)
    assert sum("Langkah 13 dari 13" in said for said in office.camat.shown.values()) == (2 if words == "/status" else 1)
    assert all_said(office.camat).count("Selamat datang kembali") == 1
    assert sorted(files(office.camat)) == [REPORT, LETTER]


async def test_a_form_that_arrives_late_prints_the_deadline_that_then_runs(office: OnTelegram) -> None:
    await office.until(4, 8)
    await blocks(office, office.tiara)
    await reach_filling(office)
    await office.until(6, 9)
    await returns(office, office.tiara)
    assert [name.removeprefix(FORM) for name in files(office.tiara)] == ["-trantib.xlsx"]
    assert "8 Januari 2027" in all_said(office.tiara)


# -- each paper to whoever needs it, once -----------------------------------------------------------------------------


async def test_the_papers_of_every_step_are_with_its_holder(office: OnTelegram) -> None:
    await reach_signing(office)
    await office.camat.press("Sudah ditandatangani")
    forms = [f"{FORM}-{unit}.xlsx" for unit in ("pemerintahan", "trantib")]
    receipts = [f"tanda-terima-triwulan-iv-tahun-2026{version}.pdf" for version in ("", "-v2")]
    expected = {
        "camat": [REPORT, LETTER],
        "sekretaris": [RECAP],
        "kasubag": [DISPOSITION, *receipts, RECAP, DECIDED, REPORT, NASKAH, LETTER_CONCEPT, LETTER, LETTER_TO_EDIT],
        "staf": [*receipts, RECAP],
        "pandu": forms[:1],
        "opi": forms[:1],
        "tiara": forms[1:],
        "adi": [],
    }
    assert {key: files(getattr(office, key)) for key in expected} == expected


async def test_the_second_approver_has_the_recap_to_decide_on(database: Keeping) -> None:
    sekar_for_tiara = RoleData("sekretaris", Role.OPERATOR, "Pengelola Data", TRANTIB)
    async with open_office(database, small_office(sekar_for_tiara)) as office:
        await reach_decision(office)
        await office.sekretaris.press("Ke penyetuju kedua")
        assert files(office.camat) == [RECAP]
        assert "Langkah 11 dari 13" in card(office.camat)


async def test_a_form_asked_for_by_one_is_not_sent_to_the_others(office: OnTelegram) -> None:
    await reach_filling(office)
    await fill(office.pandu, PANDU_SAYS[:1])
    await office.pandu.say("/excel")
    assert files(office.pandu) == [f"{FORM}-pemerintahan.xlsx", f"{FORM}-pemerintahan-v2.xlsx"]
    await office.opi.say("/tugas")
    assert files(office.opi) == [f"{FORM}-pemerintahan.xlsx"]


async def test_a_form_that_has_not_changed_is_the_same_file(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.pandu.say("/excel")
    assert files(office.pandu) == [f"{FORM}-pemerintahan.xlsx"] * 2


async def test_after_a_return_the_new_version_goes_out_and_only_that(office: OnTelegram) -> None:
    await reach_signing(office)
    await office.camat.press("Kembalikan")
    await office.camat.say("Mohon serapan dijelaskan.")
    await blocks(office, office.camat)
    await office.kasubag.press("Teruskan arahan")
    for label in ("Konfirmasi rekap", "Serahkan ke Kasubag"):
        await office.staf.press(label)
    await office.kasubag.press("Laporkan")
    await approve(office)
    await archive(office)
    await returns(office, office.camat)
    again = [name.replace(".pdf", "-v2.pdf") for name in (REPORT, LETTER)]
    assert files(office.camat)[:2] == [REPORT, LETTER]
    assert sorted(files(office.camat)[2:]) == again


async def test_a_form_that_only_had_to_be_handed_over_comes_again_with_its_card(office: OnTelegram) -> None:
    """Complete but late, it was left out; the return of another unit opens step 6 for it."""
    await reach_filling(office)
    await fill(office.pandu, PANDU_SAYS)
    await office.pandu.press("Serahkan")
    await fill(office.tiara, TIARA_SAYS)
    await go_on_without_tiara(office)
    await recap(office)
    await flag(office, "1. Desa")
    await office.kasubag.press("Teruskan arahan")
    assert "Langkah 6 dari 13" in all_said(office.tiara)
    assert files(office.tiara) == [f"{FORM}-trantib.xlsx", f"{FORM}-trantib-v2.xlsx"]
    assert files(office.pandu) == [f"{FORM}-pemerintahan.xlsx", f"{FORM}-pemerintahan-v2.xlsx"]


# -- who comes later --------------------------------------------------------------------------------------------------


def invite_camat(tx: Tx, office: OnTelegram) -> str:
    found = next(person for person in offices.persons(tx, 1) if person.name == "Cakra Wibawa")
    return inviting.invite(tx, 1, found.id, office.stage.clock.now())


async def test_who_is_linked_later_gets_what_waits_and_its_papers(office: OnTelegram) -> None:
    await reach_signing(office)
    second = stranger(office)
    await second.person.start(await read(office, invite_camat, office))
    await office.stage.settle()
    assert "Langkah 13 dari 13" in all_said(second)
    assert sorted(files(second)) == [REPORT, LETTER]
    assert files(office.camat) == [REPORT, LETTER]


async def test_a_substitute_gets_what_waits_from_the_first_minute_of_the_mandate(database: Keeping) -> None:
    mandate = RoleData("opi", Role.CAMAT, "Camat Contoh", kind=Kind.PLH, starts_on=date(2027, 1, 7))
    async with open_office(database, small_office(mandate)) as office:
        await reach_signing(office)
        await office.until(6, 23, 59)
        assert "Langkah 13 dari 13" not in all_said(office.opi)
        await office.until(7, 7, 45)
        assert "Plh. Camat Contoh" in all_said(office.opi)
        assert sorted(files(office.opi)[1:]) == [REPORT, LETTER]
        assert sum("Langkah 13 dari 13" in words for words in office.opi.shown.values()) == 1
        await verify_dialog(office.opi, ("[Sudah ditandatangani]", "Sudah ditandatangani oleh Plh. Camat Contoh"))
