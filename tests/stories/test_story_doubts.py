"""Unusual figures: asked about once more, kept all the same, never forbidden."""

import pytest

from bot.store import forms
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, reach_filling, read
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.world import PATROLS, SERVICES


@pytest.fixture
async def filling(office: OnTelegram) -> OnTelegram:
    await reach_filling(office)
    return office


def figures(tx: Tx) -> list[str]:
    return [str(row.realisasi) for row in forms.entries_of_cycle(tx, 1) if row.realisasi is not None]


async def test_an_unusual_figure_is_asked_about_once_more_and_stands_when_confirmed(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", "Indikator 1 dari 2"),
        ("25", "lebih dari 2 kali target periode ini (12)"),
    )
    assert await read(filling, figures) == ["25"], "it is kept before it is confirmed"
    await verify_dialog(filling.tiara, ("[Sudah benar]", "Indikator 2 dari 2"))


async def test_an_unusual_figure_is_corrected_by_typing_another(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", "Indikator 1 dari 2"),
        ("120", "Mohon diperiksa kembali"),
        ("12", "Indikator 2 dari 2"),
    )
    assert await read(filling, figures) == ["12"]


async def test_a_share_above_a_hundred_and_spending_far_ahead_are_named(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.pandu,
        ("[Isi formulir]", "Indikator 1 dari 2"),
        ("105", "lebih dari 100, padahal satuannya Persen"),
        ("87,5", "Indikator 2 dari 2"),
        ("600", "realisasi anggaran"),
        ("Rp19 juta", "serapan anggaran 95,00% jauh di atas capaian 60,00%"),
        ("[Sudah benar]", "faktor penghambat"),
    )


async def test_who_leaves_at_the_doubt_loses_nothing(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", "Indikator 1 dari 2"),
        ("120", "Mohon diperiksa kembali"),
        ("/batal", "Dibatalkan"),
        ("/isi", "Isian sekarang: 120"),
        ("[Isian tetap]", "Indikator 2 dari 2"),
    )
    assert await read(filling, figures) == ["120"]
    assert "Indikator 2 dari 2" in last(filling.tiara)


async def test_a_figure_read_by_its_dot_is_said_in_words_with_the_way_to_mend_it_that_there_is(
    filling: OnTelegram,
) -> None:
    before = all_said(filling.tiara)
    await verify_dialog(filling.tiara, ("[Isi formulir]", PATROLS), ("1.234", "Bila sudah benar, ketuk Sudah benar."))
    new = all_said(filling.tiara).removeprefix(before)
    assert "Terbaca 1.234 (seribu dua ratus tiga puluh empat). Bila keliru, tuliskan angka yang benar." in new
    assert "ketuk Ubah" not in new
    await verify_dialog(filling.pandu, ("[Isi formulir]", "Indikator 1"), ("88", SERVICES), ("1.000", "ketuk Ubah"))
