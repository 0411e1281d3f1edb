"""Several processes on one PostgreSQL: each update is handled by one of them, each message sent by one, in order."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from bot.channels.base import In
from bot.runtime import lease
from bot.runtime.pacing import Pacing
from bot.runtime.run import Runner
from bot.runtime.sender import Sending
from bot.store import claims, inbox, outbox, processes
from bot.store.engine import Engine, Tx
from simulator import Simulator
from tests.plain_channel import PlainChannel
from tests.runtime.conftest import only_on_postgresql
from tests.runtime.echo_office import MONDAY, EchoOffice, channel_to, put, until

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
    engine: Engine, runner: Runner, telegram: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second joins while the first is at work, and its end leaves the first alone again."""
    monkeypatch.setattr(lease, "RENEWED", 0.2)
    monkeypatch.setattr(lease, "SETTLED", 0.5)
    paced = Sending(Pacing(overall=20))
    for number in range(40):
        person = telegram.person(f"Orang {number}")
        await person.start()
        await runner.run(put, "telegram", str(person.id), "halo", MONDAY)
    one, other = EchoOffice(engine), EchoOffice(engine)
    async with one.running(channel_to(telegram), sending=paced) as first:
        await asyncio.sleep(1)
        async with other.running(channel_to(telegram), sending=paced) as second:
            await asyncio.wait_for(first.quiet(), 20)
            assert await runner.run(processes.lives, first.runner.name) == 2
            assert [runtime.delivery.shared_by for runtime in (first, second)] == [2, 2]
        await until(lambda: first.delivery.shared_by == 1)
    sent = [call.at for call in telegram.calls if call.method == "sendMessage"]
    assert len(sent) == 2 * 40, "with the echo of what each began with"
    assert max(sum(0 <= (other - at).total_seconds() < 0.9 for other in sent) for at in sent) <= 21


async def test_who_stops_is_counted_no_more(engine: Engine, runner: Runner) -> None:
    async with EchoOffice(engine).running(PlainChannel()):
        assert await runner.run(processes.lives, "lain") == 2
    assert await runner.run(processes.lives, "lain") == 1
