"""An office with several Staf: the Kasubag chooses at step 3 who is told."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.workflow.master import RoleData
from bot.workflow.roles import Role
from demo.keeping import Keeping
from tests.stories.office import OnTelegram, open_office, reach_recap
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.test_story_managing import menu_of
from tests.stories.world import small_office

OTHERS = (
    RoleData("opi", Role.STAF, "Staf Umum dan Kepegawaian"),
    RoleData("adi", Role.STAF, "Staf Perencanaan"),
)


@pytest.fixture
async def office(database: Keeping) -> AsyncIterator[OnTelegram]:
    async with open_office(database, small_office(*OTHERS)) as office:
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
    waiting = [label for label in live(office) if label != "Batalkan langkah ini"]  # of the step before, until the next
    assert waiting == ["Perintahkan Staf", "Dengan catatan", "Pilih Staf"], "nothing old is left to tap"
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


async def test_of_two_with_one_jabatan_the_first_to_act_closes_it_for_both_and_is_named(database: Keeping) -> None:
    alike = RoleData("opi", Role.STAF, "Staf Keu dan Prolap")
    async with open_office(database, small_office(alike)) as office:
        await reach_recap(office)
        await office.kasubag.press("Perintahkan rekap")
        card = office.staf.person.last
        assert "Langkah 8 dari 13" in last(office.opi)
        await office.opi.press("Konfirmasi rekap")
        assert "Sudah direkap oleh Staf Keu dan Prolap (Opi Lestari)" in office.staf.shown[str(card.id)]
        assert "sudah diselesaikan" in await office.staf.press("Konfirmasi rekap", on=card)
        assert "Langkah 9 dari 13" in all_said(office.staf), "the next is both's again"


async def test_who_holds_several_roles_is_greeted_by_all_and_has_the_tasks_and_commands_of_each(
    database: Keeping,
) -> None:
    whole = small_office(
        RoleData("staf", Role.KASUBAG, "Kasubag Keu dan Prolap"), RoleData("kasubag", Role.ADMIN, "Admin")
    )
    roles = tuple(one for one in whole.roles if (one.person, one.role) != ("kasubag", Role.KASUBAG))
    async with open_office(database, replace(whole, roles=roles)) as office:
        assert "Bapak Setyo Budi (Staf Keu dan Prolap, Kasubag Keu dan Prolap)" in all_said(office.staf)
        await office.until(4, 8)
        await office.sekretaris.press("Disposisikan")
        for label in ("Formulir siap", "Perintahkan Staf", "Bagikan"):
            await office.staf.press(label)
        assert {"mulai", "kelola", "isi"} <= menu_of(office.staf)
        assert "Langkah 5 dari 13" in all_said(office.tiara)
