"""An error that is found when the cycle is finished: the Kasubag opens it again from /arsip."""

import pytest

from bot.services import records
from bot.store import cycles, recaps
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, approve, archive, reach_signing, read, recap
from tests.stories.phones import all_said, card, last, verify_dialog
from tests.stories.world import PATROLS, TRANTIB

RALAT = "Ralat data"
REASON = "Jumlah patroli salah ketik."


@pytest.fixture
async def finished(office: OnTelegram) -> OnTelegram:
    """On the day after everything was sent."""
    await reach_signing(office)
    await office.camat.press("Sudah ditandatangani")
    await office.kasubag.press("Sudah disampaikan")
    await office.until(6, 9)
    return office


def phases(tx: Tx) -> tuple[str, int, bool]:
    row = cycles.get(tx, 1)
    return row.phase, row.round, row.closed_at is not None


def archived(tx: Tx) -> list[tuple[int, bool]]:
    """Every version that was archived, and whether it was replaced."""
    return [(row.version, row.replaced_at is not None) for row in recaps.of_cycle(tx, 1) if row.archived_at]


async def correct(office: OnTelegram) -> None:
    await verify_dialog(
        office.kasubag,
        ("/arsip", "Selesai pada"),
        (f"[{RALAT}]", "Ralat data kinerja"),
        (f"[{TRANTIB}]", "Ketuk indikator"),
        ("[1. Patroli]", "Mohon tuliskan catatan"),
        ("Cocokkan dengan buku patroli.", "Cocokkan"),
        ("[Kembali ke unit]", "Pilih unit"),
        ("[Lanjut ke alasan]", "alasan"),
        (REASON, "Apakah sudah benar?"),
        ("[Kirim kembali]", "sudah diralat oleh Kasubag Keu dan Prolap"),
    )


async def test_a_finished_cycle_is_corrected_in_a_new_round_and_the_archived_version_is_replaced(
    finished: OnTelegram,
) -> None:
    assert await read(finished, phases) == ("finished", 1, True)
    await correct(finished)
    assert await read(finished, phases) == ("open", 2, False)
    for phone in (finished.sekretaris, finished.camat):
        assert "dibuka kembali pada" in last(phone)
        assert REASON in last(phone)
    assert f"Indikator 1: {PATROLS}" in card(finished.tiara)
    assert "perlu diralat" in card(finished.tiara)
    await verify_dialog(finished.tiara, ("[Isi formulir]", "1 dari 1"), ("11", "11"), ("[Serahkan]", "diserahkan"))
    await recap(finished)
    await approve(finished)
    await archive(finished)
    assert await read(finished, archived) == [(1, True), (2, False)]
    await finished.camat.press("Sudah ditandatangani")
    await finished.kasubag.press("Sudah disampaikan")
    assert await read(finished, phases) == ("finished", 2, True)
    await finished.kasubag.say("/arsip")
    assert "Versi 1 sudah digantikan pada" in last(finished.kasubag)
    assert await read(finished, records.differing) == ()
    await finished.kasubag.say("/riwayat")
    pages = last(finished.kasubag)
    while "« Sebelumnya" in finished.kasubag.labels:
        await finished.kasubag.press("« Sebelumnya")
        pages += all_said(finished.kasubag)
    assert "membuka kembali data yang sudah selesai untuk diralat" in pages


async def test_only_who_archives_is_offered_it_and_only_of_a_finished_cycle(finished: OnTelegram) -> None:
    await finished.kasubag.say("/arsip")
    assert RALAT in finished.kasubag.labels
    data = finished.kasubag.data(RALAT)
    for phone in (finished.sekretaris, finished.camat):
        await phone.say("/arsip")
        assert RALAT not in phone.labels
        assert "hanya untuk" in await phone.forge(data) + last(phone)
    await correct(finished)
    assert "sudah" in await finished.kasubag.forge(data) + last(finished.kasubag)
    await finished.kasubag.say("/arsip")
    assert RALAT not in finished.kasubag.labels
