"""The page is told what changed, a part at a time, and asks for the rest."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from simulator import Person, Simulator
from simulator.feed import FLOOD, SCREENFUL
from tests.simulator.support import Call, png

Events = AsyncIterator[dict[str, Any]]


@asynccontextmanager
async def _listening(telegram: Simulator, session: aiohttp.ClientSession, last: str = "") -> AsyncIterator[Events]:
    headers = {"Last-Event-ID": last} if last else {}
    async with session.get(f"{telegram.url}/_sim/events", headers=headers) as response:
        assert response.content_type == "text/event-stream"
        yield _read(response)


async def _read(response: aiohttp.ClientResponse) -> Events:
    async for line in response.content:
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


def _texts(chat: dict[str, Any]) -> list[str]:
    return [message["text"] for message in chat["messages"]]


async def test_only_what_changed_comes_after_the_first_event(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession, call: Call
) -> None:
    telegram.person("Budi", note="Camat")
    sent = await call("sendMessage", chat_id=started.id, text="satu")
    async with _listening(telegram, session) as events:
        first = await anext(events)
        assert [(chat["name"], chat["note"]) for chat in first["chats"]] == [("Siti", ""), ("Budi", "Camat")]
        assert _texts(first["chats"][0]) == ["/start", "satu"]
        await call("editMessageText", chat_id=started.id, message_id=sent["message_id"], text="dua")
        (chat,) = (await anext(events))["chats"]
        assert _texts(chat) == ["dua"]
        await call("deleteMessage", chat_id=started.id, message_id=sent["message_id"])
        (chat,) = (await anext(events))["chats"]
        assert (chat["messages"], chat["deleted"]) == ([], [sent["message_id"]])


async def test_a_page_that_was_cut_off_gets_what_it_missed_and_after_a_new_beginning_everything(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession, call: Call
) -> None:
    seen = f"{telegram.state.epoch}:{telegram.state.changed.count}"
    await call("sendMessage", chat_id=started.id, text="terlewat")
    async with _listening(telegram, session, seen) as events:
        (chat,) = (await anext(events))["chats"]
        assert _texts(chat) == ["terlewat"]
        telegram.reset()
        anew = await anext(events)
        assert anew["chats"] == []
        assert not seen.startswith(anew["epoch"])
    await telegram.person("Wira").start()
    async with _listening(telegram, session, seen) as events:
        assert [chat["name"] for chat in (await anext(events))["chats"]] == ["Wira"]


async def test_a_long_chat_comes_by_screenfuls(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession, call: Call
) -> None:
    for number in range(50):
        await call("sendMessage", chat_id=started.id, text=str(number))
    async with _listening(telegram, session) as events:
        (chat,) = (await anext(events))["chats"]
    assert _texts(chat) == [str(number) for number in range(50 - SCREENFUL, 50)]
    assert chat["first"] == started.messages[0].id
    path = f"/_sim/chats/{started.id}/messages?before={chat['messages'][0]['id']}&last=5"
    async with session.get(telegram.url + path) as response:
        older = [message["text"] for message in await response.json()]
    assert older == [str(number) for number in range(45 - SCREENFUL, 50 - SCREENFUL)]


async def test_typing_commands_and_the_keyboard_are_told(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession, call: Call
) -> None:
    for_all, for_one = ({"command": name, "description": name} for name in ("semua", "satu"))
    await call("setMyCommands", commands=[for_all])
    await call("setMyCommands", commands=[for_one], scope={"type": "chat", "chat_id": started.id})
    telegram.person("Budi")
    await call("sendChatAction", chat_id=started.id, action="typing")
    keyboard = {"keyboard": [["Tugas"]], "one_time_keyboard": True, "input_field_placeholder": "Pilih"}
    await call("sendMessage", chat_id=started.id, text="menu", reply_markup=keyboard)
    await call("sendMessage", chat_id=started.id, text="jawab", reply_markup={"force_reply": True})
    async with _listening(telegram, session) as events:
        siti, budi = (await anext(events))["chats"]
    assert ([c["command"] for c in siti["commands"]], [c["command"] for c in budi["commands"]]) == (["satu"], ["semua"])
    assert (siti["actions"], siti["action"]) == (1, "typing")
    assert siti["messages"][-1]["force_reply"] is True


async def test_what_a_person_may_tap_is_marked_for_the_page_alone(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession, call: Call
) -> None:
    await call("sendMessage", chat_id=started.id, text="Ketik /bantuan <b>", parse_mode=None)
    assert started.last.html == "Ketik /bantuan &lt;b&gt;"
    async with _listening(telegram, session) as events:
        (chat,) = (await anext(events))["chats"]
    assert chat["messages"][-1]["html"] == 'Ketik <span class="command">/bantuan</span> &lt;b&gt;'


async def test_the_page_is_told_which_photos_are_of_one_album(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession, call: Call
) -> None:
    picture = (await started.photo(png())).api["photo"][-1]["file_id"]
    await call("sendMediaGroup", chat_id=started.id, media=[{"type": "photo", "media": picture}] * 2)
    async with _listening(telegram, session) as events:
        (chat,) = (await anext(events))["chats"]
    alone, first, second = (message["album"] for message in chat["messages"][-3:])
    assert alone is None
    assert first == second is not None


async def test_a_qr_code_is_drawn_here(telegram: Simulator, session: aiohttp.ClientSession) -> None:
    async with session.get(f"{telegram.url}/_sim/qr", params={"text": "https://t.me/x?start=K1"}) as response:
        assert response.content_type == "image/svg+xml"
        assert "<svg" in await response.text()


async def test_a_document_is_opened_only_where_that_is_safe(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession
) -> None:
    for name, safe in (("surat.pdf", True), ("laman.html", False), ("gambar.svg", False)):
        file = (await started.upload(name, b"<script>alert(1)</script>")).document
        assert file
        async with session.get(f"{telegram.url}/_sim/files/{file.file_id}?open=1") as response:
            assert (response.content_type == "application/octet-stream") is not safe
            assert ("attachment" in response.headers.get("Content-Disposition", "")) is not safe


async def test_a_flood_is_told_by_its_last_screenful(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession, call: Call
) -> None:
    since = telegram.state.changed.count
    for number in range(FLOOD + 5):
        await call("sendMessage", chat_id=started.id, text=str(number))
    async with session.get(f"{telegram.url}/_sim/state?since={since}") as response:
        (chat,) = (await response.json())["chats"]
    assert (chat["anew"], len(chat["messages"]), chat["messages"][-1]["text"]) == (True, SCREENFUL, str(FLOOD + 4))
