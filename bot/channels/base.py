"""What every channel speaks: one message in, one message out, and what a channel can show."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

MAX_LABEL = 20
"""Characters of a button's label: the least of all channels, so that a label fits everywhere."""
MAX_NAME = 36
"""Characters of a label that is a name, of an indicator or a unit: what a phone shows; cut again where less fits."""


class Said(StrEnum):
    """What a person did."""

    TEXT = "text"
    COMMAND = "command"
    PRESS = "press"
    FILE = "file"
    OTHER = "other"  # a sticker, a place, a voice: understood as "not understood"
    BLOCKED = "blocked"  # the person stopped the bot
    RETURNED = "returned"  # and let it in again


@dataclass(frozen=True)
class FileRef:
    """A file that a person sent and nobody has fetched yet; `size` in bytes, 0 where the channel does not say."""

    ref: str
    name: str
    size: int
    mime: str


@dataclass(frozen=True)
class In:
    """One update, translated. `verb` and `args` are set for commands and presses ("/isi 3" -> "isi", ("3",))."""

    channel: str
    chat_id: str
    said: Said
    text: str = ""
    verb: str = ""
    args: tuple[str, ...] = ()
    file: FileRef | None = None
    message_id: str = ""  # the message pressed
    press_id: str = ""  # answers the press
    entrance: str = ""  # of a press: how a link begins by which somebody else can open this bot, where there are any
    private: bool = True


class Style(StrEnum):
    PLAIN = ""
    SUCCESS = "success"
    DANGER = "danger"
    PRIMARY = "primary"


@dataclass(frozen=True)
class Button:
    """`data` is `verb:arg:arg`, at most 64 bytes; `label` at most 20 characters, or 36 of a name."""

    label: str
    data: str
    style: Style = Style.PLAIN


@dataclass(frozen=True)
class File:
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Out:
    """One message to send or to edit. `text` carries only <b> and <i>, everything else in it is escaped."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    file: File | None = None
    silent: bool = False


def cut(words: str, most: int = MAX_NAME) -> str:
    """A name as a label."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


@dataclass(frozen=True)
class Capabilities:
    edits: bool = True
    markup: bool = True
    photos: bool = True  # a picture with a caption and buttons, which are edited like a text
    max_buttons: int = 100
    max_label: int = MAX_NAME
    max_text: int = 4096
    max_caption: int = 1024


class Failure(StrEnum):
    """Why a send did not succeed, as far as the outbox needs to know."""

    RETRY = "retry"  # try again, after `retry_after` seconds where the channel says so
    GONE = "gone"  # the message to edit is not there: send anew
    OTHER_KIND = "other kind"  # it is there, and has a file with a caption where a text was to be edited, or none
    UNREACHABLE = "unreachable"  # the person: blocked, never started, deactivated
    REFUSED = "refused"  # the message itself: trying again will not help


@dataclass(eq=False)
class SendError(Exception):
    """A send that failed; only RETRY is worth another try. `unsure`: it went out, and may have arrived all the same."""

    failure: Failure
    detail: str
    retry_after: float = 0.0
    unsure: bool = False

    def __str__(self) -> str:
        return f"{self.failure}: {self.detail}"


@dataclass(frozen=True)
class Received:
    """One raw update as it goes into the inbox: unique by channel and key.

    `private`: from a chat with one person. `telling`: it may change who speaks from the chat or whether they can be
    reached, or waits for an answer, as a press does: of somebody unknown, nothing else is worth keeping.
    """

    channel: str
    key: str
    chat_id: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    private: bool = True
    telling: bool = False


class Channel(Protocol):
    """A way to reach people. Channels know neither the store nor the services.

    What is said is one call each, so that whoever calls can keep to a pace.
    """

    name: str
    capabilities: Capabilities

    def session(self) -> AbstractAsyncContextManager[None]:
        """Connections are open inside this block."""
        ...

    def receive(self) -> AsyncGenerator[tuple[Received, ...], None]:
        """Batches of updates. Asking for the next batch acknowledges the one before: store it first. Closing does not.

        An empty batch says that the channel receives, though nothing came.
        Raises SendError: after RETRY it may be called again and goes on where it was, REFUSED is for good.
        """
        ...

    def translate(self, payload: Mapping[str, Any]) -> In | None:
        """None for what no person said to the bot (an edited message, a service note)."""
        ...

    async def fetch(self, ref: str, limit: int) -> bytes:
        """The bytes of a file that a person sent; SendError(REFUSED) when larger than `limit` bytes."""
        ...

    async def send(self, chat_id: str, out: Out) -> str:
        """The id of the new message, which is as long as one may be (see bot.channels.degrade). Raises SendError."""
        ...

    async def edit(self, chat_id: str, message_id: str, out: Out, *, captioned: bool) -> None:
        """Replaces the words and buttons of a sent message, `captioned` of one with a file, which stays; "not modified"
        is success. Raises SendError."""
        ...

    async def answer(self, press_id: str, text: str) -> None:
        """The toast of a button; best effort. Raises SendError."""
        ...

    async def leave(self, chat_id: str) -> None:
        """Goes out of a group; one that it is in no more is no error. Raises SendError."""
        ...

    async def set_menu(self, chat_id: str, commands: tuple[tuple[str, str], ...]) -> None:
        """The command menu of one chat: (command, description). Raises SendError."""
        ...
