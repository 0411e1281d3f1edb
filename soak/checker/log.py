"""Telegram's log as far as pace is concerned: when a message or an edit came, to whom, and what was answered."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from crash.checker.facts import EDITS, SENDS

FLOODED = 429


@dataclass(frozen=True)
class Sent:
    """In seconds since 1970; `patience` is what was asked for with the answer, 0 where nothing was."""

    method: str
    chat: str
    came: float
    answered: float
    patience: float


def sent(log: Iterable[str]) -> tuple[Sent, ...]:
    """In the order in which they came."""
    return tuple(sorted(_sent(log), key=lambda one: one.came))


def _sent(log: Iterable[str]) -> Iterator[Sent]:
    for line in map(json.loads, log):
        if line["method"] in SENDS | EDITS:
            came = datetime.fromisoformat(line["at"]).timestamp()
            asked = line["error"].get("parameters", {}) if line["status"] == FLOODED else {}
            patience = float(asked.get("retry_after", 0))
            yield Sent(line["method"], str(line["params"].get("chat_id", "")), came, came + line["seconds"], patience)
