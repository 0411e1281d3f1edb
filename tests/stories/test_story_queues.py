"""/antrean: what failed three times is listed for the admin, and done once more at a tap."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from bot.channels.base import Said
from bot.documents.makers import MAKERS, DocumentKind
from bot.store import departures, inbox, outbox, tables
from bot.store.engine import Tx
from bot.texts.say import text
from handlers import Row, dispatch
from handlers.base import Replies, Request
from tests.stories.office import OnTelegram, read, stranger
from tests.stories.phones import last, verify_dialog

EMPTY = "Tidak ada yang disisihkan"


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


def breaks(request: Request) -> Replies:
    raise ZeroDivisionError


async def park(office: OnTelegram, monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """/status of Tiara cannot be handled, for a while."""
    with monkeypatch.context() as broken:
        broken.setitem(cast(dict[Any, Any], dispatch.ROWS), (Said.COMMAND, "status"), Row(Said.COMMAND, "", breaks))
        for one in words:
            await office.tiara.say(one)


async def test_an_update_that_was_put_aside_is_done_at_a_tap_once_its_fault_is_mended(
    office: OnTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    await park(office, monkeypatch, "/status")
    await verify_dialog(office.adi, ("/antrean", "Masuk"))
    assert "pesan dari Tiara Utami" in last(office.adi)
    assert "(ZeroDivisionError: )" in last(office.adi)
    await office.adi.press("Ulangi masuk")
    assert "tidak ada pengumpulan data kinerja yang berjalan" in last(office.tiara)
    await verify_dialog(office.adi, ("/antrean", EMPTY))


async def test_several_are_done_with_one_tap_and_none_of_them_twice(
    office: OnTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    await park(office, monkeypatch, "/status", "/status 2")
    await office.adi.say("/antrean")
    listed = office.adi.person.last
    assert await office.adi.press("Ulangi semua") == "Mohon lihat pesan berikut."
    assert "2 diulangi" in last(office.adi)
    answers = [words for words in office.tiara.shown.values() if "tidak ada pengumpulan" in words]
    assert len(answers) == 2
    await office.adi.forge("retry_all", on=listed)
    assert "0 diulangi" in last(office.adi)
    assert [words for words in office.tiara.shown.values() if "tidak ada pengumpulan" in words] == answers


async def test_a_message_that_was_refused_and_a_paper_that_could_not_be_made_are_listed_and_done_again(
    office: OnTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.stage.telegram.faults.refuse("sendMessage", code=400, description="Bad Request: can't parse entities")
    await office.tiara.say("/status")
    await dispose_in_vain(office, monkeypatch)
    await office.adi.say("/antrean")
    shown = last(office.adi)
    assert "Keluar" in shown
    assert "pesan kepada Tiara Utami" in shown
    assert "Dokumen" in shown
    await office.adi.press("Ulangi semua")
    await office.stage.app.due()
    await office.stage.settle()
    assert any("tidak ada pengumpulan" in words for words in office.tiara.shown.values())
    assert office.kasubag.file("disposisi")
    await verify_dialog(office.adi, ("/antrean", EMPTY))


async def dispose_in_vain(office: OnTelegram, monkeypatch: pytest.MonkeyPatch) -> None:
    """Step 1; its Lembar Disposisi cannot be made, and is given up."""

    def make(_paper: object) -> bytes:
        raise ZeroDivisionError

    kind = DocumentKind.DISPOSITION
    with monkeypatch.context() as broken:
        broken.setitem(cast(dict[Any, Any], MAKERS), kind, replace(MAKERS[kind], make=make))
        await office.until(4, 8)
        await office.sekretaris.press("Disposisikan")
        for _ in range(3):
            await office.stage.app.due()


async def test_a_message_that_was_tried_long_enough_is_listed_and_one_that_nobody_is_there_for_is_not(
    office: OnTelegram,
) -> None:
    def failed(tx: Tx, error: str) -> None:
        row = outbox.put_text(tx, text("toast.done"), **where(office))
        departures.mark_failed(tx, row, error, office.stage.clock.now())

    await read(office, failed, "unreachable: bot was blocked by the user")
    await verify_dialog(office.adi, ("/antrean", EMPTY))
    assert (await read(office, outbox.backlog)).parked == 0
    await read(office, failed, "retry: no connection")
    await verify_dialog(office.adi, ("/antrean", "Keluar"))
    assert (await read(office, outbox.backlog)).parked == 1


def where(office: OnTelegram) -> outbox.To:
    chat = str(office.tiara.person.id)
    return {"office_id": 1, "channel": "telegram", "chat_id": chat, "now": office.stage.clock.now()}


async def test_only_the_admin_sees_and_repeats_what_was_put_aside(
    office: OnTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    await park(office, monkeypatch, "/status")
    [row] = await read(office, inbox.parked)
    for phone in (office.kasubag, office.camat, office.tiara):
        await phone.say("/antrean")
        assert "hanya untuk admin" in last(phone)
        await phone.forge(f"retry:in:{row.id}")
        await phone.forge("retry_all")
    outsider = stranger(office)
    await outsider.say("halo")
    await outsider.forge(f"retry:in:{row.id}")
    assert len(await read(office, inbox.parked)) == 1
    for forged in ("retry", "retry:in", "retry:in:999", "retry:lain:1", "retry:in:x"):
        await office.adi.forge(forged)
    assert len(await read(office, inbox.parked)) == 1


async def test_the_admin_hears_once_of_messages_that_wait_while_others_arrive(office: OnTelegram) -> None:
    def stuck(tx: Tx) -> None:
        """Sixteen minutes old, and not to be sent: of a channel that is not there."""
        then = office.stage.clock.now() - timedelta(minutes=16)
        outbox.put_text(tx, text("toast.done"), office_id=1, channel="merpati", chat_id="1", now=then)

    await read(office, stuck)
    await office.tiara.say("/status")
    await office.tiara.say("/status")
    assert warnings(office) == 1
    assert "Ada 1 pesan yang belum terkirim" in last(office.adi)
    await read(office, lambda tx: tx.execute(tables.outbox.delete().where(tables.outbox.c.channel == "merpati")))
    await office.tiara.say("/status")
    await read(office, stuck)
    await office.tiara.say("/status")
    assert warnings(office) == 2


def warnings(office: OnTelegram) -> int:
    return sum("yang belum terkirim" in words for words in office.adi.shown.values())
