"""Every call the bot made, for tests to read and for captures in JSON lines."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call and its answer; `status` 0 means that the bot never got one."""

    method: str
    params: dict[str, Any]
    unknown: tuple[str, ...]  # parameters the method does not have; the real server ignores them too
    status: int
    answer: dict[str, Any]
    at: datetime
    seconds: float

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
        return row | {"error": self.answer}


@dataclass
class CallLog:
    """The last `limit` calls, oldest first."""

    limit: int = 100_000
    calls: deque[Call] = field(init=False)
    total: int = 0
    polls: int = 0  # getUpdates among them
    running: int = 0  # calls that are being answered now, getUpdates aside

    def __post_init__(self) -> None:
        self.calls = deque(maxlen=self.limit)

    def add(self, call: Call) -> None:
        self.total += 1
        self.polls += call.method == "getUpdates"
        self.calls.append(call)

    def __iter__(self) -> Iterator[Call]:
        return iter(self.calls)

    def __len__(self) -> int:
        return len(self.calls)

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def clear(self) -> None:
        self.calls.clear()

    def unknown(self) -> list[tuple[str, str]]:
        """(method, parameter) of every parameter the Bot API does not know."""
        return [(call.method, name) for call in self.calls for name in call.unknown]

    def jsonl(self) -> str:
        """One JSON object a line: method, params and, where the call succeeded, result."""
        return "".join(json.dumps(call.as_json(), ensure_ascii=False) + "\n" for call in self.calls)
