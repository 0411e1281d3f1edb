"""The bot's line to Telegram can be taken down: the system itself refuses whoever calls; the people write on."""

import asyncio
from typing import Any

import aiohttp
import pytest

from simulator import Person, Simulator
from tests.simulator.support import Call


async def knock(telegram: Simulator) -> None:
    _, writer = await asyncio.open_connection(telegram.host, telegram.line.port)
    writer.close()


async def test_while_the_line_is_down_a_connection_is_refused_and_afterwards_it_stands_on_the_same_port(
    telegram: Simulator, call: Call
) -> None:
    await knock(telegram)
    address = telegram.api_url
    await telegram.line.down()
    with pytest.raises(ConnectionRefusedError):
        await knock(telegram)
    await telegram.line.up()
    assert telegram.api_url == address
    assert (await call("getMe"))["is_bot"]


async def test_taking_it_down_or_up_twice_changes_nothing(telegram: Simulator, call: Call) -> None:
    for _ in range(2):
        await telegram.line.down()
    for _ in range(2):
        await telegram.line.up()
    assert (await call("getMe"))["is_bot"]


async def test_a_long_poll_that_waits_is_closed_and_its_update_is_handed_out_later(
    telegram: Simulator, siti: Person, raw: Call, call: Call
) -> None:
    polling = asyncio.create_task(raw("getUpdates", timeout=30))
    await asyncio.sleep(0.1)
    await telegram.line.down()
    with pytest.raises(aiohttp.ClientConnectionError):
        await asyncio.wait_for(polling, 2)
    await siti.say("selagi terputus")
    await telegram.line.up()
    (update,) = await call("getUpdates")
    assert update["message"]["text"] == "selagi terputus"
    assert [made.status for made in telegram.calls.of("getUpdates")] == [0, 200]


@pytest.mark.usefixtures("echo")
async def test_python_telegram_bot_answers_once_the_line_is_back(telegram: Simulator, siti: Person) -> None:
    await siti.start()
    await siti.expect("Selamat datang")
    await telegram.line.down()
    await siti.say("selagi terputus")
    await asyncio.sleep(0.3)
    assert siti.last.text == "Selamat datang []"
    await telegram.line.up()
    await siti.expect("gema selagi terputus", timeout=30)


async def test_the_people_and_their_page_do_without_the_bots_line(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession
) -> None:
    await telegram.line.down()
    async with session.post(f"{telegram.url}/_sim/chats/{started.id}/say", json={"text": "halo"}) as response:
        assert response.status == 200


async def test_the_line_is_taken_down_and_up_from_the_panel_and_by_other_processes(
    telegram: Simulator, session: aiohttp.ClientSession
) -> None:
    async def post(path: str, body: Any) -> Any:
        async with session.post(f"{telegram.url}{path}", json=body) as response:
            assert response.status == 200
            return await response.json()

    shown = await post("/panel/gangguan/api/line", {"up": False})
    assert shown["line"] == {"up": False, "falls": 1}
    assert not telegram.line.is_up
    assert await post("/_sim/line", {"up": True}) == {"up": True}
    await knock(telegram)
    await post("/_sim/line", {"up": False})
    shown = await post("/panel/gangguan/api/clear", {})
    assert shown["line"] == {"up": True, "falls": 0}
    await knock(telegram)


async def test_who_asks_the_page_for_the_bot_api_is_told_where_it_is(
    telegram: Simulator, session: aiohttp.ClientSession
) -> None:
    async with session.post(f"{telegram.url}/bot{telegram.token}/getMe") as response:
        answer = await response.json()
    assert (response.status, answer["ok"]) == (404, False)
    assert telegram.api_url in answer["description"]
