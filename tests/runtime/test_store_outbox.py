"""The outbox as its own table: what was said is forgotten in time, that it was said is not."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.runtime.run import Runner
from bot.store import departures, outbox, tables
from bot.store.engine import Tx
from bot.texts.say import text
from tests.runtime.card_board import CardBoard
from tests.runtime.echo_office import MONDAY

TUESDAY, LATER = MONDAY + timedelta(days=1), MONDAY + timedelta(days=9)
TO: outbox.To = {"office_id": None, "channel": "telegram", "chat_id": "7", "now": MONDAY}


def put(tx: Tx, words: str, *, prompt: bool = False) -> int:
    return outbox.put_text(tx, text("uji.kata", kata=words), prompt=prompt, **TO)


def kept(tx: Tx) -> list[bool]:
    """Of every row, oldest first, whether it still says something."""
    rows = tx.execute(sa.select(tables.outbox.c.body).order_by(tables.outbox.c.id)).scalars()
    return [body is not None for body in rows]


def four_ends(tx: Tx, now: datetime) -> None:
    """Sent, failed, dropped, and one that goes on waiting."""
    sent, failed, dropped, _ = (put(tx, words) for words in ("satu", "dua", "tiga", "empat"))
    departures.mark_sent(tx, sent, "71", now)
    departures.mark_failed(tx, failed, "refused", now)
    departures.mark_dropped(tx, dropped, "superseded", now)


async def test_what_is_done_with_is_forgotten_however_it_ended(runner: Runner) -> None:
    await runner.run(four_ends, TUESDAY)
    assert await runner.run(outbox.purge, MONDAY) == 0
    assert await runner.run(outbox.purge, LATER) == 3
    assert await runner.run(outbox.purge, LATER) == 0
    assert await runner.run(kept) == [False, False, False, True]
    assert [row.chat_id for row in await runner.run(departures.heads, "telegram", 10)] == ["7"]


async def test_a_question_that_still_has_its_buttons_is_not_done_with(runner: Runner) -> None:
    def asked(tx: Tx) -> None:
        departures.mark_sent(tx, put(tx, "Apakah sudah benar?", prompt=True), "71", MONDAY)

    await runner.run(asked)
    assert await runner.run(outbox.purge, LATER) == 0
    assert await runner.run(lambda tx: outbox.retire_prompts(tx, **TO)) == 1
    assert await runner.run(outbox.purge, LATER) == 1
    retired = (await runner.run(departures.heads, "telegram", 10))[0]
    assert (retired.kind, retired.body["message_id"]) == ("retire", "71")


async def test_what_waits_for_its_document_is_kept_and_what_a_chat_was_sent_stays_known(
    runner: Runner, cards: CardBoard
) -> None:
    document = await cards.want_document("telegram", "7")
    assert await runner.run(outbox.purge, LATER) == 0

    def sent(tx: Tx) -> None:
        outbox.release(tx, document)
        row = departures.heads(tx, "telegram", 10)[0]
        departures.mark_sent(tx, row.id, "71", MONDAY)

    await runner.run(sent)
    assert await runner.run(outbox.purge, LATER) == 1
    assert await runner.run(outbox.was_given, [document], "telegram", "7")


async def test_a_card_whose_older_rows_are_forgotten_is_shown_and_superseded_as_ever(
    runner: Runner, cards: CardBoard
) -> None:
    def sent(tx: Tx, message_id: str) -> None:
        departures.mark_sent(tx, departures.heads(tx, "telegram", 10)[0].id, message_id, MONDAY)

    await cards.put("telegram", "7", fresh=True)
    await runner.run(sent, "71")
    assert await runner.run(outbox.purge, LATER) == 1
    await cards.put("telegram", "7")
    await cards.put("telegram", "7", fresh=True)
    first = (await runner.run(departures.heads, "telegram", 10))[0]
    assert await runner.run(outbox.is_superseded, first)
