"""getUpdates hands out and confirms updates as the real server does."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest

from simulator import Person, Simulator
from tests.simulator.support import Call

FIRST = 700_000_001


def _ids(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] for update in updates]


async def _three(siti: Person) -> None:
    for text in ("satu", "dua", "tiga"):
        await siti.say(text)


async def test_updates_come_again_until_a_higher_offset_confirms_them(siti: Person, call: Call) -> None:
    await _three(siti)
    assert _ids(await call("getUpdates")) == [FIRST, FIRST + 1, FIRST + 2]
    assert _ids(await call("getUpdates", offset=FIRST + 1)) == [FIRST + 1, FIRST + 2]
    assert _ids(await call("getUpdates")) == [FIRST + 1, FIRST + 2]
    assert await call("getUpdates", offset=FIRST + 3) == []


async def test_however_updates_are_mixed_up_the_oldest_come_in_the_first_batch(
    telegram: Simulator, siti: Person, call: Call
) -> None:
    telegram.updates.mixing = True
    await _three(siti)
    assert _ids(await call("getUpdates", limit=2)) == [FIRST + 1, FIRST]


async def test_a_negative_offset_keeps_only_the_newest(siti: Person, call: Call) -> None:
    await _three(siti)
    assert _ids(await call("getUpdates", offset=-1)) == [FIRST + 2]
    assert _ids(await call("getUpdates")) == [FIRST + 2]
    assert _ids(await call("getUpdates", offset=-5)) == [FIRST + 2]


async def test_a_batch_is_no_larger_than_its_limit(siti: Person, call: Call) -> None:
    await _three(siti)
    assert _ids(await call("getUpdates", limit=2)) == [FIRST, FIRST + 1]


async def test_a_long_poll_ends_as_soon_as_something_happens(siti: Person, call: Call) -> None:
    waiting = asyncio.create_task(call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await siti.say("halo")
    (update,) = await asyncio.wait_for(waiting, 2)
    assert update["message"]["text"] == "halo"


async def test_a_long_poll_ends_empty_when_its_time_is_over(call: Call) -> None:
    assert await call("getUpdates", timeout=1) == []


async def test_a_second_poller_ends_the_first(siti: Person, raw: Call) -> None:
    first = asyncio.create_task(raw("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(raw("getUpdates", timeout=30))
    answer = await asyncio.wait_for(first, 2)
    assert (answer["error_code"], answer["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await siti.say("halo")
    assert len((await asyncio.wait_for(second, 2))["result"]) == 1


async def test_kinds_not_asked_for_are_never_queued_and_the_choice_is_remembered(siti: Person, call: Call) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    await siti.say("tak diminta")
    assert await call("getUpdates") == []
    await call("getUpdates", allowed_updates=[])
    await siti.say("diminta")
    assert [update["message"]["text"] for update in await call("getUpdates")] == ["diminta"]


async def test_reactions_come_only_when_asked_for(siti: Person, call: Call) -> None:
    message = await siti.say("halo")
    await siti.react(message, "👍")
    assert len(await call("getUpdates", allowed_updates=["message", "message_reaction"])) == 1
    await siti.react(message, None)
    reaction = (await call("getUpdates"))[-1]["message_reaction"]
    assert (reaction["old_reaction"], reaction["new_reaction"]) == ([{"type": "emoji", "emoji": "👍"}], [])


async def test_ids_may_start_anew_and_an_old_high_offset_does_not_lose_them(
    telegram: Simulator, siti: Person, call: Call
) -> None:
    await siti.say("lama")
    telegram.updates.restart_ids(1000)
    await siti.say("baru")
    assert _ids(await call("getUpdates", offset=FIRST + 1)) == [1000]


async def test_an_update_can_be_delivered_twice(telegram: Simulator, siti: Person, call: Call) -> None:
    await siti.say("sekali")
    await call("getUpdates", offset=FIRST + 1)
    telegram.updates.repeat()
    assert _ids(await call("getUpdates", offset=FIRST + 1, timeout=5)) == [FIRST]
    assert await call("getUpdates", offset=FIRST + 1) == []


async def test_a_batch_can_come_in_the_wrong_order(telegram: Simulator, siti: Person, call: Call) -> None:
    await _three(siti)
    telegram.updates.reverse()
    assert _ids(await call("getUpdates")) == [FIRST + 2, FIRST + 1, FIRST]
    assert _ids(await call("getUpdates")) == [FIRST, FIRST + 1, FIRST + 2]


async def test_parameters_may_come_as_query_form_json_or_multipart(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession
) -> None:
    url = f"{telegram.base_url}{telegram.token}/sendMessage"
    chat = str(started.id)
    parts = aiohttp.FormData({"chat_id": chat, "text": "multipart"}, default_to_multipart=True)
    await session.get(url, params={"chat_id": chat, "text": "query"})
    await session.post(url, data={"chat_id": chat, "text": "form"})
    await session.post(url, json={"chat_id": started.id, "text": "json"})
    await session.post(url, data=parts)
    await session.post(url, params={"chat_id": chat}, data={"text": "campur"})
    assert [message.text for message in started.received] == ["query", "form", "json", "multipart", "campur"]


async def test_quiet_waits_for_an_update_that_nobody_fetched_however_long_the_loop_stood_still(
    telegram: Simulator, started: Person
) -> None:
    await started.say("halo")
    asyncio.get_running_loop().call_soon(time.sleep, 0.1)
    with pytest.raises(AssertionError, match="no quiet within"):
        await telegram.quiet(timeout=0.2)
