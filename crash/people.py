"""Twenty people at their phones: what each types ahead, and what each presses as soon as it is on the screen.

Everything that is typed ahead makes sense whenever it is handled, because a chat is handled in order: the card's
buttons are on the screen already, a form asks its questions one after another, and whatever is typed answers the next
one. What only an answer of the bot brings (Serahkan, Ya, setujui, ...) is pressed when it is seen, dead bot or not.
"""

import hashlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from crash.notes import Notes
from crash.office import KASI, UNITS
from simulator import Message, Person, Simulator
from simulator.views import view

ON_SIGHT = (
    "Serahkan", "Setujui", "Ya, setujui", "Simpan data", "Isi nomor surat", "Hari ini", "Ya, benar",
    "Sudah ditandatangani", "Sudah disampaikan",
)  # fmt: skip
"""Whose turn it is presses these."""
NUMBER = "Isi nomor surat"
PATIENCE = 8.0
"""Seconds after which somebody presses again what still stands there."""
MOST_PRESSES = 3
AT_ONCE = 1.0


@dataclass
class Pressed:
    at: float = 0.0
    times: int = 0


@dataclass
class People:
    """By their keys; whatever they do is noted, with what has to come of it."""

    telegram: Simulator
    phones: dict[str, Person]
    notes: Notes
    _values: "count[int]" = field(default_factory=lambda: count(1))
    _letters: "count[int]" = field(default_factory=lambda: count(1))
    _pressed: dict[tuple[str, int, str], Pressed] = field(default_factory=dict)
    _rested: dict[str, float] = field(default_factory=dict)

    # -- one thing that somebody does --------------------------------------------------------------------------------

    async def say(self, who: str, words: str) -> None:
        await self.phones[who].say(words)
        self._note(who)

    async def press(self, who: str, label: str, on: Message) -> None:
        await self.phones[who].press(label, on=on)
        self._note(who)

    async def send(self, who: str, name: str, data: bytes) -> None:
        await self.phones[who].upload(name, data)
        self._note(who)

    async def ask(self, who: str, words: str, key: str) -> None:
        """A command, or words that mean nothing: each brings one message of this key."""
        await self.say(who, words)
        self.notes.add("reply", chat=str(self.phones[who].id), key=key)

    def _note(self, who: str) -> None:
        """The update that was just queued; of a press also the number that its toast must name."""
        update = next(reversed(self.telegram.updates.pending.values()))
        press = update.get("callback_query", {}).get("id", "")
        self.notes.add("update", key=str(update["update_id"]), chat=str(self.phones[who].id), press=press)

    # -- whole pieces ------------------------------------------------------------------------------------------------

    def card(self, who: str, label: str, period: str) -> Message:
        """The newest message about this period that offers the button."""
        offers = [one for one in self.phones[who].messages if label in one.labels and period in one.text]
        return offers[-1]

    def cards(self, who: str, label: str) -> list[Message]:
        return [one for one in self.phones[who].messages if label in one.labels]

    async def open_form(self, unit: str, period: str) -> None:
        card = self.card(KASI[unit], "Isi formulir", period)
        await self.press(KASI[unit], "Terima", card)
        await self.press(KASI[unit], "Isi formulir", card)

    async def answer(self, unit: str, cycle: int, numbers: range) -> None:
        """Each figure is typed once in the whole trial, so that it is known again wherever it comes to lie."""
        for number in numbers:
            value = f"100.{next(self._values):03}"
            await self.say(KASI[unit], value.replace(".", ","))
            self.notes.add("answer", cycle=cycle, **place(unit, number), value=value)

    async def prove(self, unit: str, cycle: int, number: int) -> None:
        """A file, sent under the question of the `number`-th indicator."""
        data = f"%PDF-1.7\nbukti {unit} {cycle} {number}".encode()
        await self.send(KASI[unit], f"bukti-{number}.pdf", data)
        sha256 = hashlib.sha256(data).hexdigest()
        self.notes.add("evidence", cycle=cycle, **place(unit, number), sha256=sha256)

    # -- what they do on sight ---------------------------------------------------------------------------------------

    async def look(self) -> None:
        """Everybody presses the newest button that is theirs to press; again, a while later, where it still stands."""
        for who in self.phones:
            if self._rested.get(who, 0.0) <= time.monotonic():
                await self._act(who)

    async def _act(self, who: str) -> None:
        found = next(self._offered(who), None)
        if found is None:
            return
        message, label, pressed = found
        pressed.at, pressed.times = time.monotonic(), pressed.times + 1
        self._rested[who] = time.monotonic() + AT_ONCE
        await self.press(who, label, message)
        if label == NUMBER:
            await self.say(who, f"000.8.6.3/{next(self._letters)}/CONTOH/2026")

    def _offered(self, who: str) -> Iterator[tuple[Message, str, Pressed]]:
        for stored in reversed(list(self.phones[who].chat.messages.values())):
            for label in _labels(stored.api):
                pressed = self._pressed.setdefault((who, stored.api["message_id"], label), Pressed())
                again = pressed.times < MOST_PRESSES and time.monotonic() - pressed.at > PATIENCE
                if pressed.times == 0 or again:
                    yield view(stored), label, pressed


def _labels(message: Mapping[str, Any]) -> list[str]:
    """Of the buttons that are pressed on sight; most messages have none, and every one is looked at."""
    rows = message["reply_markup"].get("inline_keyboard", ()) if "reply_markup" in message else ()
    return [button["text"] for row in rows for button in row if button["text"] in ON_SIGHT]


def place(unit: str, number: int) -> dict[str, int]:
    """Of the `number`-th indicator of a unit's form; units are counted as they were imported."""
    return {"unit": UNITS.index(unit) + 1, "number": number}
