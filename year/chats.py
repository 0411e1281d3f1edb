"""The channel of the simulated year: everybody's chat in memory, with what was sent into it and when."""

import asyncio
import itertools
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.channels.base import Capabilities, Failure, In, Out, Received, Said, SendError
from bot.runtime.clock import Clock

NAME = "tahun"


class NotOfferedError(Exception):
    """Nothing on the screen of this chat can be pressed to do that."""


@dataclass(frozen=True)
class Sent:
    """A message that reached a chat."""

    id: str
    chat_id: str
    at: datetime
    silent: bool


@dataclass(frozen=True)
class Pressed:
    """A button that a person pressed: `data` is what it carried, "verb:task:version"."""

    chat_id: str
    at: datetime
    data: str


@dataclass
class Chats:
    """`sent` is every message in its order, `screens` what a chat shows now, `answers` the toasts."""

    clock: Clock
    name: str = NAME
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(photos=False))  # no paper is made
    sent: list[Sent] = field(default_factory=list)
    pressed: list[Pressed] = field(default_factory=list)
    screens: dict[str, dict[str, Out]] = field(default_factory=lambda: defaultdict(dict))
    answers: list[tuple[str, str]] = field(default_factory=list)
    unhandled: int = 0
    _arrived: "asyncio.Queue[Received]" = field(default_factory=asyncio.Queue)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    # -- what people do ----------------------------------------------------------------------------------------------

    def say(self, chat_id: str, words: str) -> None:
        self._put(chat_id, {"text": words})

    def press(self, chat_id: str, wanted: str) -> str:
        """The newest button that carries `wanted`, or begins so; returns what it carries. Raises NotOfferedError."""
        found = next((data for data in self._buttons(chat_id) if f"{data}:".startswith(f"{wanted}:")), None)
        if found is None:
            raise NotOfferedError(f"{chat_id} has no button {wanted!r}: {list(self._buttons(chat_id))[:8]}")
        self.pressed.append(Pressed(chat_id, self.clock.now(), found))
        self._put(chat_id, {"press": found})
        return found

    def offers(self, chat_id: str, wanted: str) -> bool:
        return any(f"{data}:".startswith(f"{wanted}:") for data in self._buttons(chat_id))

    def _buttons(self, chat_id: str) -> Iterator[str]:
        """What the buttons on the screen carry, the newest message first."""
        for out in reversed(self.screens[chat_id].values()):
            yield from (button.data for row in out.buttons for button in row)

    def _put(self, chat_id: str, what: Mapping[str, str]) -> None:
        number = next(self._numbers)
        self.unhandled += 1
        self._arrived.put_nowait(Received(self.name, str(number), chat_id, {"id": number, "chat": chat_id, **what}))

    # -- the channel as the bot has it -------------------------------------------------------------------------------

    @asynccontextmanager
    async def session(self) -> AsyncIterator[None]:
        yield

    async def receive(self) -> AsyncGenerator[tuple[Received, ...], None]:
        yield ()  # it receives, though nothing came
        while True:
            yield (await self._arrived.get(),)
            self.unhandled -= 1

    def translate(self, payload: Mapping[str, Any]) -> In | None:
        chat_id, number = payload["chat"], str(payload["id"])
        if "press" in payload:
            verb, *args = payload["press"].split(":")
            return In(self.name, chat_id, Said.PRESS, verb=verb, args=tuple(args), press_id=number)
        return In(self.name, chat_id, Said.TEXT, text=payload["text"], message_id=number)

    async def fetch(self, ref: str, limit: int) -> bytes:
        raise SendError(Failure.REFUSED, "nobody sends files in this year")

    async def send(self, chat_id: str, out: Out) -> str:
        sent = Sent(str(next(self._numbers)), chat_id, self.clock.now(), out.silent)
        self.sent.append(sent)
        self.screens[chat_id][sent.id] = out
        return sent.id

    async def edit(self, chat_id: str, message_id: str, out: Out, *, captioned: bool) -> None:
        if message_id not in self.screens[chat_id]:
            raise SendError(Failure.GONE, message_id)
        self.screens[chat_id][message_id] = out

    async def answer(self, press_id: str, text: str) -> None:
        self.answers.append((press_id, text))

    async def leave(self, chat_id: str) -> None:
        """There are no groups here."""

    async def set_menu(self, chat_id: str, commands: tuple[tuple[str, str], ...]) -> None:
        """Nobody looks at it."""
