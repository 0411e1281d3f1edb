"""Whatever can go wrong on the way can be ordered ahead of time."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

from simulator import Person, Simulator
from tests.simulator.support import Call


@pytest.fixture
async def bot(telegram: Simulator) -> Bot:
    return Bot(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url)


async def test_a_flood_wait_is_answered_so_often_and_no_oftener(
    telegram: Simulator, started: Person, raw: Call
) -> None:
    telegram.faults.flood("sendMessage", retry_after=7, times=2)
    for _ in range(2):
        answer = await raw("sendMessage", chat_id=started.id, text="x")
        assert answer["parameters"] == {"retry_after": 7}
        assert answer["description"] == "Too Many Requests: retry after 7"
    assert (await raw("sendMessage", chat_id=started.id, text="x"))["ok"]
    assert len(started.received) == 1


async def test_a_fault_may_be_meant_for_one_chat(telegram: Simulator, started: Person, raw: Call) -> None:
    budi = telegram.person("Budi")
    await budi.start()
    telegram.faults.server_error("*", status=502, chat_id=budi.id)
    assert (await raw("sendMessage", chat_id=started.id, text="x"))["ok"]
    assert (await raw("sendMessage", chat_id=budi.id, text="x"))["description"] == "Bad Gateway"


@pytest.mark.parametrize("applied", [False, True])
async def test_a_connection_drops_before_or_after_the_call_took_effect(
    telegram: Simulator, started: Person, bot: Bot, applied: bool
) -> None:
    telegram.faults.drop("sendMessage", applied=applied)
    async with bot:
        with pytest.raises(NetworkError):
            await bot.send_message(started.id, "x")
    assert len(started.received) == applied
    assert telegram.calls.of("sendMessage")[0].status == 0


async def test_a_call_hangs_until_the_bot_gives_up(telegram: Simulator, started: Person, bot: Bot) -> None:
    telegram.faults.hang("sendMessage")
    async with bot:
        with pytest.raises(TimedOut):
            await bot.send_message(started.id, "x", read_timeout=0.1)
    assert started.received == []


async def test_a_slow_call_takes_effect_late(telegram: Simulator, started: Person, call: Call) -> None:
    telegram.faults.slow("sendMessage", seconds=0.1)
    sending = asyncio.create_task(call("sendMessage", chat_id=started.id, text="x"))
    await asyncio.sleep(0.03)
    assert started.received == []
    await sending
    assert started.last.text == "x"


async def test_python_telegram_bot_understands_a_flood_wait(
    telegram: Simulator, started: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    telegram.faults.flood("sendMessage", retry_after=3)
    async with bot:
        with pytest.raises(RetryAfter):
            await bot.send_message(started.id, "x")
