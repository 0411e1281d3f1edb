"""The facts the simulator keeps: people, chats, messages, files, pressed buttons.

Objects that a bot can see are kept as the JSON the Bot API would send (`JsonObject`). Such an object is never
changed once stored: an edit puts a new one in its place, so that an update that waits in the queue still shows
what was true when it happened, without a copy being made.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

JsonObject = dict[str, Any]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TOAST_LIMIT = 200
UPLOAD_LIMIT = 50 * 1024 * 1024
TALK_LIMIT = 2000
DOWNLOAD_LIMIT = 20 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
FIRST_PERSON_ID = 5_000_000_001  # past 32 bits, as the ids of new Telegram accounts are
DEFAULT_TOKEN = "7000000001:SIMULATOR-not-a-real-token"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived in a request."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on the server. `api` is the Bot API's Document, or the list of PhotoSize with the largest last."""

    kind: str  # "document" or "photo"
    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    data: bytes
    api: Any


@dataclass(slots=True)
class StoredMessage:
    """A message in a chat: `api` is what the bot sees, the rest only the person and the page see."""

    api: JsonObject
    silent: bool = False
    keyboard: JsonObject | None = None  # ReplyKeyboardMarkup, ReplyKeyboardRemove or ForceReply, which no Message shows
    reactions: dict[int, list[JsonObject]] = field(default_factory=dict)  # by user id


@dataclass(frozen=True, slots=True)
class Toast:
    """What a person sees after pressing a button: a short notice, or an alert that must be closed."""

    text: str
    alert: bool
    url: str | None
    label: str


@dataclass(slots=True)
class Press:
    """A pressed button that waits for answerCallbackQuery."""

    query_id: str
    chat_id: int
    label: str
    pressed_at: float  # monotonic
    answer: asyncio.Future[Toast]


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that happened in a chat, in the order it happened: `kind` is "message", "edited", "pressed" or "toast",
    `what` the Message, or the words of the button or of the toast."""

    kind: str
    what: Any


@dataclass(slots=True)
class Chat:
    """The private chat of one person with the bot."""

    user: JsonObject
    api: JsonObject
    instance: str
    note: str = ""  # who this is, for the page
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    toasts: list[Toast] = field(default_factory=list)
    actions: list[tuple[datetime, str]] = field(default_factory=list)
    keyboard: JsonObject | None = None
    menu_button: JsonObject | None = None
    revision: int = 0
    changes: dict[int, int] = field(default_factory=dict)  # message id -> revision of its last change, newest last
    talk: deque[Turn] = field(default_factory=lambda: deque(maxlen=TALK_LIMIT))

    @property
    def id(self) -> int:
        return int(self.user["id"])


@dataclass(slots=True)
class Profile:
    """What a bot says of itself, by language code ("" is the default), and its commands by (scope, language)."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[JsonObject]] = field(default_factory=dict)
    menu_button: JsonObject = field(default_factory=lambda: {"type": "commands"})
