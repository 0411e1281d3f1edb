"""An error that is found when the cycle is finished: the Kasubag opens it again from /arsip."""

from datetime import datetime

import pytest

from bot.services import editions, records
from bot.services.scope import scope_for
from bot.store import cycles, recaps
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, approve, archive, reach_signing, read, recap
from tests.stories.phones import all_said, card, last, verify_dialog
from tests.stories.test_story_undo import UNDO
from tests.stories.world import PATROLS, TRANTIB, ZONE

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


async def test_it_is_taken_back_until_somebody_has_acted_and_the_data_stand(finished: OnTelegram) -> None:
    closed = await read(finished, closed_at)
    await finished.until(14, 9)
    await correct(finished)
    await finished.kasubag.press(UNDO)
    assert "Dibatalkan kembali pada" in all_said(finished.kasubag)
    assert UNDO not in finished.kasubag.labels
    for phone in (finished.sekretaris, finished.camat, finished.tiara):
        assert "dibatalkan kembali oleh Kasubag Keu dan Prolap" in last(phone)
        assert "Data versi 1 tetap berlaku" in last(phone)
    assert await read(finished, phases) == ("finished", 1, True)
    assert await read(finished, closed_at) == closed, "the years of its files are counted from then"
    assert await read(finished, archived) == [(1, False)]
    assert await read(finished, verdicts) == ["setuju", "ralat", "batal"]
    assert await read(finished, records.differing) == ()
    assert await read(finished, decided_edition) == "rekapitulasi-diputuskan"
    assert "Isi formulir" not in finished.tiara.labels

    await correct(finished)
    data = finished.kasubag.data(UNDO)
    await finished.tiara.press("Isi formulir")
    await finished.tiara.say("11")
    assert UNDO not in finished.kasubag.labels
    assert "sudah ditindaklanjuti" in await finished.kasubag.forge(data) + last(finished.kasubag)
    assert await read(finished, phases) == ("open", 2, False)


async def test_only_who_began_it_takes_it_back(finished: OnTelegram) -> None:
    await correct(finished)
    data = finished.kasubag.data(UNDO)
    for phone in (finished.sekretaris, finished.staf, finished.tiara):
        await phone.forge(data)
        assert await read(finished, phases) == ("open", 2, False)


def closed_at(tx: Tx) -> datetime | None:
    return cycles.get(tx, 1).closed_at


def verdicts(tx: Tx) -> list[str]:
    return [one.verdict for one in recaps.decisions(tx, 1)]


def decided_edition(tx: Tx) -> str:
    paper = editions.current(scope_for(tx, 1, datetime(2027, 1, 14, 9, tzinfo=ZONE)), 1)
    return paper.kind if paper else ""
