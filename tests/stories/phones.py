"""What a story's people do on their phones: say, press, send, and look at what came of it, whatever the channel."""

import io
import re
from dataclasses import dataclass, field
from typing import Protocol

import pypdf

from demo.stage import Stage
from simulator import Message, Person, actions
from simulator.model import StoredMessage
from simulator.views import Button
from tests.plain_channel import PlainChannel


class Phone(Protocol):
    """Whatever is done has been answered when the call returns."""

    async def say(self, words: str) -> None: ...

    async def press(self, label: str) -> str:
        """The newest button whose label begins so; returns the toast."""
        ...

    async def send(self, name: str, data: bytes) -> None: ...

    @property
    def shown(self) -> dict[str, str]:
        """What the bot shows in the chat, by message, oldest first."""
        ...

    @property
    def labels(self) -> list[str]:
        """The buttons of the newest message that has any."""
        ...

    def file(self, name: str) -> bytes:
        """The newest document whose name begins so."""
        ...


@dataclass(repr=False)
class TelegramPhone:
    stage: Stage
    person: Person

    async def say(self, words: str) -> None:
        await self.person.say(words)
        await self.stage.settle()

    async def press(self, label: str, *, on: Message | None = None) -> str:
        before = len(self.person.toasts)
        await self.person.press(label, on=on)
        return await self._toast(before)

    async def forge(self, data: str, *, on: Message | None = None) -> str:
        """A press that no button of this chat would send; it seems to come from the last message, or from `on`."""
        before, chat = len(self.person.toasts), self.person.chat
        stored = StoredMessage((on or self.person.last).api)
        actions.press_data(self.person._state, chat, stored, Button("", "callback_data", data))
        return await self._toast(before)

    async def _toast(self, before: int) -> str:
        await self.stage.settle()
        return "".join(toast.text for toast in self.person.toasts[before:])

    async def send(self, name: str, data: bytes) -> None:
        await self.person.upload(name, data)
        await self.stage.settle()

    @property
    def shown(self) -> dict[str, str]:
        return {str(message.id): message.text for message in self.person.received}

    @property
    def labels(self) -> list[str]:
        return next((message.labels for message in reversed(self.person.received) if message.labels), [])

    def file(self, name: str) -> bytes:
        found = next(m for m in reversed(self.person.received) if m.file and m.file.name.startswith(name))
        return self.person._state.files[found.file.file_id].data if found.file else b""

    def data(self, label: str) -> str:
        """What the newest button of that label would send."""
        found = actions.find_button(self.person.chat, label)[1]
        return str(found.value)


@dataclass(repr=False)
class PlainPhone:
    """On the second channel: nothing is edited, a press is answered by name."""

    stage: Stage
    channel: PlainChannel
    chat_id: str
    done: int = field(default=0)

    async def _did(self, text: str = "", **more: object) -> None:
        before = self.channel.acknowledged
        self.channel.inject(self.chat_id, text, **more)
        while self.channel.acknowledged == before:
            await self.stage.settle()
        await self.stage.settle()

    async def start(self, code: str) -> None:
        await self._did(f"/start {code}")

    async def say(self, words: str) -> None:
        await self._did(words)

    async def press(self, label: str) -> str:
        outs = [sent.out for sent in reversed(self.channel.sent) if sent.chat_id == self.chat_id]
        buttons = [button for out in outs for row in out.buttons for button in row]
        before = set(self.channel.answered)
        await self._did(press=next(button.data for button in buttons if button.label.startswith(label)))
        return "".join(words for press, words in self.channel.answered.items() if press not in before)

    async def send(self, name: str, data: bytes) -> None:
        await self._did(file=(name, data))

    @property
    def shown(self) -> dict[str, str]:
        return {sent.id: sent.out.text for sent in self.channel.sent if sent.chat_id == self.chat_id}

    @property
    def labels(self) -> list[str]:
        outs = [sent.out for sent in reversed(self.channel.sent) if sent.chat_id == self.chat_id]
        return next(([button.label for row in out.buttons for button in row] for out in outs if out.buttons), [])

    def file(self, name: str) -> bytes:
        files = [sent.out.file for sent in reversed(self.channel.sent) if sent.chat_id == self.chat_id]
        return next(file.content for file in files if file and file.name.startswith(name))


def last(phone: Phone) -> str:
    """The newest message of the bot."""
    return list(phone.shown.values())[-1]


def card(phone: Phone) -> str:
    """The newest card of a task, whatever papers lie below it."""
    return next(words for words in reversed(phone.shown.values()) if words.startswith("Langkah "))


def all_said(phone: Phone) -> str:
    return "\n".join(phone.shown.values())


def pdf_text(data: bytes) -> str:
    """The words of a paper."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    return " ".join(" ".join(pages).split())


async def verify_dialog(phone: Phone, *turns: tuple[str, str]) -> None:
    """(said, answered) after (said, answered): "[Terima]" presses that button, anything else is typed; the answer is
    looked for in whatever came, changed, or was shown as a toast."""
    for said, answered in turns:
        before, toast = dict(phone.shown), ""
        if button := re.fullmatch(r"\[(.+)]", said):
            toast = await phone.press(button[1])
        else:
            await phone.say(said)
        news = [text for message, text in phone.shown.items() if before.get(message) != text]
        assert any(answered in text for text in (*news, toast)), f"{said!r} was answered: {news}, {toast!r}"
