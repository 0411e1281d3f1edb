"""Every answer and every update is valid against the published description of the Bot API."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import aiohttp
import pytest

from simulator import Person, Simulator
from simulator.methods.table import METHODS
from tests.simulator.support import Call, png

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("BOTAPI_DIR") or REPOSITORY.parent / "shared" / "botapi")
UPDATE_KINDS = {"message", "edited_message", "callback_query", "my_chat_member", "message_reaction"}
MARKUP = {"inline_keyboard": [[{"text": "Setujui", "callback_data": "a", "style": "success"}]]}

pytestmark = pytest.mark.skipif(
    not (FOLDER / "check.py").exists(),
    reason=f"no description of the Bot API (check.py, api.json) in {FOLDER}; BOTAPI_DIR names another folder",
)


@pytest.fixture(scope="module")
def check() -> ModuleType:
    spec = importlib.util.spec_from_file_location("botapi_check", FOLDER / "check.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def _send_all(siti: Person, call: Call, session: aiohttp.ClientSession, telegram: Simulator) -> dict[str, Any]:
    chat = {"chat_id": siti.id}
    text = "<b>tebal</b> <a href='https://x.id'>t</a> <code>c</code> /start @siti_x #tag a@b.id"
    sent = await call("sendMessage", **chat, text=text, parse_mode="HTML", reply_markup=MARKUP, protect_content=True)
    reply = {"message_id": sent["message_id"]}
    await call("sendMessage", **chat, text="balas", reply_parameters=reply, disable_notification=True)
    for markup in ({"keyboard": [[{"text": "a"}]]}, {"remove_keyboard": True}, {"force_reply": True}):
        await call("sendMessage", **chat, text="papan", reply_markup=markup)
    form = aiohttp.FormData({"chat_id": str(siti.id), "caption": "isian"})
    form.add_field("document", b"PK", filename="isian.xlsx")
    async with session.post(f"{telegram.base_url}{telegram.token}/sendDocument", data=form) as response:
        document = (await response.json())["result"]
    picture = (await siti.photo(png())).api["photo"][-1]["file_id"]
    photo = await call("sendPhoto", **chat, photo=picture, caption="*x*", parse_mode="MarkdownV2")
    media = [{"type": "document", "media": document["document"]["file_id"]}] * 2
    await call("sendMediaGroup", **chat, media=media)
    plain = await call("sendMessage", **chat, text="polos", reply_markup=MARKUP)
    copied = {"from_chat_id": siti.id, "message_id": plain["message_id"]}
    await call("copyMessage", **chat, **copied)
    await call("forwardMessage", **chat, **copied)
    await call("sendChatAction", **chat, action="typing")
    return {"text": plain, "document": document, "photo": photo}


async def _change_all(siti: Person, call: Call, sent: dict[str, Any]) -> None:
    text = {"chat_id": siti.id, "message_id": sent["text"]["message_id"]}
    document = {"chat_id": siti.id, "message_id": sent["document"]["message_id"]}
    await siti.press("Setujui")
    press = (await call("getUpdates"))[-1]["callback_query"]["id"]
    await call("answerCallbackQuery", callback_query_id=press, text="Tercatat")
    await call("editMessageText", **text, text="baru", entities=[{"type": "bold", "offset": 0, "length": 4}])
    await call("editMessageReplyMarkup", **text, reply_markup=MARKUP)
    await call("editMessageCaption", **document, caption="lain", parse_mode="HTML")
    media = {"type": "photo", "media": sent["photo"]["photo"][-1]["file_id"], "caption": "foto"}
    await call("editMessageMedia", **document, media=media)
    await call("setMessageReaction", **text, reaction=[{"type": "emoji", "emoji": "👍"}])
    await call("getFile", file_id=sent["photo"]["photo"][-1]["file_id"])
    await call("deleteMessage", **text)
    await call("deleteMessages", chat_id=siti.id, message_ids=[document["message_id"], 999])


async def _introduce(siti: Person, call: Call) -> None:
    scope = {"type": "chat", "chat_id": siti.id}
    commands = [{"command": "bantuan", "description": "Minta bantuan"}]
    await call("getMe")
    await call("getChat", chat_id=siti.id)
    await call("leaveChat", chat_id=(await siti.add_to_group("Grup"))["id"])
    await call("setMyCommands", commands=commands, scope=scope, language_code="id")
    assert await call("getMyCommands", scope=scope, language_code="id") == commands
    assert await call("getMyCommands", scope=scope) == []
    await call("deleteMyCommands", scope=scope, language_code="id")
    for name, key in (("Name", "name"), ("Description", "description"), ("ShortDescription", "short_description")):
        await call(f"setMy{name}", **{key: "kinerja"})
        assert await call(f"getMy{name}") == {key: "kinerja"}
    await call("setChatMenuButton", chat_id=siti.id, menu_button={"type": "commands"})
    await call("getChatMenuButton", chat_id=siti.id)
    await call("setWebhook", url="http://127.0.0.1:9/hook", allowed_updates=["message"])
    await call("getWebhookInfo")
    await call("deleteWebhook")
    await call("logOut")
    await call("close")


async def _live(siti: Person) -> None:
    await siti.say("halo /bantuan https://x.id")
    await siti.edit(await siti.upload("a.xlsx", b"PK", caption="a"), "b")
    await siti.react(await siti.say("halo", reply_to=siti.messages[0]), "👍")
    await siti.share_contact("+62812")
    await siti.say_in_group(await siti.add_to_group("Grup Kecamatan"), "halo")
    await siti.block()
    await siti.unblock()


async def test_every_method_and_every_update_is_as_published(
    telegram: Simulator, started: Person, call: Call, session: aiohttp.ClientSession, check: ModuleType
) -> None:
    await call("getUpdates", allowed_updates=sorted(UPDATE_KINDS))
    sent = await _send_all(started, call, session, telegram)
    await _change_all(started, call, sent)
    await _live(started)
    updates = await call("getUpdates")
    await _introduce(started, call)
    assert {kind for update in updates for kind in update} == UPDATE_KINDS | {"update_id"}
    assert [problem for update in updates for problem in check.check_update(update)] == []
    assert {row.method for row in telegram.calls if row.ok} == {method.name for method in METHODS.values()}
    assert telegram.calls.unknown() == []
    for row in telegram.calls:
        assert check.check_call(row.method, row.params) == []
        assert check.check_result(row.method, row.result) == []


def test_the_table_gives_every_method_the_parameters_of_the_published_one(check: ModuleType) -> None:
    published = {name.lower(): {f["name"] for f in m.get("fields", [])} for name, m in check.SPEC["methods"].items()}
    assert {name: set(method.parameters) for name, method in METHODS.items()} == {
        name: published[name] for name in METHODS
    }


async def test_the_log_is_a_capture_that_the_checker_reads(
    telegram: Simulator, started: Person, call: Call, check: ModuleType, tmp_path: Path
) -> None:
    await call("sendMessage", chat_id=started.id, text="x", reply_markup=MARKUP)
    capture = tmp_path / "calls.jsonl"
    capture.write_text(telegram.calls.jsonl(), encoding="utf-8")
    assert check.main(str(capture)) == 0
