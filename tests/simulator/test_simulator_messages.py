"""Files, albums, replies, edits and deletions as the bot sees them."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto

from simulator import Person, Simulator
from tests.simulator.support import Call, png


async def test_an_album_is_uploaded_in_one_request(telegram: Simulator, started: Person) -> None:
    media = [
        InputMediaDocument(b"satu", filename="1.txt", caption="dua berkas"),
        InputMediaDocument(b"dua", filename="laporan é.txt"),
    ]
    async with Bot(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url) as bot:
        sent = await bot.send_media_group(started.id, media)
        assert sent[1].document
        file = await bot.get_file(sent[1].document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"dua"
        await bot.send_media_group(started.id, [InputMediaPhoto(png()), InputMediaPhoto(png())])
    assert sent[0].media_group_id == sent[1].media_group_id
    assert [message.text for message in started.received] == ["dua berkas", "", "", ""]
    assert [shown.name for m in started.received[:2] if (shown := m.document)] == ["1.txt", "laporan é.txt"]
    assert telegram.calls.unknown() == []


async def test_a_known_file_is_sent_again_by_its_id(started: Person, call: Call) -> None:
    file_id = (await started.upload("a.txt", b"a")).api["document"]["file_id"]
    sent = await call("sendDocument", chat_id=started.id, document=file_id)
    assert sent["document"]["file_name"] == "a.txt"
    assert sent["document"]["mime_type"] == "text/plain"


async def test_a_file_is_fetched_by_the_path_that_get_file_gives(
    telegram: Simulator, started: Person, call: Call, session: aiohttp.ClientSession
) -> None:
    file_id = (await started.upload("a.txt", b"isi")).api["document"]["file_id"]
    path = (await call("getFile", file_id=file_id))["file_path"]
    async with session.get(f"{telegram.base_file_url}{telegram.token}/{path}") as response:
        assert await response.read() == b"isi"
    async with session.get(f"{telegram.base_file_url}{telegram.token}/documents/none") as response:
        assert response.status == 404


async def test_files_past_the_limits_are_refused(
    telegram: Simulator, started: Person, raw: Call, session: aiohttp.ClientSession
) -> None:
    large = (await started.upload("besar.bin", bytes(20 * 1024 * 1024 + 1))).api["document"]["file_id"]
    assert (await raw("getFile", file_id=large))["description"] == "Bad Request: file is too big"
    form = aiohttp.FormData({"chat_id": str(started.id)})
    form.add_field("document", io.BytesIO(bytes(52 * 1024 * 1024)), filename="besar.bin")
    async with session.post(f"{telegram.base_url}{telegram.token}/sendDocument", data=form) as response:
        answer = await response.json()
    assert (response.status, answer["description"]) == (413, "Request Entity Too Large")


@pytest.mark.parametrize("data", [b"", b"not a picture"])
async def test_a_photo_that_is_none_is_refused(
    telegram: Simulator, started: Person, session: aiohttp.ClientSession, data: bytes
) -> None:
    form = aiohttp.FormData({"chat_id": str(started.id)})
    form.add_field("photo", data, filename="x.png")
    async with session.post(f"{telegram.base_url}{telegram.token}/sendPhoto", data=form) as response:
        description = (await response.json())["description"]
    assert description == f"Bad Request: {'IMAGE_PROCESS_FAILED' if data else 'file must be non-empty'}"


async def test_a_reply_carries_the_message_it_answers(started: Person, call: Call) -> None:
    first = await started.say("satu")
    sent = await call("sendMessage", chat_id=started.id, text="dua", reply_parameters={"message_id": first.id})
    assert sent["reply_to_message"]["text"] == "satu"
    lost = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await call("sendMessage", chat_id=started.id, text="x", reply_parameters=lost)


async def test_an_edit_replaces_text_and_buttons_and_keeps_its_place(started: Person, call: Call) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    sent = await call("sendMessage", chat_id=started.id, text="*a*", parse_mode="Markdown", reply_markup=markup)
    await call("sendMessage", chat_id=started.id, text="z")
    edited = await call("editMessageText", chat_id=started.id, message_id=sent["message_id"], text="b")
    assert (edited["message_id"], edited["date"], edited["text"]) == (sent["message_id"], sent["date"], "b")
    assert not {"entities", "reply_markup"} & set(edited)
    assert "edit_date" in edited
    assert [message.text for message in started.received] == ["b", "z"]


async def test_what_waits_in_the_queue_shows_what_was_true_then(started: Person, call: Call) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    sent = await call("sendMessage", chat_id=started.id, text="dulu", reply_markup=markup)
    await started.press("a")
    await call("editMessageText", chat_id=started.id, message_id=sent["message_id"], text="kini")
    assert (await call("getUpdates"))[-1]["callback_query"]["message"]["text"] == "dulu"


async def test_a_message_can_be_deleted_for_two_days() -> None:
    moment = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    async with Simulator(now=lambda: moment) as telegram, aiohttp.ClientSession() as session:
        siti = telegram.person("Siti")
        old = await siti.say("lama")
        moment += timedelta(hours=49)
        new = await siti.say("baru")
        answers = [await _delete(telegram, session, message.api) for message in (old, new)]
    assert answers[0]["description"] == "Bad Request: message can't be deleted for everyone"
    assert answers[1]["result"] is True


async def _delete(telegram: Simulator, session: aiohttp.ClientSession, message: dict[str, Any]) -> Any:
    params = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
    async with session.post(f"{telegram.base_url}{telegram.token}/deleteMessage", json=params) as response:
        return await response.json()


async def test_a_protected_message_cannot_be_copied(started: Person, call: Call, raw: Call) -> None:
    sent = await call("sendMessage", chat_id=started.id, text="rahasia", protect_content=True)
    copy = {"chat_id": started.id, "from_chat_id": started.id, "message_id": sent["message_id"]}
    assert (await raw("copyMessage", **copy))["description"] == "Bad Request: message can't be copied"
    assert (await raw("forwardMessage", **copy))["description"] == "Bad Request: message can't be forwarded"
