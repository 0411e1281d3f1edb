"""Every call the bot made, for tests to read and for captures in JSON lines."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from simulator.signal import Signal


@dataclass(frozen=True, slots=True)
class Call:
    """One call and its answer; `status` 0 means that the bot never got one. What was `applied` was done,
    whatever was answered."""

    method: str
    params: dict[str, Any]
    unknown: tuple[str, ...]  # parameters the method does not have; the real server ignores them too
    status: int
    answer: dict[str, Any]
    at: datetime
    seconds: float
    applied: bool

    @property
    def ok(self) -> bool:
        return bool(self.answer.get("ok"))

    @property
    def result(self) -> Any:
        return self.answer.get("result")

    def as_json(self) -> dict[str, Any]:
        row = {
            "method": self.method,
            "params": self.params,
            "status": self.status,
            "at": self.at.isoformat(),
            "seconds": round(self.seconds, 6),
        }
        if self.ok:
            return row | {"result": self.result}
        return row | {"error": self.answer, "applied": self.applied}


@dataclass
class CallLog:
    """The last `limit` calls, oldest first."""

    limit: int = 100_000
    calls: deque[Call] = field(init=False)
    total: int = 0
    polls: int = 0  # getUpdates among them
    running: int = 0  # calls that are being answered now, getUpdates aside
    arrived: Signal = field(default_factory=Signal)

    def __post_init__(self) -> None:
        self.calls = deque(maxlen=self.limit)

    def add(self, call: Call) -> None:
        self.total += 1
        self.polls += call.method == "getUpdates"
        self.calls.append(call)
        self.arrived.notify()

    def __iter__(self) -> Iterator[Call]:
        return iter(self.calls)

    def __len__(self) -> int:
        return len(self.calls)

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def since(self, number: int, most: int) -> list[tuple[int, Call]]:
        """The newest calls whose number (1 is the first ever) is above this one, oldest first, at most so many."""
        fresh = min(self.total - number, len(self.calls), most)
        newest = list(islice(reversed(self.calls), max(fresh, 0)))
        return [(self.total - back, call) for back, call in reversed(list(enumerate(newest)))]

    def clear(self) -> None:
        self.calls.clear()

    def unknown(self) -> list[tuple[str, str]]:
        """(method, parameter) of every parameter the Bot API does not know."""
        return [(call.method, name) for call in self.calls for name in call.unknown]

    def jsonl(self) -> str:
        """One JSON object a line: method, params and, where the call succeeded, result."""
        return "".join(json.dumps(call.as_json(), ensure_ascii=False) + "\n" for call in self.calls)
