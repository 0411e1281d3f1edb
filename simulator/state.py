"""The whole memory of the simulated Telegram, and the few steps everything else is made of."""

import hashlib
import itertools
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from simulator.calls import CallLog
from simulator.errors import bad_request, forbidden
from simulator.faults import Faults
from simulator.line import Line
from simulator.model import FIRST_PERSON_ID, Chat, JsonObject, Press, Profile, StoredFile, StoredMessage, Turn
from simulator.params import whole
from simulator.signal import Signal
from simulator.updates import UpdateQueue
from simulator.webhook import Webhook


@dataclass
class State:
    token: str
    bot: JsonObject
    now: Callable[[], datetime]
    updates: UpdateQueue
    webhook: Webhook
    line: Line
    callback_seconds: float = 15.0  # how long the real server lets a bot answer a pressed button
    zone: str = ""  # an IANA name, the page shows its times there; "" for the browser's own
    epoch: str = field(default_factory=lambda: secrets.token_hex(4))  # another one after everything was forgotten
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    paths: dict[str, StoredFile] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    groups: dict[int, JsonObject] = field(default_factory=dict)  # those that the bot is in
    profile: Profile = field(default_factory=Profile)
    calls: CallLog = field(default_factory=CallLog)
    faults: Faults = field(default_factory=Faults)
    changed: Signal = field(default_factory=Signal)
    message_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    serials: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def timestamp(self) -> int:
        return int(self.now().timestamp())


def add_person(state: State, first_name: str, note: str = "", **more: str | None) -> Chat:
    """A person who has a Telegram account but has not yet met the bot."""
    user: JsonObject = {"id": FIRST_PERSON_ID + len(state.chats), "is_bot": False, "first_name": first_name}
    user |= {name: value for name, value in more.items() if value is not None}
    visible: JsonObject = {name: user[name] for name in ("id", "first_name", "last_name", "username") if name in user}
    chat = Chat(user=user, api={**visible, "type": "private"}, instance=_instance(user["id"]), note=note)
    state.chats[chat.id] = chat
    touch(state, chat)
    return chat


def forget_everybody(state: State) -> None:
    """No people, no chats, no files, nothing waiting; the log of calls and the planned faults stay."""
    for kept in (state.chats, state.groups, state.files, state.paths, state.presses):
        kept.clear()
    state.profile = Profile()
    state.updates.drop()
    state.epoch = secrets.token_hex(4)
    state.changed.notify()


async def calm(state: State) -> None:
    """Takes away everything that goes wrong: planned faults, odd deliveries, a line that is down."""
    state.faults.clear()
    state.updates.doubling = state.updates.mixing = False
    state.updates.doubled = state.updates.mixed = 0
    await state.line.up()
    state.line.falls = 0


def _instance(user_id: int) -> str:
    digest = hashlib.sha256(str(user_id).encode()).digest()
    return str(int.from_bytes(digest[:8], "big", signed=True))


def touch(state: State, chat: Chat, message_id: int | None = None) -> None:
    """Tells the page and whoever waits that this chat, or this message of it, looks different now."""
    chat.revision = state.changed.count + 1
    if message_id is not None:
        chat.changes.pop(message_id, None)
        chat.changes[message_id] = chat.revision
    state.changed.notify()


def find_chat(state: State, chat_id: object) -> Chat:
    """The chat of a person the bot may know of; a stranger's id is a chat not found."""
    text = str(chat_id)
    if not text:
        raise bad_request("chat_id is empty")
    if text.startswith("@"):
        wanted = text[1:].lower()
        found = next((c for c in state.chats.values() if c.user.get("username", "").lower() == wanted), None)
    else:
        found = state.chats.get(whole(text))
    if found is None:
        raise bad_request("chat not found")
    return found


def open_chat(state: State, chat_id: object) -> Chat:
    """The chat, if the bot may write to it."""
    chat = find_chat(state, chat_id)
    if chat.deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def new_message(state: State, chat: Chat, sender: JsonObject, content: JsonObject) -> JsonObject:
    """A Message that is not yet in the chat. Message ids grow over all chats of a bot, as in private chats they do."""
    return {
        "message_id": next(state.message_ids),
        "from": sender,
        "chat": chat.api,
        "date": state.timestamp,
        **content,
    }


def store(state: State, chat: Chat, message: StoredMessage) -> None:
    chat.messages[message.api["message_id"]] = message
    if message.keyboard is not None:
        chat.keyboard = message.keyboard if "keyboard" in message.keyboard else None
    chat.talk.append(Turn("message", message.api))
    touch(state, chat, message.api["message_id"])


def replace(state: State, chat: Chat, stored: StoredMessage, api: JsonObject) -> None:
    stored.api = api
    chat.talk.append(Turn("edited", api))
    touch(state, chat, api["message_id"])


def press_is_open(state: State, press: Press) -> bool:
    return time.monotonic() - press.pressed_at <= state.callback_seconds
