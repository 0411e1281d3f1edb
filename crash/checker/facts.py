"""The record that is checked: what people did, how the process ended each time, what Telegram was asked, what is left.

catatan.jsonl, one JSON object a line, `fact` says what it is:
  began      seed, kills; outbox: the newest row before anything was typed; waiting: those before it not yet sent
  update     what somebody did: its key at Telegram, the chat, and of a press the number that its toast must name
  answer     a figure that was typed once for one indicator of one cycle; evidence: a file, by its sha256
  reply      a message of this key that the chat must get, for this one question
  event      what must happen in a cycle, how often, in which unit
  schema     the database before the migration; migration: what a kill in the middle of it left
  kill, term the end of a life: calls, how many Telegram had received by then; marked, the messages that the database
             knew to be sent; heads, the newest row of each chain; what waited; of a term also seconds and status
panggilan.jsonl is the log of the local Telegram. `applied`: it did what was asked, though its answer says nothing of it
(status 0: nobody was there to hear of it, or the answer was cut).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Fact = Mapping[str, Any]
SENDS = frozenset({"sendMessage", "sendDocument", "sendPhoto"})
EDITS = frozenset({"editMessageText", "editMessageCaption", "editMessageReplyMarkup", "editMessageMedia"})
REFUSED = 400
LONGEST, CUT_AWAY = 4096, 40
"""Characters of the longest message, as Telegram counts them, and as many as may be lost between two parts of a text:
they are cut where a line or a word ends. So two that follow each other would not have fitted into one."""


@dataclass(frozen=True)
class Call:
    """A message that reached Telegram, or an edit of one. `message` is empty where the answer was never read; `bare` is
    a file that nothing is said with."""

    number: int
    chat: str
    message: str
    new: bool
    text: str = ""
    bare: bool = False

    def goes_on_in(self, later: "Call") -> bool:
        """Whether these may be two parts of what was too long for one message, one right after the other."""
        if later.bare:
            return bool(self.text)
        return _length(self.text) + _length(later.text) > LONGEST - CUT_AWAY


@dataclass(frozen=True)
class Record:
    facts: tuple[Fact, ...]
    calls: tuple[Call, ...]

    def of(self, *kinds: str) -> list[Fact]:
        return [fact for fact in self.facts if fact["fact"] in kinds]

    @property
    def ends(self) -> list[Fact]:
        return self.of("kill", "term")

    @property
    def sends(self) -> list[Call]:
        return [call for call in self.calls if call.new]


def read(facts: Iterable[str], log: Iterable[str]) -> Record:
    """From the lines of both files."""
    calls = (_call(number, json.loads(line)) for number, line in enumerate(log))
    return Record(tuple(json.loads(line) for line in facts), tuple(call for call in calls if call is not None))


def _call(number: int, line: Fact) -> Call | None:
    """None for what is no message, and for a message that Telegram refused."""
    chat, method = str(line["params"].get("chat_id", "")), line["method"]
    if method in SENDS and line.get("applied", line["status"] < REFUSED):
        message = str(line["result"]["message_id"]) if "result" in line else ""
        text, caption = str(line["params"].get("text", "")), line["params"].get("caption")
        return Call(number, chat, message, new=True, text=text, bare=method != "sendMessage" and not caption)
    if method in EDITS:
        return Call(number, chat, str(line["params"].get("message_id", "")), new=False)
    return None


def _length(text: str) -> int:
    """In UTF-16, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2
