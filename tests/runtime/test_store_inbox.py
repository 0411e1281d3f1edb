"""The inbox as its own table: repeated, parked, purged."""

from datetime import timedelta

import sqlalchemy as sa

from bot.runtime.run import Runner
from bot.store import inbox, tables
from bot.store.engine import Tx
from tests.runtime.echo_office import MONDAY


async def fill(runner: Runner) -> None:
    updates = [("telegram", str(key), chat, {"n": key}) for key, chat in ((1, "a"), (2, "a"), (3, "b"))]
    await runner.run(inbox.put, updates, MONDAY)


async def test_what_comes_twice_is_kept_once(runner: Runner) -> None:
    await fill(runner)
    await fill(runner)
    assert await runner.run(inbox.depth) == 3


async def test_the_first_row_of_each_chat_waits_except_where_the_chat_is_busy(runner: Runner) -> None:
    await fill(runner)
    assert [row.payload["n"] for row in await runner.run(inbox.waiting, 10)] == [1, 3]
    assert [row.payload["n"] for row in await runner.run(inbox.waiting, 10, ["telegram:a"])] == [3]
    assert [row.payload["n"] for row in await runner.run(inbox.waiting, 1)] == [1]


async def test_a_row_is_done_once(runner: Runner) -> None:
    await fill(runner)
    first, _ = await runner.run(inbox.waiting, 10)
    assert await runner.run(inbox.mark_done, first.id, MONDAY)
    assert not await runner.run(inbox.mark_done, first.id, MONDAY)
    assert [row.payload["n"] for row in await runner.run(inbox.waiting, 10)] == [2, 3]


async def test_a_parked_row_can_wait_again(runner: Runner) -> None:
    await fill(runner)
    first, _ = await runner.run(inbox.waiting, 10)
    assert await runner.run(inbox.count_attempt, first.id, "ValueError") == 1
    assert await runner.run(inbox.park, first.id, "ValueError", MONDAY)
    assert [(row.payload["n"], row.error) for row in await runner.run(inbox.parked)] == [(1, "ValueError")]
    assert await runner.run(inbox.retry, first.id)
    assert not await runner.run(inbox.retry, first.id)
    assert [row.payload["n"] for row in await runner.run(inbox.waiting, 10)] == [1, 3]


async def test_what_was_said_is_forgotten_but_not_that_it_was_done(runner: Runner) -> None:
    await fill(runner)
    first, second = await runner.run(inbox.waiting, 10)
    await runner.run(inbox.mark_done, first.id, MONDAY)
    await runner.run(inbox.mark_done, second.id, MONDAY + timedelta(days=3))
    assert await runner.run(inbox.purge, MONDAY + timedelta(days=1)) == 1
    await fill(runner)

    def kept(tx: Tx) -> list[object]:
        return list(tx.execute(sa.select(tables.inbox.c.payload).order_by(tables.inbox.c.id)).scalars())

    assert await runner.run(kept) == [None, {"n": 2}, {"n": 3}]
    assert await runner.run(inbox.depth) == 1


async def test_of_a_chat_that_nobody_speaks_from_not_even_the_rows_are_kept(runner: Runner) -> None:
    """Nothing done lately, nothing that waits, and nothing of who is known is touched."""
    await fill(runner)
    await runner.run(lambda tx: tx.execute(tables.addresses.insert().values(channel="telegram", chat_id="a")).rowcount)
    for _ in range(2):
        for row in await runner.run(inbox.waiting, 10):
            await runner.run(inbox.mark_done, row.id, MONDAY)
    later = [("telegram", "4", "b", {"n": 4}), ("telegram", "5", "b", {"n": 5})]
    await runner.run(inbox.put, later, MONDAY)
    (fourth,) = await runner.run(inbox.waiting, 10)
    await runner.run(inbox.mark_done, fourth.id, MONDAY + timedelta(days=3))
    before = MONDAY + timedelta(days=1)
    assert await runner.run(inbox.forget_strangers, before) == 0, "what was said goes first"
    await runner.run(inbox.purge, before)
    assert await runner.run(inbox.forget_strangers, before) == 1
    assert await runner.run(chats) == [("a", None), ("a", None), ("b", {"n": 4}), ("b", {"n": 5})]


def chats(tx: Tx) -> list[tuple[str, object]]:
    """Of every row, whose it is and what it says."""
    found = tx.execute(sa.select(tables.inbox.c.chat_id, tables.inbox.c.payload).order_by(tables.inbox.c.id))
    return [(row[0], row[1]) for row in found]
