"""Several figures at once: a pasted list is previewed, then applied."""

from dataclasses import replace

import pytest

from bot.store import forms
from bot.store.engine import Tx
from demo.keeping import Keeping
from tests.stories.office import OnTelegram, open_office, reach_filling, read
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.world import INDICATORS, TRANTIB, small_office


@pytest.fixture
async def filling(office: OnTelegram) -> OnTelegram:
    await reach_filling(office)
    return office


def figures(tx: Tx) -> dict[int, tuple[str, str]]:
    return {row.number: (str(row.realisasi), row.how) for row in forms.entries_of_cycle(tx, 1) if row.how}


async def test_a_list_is_previewed_and_applied_at_once(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("1 11\n2. 3", "1. Patroli wilayah, realisasi: - → 11"),
        ("[Terapkan]", "Isi daftar telah disimpan."),
    )
    assert await read(filling, figures) == {1: ("11", "daftar"), 2: ("3", "daftar")}
    assert "Langkah 6 dari 13" in all_said(filling.tiara)


async def test_a_list_answers_the_open_question_too_and_the_next_one_follows(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.pandu,
        ("[Isi formulir]", "Indikator 1 dari 2"),
        ("Berikut datanya:\n1) 87,5\n7 12\n2 banyak", "Baris 4 (Layanan tepat waktu): “banyak” tidak disimpan."),
    )
    said = last(filling.pandu)
    for words in ("Baris 1 (“Berikut datanya:”)", "Baris 3 (“7 12”) tidak diawali nomor indikator", "- → 87,5"):
        assert words in said, words
    assert await read(filling, figures) == {}
    await verify_dialog(filling.pandu, ("[Terapkan]", "Indikator 2 dari 2"))
    assert await read(filling, figures) == {1: ("87.5", "daftar")}


async def test_an_unusual_figure_of_a_list_is_named_and_held_up_by_nothing(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara, ("1 120\n2 3", "lebih dari 2 kali target periode ini (12)"), ("[Terapkan]", "telah disimpan")
    )


async def test_an_explanation_of_several_numbered_lines_stays_an_explanation(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", "Indikator 1 dari 2"),
        ("5", "faktor penghambatnya"),
        ("1. Hujan\n2. Banjir", "tindak lanjut"),
    )
    assert await read(filling, figures) == {1: ("5", "chat")}


async def test_who_has_nothing_to_fill_is_told_so(filling: OnTelegram) -> None:
    await verify_dialog(filling.camat, ("1 5\n2 6", "terkunci"))


async def test_of_a_long_list_every_change_can_be_read_before_it_is_applied(database: Keeping) -> None:
    many = tuple(replace(INDICATORS[2], number=number, name=f"Patroli dusun {number}") for number in range(3, 20))
    others = tuple(one for one in INDICATORS if one.unit != TRANTIB)
    async with open_office(database, replace(small_office(), indicators=(*others, *many))) as office:
        await reach_filling(office)
        await office.tiara.say("\n".join(f"{number} 11" for number in range(1, 18)))
        assert "… dan 5 lainnya" in all_said(office.tiara)
        whole = office.tiara.file("rincian").decode()
        assert "17. Patroli dusun 19, realisasi: - → 11" in whole
        await office.tiara.press("Terapkan")
        assert len(await read(office, figures)) == 17
