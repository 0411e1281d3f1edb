"""What can go wrong between a bot and Telegram, ordered ahead of time for the next calls of a method."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from simulator.errors import ApiError, too_many_requests

ANY = "*"


class Kind(StrEnum):
    REFUSE = "refuse"  # answer with an error, do nothing
    REFUSE_AFTER = "refuse_after"  # do it, then answer with an error
    DROP = "drop"  # close the connection, do nothing
    DROP_AFTER = "drop_after"  # do it, then close the connection
    HANG = "hang"  # never answer (until `seconds` pass), do nothing, then close the connection
    SLOW = "slow"  # do it after `seconds`


@dataclass
class Fault:
    """`times` calls of `method` (any case, "*" for all) go wrong; `match` are parameters they must have."""

    method: str
    kind: Kind
    times: int = 1
    error: ApiError | None = None
    seconds: float | None = None
    match: dict[str, Any] = field(default_factory=dict)

    def fits(self, method: str, params: dict[str, Any]) -> bool:
        named = self.method in (ANY, method) or self.method.lower() == method.lower()
        return named and all(str(params.get(name)) == str(value) for name, value in self.match.items())


SERVER_ERRORS = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


class Faults:
    """The faults still to come. Further keywords are parameters the call must have, such as `chat_id=...`."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []
        self.closing = asyncio.Event()

    def add(self, fault: Fault) -> Fault:
        self.planned.append(fault)
        return fault

    def flood(self, method: str, *, retry_after: int = 1, times: int = 1, **match: Any) -> Fault:
        return self.add(Fault(method, Kind.REFUSE, times, too_many_requests(retry_after), match=match))

    def server_error(
        self, method: str, *, status: int = 502, times: int = 1, applied: bool = False, **match: Any
    ) -> Fault:
        kind = Kind.REFUSE_AFTER if applied else Kind.REFUSE
        return self.add(Fault(method, kind, times, ApiError(status, SERVER_ERRORS[status]), match=match))

    def refuse(self, method: str, *, code: int, description: str, times: int = 1, **match: Any) -> Fault:
        return self.add(Fault(method, Kind.REFUSE, times, ApiError(code, description), match=match))

    def drop(self, method: str, *, applied: bool = False, times: int = 1, **match: Any) -> Fault:
        return self.add(Fault(method, Kind.DROP_AFTER if applied else Kind.DROP, times, match=match))

    def hang(self, method: str, *, seconds: float | None = None, times: int = 1, **match: Any) -> Fault:
        return self.add(Fault(method, Kind.HANG, times, seconds=seconds, match=match))

    def slow(self, method: str, *, seconds: float, times: int = 1, **match: Any) -> Fault:
        return self.add(Fault(method, Kind.SLOW, times, seconds=seconds, match=match))

    def clear(self) -> None:
        self.planned.clear()

    def take(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The first fault that fits this call, used up once."""
        if not self.planned:
            return None
        found = next((fault for fault in self.planned if fault.fits(method, params)), None)
        if found is not None:
            found.times -= 1
            if found.times <= 0:
                self.planned.remove(found)
        return found

    async def pause(self, seconds: float | None) -> None:
        """Waits that long, or for ever, but never past the end of the server."""
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return
