"""A second channel, in memory: without editing, without markup, with three buttons a message."""

import asyncio
import itertools
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.channels.base import Capabilities, Failure, FileRef, In, Out, Received, Said, SendError
from bot.channels.degrade import fit

PLAIN = Capabilities(edits=False, markup=False, photos=False, max_buttons=3, max_label=20, max_text=600)


@dataclass(frozen=True)
class Sent:
    id: str
    chat_id: str
    out: Out


@dataclass
class PlainChannel:
    """`inject` is what a person does, `sent` what the bot wrote, `sent_at` when (monotonic seconds), `answered` its
    toasts by press, `menus` by chat."""

    name: str = "plain"
    capabilities: Capabilities = PLAIN
    sent: list[Sent] = field(default_factory=list)
    sent_at: list[float] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)
    menus: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    unreachable: set[str] = field(default_factory=set)
    acknowledged: int = 0
    _arrived: "asyncio.Queue[Received]" = field(default_factory=asyncio.Queue)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def inject(self, chat_id: str, text: str = "", **more: Any) -> None:
        """A message; "/verb arg" is a command, `press="verb:arg"` a button, `file=(name, bytes)` a file."""
        number = next(self._numbers)
        payload = {"id": number, "chat_id": chat_id, "text": text, **more}
        if "file" in more:
            name, content = more["file"]
            self.files[str(number)] = content
            payload["file"] = [name, len(content)]
        self._arrived.put_nowait(Received(self.name, str(number), chat_id, payload))

    def said_to(self, chat_id: str) -> list[str]:
        return [sent.out.text for sent in self.sent if sent.chat_id == chat_id]

    @asynccontextmanager
    async def session(self) -> AsyncIterator[None]:
        yield

    async def receive(self) -> AsyncGenerator[tuple[Received, ...], None]:
        while True:
            batch = [await self._arrived.get()]
            while not self._arrived.empty():
                batch.append(self._arrived.get_nowait())
            yield tuple(batch)
            self.acknowledged += len(batch)

    def translate(self, payload: Mapping[str, Any]) -> In | None:
        chat_id, text, number = payload["chat_id"], payload["text"], str(payload["id"])
        if "press" in payload:
            verb, *args = payload["press"].split(":")
            return In(self.name, chat_id, Said.PRESS, verb=verb, args=tuple(args), press_id=number)
        if "file" in payload:
            name, size = payload["file"]
            ref = FileRef(number, name, size, "application/octet-stream")
            return In(self.name, chat_id, Said.FILE, text=text, file=ref, message_id=number)
        if text.startswith("/"):
            verb, *args = text[1:].split()
            return In(self.name, chat_id, Said.COMMAND, text=text, verb=verb, args=tuple(args), message_id=number)
        return In(self.name, chat_id, Said.TEXT, text=text, message_id=number)

    async def fetch(self, ref: str, limit: int) -> bytes:
        if len(self.files[ref]) > limit:
            raise SendError(Failure.REFUSED, "file is too big")
        return self.files[ref]

    async def send(self, chat_id: str, out: Out) -> str:
        if chat_id in self.unreachable:
            raise SendError(Failure.UNREACHABLE, "no such number")
        self.sent_at.append(time.monotonic())
        assert fit(out, self.capabilities) == (out,), "whoever sends has fitted it to what is shown here"
        self.sent.append(Sent(str(next(self._numbers)), chat_id, out))
        return self.sent[-1].id

    async def edit(self, chat_id: str, message_id: str, out: Out, *, captioned: bool) -> None:
        raise SendError(Failure.GONE, f"message {message_id} of {chat_id} cannot show {out.text!r} any more")

    async def answer(self, press_id: str, text: str) -> None:
        self.answered[press_id] = text

    async def leave(self, chat_id: str) -> None:
        """There are no groups here."""

    async def set_menu(self, chat_id: str, commands: tuple[tuple[str, str], ...]) -> None:
        self.menus[chat_id] = commands


def busiest(moments: list[float]) -> int:
    """How many of them fall into the fullest second."""
    return max(sum(0 <= other - at < 0.999 for other in moments) for at in moments)
