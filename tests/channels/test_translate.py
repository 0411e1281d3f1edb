"""Updates as the Bot API sends them, understood."""

from typing import Any

import pytest

from bot.channels.base import FileRef, In, Said
from bot.channels.telegram.translate import received, translate

SITI = {"id": 5000000001, "is_bot": False, "first_name": "Siti", "username": "siti", "language_code": "id"}
PRIVATE = {"id": 5000000001, "first_name": "Siti", "username": "siti", "type": "private"}
GROUP = {"id": -1001234567890, "title": "Kecamatan Dolopo", "type": "supergroup"}
BOT = {"id": 7000000001, "is_bot": True, "first_name": "SOP", "username": "sop_bot"}


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {
        "update_id": 700000001,
        "message": {"message_id": 12, "from": SITI, "chat": chat, "date": 1798000000, **content},
    }


def command(text: str) -> dict[str, Any]:
    entity = {"offset": 0, "length": len(text.split(maxsplit=1)[0]), "type": "bot_command"}
    return message(text=text, entities=[entity])


def said(update: dict[str, Any]) -> In:
    found = translate(update)
    assert found is not None
    return found


def test_a_text() -> None:
    assert translate(message(text="Halo, Bapak")) == In(
        "telegram", "5000000001", Said.TEXT, text="Halo, Bapak", message_id="12"
    )


@pytest.mark.parametrize(
    ("text", "verb", "args"),
    [
        ("/isi 3", "isi", ("3",)),
        ("/start KODE-7", "start", ("KODE-7",)),
        ("/Status@sop_bot", "status", ()),
        ("/batal\nsekarang juga", "batal", ("sekarang", "juga")),
    ],
)
def test_a_command_with_its_words(text: str, verb: str, args: tuple[str, ...]) -> None:
    found = said(command(text))
    assert (found.said, found.verb, found.args, found.text) == (Said.COMMAND, verb, args, text)


@pytest.mark.parametrize("text", ["/", "/ 3", "3/4 selesai", "/isi-ulang"])
def test_what_only_looks_like_a_command_is_a_text(text: str) -> None:
    assert said(message(text=text)).said is Said.TEXT


def test_a_pressed_button() -> None:
    shown = {"message_id": 40, "from": BOT, "chat": PRIVATE, "date": 1798000000, "text": "Setujui?"}
    query = {"id": "21474836485", "from": SITI, "message": shown, "chat_instance": "-3", "data": "setujui:17:4"}
    assert translate({"update_id": 700000002, "callback_query": query}) == In(
        "telegram",
        "5000000001",
        Said.PRESS,
        verb="setujui",
        args=("17", "4"),
        message_id="40",
        press_id="21474836485",
        entrance="https://t.me/sop_bot?start=",
    )


def test_a_press_on_a_message_too_old_to_be_shown() -> None:
    shown = {"message_id": 40, "chat": PRIVATE, "date": 0}
    query = {"id": "1", "from": SITI, "message": shown, "chat_instance": "-3", "data": "menu"}
    found = said({"update_id": 1, "callback_query": query})
    assert (found.verb, found.args, found.message_id, found.entrance) == ("menu", (), "40", "")


def test_a_document() -> None:
    document: dict[str, Any] = {
        "file_name": "isian.xlsx",
        "mime_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "file_id": "BQACAgUAAxkBAAM",
        "file_unique_id": "AgADbQADi",
        "file_size": 18231,
    }
    found = said(message(document=document, caption="sudah diisi"))
    assert (found.said, found.text) == (Said.FILE, "sudah diisi")
    assert found.file == FileRef("BQACAgUAAxkBAAM", "isian.xlsx", 18231, document["mime_type"])


def test_a_document_without_name_type_and_size() -> None:
    found = said(message(document={"file_id": "x", "file_unique_id": "y"}))
    assert found.file == FileRef("x", "berkas", 0, "application/octet-stream")


def test_the_largest_size_of_a_photo() -> None:
    sizes = [
        {"file_id": "s", "file_unique_id": "1", "file_size": 1200, "width": 90, "height": 67},
        {"file_id": "y", "file_unique_id": "3", "file_size": 99000, "width": 1280, "height": 960},
        {"file_id": "m", "file_unique_id": "2", "file_size": 14000, "width": 320, "height": 240},
    ]
    assert said(message(photo=sizes)).file == FileRef("y", "foto.jpg", 99000, "image/jpeg")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [("member", "kicked", Said.BLOCKED), ("kicked", "member", Said.RETURNED), ("left", "member", Said.RETURNED)],
)
def test_a_person_stops_the_bot_and_lets_it_in_again(old: str, new: str, what: Said) -> None:
    change = {"chat": PRIVATE, "from": SITI, "date": 1798000000}
    change |= {"old_chat_member": {"user": BOT, "status": old}, "new_chat_member": {"user": BOT, "status": new}}
    found = said({"update_id": 3, "my_chat_member": change})
    assert (found.said, found.chat_id, found.private) == (what, "5000000001", True)


def test_a_group_is_not_private() -> None:
    found = said(message(GROUP, text="/status@sop_bot"))
    assert (found.private, found.chat_id, found.verb) == (False, "-1001234567890", "status")


def test_a_sticker_is_something_else() -> None:
    assert said(message(sticker={"file_id": "x", "emoji": "👍"})).said is Said.OTHER


def test_an_animation_is_something_else_though_it_comes_as_a_document_too() -> None:
    file = {"file_id": "x", "file_unique_id": "y"}
    assert said(message(animation=file, document=file)).said is Said.OTHER


@pytest.mark.parametrize(
    "update",
    [
        message(pinned_message={"message_id": 1}),
        message(GROUP, new_chat_members=[SITI]),
        {"update_id": 4, "edited_message": message(text="ralat")["message"]},
        {"update_id": 5, "channel_post": message(text="warta")["message"]},
        {"update_id": 6, "sesuatu_yang_baru": {}},
    ],
)
def test_what_nobody_said_to_the_bot_is_nothing(update: dict[str, Any]) -> None:
    assert translate(update) is None


def test_zero_bytes_and_halves_of_characters_are_cleaned_away() -> None:
    assert said(message(text="a\x00b\ud83d")).text == "ab?"


def test_an_update_is_kept_by_its_id_in_the_lane_of_its_chat() -> None:
    update = message(text="halo")
    kept = received(update)
    assert (kept.channel, kept.key, kept.chat_id, kept.payload) == ("telegram", "700000001", "5000000001", update)
    assert received({"update_id": 6, "sesuatu_yang_baru": {}}).chat_id == "0"
