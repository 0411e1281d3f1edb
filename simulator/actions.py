"""What a person can do in Telegram; used by the in-process client and by the HTTP interface alike."""

import asyncio
import time
from dataclasses import dataclass

from simulator.formatting.text import Formatted, detected
from simulator.media import add_file
from simulator.model import Chat, JsonObject, Press, StoredMessage, Toast, Turn, Upload
from simulator.state import State, new_message, replace, store, touch
from simulator.views import Button, button, buttons

UNTIL_UNBLOCKED = 0
FIRST_GROUP_ID = -1_001_000_000_000


class ImpossibleError(AssertionError):
    """The person cannot do this now: there is no such button, message or chat."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press led to: a callback that waits for its answer, or a message, or an address to open."""

    button: Button
    press: Press | None = None
    message: StoredMessage | None = None


def _enter(state: State, chat: Chat) -> None:
    if chat.deactivated:
        raise ImpossibleError(f"{chat.user['first_name']} has no account any more")
    if chat.blocked:
        raise ImpossibleError(f"{chat.user['first_name']} has blocked the bot")
    if not chat.started:
        chat.started = True
        touch(state, chat)


def write(state: State, chat: Chat, content: JsonObject, reply_to: int | None = None) -> StoredMessage:
    """Sends a message from the person to the bot."""
    _enter(state, chat)
    message = new_message(state, chat, chat.user, content)
    if reply_to is not None:
        replied = _message(chat, reply_to).api
        message["reply_to_message"] = {name: value for name, value in replied.items() if name != "reply_to_message"}
    stored = StoredMessage(message)
    store(state, chat, stored)
    state.updates.add("message", message)
    return stored


def _message(chat: Chat, message_id: int) -> StoredMessage:
    found = chat.messages.get(message_id)
    if found is None:
        raise ImpossibleError(f"there is no message {message_id} in the chat of {chat.user['first_name']}")
    return found


def text_content(text: str) -> JsonObject:
    shown = detected(Formatted(text.strip(), []))
    return {"text": shown.text} | ({"entities": shown.entities} if shown.entities else {})


def _caption(caption: str | None) -> JsonObject:
    if not caption:
        return {}
    return {
        f"caption{name.removeprefix('text')}" if name == "text" else "caption_entities": value
        for name, value in text_content(caption).items()
    }


def say(state: State, chat: Chat, text: str, reply_to: int | None = None) -> StoredMessage:
    return write(state, chat, text_content(text), reply_to)


def start(state: State, chat: Chat, payload: str | None = None) -> StoredMessage:
    """Presses START, or opens t.me/bot?start=payload; whoever had blocked the bot unblocks it so."""
    if chat.blocked:
        unblock(state, chat)
    return say(state, chat, f"/start {payload}" if payload else "/start")


def upload(state: State, chat: Chat, file: Upload, caption: str | None = None) -> StoredMessage:
    _enter(state, chat)
    return write(state, chat, {"document": add_file(state, "document", file).api} | _caption(caption))


def photo(state: State, chat: Chat, data: bytes, caption: str | None = None) -> StoredMessage:
    _enter(state, chat)
    return write(state, chat, {"photo": add_file(state, "photo", Upload("foto.jpg", data)).api} | _caption(caption))


def share_contact(state: State, chat: Chat, phone: str) -> StoredMessage:
    contact = {"phone_number": phone, "first_name": chat.user["first_name"], "user_id": chat.id}
    return write(state, chat, {"contact": contact})


def find_button(chat: Chat, label: str, message_id: int | None = None) -> tuple[StoredMessage | None, Button]:
    """The button of the newest message that has one; an equal label goes before one that contains the words."""
    messages = [_message(chat, message_id)] if message_id is not None else list(reversed(chat.messages.values()))
    for stored in messages:
        rows = buttons(stored.api.get("reply_markup", {}).get("inline_keyboard", []))
        found = _named(rows, label)
        if found is not None:
            return stored, found
    if message_id is None and chat.keyboard is not None:
        found = _named(tuple(tuple(button(api) for api in row) for row in chat.keyboard["keyboard"]), label)
        if found is not None:
            return None, found
    raise ImpossibleError(f"there is no button {label!r}")


def _named(rows: tuple[tuple[Button, ...], ...], label: str) -> Button | None:
    every = [candidate for row in rows for candidate in row]
    equal = [candidate for candidate in every if candidate.label == label]
    alike = equal or [candidate for candidate in every if label.casefold() in candidate.label.casefold()]
    if len(alike) > 1 and not equal:
        raise ImpossibleError(f"{label!r} may mean any of {', '.join(repr(candidate.label) for candidate in alike)}")
    return alike[0] if alike else None


def find_in(rows: tuple[tuple[Button, ...], ...], label: str) -> Button:
    """The button of that label among these."""
    found = _named(rows, label)
    if found is None:
        raise ImpossibleError(f"there is no button {label!r}")
    return found


