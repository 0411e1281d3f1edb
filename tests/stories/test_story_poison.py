"""An update whose handling breaks: tried three times, set aside, apologised for, and nobody else waits."""

import logging
from typing import Any, cast

import pytest
import sqlalchemy as sa

from bot.channels.base import Said
from bot.store import inbox, tables
from bot.store.engine import Tx
from handlers import Row, dispatch
from handlers.base import Replies, Request
from tests.stories.office import OnTelegram, reach_filling, read
from tests.stories.phones import last, verify_dialog


def attempts(tx: Tx) -> int:
    """Of the update that was set aside."""
    parked = tables.inbox.c.done == 2
    return int(tx.execute(sa.select(tables.inbox.c.attempts).where(parked)).scalar_one())


async def test_a_poisoned_update_is_parked_and_the_others_go_on(
    office: OnTelegram, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried = []

    def broken(request: Request) -> Replies:
        tried.append(request.said.chat_id)
        raise ZeroDivisionError("tidak terduga")

    await reach_filling(office)
    rows = cast(dict[Any, Any], dispatch.ROWS)
    monkeypatch.setitem(rows, (Said.COMMAND, "status"), Row(Said.COMMAND, "status", broken))
    with caplog.at_level(logging.CRITICAL):
        await office.tiara.say("/status")
    assert await read(office, attempts) == 3
    assert len(tried) >= 3  # one that broke among others that were committed with it is run once more by itself
    assert last(office.tiara) == (
        "Mohon maaf, pesan Bapak/Ibu belum dapat diproses. "
        "Admin telah diberi tahu; mohon mencoba kembali beberapa saat lagi."
    )
    assert "tidak dapat diproses setelah tiga kali percobaan: ZeroDivisionError" in last(office.adi)
    assert "tidak terduga" not in last(office.adi)  # what people typed may stand in an error's words
    assert await read(office, inbox.depth) == 0
    await verify_dialog(office.tiara, ("[Isi formulir]", "Indikator 1 dari 2"), ("12", "Indikator 2 dari 2"))
    await verify_dialog(office.pandu, ("/tugas", "Langkah 5 dari 13"))


async def test_a_press_that_breaks_stops_spinning(office: OnTelegram, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(request: Request) -> Replies:
        raise ZeroDivisionError

    await office.until(4, 8)
    monkeypatch.setitem(cast(dict[Any, Any], dispatch.ROWS), (Said.PRESS, "order"), Row(Said.PRESS, "order", broken))
    assert await office.sekretaris.press("Disposisikan") == "Mohon maaf, belum berhasil. Admin telah diberi tahu."
    monkeypatch.undo()
    await verify_dialog(office.sekretaris, ("[Disposisikan]", "Sudah didisposisikan"))
