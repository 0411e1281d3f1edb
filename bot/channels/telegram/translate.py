"""A raw update of the Bot API, as JSON, into what the office understands; no objects are built on the way."""

import re
from collections.abc import Mapping
from typing import Any

from bot.channels.base import FileRef, In, Received, Said

NAME = "telegram"
KINDS = ("message", "callback_query", "my_chat_member")
"""The kinds of update the bot asks for."""

PHOTO_NAME = "foto.jpg"
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?=\s|$)")
_CONTENT = frozenset(
    {"animation", "audio", "contact", "dice", "game", "location", "paid_media", "poll", "sticker", "story", "venue"}
    | {"video", "video_note", "voice"}
)
_OUTSIDE = ("left", "kicked")

Json = Mapping[str, Any]


def received(update: Json) -> Received:
    """As it goes into the inbox. The chat is the lane: its updates are handled in order."""
    place = _place(update)
    private = place.get("type", "private") == "private"
    return Received(NAME, str(update["update_id"]), str(place.get("id", 0)), update, private, _is_telling(update))


def _place(update: Json) -> Json:
    content: Json = next((update[kind] for kind in KINDS if kind in update), {})
    place: Json = content.get("chat") or content.get("message", {}).get("chat") or content.get("from") or {}
    return place


def _is_telling(update: Json) -> bool:
    return "message" not in update or str(update["message"].get("text", "")).startswith("/start ")


def entrance(bot_name: str) -> str:
    """How a link that opens the bot begins; what follows comes back as the argument of /start."""
    return f"https://t.me/{bot_name}?start=" if bot_name else ""


def translate(update: Json) -> In | None:
    """None for what no person said to the bot."""
    match update:
        case {"message": message}:
            return _message(message)
        case {"callback_query": query}:
            return _press(query)
        case {"my_chat_member": change}:
            return _membership(change)
    return None


def _message(message: Json) -> In | None:
    text = _clean(message.get("text") or message.get("caption") or "")
    if "text" in message:
        return _spoken(message, text)
    file = _file(message)
    if file is not None:
        return _said(message, Said.FILE, text=text, file=file)
    if _CONTENT & message.keys():
        return _said(message, Said.OTHER, text=text)
    return None  # a service note: somebody joined, a message was pinned


def _spoken(message: Json, text: str) -> In:
    command = _COMMAND.match(text)
    if command is None:
        return _said(message, Said.TEXT, text=text)
    args = tuple(text[command.end() :].split())
    return _said(message, Said.COMMAND, text=text, verb=command[1].lower(), args=args)


def _said(message: Json, said: Said, **more: Any) -> In:
    chat = message["chat"]
    message_id = str(message["message_id"])
    return In(NAME, str(chat["id"]), said, message_id=message_id, private=chat.get("type") == "private", **more)


def _file(message: Json) -> FileRef | None:
    match message:
        case {"animation": _}:  # comes with a document of the same bytes
            return None
        case {"document": found}:
            name, mime = found.get("file_name") or "berkas", found.get("mime_type") or "application/octet-stream"
            return FileRef(found["file_id"], _clean(name), found.get("file_size") or 0, mime)
        case {"photo": [*sizes]} if sizes:
            largest = max(sizes, key=lambda size: size["width"] * size["height"])
            return FileRef(largest["file_id"], PHOTO_NAME, largest.get("file_size") or 0, "image/jpeg")
    return None


def _press(query: Json) -> In:
    """The message of a press may be missing, or too old to be shown: its chat and id are there all the same."""
    message = query.get("message") or {}
    chat = message.get("chat") or {"id": query["from"]["id"], "type": "private"}
    verb, *args = _clean(query.get("data") or "").split(":")
    return In(
        channel=NAME,
        chat_id=str(chat["id"]),
        said=Said.PRESS,
        verb=verb,
        args=tuple(args),
        message_id=str(message.get("message_id", "")),
        press_id=str(query["id"]),
        entrance=entrance(message.get("from", {}).get("username", "")),
        private=chat.get("type") == "private",
    )


def _membership(change: Json) -> In | None:
    """Whether a person stopped the bot or let it in again; of a group, whether the bot was taken in or put out."""
    chat = change["chat"]
    private = chat.get("type") == "private"
    before = change.get("old_chat_member", {}).get("status") in _OUTSIDE
    after = change.get("new_chat_member", {}).get("status") in _OUTSIDE
    if before == after:
        return None
    return In(NAME, str(chat["id"]), Said.BLOCKED if after else Said.RETURNED, private=private)


def _clean(text: str) -> str:
    """Without what a database cannot keep: zero bytes and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
