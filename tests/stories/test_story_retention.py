"""Years later: the files of a finished cycle are gone as the setting says, its history is whole, and /arsip says so."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from bot.store import archive as papers
from bot.store import attachments, blobs, history, inbox, personal, tables
from bot.store.engine import Tx
from bot.store.personal import Known
from bot.workflow.retention import Retention
from jobs import purge
from tests.stories.office import OnTelegram, reach_signing, read, stranger
from tests.stories.phones import all_said, last, verify_dialog

PERIOD = "Triwulan IV Tahun 2026"
FIVE = Retention(years=5)


@pytest.fixture
async def finished(office: OnTelegram) -> OnTelegram:
    await reach_signing(office)
    await office.camat.press("Sudah ditandatangani")
    await office.kasubag.send("surat.pdf", b"%PDF-1.7\nsurat bertanda tangan")
    await office.kasubag.press("Unggah pindaian")
    await office.kasubag.press("Sudah disampaikan")
    return office


def files(tx: Tx) -> list[bool]:
    """Whether each paper that was made, and each scan, is still there."""
    hashes = [row.sha256 for row in papers.of_cycle(tx, 1)] + [row.sha256 for row in attachments.of_cycle(tx, 1)]
    return [blobs.get(tx, one) is not None for one in hashes if one]


async def passes(office: OnTelegram, retention: Retention, **time: int) -> int:
    """The job as it runs so much later; nothing else happens meanwhile."""
    runtime, began = office.stage.app.runtime, office.stage.clock.now()
    office.stage.clock.set(began + timedelta(**time))
    try:
        return await purge.purge(replace(runtime, retention=retention))
    finally:
        office.stage.clock.set(began)


async def test_after_the_years_of_the_setting_the_files_go_and_the_history_says_so(finished: OnTelegram) -> None:
    before = await read(finished, history.of_cycle, 1)
    await passes(finished, FIVE, days=5 * 365)
    await passes(finished, Retention(), days=50 * 365)
    assert all(await read(finished, files)), "not before, and for good where nothing is set"
    await passes(finished, FIVE, days=5 * 366)
    assert not any(await read(finished, files))
    after = await read(finished, history.of_cycle, 1)
    assert after[:-1] == before
    assert (after[-1].event, after[-1].acting_as, after[-1].data["years"]) == ("FilesExpired", "Sistem", 5)
    assert await read(finished, history.broken, 1) is None
    await finished.stage.settle()
    assert f"Masa simpan 5 tahun untuk {PERIOD} telah habis: {after[-1].data['files']} berkas" in all_said(finished.adi)
    assert "Masa simpan" not in all_said(finished.kasubag)


async def test_arsip_says_that_they_are_gone_and_still_sends_the_history(finished: OnTelegram) -> None:
    await finished.sekretaris.say("/arsip")
    older = finished.sekretaris.person.last
    await passes(finished, FIVE, days=5 * 366)
    await finished.stage.settle()
    await finished.sekretaris.forge("arsip_send:1", on=older)
    assert "karena masa simpannya habis" in last(finished.sekretaris)
    await verify_dialog(
        finished.sekretaris,
        ("/arsip", "telah dihapus pada"),
        ("[Arsip lengkap (zip)]", "sedang disiapkan"),
        ("/riwayat", "berkas dokumen dan bukti dukung, 5 tahun sesudah selesai"),
    )
    with ZipFile(BytesIO(finished.sekretaris.file("arsip"))) as parts:
        log = parts.read("05-riwayat/riwayat.jsonl").decode().splitlines()
        assert not [name for name in parts.namelist() if name.startswith(("01-", "03-"))]
    assert json.loads(log[-1])["event"] == "FilesExpired"
    await passes(finished, FIVE, days=5 * 366 + 1)
    chain = await read(finished, history.of_cycle, 1)
    assert [row.event for row in chain].count("FilesExpired") == 1, "the zip made since is no reason for another"


async def test_what_was_said_goes_after_the_days_of_the_setting(finished: OnTelegram) -> None:
    await finished.camat.say("/status")
    assert await passes(finished, Retention(days=3), days=2) == 0
    assert await passes(finished, Retention(days=3), days=4) > 0
    assert await passes(finished, Retention(days=3), days=4) == 0
    assert await read(finished, inbox.depth) == 0
    await verify_dialog(finished.camat, ("/arsip", PERIOD), ("[Kirim dokumen]", "sedang dikirim"))


def about_strangers(tx: Tx) -> list[dict[str, Any]]:
    found = tx.execute(sa.select(tables.addresses).where(tables.addresses.c.person_id.is_(None))).mappings()
    return [{name: value for name, value in row.items() if value} for row in found]


async def test_of_a_stranger_only_ids_are_kept_and_after_the_days_nothing(office: OnTelegram) -> None:
    outside = stranger(office)
    await outside.say("Halo, saya Orang Luar.")
    (kept,) = await read(office, about_strangers)
    assert set(kept) == {"id", "channel", "chat_id", "greeted_at"}
    assert await read(office, personal.mentions, Known(0, "Orang Luar", "")) == ()
    await passes(office, Retention(), days=8)
    assert await read(office, about_strangers) == []
