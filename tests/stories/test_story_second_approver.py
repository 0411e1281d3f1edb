"""Where the Sekretaris and the Camat both have an own part, the admin names who decides."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.store import history
from bot.store.engine import Tx
from bot.workflow.master import RoleData
from bot.workflow.roles import Role
from demo.keeping import Keeping
from tests.stories.office import OnTelegram, archive, open_office, reach_decision, read
from tests.stories.phones import all_said, card, last, verify_dialog
from tests.stories.world import PEMERINTAHAN, TRANTIB, small_office

SEKAR = RoleData("sekretaris", Role.OPERATOR, "Pengelola Data", TRANTIB)
CAKRA = RoleData("camat", Role.OPERATOR, "Pengelola Data", PEMERINTAHAN)


@pytest.fixture
async def office(database: Keeping) -> AsyncIterator[OnTelegram]:
    """Both fill in a unit."""
    async with open_office(database, small_office(SEKAR, CAKRA)) as office:
        await reach_decision(office)
        await office.sekretaris.press("Ke penyetuju kedua")
        yield office


async def test_the_admin_is_told_and_names_another_who_decides_alone(office: OnTelegram) -> None:
    assert "menunggu persetujuan, tetapi Cakra Wibawa memegang unit yang datanya direkap" in last(office.adi)
    await verify_dialog(office.adi, ("[Tunjuk penyetuju]", "Saat ini: Cakra Wibawa (Camat Contoh)"))
    assert [label for label in office.adi.labels if label[0].isdigit()] == ["1. Setyo Budi"]
    await verify_dialog(office.adi, ("[1. Setyo Budi]", "Setyo Budi (Staf Keu dan Prolap)"))
    assert "Langkah 11 dari 13" in card(office.staf)
    assert "Setujui" not in office.camat.labels
    await verify_dialog(office.staf, ("[Setujui]", "menyetujui"), ("[Ya, setujui]", "Sudah disetujui oleh Staf Keu"))
    await archive(office)
    assert "Langkah 13 dari 13" in all_said(office.camat)


async def test_neither_himself_nor_who_has_an_own_part_can_be_named(office: OnTelegram) -> None:
    await office.adi.press("Tunjuk penyetuju")
    data = office.adi.data("1. Setyo Budi")
    cycle, setyo = data.split(":")[1:]
    await office.adi.forge(f"second_is:{cycle}:8")
    assert "tidak dapat menunjuk diri sendiri" in last(office.adi)
    await office.adi.forge(f"second_is:{cycle}:1")
    assert "Cakra Wibawa tidak dapat ditunjuk karena memegang unit yang datanya direkap" in last(office.adi)
    await office.adi.forge(f"second_is:{cycle}:3")
    assert "Kartika Dewi tidak dapat ditunjuk karena melaporkan rekapitulasi" in last(office.adi)
    for phone in (office.kasubag, office.sekretaris, office.camat):
        assert "hanya untuk admin" in await phone.forge(f"second_is:{cycle}:{setyo}")
    assert "Langkah 11 dari 13" not in all_said(office.staf)


async def test_a_button_without_a_person_or_pressed_again_names_nobody(office: OnTelegram) -> None:
    await office.adi.press("Tunjuk penyetuju")
    data = office.adi.data("1. Setyo Budi")
    for forged in (data.rpartition(":")[0], f"{data}x"):
        assert "sudah selesai" in await office.adi.forge(forged)
    for _ in range(2):
        await office.adi.forge(data)
    assert await read(office, named) == ["Setyo Budi"]


def named(tx: Tx) -> list[str]:
    return [row.data["name"] for row in history.of_cycle(tx, 1) if row.event == "SecondNamed"]


async def test_only_who_was_named_may_decide(office: OnTelegram) -> None:
    await office.adi.press("Tunjuk penyetuju")
    await office.adi.press("1. Setyo Budi")
    data = office.staf.data("Setujui").split(":", 1)[1]
    await office.camat.forge(f"approve_yes:{data}")
    assert "hanya untuk penyetuju kedua yang ditunjuk" in last(office.camat)
    assert "Langkah 12 dari 13" not in all_said(office.kasubag)


async def test_the_camat_decides_again_where_the_admin_says_so(database: Keeping) -> None:
    async with open_office(database, small_office(SEKAR)) as office:
        await reach_decision(office)
        await office.adi.say("/penyetuju")
        await office.adi.press("2. Setyo Budi")
        await office.sekretaris.press("Ke penyetuju kedua")
        assert "Langkah 11 dari 13" in card(office.staf)
        await office.adi.say("/penyetuju")
        await verify_dialog(office.adi, ("[Sesuai SOP]", "Cakra Wibawa (Camat Contoh)"))
        assert "Setujui" not in office.staf.labels
        await verify_dialog(office.camat, ("[Setujui]", "menyetujui"), ("[Ya, setujui]", "Sudah disetujui oleh Camat"))


async def test_the_recap_that_is_kept_names_who_approved_and_no_other(office: OnTelegram) -> None:
    await office.adi.press("Tunjuk penyetuju")
    await office.adi.press("1. Setyo Budi")
    await office.staf.press("Setujui")
    await office.staf.press("Ya, setujui")
    await office.kasubag.press("Simpan data")
    book = load_workbook(BytesIO(office.kasubag.file("rekapitulasi")))
    columns = ([str(cell.value) for cell in column if cell.value] for column in book["Rekapitulasi"].columns)
    signed = next(column for column in columns if "Disetujui oleh" in column)
    approved = signed.index("Disetujui oleh")
    assert signed[approved + 1 : approved + 3] == ["Staf Keu dan Prolap,", "Setyo Budi"]
    assert "Sekar Ayuningtyas" not in str([cell.value for row in book["Rekapitulasi"].iter_rows() for cell in row])
