"""What everybody does as soon as it is on the screen, through all thirteen steps, and what they say in between.

What makes sense whenever it is handled is typed at once, for a chat is handled in order: the answers to a form right
after the button that opens it, a comment right after the indicator it is about.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from crash.people import AT_ONCE, MOST_PRESSES, PATIENCE, People, Pressed
from demo.excel import fill_workbook
from demo.figures import Figure
from simulator import Message
from simulator.model import StoredMessage
from simulator.views import view
from soak.office import EACH, Cast

APPLY, BEHALF, BY_HAND, FILL, NUMBER, RETURN = (
    "Terapkan", "Isi atas nama unit", "Diserahkan langsung", "Isi formulir", "Isi nomor surat", "Kembalikan",
)  # fmt: skip
ON_SIGHT = frozenset({
    "Disposisikan", "Formulir siap", "Perintahkan Staf", "Bagikan", BY_HAND, BEHALF, "Terima", FILL, APPLY,
    "Serahkan", "Ya, serahkan", "Perintahkan rekap", "Konfirmasi rekap", "Serahkan ke Kasubag", "Laporkan", RETURN,
    "Setujui", "Ya, setujui", "Teruskan arahan", "Simpan data", NUMBER, "Hari ini", "Ya, benar",
    "Sudah ditandatangani", "Sudah disampaikan",
})  # fmt: skip
COMMENT, DIRECTION = "Mohon diperiksa.", "Mohon dilengkapi."
FLAGGED = 2
"""The indicator that is returned, of each unit of those."""
NEWEST = 40
"""Messages of a chat that somebody looks at."""
CHATTER = 0.25
"""Of the looks; however many people there are, or a big office would talk of nothing else."""
AWAY = 8.0
"""Seconds for which somebody blocks the bot."""
SEND_BACK = "Kirim kembali"
Look = tuple[int, tuple[str, ...]]
"""A message and what its buttons say."""


@dataclass(frozen=True)
class Step:
    """A button, by how its label begins; what is written, and what is pressed on the same message, at once after it."""

    label: str
    words: str = ""
    ahead: str = ""


@dataclass
class Habits:
    """`look` is all of it: everybody does the one thing that is theirs to do now."""

    people: People
    rng: Random
    cast: Cast
    cycle: int
    later: str  # the period that is left alone until the cycle is over, and then filled by nobody
    over: bool = field(default=False, init=False)
    _pressed: dict[tuple[str, int, str], Pressed] = field(default_factory=dict, init=False)
    _rested: dict[str, float] = field(default_factory=dict, init=False)
    _filled: dict[str, int] = field(default_factory=dict, init=False)  # by unit: on which card
    _returning: bool = field(default=False, init=False)
    _returned: int = field(default=0, init=False)  # the newest message of the Sekretaris by then
    _script: list[Step] = field(default_factory=list, init=False)
    _known: set[Look] = field(default_factory=set, init=False)  # how the chat looked at the last step
    _values: "count[int]" = field(default_factory=lambda: count(1), init=False)
    _away: float = field(default=0.0, init=False)  # since when the one who blocks the bot does so; -1: is back

    def __post_init__(self) -> None:
        self._unit = {who: unit for unit, who in self.cast.kasi.items()}
        self._only: dict[str, Callable[[str, Message], bool]] = {
            FILL: lambda who, message: who in self._unit and not self.over and self._fills(self._unit[who], message),
            BEHALF: lambda _, message: self.cast.gone not in self._filled and self.cast.gone in message.text,
            BY_HAND: lambda _, message: self.cast.gone in message.text,
            RETURN: lambda who, _: who == "sekretaris" and not self._returning,
            "Setujui": lambda _, message: 0 < self._returned < message.id,
        }

    async def look(self) -> None:
        for who, phone in self.people.phones.items():
            if self._rested.get(who, 0.0) <= time.monotonic() and not phone.chat.blocked:
                await self._act(who)
        await self._come_back()

    async def chat(self) -> None:
        """A command in passing, by whoever can be reached and is asked nothing that takes several steps."""
        if self.rng.random() < CHATTER:
            who, phone = self.rng.choice(tuple(self.people.phones.items()))
            busy = bool(self._script) and who == "sekretaris"
            if not (busy or phone.chat.blocked or phone.chat.deactivated):
                await self._ask(who)

    async def _ask(self, who: str) -> None:
        """Words that are no answer to anything only from who is asked nothing."""
        words = self.rng.choice(("/status", "/tugas", "/bantuan", "halo"))
        if words == "/bantuan":
            await self.people.ask(who, words, "talk.help")
        elif words == "halo" and who in ("adi", "camat"):
            await self.people.ask(who, words, "talk.not_understood")
        elif words != "halo":
            await self.people.say(who, words)

    # -- one thing ---------------------------------------------------------------------------------------------------

    async def _act(self, who: str) -> None:
        if who == "sekretaris" and self._script:
            await self._go_on(who)
            return
        found = next((one for one in self._offered(who) if self._means(who, *one[:2])), None)
        if found is None:
            return
        message, label, pressed = found
        pressed.at, pressed.times = time.monotonic(), pressed.times + 1
        self._rested[who] = time.monotonic() + AT_ONCE
        await self._do(who, label, message)

    def _offered(self, who: str) -> Iterator[tuple[Message, str, Pressed]]:
        for one in reversed(self._newest(who)):
            for label in labels(one.api):
                pressed = self._pressed.setdefault((who, one.api["message_id"], label), Pressed())
                again = pressed.times < MOST_PRESSES and time.monotonic() - pressed.at > PATIENCE
                if label in ON_SIGHT and (pressed.times == 0 or again):
                    yield view(one), label, pressed

    def _means(self, who: str, message: Message, label: str) -> bool:
        """Whether this person presses this button here."""
        if (self.later in message.text) != self.over:
            return False
        means = self._only.get(label)
        return means is None or means(who, message)

    def _fills(self, unit: str, message: Message) -> bool:
        """Once in each round; who fills in Excel waits for the workbook."""
        if unit not in self._filled:
            return unit not in self.cast.by_workbook or self._workbook(unit) is not None
        return unit in self.cast.returned and self._returned > 0 and self._filled[unit] < self._returned < message.id

    async def _do(self, who: str, label: str, message: Message) -> None:
        unit = self._unit.get(who, "")
        if label == FILL and unit == self.cast.blocks and not self._away:
            await self._go_away(who)
        elif label == FILL:
            await self._fill(who, unit, message)
        elif label == BEHALF:
            self._filled[self.cast.gone] = message.id
            await self.people.press(who, label, message)
            await self._answer(who, self.cast.gone, range(1, EACH + 1))
        else:
            await self.people.press(who, label, message)
        if label == NUMBER:
            await self.people.say(who, f"000.8.6.3/{message.id}/CONTOH/2026")
        elif label == RETURN:
            self._returning, self._script = True, list(self._sending_back())
            self._known = {_look(one) for one in self._newest(who)}
        self.over = self.over or label == "Sudah disampaikan"

    # -- a form ------------------------------------------------------------------------------------------------------

    async def _fill(self, who: str, unit: str, message: Message) -> None:
        again = unit in self._filled
        self._filled[unit] = message.id
        if unit in self.cast.by_workbook and not again:
            await self._send_workbook(who, unit)
            return
        await self.people.press(who, FILL, message)
        if again:
            await self._answer(who, unit, range(FLAGGED, FLAGGED + 1))
            return
        await self._answer(who, unit, range(1, FLAGGED + 1))
        if unit in self.cast.with_evidence:
            await self._prove(who, unit, FLAGGED + 1)
        await self._answer(who, unit, range(FLAGGED + 1, EACH + 1))

    async def _answer(self, who: str, unit: str, numbers: range) -> None:
        """Each figure is typed once in the whole run, so that it is known again wherever it comes to lie."""
        for number in numbers:
            value = self._value(unit, number)
            await self.people.say(who, value.replace(".", ","))

    def _value(self, unit: str, number: int) -> str:
        value = f"100.{next(self._values):03}"
        self.people.notes.add("answer", cycle=self.cycle, **self._place(unit, number), value=value)
        return value

    def _place(self, unit: str, number: int) -> dict[str, int]:
        return {"unit": self.cast.units.index(unit) + 1, "number": number}

    async def _prove(self, who: str, unit: str, number: int) -> None:
        data = f"%PDF-1.7\nbukti {unit} {number}".encode()
        await self.people.send(who, f"bukti-{number}.pdf", data)
        sha256 = hashlib.sha256(data).hexdigest()
        self.people.notes.add("evidence", cycle=self.cycle, **self._place(unit, number), sha256=sha256)

    def _workbook(self, unit: str) -> Message | None:
        phone = self.people.phones[self.cast.kasi[unit]]
        forms = (one for one in phone.received if one.document and one.document.name.startswith("formulir"))
        return next(forms, None)

    async def _send_workbook(self, who: str, unit: str) -> None:
        form = self._workbook(unit)
        if form is None or form.document is None:
            raise LookupError(f"{unit} has no workbook")
        typed = {number: self._value(unit, number).replace(".", ",") for number in range(1, EACH + 1)}
        figures = {f"Layanan {number} {unit}": Figure(number, value) for number, value in typed.items()}
        filled = fill_workbook(await self.people.phones[who].download(form), figures)
        await self.people.send(who, form.document.name, filled)

    # -- what takes a while ------------------------------------------------------------------------------------------

    def _sending_back(self) -> Iterator[Step]:
        """A comment to one indicator of each unit named, and the arahan."""
        for unit in self.cast.returned:
            yield Step(unit)
            yield Step(f"{FLAGGED}. Layanan {FLAGGED} {unit}"[:19], COMMENT, "Kembali ke unit")
        yield Step("Lanjut ke arahan", DIRECTION)
        yield Step(SEND_BACK)

    async def _go_on(self, who: str) -> None:
        """The next step, once its button is on a message that did not look so when the last one was pressed."""
        step = self._script[0]
        for one in reversed(self._newest(who)):
            found = next((shown for shown in labels(one.api) if shown.startswith(step.label)), None)
            if found is not None and _look(one) not in self._known:
                await self._step(who, step, found, view(one))
                return

    async def _step(self, who: str, step: Step, label: str, message: Message) -> None:
        self._script.pop(0)
        self._known = {_look(one) for one in self._newest(who)}
        await self.people.press(who, label, message)
        if step.words:
            await self.people.say(who, step.words)
        if step.ahead:
            await self.people.press(who, step.ahead, message)
        if step.label == SEND_BACK:
            self._returned = next(reversed(self.people.phones[who].chat.messages))

    def _newest(self, who: str) -> list[StoredMessage]:
        return list(self.people.phones[who].chat.messages.values())[-NEWEST:]

    async def _go_away(self, who: str) -> None:
        await self.people.phones[who].block()
        self._away = time.monotonic()

    async def _come_back(self) -> None:
        who = self.cast.kasi[self.cast.blocks]
        if self._away > 0 and time.monotonic() - self._away > AWAY:
            self._away = -1.0
            await self.people.phones[who].unblock()
            await self.people.say(who, "/start")


def _look(message: StoredMessage) -> Look:
    return message.api["message_id"], tuple(labels(message.api))


def labels(message: dict[str, Any]) -> list[str]:
    rows = message["reply_markup"].get("inline_keyboard", ()) if "reply_markup" in message else ()
    return [button["text"] for row in rows for button in row]
