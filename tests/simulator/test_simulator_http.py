"""The page and other processes act for people over HTTP."""

import asyncio
import json
import re
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from simulator import Person, Simulator
from simulator.page_routes import FOLDER
from tests.simulator.support import Call

REPOSITORY = Path(__file__).resolve().parents[2]
MARKUP = {"inline_keyboard": [[{"text": "Setujui", "callback_data": "ya"}]]}


@pytest.fixture
def act(telegram: Simulator, session: aiohttp.ClientSession) -> Call:
    async def post(path: str, expected: int = 200, **body: Any) -> Any:
        async with session.post(f"{telegram.url}/_sim/{path}", json=body) as response:
            assert response.status == expected, await response.text()
            return await response.json()

    return post


async def _get(telegram: Simulator, session: aiohttp.ClientSession, path: str) -> Any:
    async with session.get(f"{telegram.url}{path}") as response:
        assert response.status == 200
        return await response.json()


async def test_a_whole_talk_goes_over_http(
    telegram: Simulator, session: aiohttp.ClientSession, act: Call, call: Call
) -> None:
    siti = (await act("people", expected=201, name="Siti"))["id"]
    await act(f"chats/{siti}/start", payload="K1")
    said = await act(f"chats/{siti}/say", text="halo")
    await act(f"chats/{siti}/edit", message_id=said["id"], text="halo lagi")
    sent = await call("sendMessage", chat_id=siti, text="<b>x</b>", parse_mode="HTML", reply_markup=MARKUP)
    pressing = asyncio.create_task(act(f"chats/{siti}/press", label="Setujui", seconds=5))
    await telegram.state.changed.wait(1)
    query = (await call("getUpdates"))[-1]["callback_query"]
    await call("answerCallbackQuery", callback_query_id=query["id"], text="Tercatat")
    assert (await pressing)["toast"]["text"] == "Tercatat"
    await act(f"chats/{siti}/press", message_id=sent["message_id"], label="Setujui")
    shown = await _get(telegram, session, f"/_sim/chats/{siti}/messages")
    assert [message["html"] for message in shown] == ["/start K1", "halo lagi", "<b>x</b>"]


async def test_a_finger_a_moment_late_sends_what_the_button_said_not_what_stands_there_now(
    telegram: Simulator, session: aiohttp.ClientSession, act: Call, call: Call, started: Person
) -> None:
    sent = await call("sendMessage", chat_id=started.id, text="x", reply_markup=MARKUP)
    seen = (await _get(telegram, session, f"/_sim/chats/{started.id}/messages"))[-1]["buttons"][0][0]
    changed = {"inline_keyboard": [[{"text": "Kembalikan", "callback_data": "tidak"}]]}
    await call("editMessageText", chat_id=started.id, message_id=sent["message_id"], text="x", reply_markup=changed)
    await act(f"chats/{started.id}/press", message_id=sent["message_id"], label=seen["label"], data=seen["data"])
    assert (await call("getUpdates"))[-1]["callback_query"]["data"] == "ya"


async def test_files_go_up_and_down_over_http(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession
) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("file", b"isi", filename="hasil é.xlsx")
    async with session.post(f"{telegram.url}/_sim/chats/{started.id}/upload", data=form) as response:
        file = (await response.json())["file"]
    assert file["name"] == "hasil é.xlsx"
    async with session.get(f"{telegram.url}/_sim/files/{file['file_id']}") as response:
        assert await response.read() == b"isi"
        assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''hasil%20%C3%A9.xlsx"


async def test_what_cannot_be_done_is_said(started: Person, act: Call) -> None:
    assert (await act(f"chats/{started.id}/press", expected=409, label="x"))["error"] == "there is no button 'x'"
    assert "error" in await act(f"chats/{started.id}/dance", expected=400)
    assert "error" in await act("chats/1/say", expected=409, text="x")
    await act(f"chats/{started.id}/block")
    assert "error" in await act(f"chats/{started.id}/say", expected=409, text="x")


async def test_changes_are_waited_for_and_only_they_come(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession
) -> None:
    telegram.person("Budi")
    whole = await _get(telegram, session, "/_sim/state")
    assert [chat["name"] for chat in whole["chats"]] == ["Siti", "Budi"]
    waiting = asyncio.create_task(_get(telegram, session, f"/_sim/state?since={whole['revision']}&seconds=5"))
    await asyncio.sleep(0.05)
    await started.say("baru")
    changed = await asyncio.wait_for(waiting, 2)
    assert [chat["name"] for chat in changed["chats"]] == ["Siti"]


async def test_calls_and_faults_are_at_hand(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession, act: Call, raw: Call
) -> None:
    await act("faults", expected=201, method="sendMessage", kind="refuse", retry_after=3)
    assert (await raw("sendMessage", chat_id=started.id, text="x"))["error_code"] == 429
    (row,) = await _get(telegram, session, "/_sim/calls?method=sendMessage")
    assert (row["params"]["text"], row["status"]) == ("x", 429)
    async with session.get(f"{telegram.url}/_sim/calls.jsonl") as response:
        assert json.loads((await response.text()).splitlines()[0])["method"] == "sendMessage"


async def test_the_page_asks_for_all_its_modules_at_once(telegram: Simulator, session: aiohttp.ClientSession) -> None:
    async with session.get(telegram.url) as response:
        asked = re.findall(r'"/page/(\w+\.js)"', await response.text())
    assert sorted(asked) == sorted(path.name for path in FOLDER.glob("*.js"))


async def test_the_page_needs_nothing_from_elsewhere(telegram: Simulator, session: aiohttp.ClientSession) -> None:
    for path in ("/", "/page/frame.css", "/page/main.js"):
        async with session.get(f"{telegram.url}{path}") as response:
            assert response.status == 200
            assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")
            assert "//cdn" not in (text := await response.text())
            assert "https://" not in text


async def test_it_runs_by_itself_and_says_where() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-u", "-m", "simulator", "--port", "0", "--person", "Siti",
        cwd=REPOSITORY, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    lines = [(await asyncio.wait_for(process.stdout.readline(), 10)).decode().split() for _ in range(6)]
    process.terminate()
    await process.communicate()
    assert [line[0] for line in lines] == ["page", "api_url", "base_url", "base_file_url", "token", "person"]
    assert lines[5][2] == "Siti"
