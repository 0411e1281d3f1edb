"""Several processes on one PostgreSQL: each update is handled by one of them, each message sent by one, in order."""

import asyncio
import threading
import time
from contextlib import AsyncExitStack

import pytest

from bot.channels.base import In
from bot.runtime import lease
from bot.runtime.pacing import Pacing
from bot.runtime.run import Runner
from bot.runtime.sender import Sending
from bot.store import claims, departures, inbox, outbox, processes
from bot.store.engine import Engine, Tx
from tests.plain_channel import PlainChannel, busiest
from tests.runtime.card_board import CardBoard
from tests.runtime.conftest import only_on_postgresql
from tests.runtime.echo_office import MONDAY, EchoOffice, put, until

CHATS, EACH = 80, 5


pytestmark = only_on_postgresql  # the one-file database belongs to one process


async def test_three_processes_share_the_work(engine: Engine, runner: Runner) -> None:
    offices = [SlowOffice(engine) for _ in range(3)]
    lines = [PlainChannel() for _ in offices]
    said = [(str(chat), f"{chat}-{n}") for n in range(EACH) for chat in range(CHATS)]
    await runner.run(inbox.put, [("plain", text, chat, message(chat, text)) for chat, text in said], MONDAY)
    async with AsyncExitStack() as stack:
        opened = [office.running(line) for office, line in zip(offices, lines, strict=True)]
        running = [await stack.enter_async_context(one) for one in opened]
        async with asyncio.timeout(20):
            for runtime in running:
                await runtime.quiet()
    assert sorted((one.chat_id, one.out.text) for line in lines for one in line.sent) == sorted(said)
    assert set(offices[0].states()) == {outbox.SENT}
    decided = offices[0].echoes()
    for chat in range(CHATS):
        assert [text for text in decided if text.startswith(f"{chat}-")] == [f"{chat}-{n}" for n in range(EACH)]
    assert sum(bool(office.heard) for office in offices) > 1


class SlowOffice(EchoOffice):
    async def prepare(self, said: In) -> None:
        await asyncio.sleep(0.02)
        await super().prepare(said)


def message(chat: str, text: str) -> dict[str, str]:
    return {"id": text, "chat_id": chat, "text": text}


async def test_a_claimed_chat_is_passed_over_until_the_claim_lapses(engine: Engine, runner: Runner) -> None:
    await runner.run(inbox.put, [("plain", str(n), "a", {"n": n}) for n in range(2)], MONDAY)
    (row,) = await runner.run(inbox.waiting, 5, (), "satu")
    assert await runner.run(inbox.waiting, 5, (), "dua") == ()
    assert await runner.run(inbox.waiting, 5, (), "satu") == (row,)
    await runner.run(lapse)
    assert await runner.run(inbox.waiting, 5, (), "dua") == (row,)


async def test_who_lives_keeps_a_chat_however_long_it_takes_and_who_does_not_loses_it(
    engine: Engine, runner: Runner
) -> None:
    await runner.run(inbox.put, [("plain", "1", "a", {"n": 1})], MONDAY)
    (row,) = await runner.run(inbox.waiting, 5, (), "satu")
    await runner.run(almost_lapse)
    await runner.run(inbox.renew, "satu")
    await runner.run(almost_lapse)
    assert await runner.run(inbox.waiting, 5, (), "dua") == ()
    await runner.run(inbox.renew, "dua")
    await runner.run(almost_lapse)
    assert await runner.run(inbox.waiting, 5, (), "dua") == (row,)


def almost_lapse(tx: Tx) -> None:
    tx.exec_driver_sql(f"UPDATE inbox SET claimed_until = claimed_until - {claims.LEASE * 2 / 3}")


def lapse(tx: Tx, table: str = "inbox", until: str = "claimed_until") -> None:
    tx.exec_driver_sql(f"UPDATE {table} SET {until} = {until} - 1000")


async def test_a_process_counts_as_long_as_it_says_that_it_lives(engine: Engine, runner: Runner) -> None:
    assert await runner.run(processes.lives, "satu") == 1
    assert await runner.run(processes.lives, "dua") == 2
    await runner.run(lapse, "processes", "lives_until")
    assert await runner.run(processes.lives, "satu") == 1
    assert await runner.run(processes.lives, "dua") == 2
    await runner.run(processes.ends, "satu")
    assert await runner.run(processes.lives, "dua") == 1


