"""Delivers updates by POST: in order for one person, side by side for different people, again until accepted."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp

from simulator.model import JsonObject
from simulator.updates import UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_PAUSE = 64  # in units of `first_pause`


@dataclass
class Webhook:
    """Where updates go. `url` "" means nowhere: the bot polls."""

    updates: UpdateQueue
    timestamp: Callable[[], int]
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    first_pause: float = 0.1  # seconds before the first repetition; doubles with each further one
    has_certificate: bool = False
    last_error_date: int = 0
    last_error_message: str = ""
    task: asyncio.Task[None] | None = None
    _busy: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    def start(self) -> None:
        if self.url and self.task is None:
            self.task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        running = [task for task in (self.task, *self._busy.values()) if task is not None]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        self.task = None
        self._busy.clear()

    async def _run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=60)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                for update in self.updates.take_repeated():
                    await self._post(session, update)
                self._begin_deliveries(session)
                await self.updates.arrived.wait()

    def _begin_deliveries(self, session: aiohttp.ClientSession) -> None:
        for update in self.updates.waiting():
            if len(self._busy) >= self.max_connections:
                return
            lane = _lane(update)
            if lane not in self._busy:
                self._busy[lane] = asyncio.create_task(self._deliver(session, lane, update))

    async def _deliver(self, session: aiohttp.ClientSession, lane: int, update: JsonObject) -> None:
        """Posts one update until it is accepted; then its lane is free for the next."""
        factor = 1
        while update["update_id"] in self.updates.pending:
            if await self._post(session, update):
                self.updates.confirm(update["update_id"])
                break
            await asyncio.sleep(self.first_pause * factor)
            factor = min(factor * 2, LONGEST_PAUSE)
        self._busy.pop(lane, None)
        self.updates.arrived.notify()

    async def _post(self, session: aiohttp.ClientSession, update: JsonObject) -> bool:
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers) as response:
                if 200 <= response.status < 300:
                    return True
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
        except TimeoutError:
            self._failed("Read timeout expired")
        except aiohttp.ClientConnectionError:
            self._failed("Connection refused")
        return False

    def _failed(self, message: str) -> None:
        self.last_error_date = self.timestamp()
        self.last_error_message = message

    def info(self) -> JsonObject:
        """The Bot API's WebhookInfo."""
        info: JsonObject = {
            "url": self.url,
            "has_custom_certificate": self.has_certificate,
            "pending_update_count": len(self.updates.pending),
        }
        if self.last_error_date:
            info |= {"last_error_date": self.last_error_date, "last_error_message": self.last_error_message}
        if self.url:
            info |= {"max_connections": self.max_connections, "ip_address": "127.0.0.1"}
        if self.updates.allowed:
            info["allowed_updates"] = sorted(self.updates.allowed)
        return info


def _lane(update: JsonObject) -> int:
    """Updates of one person stay in order; the person is in the second and last field of the update."""
    payload = next(value for name, value in update.items() if name != "update_id")
    sender = payload.get("from") or payload.get("user") or {}
    return int(sender.get("id", 0))
