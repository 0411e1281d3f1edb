"""Serahkan: what was spent is not forgotten by accident, and may be left out on purpose."""

import pytest

from tests.stories.office import OnTelegram, fill, reach_filling
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.world import SERVICES


@pytest.fixture
async def filling(office: OnTelegram) -> OnTelegram:
    await reach_filling(office)
    await verify_dialog(
        office.pandu,
        ("[Isi formulir]", "Indikator 1 dari 2"),
        ("87,5", "Indikator 2 dari 2"),
        ("950", "Berapa realisasi anggarannya?"),
    )
    return office


async def test_a_form_does_not_go_over_an_open_question_of_its_budget(filling: OnTelegram) -> None:
    pandu = filling.pandu
    await verify_dialog(
        pandu,
        ("[Serahkan]", f"Realisasi anggaran indikator berikut belum diisi:\n• 2. {SERVICES}"),
        ("Rp18,5 juta", "Realisasi anggaran: Rp18.500.000"),
        ("[Serahkan]", "Sudah diserahkan"),
    )


async def test_the_budget_can_be_filled_after_it_was_passed_over(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.pandu,
        ("[Lewati]", "Realisasi anggaran: tidak diisi"),
        ("[Serahkan]", "belum diisi"),
        ("[Isi realisasi]", "Berapa realisasi anggarannya?"),
        ("18.500.000", "serapan 92,50%"),
        ("[Serahkan]", "Sudah diserahkan"),
    )


async def test_what_was_left_out_on_purpose_is_named_and_not_counted_as_nothing(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.pandu,
        ("[Lewati]", "tidak diisi"),
        ("[Serahkan]", "Bila memang belum ada, ketuk Ya, serahkan"),
        ("[Ya, serahkan]", "Sudah diserahkan"),
    )
    await fill(filling.tiara, ("12", "3"))
    await filling.tiara.press("Serahkan")
    await filling.kasubag.press("Perintahkan rekap")
    assert "Serapan anggaran" not in last(filling.staf), "nothing was told of the only budget there is"


async def test_the_question_comes_only_to_who_may_submit(filling: OnTelegram) -> None:
    data = filling.pandu.data("Serahkan")
    assert "Kasi" in await filling.opi.forge(data)
    assert "belum diisi" not in all_said(filling.opi)


async def test_what_is_incomplete_is_said_before_anything_is_asked(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.pandu,
        ("[Lewati]", "tidak diisi"),
        ("[Ubah]", "Indikator"),
        ("1", "Berapa realisasi anggarannya?"),
        ("[Serahkan]", "Data belum dapat diserahkan: 1 indikator belum lengkap."),
    )
