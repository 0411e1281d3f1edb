"""People who use Telegram: what a test or a demo lets them do and see."""

import asyncio
import time
from collections.abc import Callable

from simulator import actions
from simulator.model import Chat, JsonObject, StoredMessage, Toast, Upload
from simulator.state import State
from simulator.views import Button, Message, buttons, view

SHOWN_ON_TIMEOUT = 8


class Person:
    """One person and their chat with the bot. What they do is queued at once; only `wait` and what is named for it
    waits for the bot."""

    def __init__(self, state: State, chat: Chat) -> None:
        self._state = state
        self.chat = chat

    def __repr__(self) -> str:
        return f"<Person {self.name} {self.id}>"

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def name(self) -> str:
        return str(self.chat.user["first_name"])

    # What the person sees

    @property
    def messages(self) -> list[Message]:
        """Every message now in the chat, oldest first."""
        return [view(stored) for stored in self.chat.messages.values()]

    @property
    def received(self) -> list[Message]:
        """What the bot wrote."""
        return [message for message in self.messages if message.from_bot]

    @property
    def last(self) -> Message:
        """The newest message of the bot."""
        for stored in reversed(self.chat.messages.values()):
            if stored.api["from"]["is_bot"]:
                return view(stored)
        raise AssertionError(f"{self.name} has no message from the bot")

    @property
    def toasts(self) -> list[Toast]:
        return self.chat.toasts

    @property
    def keyboard(self) -> tuple[tuple[Button, ...], ...]:
        """The reply keyboard shown now, by rows."""
        return buttons(self.chat.keyboard["keyboard"]) if self.chat.keyboard else ()

    def find(self, text: str) -> Message | None:
        """The newest message of the bot that contains these words."""
        for stored in reversed(self.chat.messages.values()):
            shown = stored.api.get("text") or stored.api.get("caption") or ""
            if stored.api["from"]["is_bot"] and text in shown:
                return view(stored)
        return None

    def transcript(self, count: int = SHOWN_ON_TIMEOUT) -> str:
        """The end of the chat, for people to read."""
        return "\n".join(f"  {view(stored)}" for stored in list(self.chat.messages.values())[-count:])

    # What the person does

    async def start(self, payload: str | None = None) -> Message:
        return await self._sent(actions.start(self._state, self.chat, payload))

    async def say(self, text: str, *, reply_to: Message | None = None) -> Message:
        return await self._sent(actions.say(self._state, self.chat, text, reply_to.id if reply_to else None))

    async def upload(self, name: str, data: bytes, caption: str | None = None) -> Message:
        return await self._sent(actions.upload(self._state, self.chat, Upload(name, data), caption))

    async def photo(self, data: bytes, caption: str | None = None) -> Message:
        return await self._sent(actions.photo(self._state, self.chat, data, caption))

    async def share_contact(self, phone: str) -> Message:
        return await self._sent(actions.share_contact(self._state, self.chat, phone))

    async def edit(self, message: Message, text: str) -> Message:
        return await self._sent(actions.edit(self._state, self.chat, message.id, text))

    async def react(self, message: Message, emoji: str | None) -> None:
        actions.react(self._state, self.chat, message.id, emoji)

    async def press(
        self,
        label: str,
        *,
        on: Message | None = None,
        wait: bool = False,
        timeout: float = 5,  # noqa: ASYNC109 (a test names its patience)
    ) -> Toast | None:
        """Presses the newest button of that label; with `wait`, returns what the bot answered to the press.

        `on` chooses the message. If that message was edited or deleted meanwhile, its buttons of then are pressed,
        as somebody does whose screen is a moment behind.
        """
        pressed = self._press_stale(label, on) if on else actions.press(self._state, self.chat, label)
        await asyncio.sleep(0)
        if not wait or pressed.press is None:
            return None
        try:
            return await asyncio.wait_for(asyncio.shield(pressed.press.answer), timeout)
        except TimeoutError:
            raise AssertionError(self._missed(f"no answer to pressing {label!r}", timeout)) from None

    def _press_stale(self, label: str, on: Message) -> actions.Pressed:
        found = actions.find_in(on.buttons, label)
        if found.kind != "callback_data":
            return actions.Pressed(found)
        stored = self.chat.messages.get(on.id) or StoredMessage(on.api)
        return actions.Pressed(found, press=actions.press_data(self._state, self.chat, stored, found))

    async def download(self, message: Message) -> bytes:
        """The bytes of the document or photo in a message."""
        if message.file is None:
            raise actions.ImpossibleError(f"there is no file in message {message.id}")
        return self._state.files[message.file.file_id].data

    async def block(self) -> None:
        actions.block(self._state, self.chat)

    async def unblock(self) -> None:
        actions.unblock(self._state, self.chat)

    async def add_to_group(self, title: str) -> JsonObject:
        """Takes the bot into a new group of this person's."""
        return actions.add_to_group(self._state, self.chat, title)

    async def say_in_group(self, group: JsonObject, text: str) -> None:
        actions.say_in_group(self._state, self.chat, group, text)

    async def deactivate(self) -> None:
        actions.deactivate(self._state, self.chat)

    async def _sent(self, stored: StoredMessage) -> Message:
        await asyncio.sleep(0)
        return view(stored)

    # What the person waits for

    async def until(
        self,
        holds: Callable[["Person"], object],
        *,
        timeout: float = 5,  # noqa: ASYNC109 (a test names its patience)
        what: str = "what was waited for",
    ) -> None:
        """Waits until `holds(person)` is true; asks again whenever something changes."""
        deadline = time.monotonic() + timeout
        while True:
            change = self._state.changed.next()
            if holds(self):
                change.cancel()
                return
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(self._missed(f"{what} did not happen", timeout))
            await asyncio.wait((change,), timeout=left)

    async def expect(
        self,
        text: str,
        *,
        timeout: float = 5,  # noqa: ASYNC109 (a test names its patience)
        after: Message | None = None,
    ) -> Message:
        """The newest message of the bot that contains these words, waited for; `after` leaves out older ones."""
        found: list[Message] = []

        def arrived(_: "Person") -> bool:
            message = self.find(text)
            if message is not None and (after is None or message.id > after.id):
                found.append(message)
            return bool(found)

        await self.until(arrived, timeout=timeout, what=f"a message with {text!r}")
        return found[0]

    def _missed(self, what: str, timeout: float) -> str:
        toasts = "".join(f"\n  ({toast.label} -> {toast.text})" for toast in self.toasts[-3:])
        return f"{self.name}: {what} within {timeout} s. The chat ends:\n{self.transcript()}{toasts}"
