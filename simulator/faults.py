"""What can go wrong between a bot and Telegram, ordered ahead of time for the next calls of a method."""

import asyncio
import itertools
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from simulator.errors import ApiError, too_many_requests

ANY = "*"
DOWNLOAD = "download"  # stands for the fetching of a file, which is no method of the Bot API
REMEMBERED = 50


class Kind(StrEnum):
    REFUSE = "refuse"  # answer with an error, do nothing
    REFUSE_AFTER = "refuse_after"  # do it, then answer with an error
    DROP = "drop"  # close the connection, do nothing
    DROP_AFTER = "drop_after"  # do it, then close the connection
    CUT = "cut"  # do it, then close the connection in the middle of the answer
    HANG = "hang"  # never answer (until `seconds` pass), do nothing, then close the connection
    SLOW = "slow"  # do it after `seconds`


@dataclass
class Fault:
    """`times` calls of `method` (any case, "*" for all) go wrong, None for all until it is taken away or not `on`;
    `match` are parameters they must have. `hits` counts the calls that did."""

    method: str
    kind: Kind
    times: int | None = 1
    error: ApiError | None = None
    seconds: float | None = None
    match: dict[str, Any] = field(default_factory=dict)
    on: bool = True
    hits: int = 0
    number: int = 0

    def fits(self, method: str, params: Mapping[str, Any]) -> bool:
        named = self.method in (ANY, method) or self.method.lower() == method.lower()
        return self.on and named and all(str(params.get(name)) == str(value) for name, value in self.match.items())

    @property
    def used_up(self) -> bool:
        return self.times is not None and self.times <= 0


SERVER_ERRORS = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


class Faults:
    """The faults still to come. Further keywords are parameters the call must have, such as `chat_id=...`."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []
        self.remembered: deque[Fault] = deque(maxlen=REMEMBERED)  # used-up ones too, for their counts
        self.closing = asyncio.Event()
        self._numbers = itertools.count(1)

    def add(self, fault: Fault) -> Fault:
        fault.number = next(self._numbers)
        self.planned.append(fault)
        self.remembered.append(fault)
        return fault

    def flood(self, method: str, *, retry_after: int = 1, times: int | None = 1, **match: Any) -> Fault:
        return self.add(Fault(method, Kind.REFUSE, times, too_many_requests(retry_after), match=match))

    def server_error(
        self, method: str, *, status: int = 502, times: int | None = 1, applied: bool = False, **match: Any
    ) -> Fault:
        kind = Kind.REFUSE_AFTER if applied else Kind.REFUSE
        return self.add(Fault(method, kind, times, ApiError(status, SERVER_ERRORS[status]), match=match))

    def refuse(self, method: str, *, code: int, description: str, times: int | None = 1, **match: Any) -> Fault:
        return self.add(Fault(method, Kind.REFUSE, times, ApiError(code, description), match=match))

    def drop(self, method: str, *, applied: bool = False, times: int | None = 1, **match: Any) -> Fault:
        return self.add(Fault(method, Kind.DROP_AFTER if applied else Kind.DROP, times, match=match))

    def cut(self, method: str, *, times: int | None = 1, **match: Any) -> Fault:
        return self.add(Fault(method, Kind.CUT, times, match=match))

    def hang(self, method: str, *, seconds: float | None = None, times: int | None = 1, **match: Any) -> Fault:
        return self.add(Fault(method, Kind.HANG, times, seconds=seconds, match=match))

    def slow(self, method: str, *, seconds: float, times: int | None = 1, **match: Any) -> Fault:
        return self.add(Fault(method, Kind.SLOW, times, seconds=seconds, match=match))

    def clear(self) -> None:
        self.planned.clear()
        self.remembered.clear()

    def remove(self, fault: Fault) -> None:
        for kept in (self.planned, self.remembered):
            if fault in kept:
                kept.remove(fault)

    @property
    def active(self) -> bool:
        """Whether some call may still go wrong."""
        return any(fault.on for fault in self.planned)

    def take(self, method: str, params: Mapping[str, Any]) -> Fault | None:
        """The first fault that fits this call, used up once."""
        if not self.planned:
            return None
        found = next((fault for fault in self.planned if fault.fits(method, params)), None)
        if found is not None:
            found.hits += 1
            found.times = None if found.times is None else found.times - 1
            if found.used_up:
                self.planned.remove(found)
        return found

    async def pause(self, seconds: float | None) -> None:
        """Waits that long, or for ever, but never past the end of the server."""
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return


def read_fault(body: Mapping[str, Any]) -> Fault:
    """A fault from JSON; `times` 0 or null for as long as it stands, `chat_id` for one person only."""
    error = None
    if body.get("retry_after"):
        error = too_many_requests(int(body["retry_after"]))
    elif body.get("code"):
        code = int(body["code"])
        error = ApiError(code, str(body.get("description") or SERVER_ERRORS.get(code, "")))
    match = {"chat_id": body["chat_id"]} if body.get("chat_id") else {}
    times, seconds = int(body.get("times", 1) or 0) or None, float(body.get("seconds") or 0) or None
    return Fault(str(body["method"]), Kind(str(body["kind"])), times, error, seconds, match)
