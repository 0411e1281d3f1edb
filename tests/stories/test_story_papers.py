"""Whose turn it is has the papers of it, whenever they can be reached, and each of them once."""

from pathlib import Path

from bot.workflow.master import RoleData
from bot.workflow.roles import Kind, Role
from tests.stories.office import (
    PANDU_SAYS,
    OnTelegram,
    approve,
    fill,
    open_office,
    reach_decision,
    reach_filling,
    reach_signing,
)
from tests.stories.phones import TelegramPhone, last
from tests.stories.world import TRANTIB, small_office

DISPOSITION = "disposisi-triwulan-iv-tahun-2026.pdf"
FORM = "formulir-triwulan-iv-tahun-2026-kasi"
RECAP = "rekapitulasi-triwulan-iv-tahun-2026-v1.xlsx"
REPORT = "dokumen-capaian-triwulan-iv-tahun-2026.pdf"
LETTER = "surat-pengantar-triwulan-iv-tahun-2026.pdf"
LETTER_TO_EDIT = "surat-pengantar-triwulan-iv-tahun-2026.docx"


def files(phone: TelegramPhone) -> list[str]:
    """The names of everything that was sent to this phone, oldest first."""
    return [message.file.name for message in phone.person.received if message.file]


# -- each paper to whoever needs it, once -----------------------------------------------------------------------------


async def test_the_papers_of_every_step_are_with_its_holder(office: OnTelegram) -> None:
    await reach_signing(office)
    await office.camat.press("Sudah ditandatangani")
    forms = [f"{FORM}-{unit}.xlsx" for unit in ("pemerintahan", "trantib")]
    receipts = [f"tanda-terima-triwulan-iv-tahun-2026{version}.pdf" for version in ("", "-v2")]
    expected = {
        "camat": [REPORT, LETTER],
        "sekretaris": [RECAP],
        "kasubag": [DISPOSITION, *receipts, RECAP, REPORT, LETTER, LETTER_TO_EDIT],
        "staf": [*receipts, RECAP],
        "pandu": forms[:1],
        "opi": forms[:1],
        "tiara": forms[1:],
        "adi": [],
    }
    assert {key: files(getattr(office, key)) for key in expected} == expected


async def test_the_second_approver_has_the_recap_to_decide_on(tmp_path: Path) -> None:
    sekar_for_tiara = RoleData("sekretaris", Role.KASI, TRANTIB, TRANTIB, Kind.PLT)
    async with open_office(tmp_path, small_office(sekar_for_tiara)) as office:
        await reach_decision(office)
        await approve(office)
        assert files(office.camat) == [RECAP]
        assert "Langkah 11 dari 13" in last(office.camat)


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
