"""What helped, what hindered and what follows: offered to everybody, compulsory only below the threshold."""

import pytest

from tests.stories.office import OnTelegram, reach_filling
from tests.stories.phones import all_said, last, verify_dialog
from tests.stories.world import PATROLS, UNREST


@pytest.fixture
async def filling(office: OnTelegram) -> OnTelegram:
    await reach_filling(office)
    return office


async def test_who_has_more_to_say_says_it_and_goes_on_where_they_were(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", PATROLS),
        ("12", UNREST),
        ("[Keterangan]", "Bila ada, mohon tuliskan faktor pendorong keberhasilannya."),
        ("Dukungan seluruh desa", "Bila ada, mohon tuliskan faktor penghambatnya."),
        ("[Lewati]", "Bila ada, mohon tuliskan tindak lanjut"),
        ("[Lewati]", f"Indikator 2 dari 2\n{UNREST}"),
        ("3", "Langkah 6 dari 13"),
    )
    assert "1. Faktor pendorong: Dukungan seluruh desa" in all_said(filling.tiara)
    await verify_dialog(
        filling.tiara,
        ("[Keterangan]", "faktor pendorong"),
        ("/batal", "Yang sudah tersimpan tetap tersimpan"),
        ("/isi", "Lengkap 2 dari 2"),
    )


async def test_below_the_threshold_what_is_compulsory_cannot_be_passed_over(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", PATROLS),
        ("6", "Mohon jelaskan faktor penghambatnya"),
    )
    assert filling.tiara.labels != ["Lewati"]
    await verify_dialog(
        filling.tiara,
        ("[Keterangan]", "faktor pendorong"),
        ("[Lewati]", "Capaian 50,00% (Sangat Rendah). Mohon jelaskan faktor penghambatnya."),
        ("Kendaraan rusak", "Mohon tuliskan tindak lanjut yang akan dilakukan."),
        ("Diperbaiki", f"Indikator 2 dari 2\n{UNREST}"),
    )


async def test_what_was_said_stands_until_it_is_written_anew(filling: OnTelegram) -> None:
    await verify_dialog(
        filling.tiara,
        ("[Isi formulir]", PATROLS),
        ("12", UNREST),
        ("[Keterangan]", "faktor pendorong"),
        ("Dukungan desa", "faktor penghambat"),
        ("[Keterangan]", "Isian sekarang: Dukungan desa"),
        ("[Isian tetap]", "faktor penghambat"),
        ("[Lewati]", "tindak lanjut"),
        ("[Lewati]", UNREST),
        ("2", "Langkah 6 dari 13"),
    )
    assert "Faktor pendorong: Dukungan desa" in all_said(filling.tiara)
    assert "Langkah 6" in last(filling.tiara)
