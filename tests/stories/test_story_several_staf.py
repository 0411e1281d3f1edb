"""An office with several Staf: the Kasubag chooses at step 3 who is told."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.workflow.master import RoleData
from bot.workflow.roles import Role
from tests.stories.office import OnTelegram, open_office
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.world import small_office

OTHERS = (
    RoleData("opi", Role.STAF, "Staf Umum dan Kepegawaian"),
    RoleData("adi", Role.STAF, "Staf Perencanaan"),
)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[OnTelegram]:
    async with open_office(tmp_path, small_office(*OTHERS)) as office:
        await office.until(4, 8)
        await office.sekretaris.press("Disposisikan")
        await office.kasubag.press("Formulir siap")
        yield office


def live(office: OnTelegram) -> list[str]:
    return [label for message in office.kasubag.person.received for label in message.labels]


async def test_the_kasubag_chooses_and_only_the_chosen_is_told(office: OnTelegram) -> None:
    assert "Staf yang diberi tahu: seluruh Staf (Setyo Budi, Opi Lestari, Adi Nugroho)" in last(office.kasubag)
    await verify_dialog(
        office.kasubag,
        ("[Pilih Staf]", "2. Opi Lestari (Staf Umum dan Kepegawaian)"),
        ("[2. Opi Lestari]", "Staf yang diberi tahu: Opi Lestari (Staf Umum dan Kepegawaian)"),
    )
    assert live(office) == ["Perintahkan Staf", "Dengan catatan", "Pilih Staf"], "nothing old is left to tap"
    await office.kasubag.press("Perintahkan Staf")
    assert "Yth. Staf Umum dan Kepegawaian. Dimohon membagikan" in last(office.opi)
    assert "Langkah 4 dari 13" not in all_said(office.staf) + all_said(office.adi)


async def test_the_choice_may_be_taken_back_before_the_order_is_given(office: OnTelegram) -> None:
    await office.kasubag.press("Pilih Staf")
    await office.kasubag.press("3. Adi Nugroho")
    await office.kasubag.press("Pilih Staf")
    await verify_dialog(office.kasubag, ("[Seluruh Staf]", "seluruh Staf (Setyo Budi, Opi Lestari, Adi Nugroho)"))
    await office.kasubag.press("Perintahkan Staf")
    for phone in (office.staf, office.opi, office.adi):
        assert "Langkah 4 dari 13" in last(phone)


async def test_another_staf_may_do_it_all_the_same(office: OnTelegram) -> None:
    await office.kasubag.press("Pilih Staf")
    await office.kasubag.press("2. Opi Lestari")
    await office.kasubag.press("Perintahkan Staf")
    await office.staf.say("/tugas")
    await office.staf.press("Bagikan")
    assert "Sudah dibagikan oleh Staf Keu dan Prolap" in all_said(office.opi)
    assert "Langkah 5 dari 13" in all_said(office.tiara)


async def test_nobody_else_chooses_and_an_old_picker_is_answered_calmly(office: OnTelegram) -> None:
    await office.kasubag.press("Pilih Staf")
    data = office.kasubag.data("2. Opi Lestari")
    assert "hanya untuk Kasubag" in await office.opi.forge(data)
    await office.kasubag.press("Perintahkan Staf")
    assert "sudah diselesaikan" in await office.kasubag.forge(data)
    assert "Langkah 4 dari 13" in last(office.staf)