async def test_two_processes_send_no_faster_together_than_one_may(
    engine: Engine, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second joins while the first is at work, and its end leaves the first alone again."""
    monkeypatch.setattr(lease, "RENEWED", 0.2)
    monkeypatch.setattr(lease, "SETTLED", 1.4)
    paced, lines = Sending(Pacing(overall=20)), (PlainChannel(), PlainChannel())
    for chat in range(80):
        await runner.run(put, "plain", str(chat), "halo", MONDAY)
    async with EchoOffice(engine).running(lines[0], sending=paced) as first:
        await asyncio.sleep(1)
        async with EchoOffice(engine).running(lines[1], sending=paced) as second:
            await asyncio.wait_for(first.quiet(), 20)
            assert [runtime.delivery.shared_by for runtime in (first, second)] == [2, 2]
        await until(lambda: first.delivery.shared_by == 1)
    assert [len(line.sent) > 10 for line in lines] == [True, True]
    assert busiest([at for line in lines for at in line.sent_at]) <= 20


async def test_who_stops_is_counted_no_more(engine: Engine, runner: Runner) -> None:
    async with EchoOffice(engine).running(PlainChannel()):
        assert await runner.run(processes.lives, "lain") == 2
    assert await runner.run(processes.lives, "lain") == 1


# -- a chat is one process's at a time, whichever of its rows it has --------------------------------------------------


def say(tx: Tx, *words: str) -> list[int]:
    return [put(tx, "plain", "a", one, MONDAY) for one in words]


def claimed(tx: Tx, holder: str) -> list[int]:
    return [row.id for row in departures.heads(tx, "plain", 5, (), holder)]


async def test_a_message_that_comes_back_before_one_that_is_being_sent_waits_for_whoever_sends_that(
    engine: Engine, runner: Runner
) -> None:
    first, second = await runner.run(say, "satu", "dua")
    assert await runner.run(claimed, "lama") == [first]
    await runner.run(departures.mark_failed, first, "refused", MONDAY)
    assert await runner.run(claimed, "satu") == [second]
    assert await runner.run(outbox.retry, first)
    assert await runner.run(claimed, "dua") == [], "the chat is being sent to"
    assert await runner.run(claimed, "satu") == [first], "whoever has the chat has all of it"
    await runner.run(departures.mark_sent, first, "71", MONDAY)
    await runner.run(departures.mark_sent, second, "72", MONDAY)
    (third,) = await runner.run(say, "tiga")
    assert await runner.run(claimed, "dua") == [third]


async def test_a_paper_that_is_made_comes_back_free_for_whoever_has_the_chat(cards: CardBoard, runner: Runner) -> None:
    """It was claimed by who found it unmade; that must not stand against the one who sends to the chat by now."""
    document = await cards.want_document("plain", "a")
    assert await runner.run(outbox.release, document) == 1
    (text,) = await runner.run(say, "sesudahnya")
    (paper,) = await runner.run(claimed, "dua")
    await runner.run(departures.hold, paper)
    assert await runner.run(claimed, "satu") == [text]
    assert await runner.run(outbox.release, document) == 1
    assert await runner.run(claimed, "dua") == []
    assert await runner.run(claimed, "satu") == [paper]


async def test_an_update_that_comes_back_waits_for_whoever_has_its_chat(engine: Engine, runner: Runner) -> None:
    await runner.run(inbox.put, [("plain", str(n), "a", {"n": n}) for n in range(2)], MONDAY)
    (first,) = await runner.run(inbox.waiting, 5, (), "lama")
    await runner.run(inbox.park, first.id, "gagal", MONDAY)
    (second,) = await runner.run(inbox.waiting, 5, (), "satu")
    assert await runner.run(inbox.retry, first.id)
    assert await runner.run(inbox.waiting, 5, (), "dua") == ()
    assert [row.id for row in await runner.run(inbox.waiting, 5, (), "satu")] == [first.id]
    await runner.run(lapse)
    assert [row.id for row in await runner.run(inbox.waiting, 5, (), "dua")] == [first.id]
    assert second.id > first.id


async def test_a_claim_that_lapsed_cannot_be_renewed(engine: Engine, runner: Runner) -> None:
    """Others may have the chat by then: another of its rows."""
    (row,) = await runner.run(say, "satu")
    await runner.run(claimed, "satu")
    await runner.run(lapse, "outbox")
    await runner.run(departures.renew, "satu")
    assert await runner.run(claimed, "dua") == [row]


async def test_a_renewal_waits_for_no_transaction_that_works_on_what_it_renews(engine: Engine, runner: Runner) -> None:
    busy, idle = await runner.run(say, "satu"), await runner.run(lambda tx: put(tx, "plain", "b", "dua", MONDAY))
    await runner.run(claimed, "satu")
    await runner.run(lambda tx: tx.exec_driver_sql("UPDATE outbox SET claimed_until = claimed_until - 30").rowcount)
    with engine.connect() as tx, tx.begin():
        departures.mark_retry(tx, busy[0], "later")
        async with asyncio.timeout(2):
            await runner.run(departures.renew, "satu")
    await runner.run(lambda tx: tx.exec_driver_sql("UPDATE outbox SET claimed_until = claimed_until - 30").rowcount)
    assert await runner.run(claimed, "dua") == busy, "the other is kept"
    assert idle not in busy


async def test_two_that_choose_at_the_same_moment_do_so_one_after_the_other(engine: Engine, runner: Runner) -> None:
    """What the one is just claiming the other does not see yet."""
    first, second = await runner.run(say, "satu", "dua")
    await runner.run(departures.mark_failed, first, "refused", MONDAY)
    chosen, come_back = threading.Event(), threading.Event()

    def slowly(tx: Tx) -> list[int]:
        found = claimed(tx, "satu")
        chosen.set()
        come_back.wait(5)
        time.sleep(0.2)
        return found

    slow = asyncio.create_task(runner.run(slowly))
    await asyncio.to_thread(chosen.wait, 5)
    await runner.run(outbox.retry, first)
    other = asyncio.create_task(runner.run(claimed, "dua"))
    come_back.set()
    assert (await slow, await other) == ([second], [])
