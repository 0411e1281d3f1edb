"""Several processes on one PostgreSQL: each update is handled by one of them, each message sent by one, in order."""

import asyncio
from contextlib import AsyncExitStack

from bot.channels.base import In
from bot.runtime.run import Runner
from bot.store import claims, inbox, outbox
from bot.store.engine import Engine, Tx
from tests.plain_channel import PlainChannel
from tests.runtime.conftest import only_on_postgresql
from tests.runtime.echo_office import MONDAY, EchoOffice

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


def lapse(tx: Tx) -> None:
    tx.exec_driver_sql("UPDATE inbox SET claimed_until = claimed_until - 1000")