def press(state: State, chat: Chat, label: str, message_id: int | None = None) -> Pressed:
    stored, found = find_button(chat, label, message_id)
    if stored is None and found.kind == "request_contact":
        return Pressed(found, message=share_contact(state, chat, "+6281200000000"))
    if stored is None:
        return Pressed(found, message=say(state, chat, found.label))
    if found.kind != "callback_data":
        return Pressed(found)
    return Pressed(found, press=press_data(state, chat, stored, found))


def press_shown(state: State, chat: Chat, message_id: int, label: str, data: str) -> Pressed:
    """The press of a finger: it sends what the screen shows, even if the bot has changed that message since."""
    shown = Button(label, "callback_data", data)
    return Pressed(shown, press=press_data(state, chat, _message(chat, message_id), shown))


def press_data(state: State, chat: Chat, stored: StoredMessage, found: Button) -> Press:
    """Queues the callback_query; a message may be given that is no longer the newest, or no longer there."""
    _enter(state, chat)
    query_id = str((chat.id << 32) + next(state.serials))
    answer: asyncio.Future[Toast] = asyncio.get_running_loop().create_future()
    made = Press(query_id, chat.id, found.label, time.monotonic(), answer)
    _forget_old(state)
    state.presses[query_id] = made
    query = {"id": query_id, "from": chat.user, "message": stored.api, "chat_instance": chat.instance}
    state.updates.add("callback_query", query | {"data": found.value})
    chat.talk.append(Turn("pressed", found.label))
    touch(state, chat)
    return made


def _forget_old(state: State) -> None:
    limit = time.monotonic() - 2 * state.callback_seconds
    for query_id in list(state.presses):
        if state.presses[query_id].pressed_at >= limit:
            return
        del state.presses[query_id]


def edit(state: State, chat: Chat, message_id: int, text: str) -> StoredMessage:
    """Changes the text or the caption of a message of one's own."""
    _enter(state, chat)
    stored = _message(chat, message_id)
    if stored.api["from"]["id"] != chat.id:
        raise ImpossibleError(f"message {message_id} is not one's own")
    content = text_content(text) if "text" in stored.api else _caption(text)
    kept = {
        name: value
        for name, value in stored.api.items()
        if name not in ("text", "entities", "caption", "caption_entities")
    }
    replace(state, chat, stored, kept | content | {"edit_date": state.timestamp})
    state.updates.add("edited_message", stored.api)
    return stored


def react(state: State, chat: Chat, message_id: int, emoji: str | None) -> None:
    """Sets one reaction, or takes it away with None."""
    _enter(state, chat)
    stored = _message(chat, message_id)
    old = stored.reactions.get(chat.id, [])
    new = [{"type": "emoji", "emoji": emoji}] if emoji else []
    stored.reactions[chat.id] = new
    touch(state, chat, message_id)
    reaction = {"chat": chat.api, "message_id": message_id, "user": chat.user, "date": state.timestamp}
    state.updates.add("message_reaction", reaction | {"old_reaction": old, "new_reaction": new})


def _member(state: State, chat: Chat, old: JsonObject, new: JsonObject) -> None:
    change = {"chat": chat.api, "from": chat.user, "date": state.timestamp}
    state.updates.add("my_chat_member", change | {"old_chat_member": old, "new_chat_member": new})
    touch(state, chat)


def _member_states(state: State) -> tuple[JsonObject, JsonObject]:
    member = {"user": state.bot, "status": "member"}
    return member, {"user": state.bot, "status": "kicked", "until_date": UNTIL_UNBLOCKED}


def block(state: State, chat: Chat) -> None:
    if chat.blocked:
        return
    chat.blocked = True
    member, kicked = _member_states(state)
    _member(state, chat, member, kicked)


def unblock(state: State, chat: Chat) -> None:
    if not chat.blocked:
        return
    chat.blocked = False
    member, kicked = _member_states(state)
    _member(state, chat, kicked, member)


def add_to_group(state: State, chat: Chat, title: str) -> JsonObject:
    """Takes the bot into a new group; returns the group."""
    group: JsonObject = {"id": FIRST_GROUP_ID - len(state.groups), "title": title, "type": "supergroup"}
    state.groups[int(group["id"])] = group
    left, member = ({"user": state.bot, "status": status} for status in ("left", "member"))
    change = {"chat": group, "from": chat.user, "date": state.timestamp}
    state.updates.add("my_chat_member", change | {"old_chat_member": left, "new_chat_member": member})
    return group


def say_in_group(state: State, chat: Chat, group: JsonObject, text: str) -> None:
    """The bot hears of it as long as it is in the group."""
    if int(group["id"]) in state.groups:
        ids = {"message_id": next(state.message_ids), "date": state.timestamp}
        state.updates.add("message", {**ids, "from": chat.user, "chat": group, **text_content(text)})


def deactivate(state: State, chat: Chat) -> None:
    """Deletes the account; the bot gets no word of it."""
    chat.deactivated = True
    touch(state, chat)
