"""A Sekretaris who has an own part in the data may return it, but somebody else approves."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.workflow.master import RoleData
from bot.workflow.roles import Kind, Role
from tests.stories.office import OnTelegram, archive, open_office, reach_decision
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.world import PEMERINTAHAN, TRANTIB, small_office

SEKAR_FOR_TIARA = RoleData("sekretaris", Role.KASI, TRANTIB, TRANTIB, Kind.PLT)
"""The Sekretaris stands in for Tiara."""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[OnTelegram]:
    async with open_office(tmp_path, small_office(SEKAR_FOR_TIARA)) as office:
        yield office


async def test_setujui_goes_to_the_camat_whose_tap_alone_decides(office: OnTelegram) -> None:
    await reach_decision(office)
    await verify_dialog(
        office.sekretaris,
        ("[Setujui]", "Apakah Bapak/Ibu menyetujui"),
        ("[Ya, setujui]", "turut mengisi data Triwulan IV Tahun 2026"),
    )
    assert "Langkah 12 dari 13" not in all_said(office.kasubag)
    assert "Langkah 11 dari 13" in last(office.camat)
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
    await office.sekretaris.press("Setujui")
    await office.sekretaris.press("Ya, setujui")
    await verify_dialog(
        office.camat,
        ("[Kembalikan]", "Pilih unit"),
        (f"[{TRANTIB}]", "Ketuk indikator"),
        ("[1. Patroli]", "Tuliskan catatan"),
        ("Mohon dicek.", "Mohon dicek."),
        ("[Kembali ke unit]", "Pilih unit"),
        ("[Lanjut ke arahan]", "arahan"),
        ("Mohon dilengkapi.", "Apakah sudah benar?"),
        ("[Kirim kembali]", "Sudah dikembalikan oleh Camat Contoh"),
    )
    assert "Mohon dicek." in last(office.kasubag)
    await office.kasubag.press("Teruskan arahan")
    assert "arahan pimpinan" in all_said(office.tiara)


async def test_a_second_approver_with_an_own_part_may_only_return_too(tmp_path: Path) -> None:
    camat = RoleData("camat", Role.OPERATOR, "Pengelola Data", PEMERINTAHAN)
    async with open_office(tmp_path, small_office(SEKAR_FOR_TIARA, camat)) as office:
        await reach_decision(office)
        await office.sekretaris.press("Setujui")
        await office.sekretaris.press("Ya, setujui")
        await office.camat.press("Setujui")
        await verify_dialog(office.camat, ("[Ya, setujui]", "sehingga tidak dapat menyetujuinya"))
        assert "Langkah 12 dari 13" not in all_said(office.kasubag)
        await verify_dialog(office.camat, ("[Kembalikan]", "Pilih unit"))
