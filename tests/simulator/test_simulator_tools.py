"""The simulator's own panels: faults by hand, and what the bot called."""

from typing import Any

import aiohttp
import pytest

from simulator import Person, Simulator
from tests.simulator.support import Call

FIRST = 700_000_001


@pytest.fixture
def faults(telegram: Simulator, session: aiohttp.ClientSession) -> Call:
    async def post(name: str, **body: Any) -> Any:
        async with session.post(f"{telegram.url}/panel/gangguan/api/{name}", json=body) as response:
            return await response.json()

    return post


async def test_a_fault_is_ordered_counted_switched_and_taken_away(started: Person, faults: Call, raw: Call) -> None:
    async def sent() -> Any:
        return (await raw("sendMessage", chat_id=started.id, text="x")).get("error_code")

    (fault,) = (await faults("add", method="sendMessage", kind="refuse", retry_after=5, times=0))["faults"]
    assert (fault["code"], fault["left"], fault["on"]) == (429, None, True)
    assert [await sent(), await sent()] == [429, 429]
    (fault,) = (await faults("switch", number=fault["number"], on=False))["faults"]
    assert (fault["hits"], fault["on"]) == (2, False)
    assert await sent() is None
    await faults("switch", number=fault["number"], on=True)
    assert await sent() == 429
    assert (await faults("remove", number=fault["number"]))["faults"] == []
    assert await sent() is None
    assert "error" in await faults("switch", number=99, on=True)


async def test_an_answer_is_cut_in_its_middle_after_the_call_took_effect(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession
) -> None:
    telegram.faults.cut("sendMessage")
    url = f"{telegram.base_url}{telegram.token}/sendMessage"
    with pytest.raises(aiohttp.ClientPayloadError):
        async with session.post(url, json={"chat_id": started.id, "text": "x"}) as response:
            await response.read()
    assert started.last.text == "x"
    assert telegram.calls.of("sendMessage")[0].status == 0


@pytest.mark.parametrize(("body", "code"), [({"kind": "refuse", "code": 502}, 502), ({"kind": "cut"}, 0)])
async def test_a_download_fails(
    telegram: Simulator,
    started: Person,
    session: aiohttp.ClientSession,
    call: Call,
    faults: Call,
    body: Any,
    code: int,
) -> None:
    file = (await started.upload("x.bin", b"x" * 1000)).document
    assert file
    path = (await call("getFile", file_id=file.file_id))["file_path"]
    await faults("add", method="download", **body)
    status = 0
    try:
        async with session.get(f"{telegram.base_file_url}{telegram.token}/{path}") as response:
            await response.read()
            status = response.status
    except aiohttp.ClientPayloadError:
        pass
    assert status == code
    async with session.get(f"{telegram.base_file_url}{telegram.token}/{path}") as response:
        assert len(await response.read()) == 1000


async def test_every_update_comes_twice_while_it_is_switched_on(siti: Person, call: Call, faults: Call) -> None:
    await faults("deliver", double=True)
    await siti.say("sekali")
    seen = [(await call("getUpdates", offset=offset))[0]["update_id"] for offset in (FIRST, FIRST + 1)]
    assert seen == [FIRST, FIRST]
    assert (await faults("deliver", double=False))["deliveries"]["double"] == {"on": False, "hits": 1}
    await siti.say("lagi")
    await call("getUpdates", offset=FIRST + 2)
    assert await call("getUpdates", offset=FIRST + 2) == []


async def test_updates_come_newest_first_while_it_is_switched_on(siti: Person, call: Call, faults: Call) -> None:
    await faults("deliver", mixed=True)
    await siti.say("satu")
    assert await call("getUpdates") == []
    await siti.say("dua")
    assert [update["message"]["text"] for update in await call("getUpdates")] == ["dua", "satu"]


async def test_a_lone_update_is_not_held_for_ever(
    siti: Person, call: Call, faults: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.updates.HELD_SECONDS", 0.1)
    await faults("deliver", mixed=True)
    await siti.say("satu")
    assert len(await call("getUpdates", timeout=5)) == 1


async def test_every_call_is_shown_with_its_request_answer_and_time(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession, raw: Call
) -> None:
    await raw("sendMessage", chat_id=started.id, text="halo", salah=1)
    await raw("sendMessage", chat_id=1, text="x")
    async with session.get(f"{telegram.url}/panel/pengembang/api/?since=0") as response:
        told = await response.json()
    good, bad = told["calls"]
    assert (good["method"], good["status"], good["unknown"]) == ("sendMessage", 200, ["salah"])
    assert told["people"][good["chat_id"]] == "Siti"
    assert good["request"]["text"] == good["answer"]["result"]["text"] == "halo"
    assert bad["answer"]["description"] == "Bad Request: chat not found"
    async with session.get(f"{telegram.url}/panel/pengembang/api/?since={good['number']}") as response:
        assert [call["number"] for call in (await response.json())["calls"]] == [bad["number"]]
