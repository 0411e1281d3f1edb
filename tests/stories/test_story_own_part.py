"""A Sekretaris who has an own part in the data may return it, but somebody else approves."""

from collections.abc import AsyncIterator

import pytest

from bot.store import forms, offices
from bot.store.engine import Tx
from bot.workflow.master import RoleData
from bot.workflow.roles import Role
from demo.keeping import Keeping
from tests.stories.office import OnTelegram, archive, open_office, reach_decision, read
from tests.stories.phones import all_said, card, last, verify_dialog
from tests.stories.world import PEMERINTAHAN, TRANTIB, small_office

SEKAR_FOR_TIARA = RoleData("sekretaris", Role.OPERATOR, "Pengelola Data", TRANTIB)
"""The Sekretaris fills beside Tiara."""


@pytest.fixture
async def office(database: Keeping) -> AsyncIterator[OnTelegram]:
    async with open_office(database, small_office(SEKAR_FOR_TIARA)) as office:
        yield office


async def test_she_is_not_asked_for_an_approval_but_may_pass_it_on_to_the_camat_whose_tap_alone_decides(
    office: OnTelegram,
) -> None:
    await reach_decision(office)
    assert "memegang unit yang datanya direkap" in card(office.sekretaris)
    assert office.sekretaris.labels == ["Ke penyetuju kedua", "Kembalikan", "Lihat rekap"]
    await verify_dialog(
        office.sekretaris, ("[Ke penyetuju kedua]", "diteruskan kepada penyetuju kedua oleh Sekretaris")
    )
    assert "karena Bapak/Ibu memegang unit yang datanya direkap" in last(office.sekretaris)
    assert "Langkah 12 dari 13" not in all_said(office.kasubag)
    assert "Langkah 11 dari 13" in card(office.camat)
    data = office.camat.data("Setujui")
    assert "hanya untuk Camat" in await office.sekretaris.forge(data)
    await verify_dialog(
        office.camat,
        ("[Setujui]", "Apakah Bapak/Ibu menyetujui"),
        ("[Ya, setujui]", "Sudah disetujui oleh Camat Contoh"),
    )
    assert "Langkah 12 dari 13" in last(office.kasubag)
    await archive(office)
    assert "Langkah 13 dari 13" in all_said(office.camat)


async def test_a_setujui_that_is_not_hers_is_answered_with_what_she_can_do(office: OnTelegram) -> None:
    await reach_decision(office)
    press = office.sekretaris.data("Kembalikan").split(":", 1)[1]
    for verb in ("approve", "approve_with"):
        await office.sekretaris.forge(f"{verb}:{press}")
        assert "memegang unit yang datanya direkap" in card(office.sekretaris), verb
        assert "Ke penyetuju kedua" in office.sekretaris.labels, verb
    await verify_dialog(office.sekretaris, ("Setuju.", "belum dapat dipahami"))


async def test_who_has_no_own_part_passes_nothing_on(database: Keeping) -> None:
    async with open_office(database) as office:
        await reach_decision(office)
        press = office.sekretaris.data("Setujui").split(":", 1)[1]
        assert "Keadaan sudah berubah" in await office.sekretaris.forge(f"refer:{press}")
        assert "Langkah 11 dari 13" not in all_said(office.camat)


async def test_a_catatan_written_by_whom_an_own_part_has_overtaken_goes_to_the_camat(database: Keeping) -> None:
    """She was asked for it; then an entry became hers, as a workbook of the operator's would have done."""
    async with open_office(database) as office:
        await reach_decision(office)
        await office.sekretaris.press("Setujui")
        await office.sekretaris.press("Dengan catatan")
        await read(office, become_author, "Sekar Ayuningtyas")
        await office.sekretaris.say("Mohon serapan dipantau.")
        assert "Langkah 12 dari 13" not in all_said(office.kasubag)
        assert "“Mohon serapan dipantau.”" in card(office.camat)


def become_author(tx: Tx, name: str) -> None:
    person = next(one for one in offices.persons(tx, 1) if one.name == name)
    forms.add_author(tx, 1, 1, person.id)


async def test_she_may_return_it_herself(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris,
        ("[Kembalikan]", "Pilih unit"),
        ("[Lanjut ke arahan]", "arahan"),
        ("Mohon dilengkapi.", "Apakah sudah benar?"),
        ("[Kirim kembali]", "Sudah dikembalikan oleh Sekretaris Kecamatan"),
    )


async def test_the_camat_may_return_what_was_referred(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Ke penyetuju kedua")
    await verify_dialog(
        office.camat,
        ("[Kembalikan]", "Pilih unit"),
        (f"[{TRANTIB}]", "Ketuk indikator"),
        ("[1. Patroli]", "Mohon tuliskan catatan"),
        ("Mohon dicek.", "Mohon dicek."),
        ("[Kembali ke unit]", "Pilih unit"),
        ("[Lanjut ke arahan]", "arahan"),
        ("Mohon dilengkapi.", "Apakah sudah benar?"),
        ("[Kirim kembali]", "Sudah dikembalikan oleh Camat Contoh"),
    )
    assert "Mohon dicek." in last(office.kasubag)
    await office.kasubag.press("Teruskan arahan")
    assert "arahan pimpinan" in all_said(office.tiara)


async def test_a_second_approver_with_an_own_part_may_only_return_too(database: Keeping) -> None:
    camat = RoleData("camat", Role.OPERATOR, "Pengelola Data", PEMERINTAHAN)
    async with open_office(database, small_office(SEKAR_FOR_TIARA, camat)) as office:
        await reach_decision(office)
        await office.sekretaris.press("Ke penyetuju kedua")
        assert office.camat.labels == ["Kembalikan", "Lihat rekap"]
        press = office.camat.data("Kembalikan").split(":", 1)[1]
        await office.camat.forge(f"approve_yes:{press}")
        assert "tidak dapat Bapak/Ibu setujui karena" in last(office.camat)
        await office.camat.forge(f"refer:{press}")
        assert "Langkah 12 dari 13" not in all_said(office.kasubag)
        await verify_dialog(office.camat, ("[Kembalikan]", "Pilih unit"))
