"""How updates come in, by asking for them or by webhook; either way acknowledged only after they are stored.

The library's own polling and webhook acknowledge before anything is kept.
"""

import asyncio
import hmac
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiohttp import web
from telegram import Bot
from telegram.error import TelegramError

from bot.channels.base import Failure, Received, SendError
from bot.channels.telegram.errors import receive_error
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.translate import KINDS, received
from bot.texts.say import label

MOST = 100
GRACE_SECONDS = 10
QUIET_SECONDS = 30.0
BODY_LIMIT = 1024 * 1024
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

Update = dict[str, Any]


class Polling:
    """Long polling. The offset is one past the last batch that was stored: ids may start anew after a quiet week."""

    def __init__(self, bot: Bot, request: AiohttpRequest, seconds: int) -> None:
        self._bot, self._request, self._seconds = bot, request, seconds
        self._offset = 0
        self._ready = False

    async def batches(self) -> AsyncGenerator[tuple[Received, ...], None]:
        while True:
            try:
                updates = await self._ask()
            except TelegramError as error:
                raise receive_error(error) from error
            yield tuple(received(update) for update in updates)
            if updates:
                self._offset = int(updates[-1]["update_id"]) + 1

    async def _ask(self) -> list[Update]:
        """Raw, past the library's Bot: building its objects costs more than everything else done with an update.

        The first time it does not wait for anybody to say something: it is to be known soon whether it receives.
        """
        seconds = self._seconds if self._ready else 0
        if not self._ready:
            await self._bot.delete_webhook()
        query = {"offset": self._offset, "limit": MOST, "timeout": seconds, "allowed_updates": json.dumps(KINDS)}
        url = f"{self._bot.base_url}/getUpdates?{urlencode(query)}"
        found: Any = await self._request.post(url, read_timeout=seconds + GRACE_SECONDS)
        self._ready = True
        return sorted(found, key=lambda update: update["update_id"])


@dataclass(frozen=True)
class WebhookAt:
    """`url` is what Telegram calls (https); a proxy passes it on to `host` and `port`, path unchanged."""

    url: str
    secret: str
    host: str = "127.0.0.1"
    port: int = 8443


@dataclass(frozen=True)
class _Call:
    update: Update
    stored: "asyncio.Future[bool]"


class Webhook:
    """A small server that answers 200 once the update is stored, and 503 when it could not be."""

    def __init__(self, bot: Bot, at: WebhookAt) -> None:
        self._bot, self._at = bot, at
        self._calls: asyncio.Queue[_Call] = asyncio.Queue()

    async def batches(self) -> AsyncGenerator[tuple[Received, ...], None]:
        async with self._serving():
            await self._announce()
            yield ()
            while True:
                calls = await self._waiting()
                if not calls:
                    yield ()
                    continue
                try:
                    yield tuple(received(call.update) for call in calls)
                except BaseException:
                    _settle(calls, stored=False)
                    raise
                _settle(calls, stored=True)

    async def _waiting(self) -> list[_Call]:
        """Nothing at all, after a while in which nobody called: it still receives."""
        try:
            async with asyncio.timeout(QUIET_SECONDS):
                calls = [await self._calls.get()]
        except TimeoutError:
            return []
        while len(calls) < MOST and not self._calls.empty():
            calls.append(self._calls.get_nowait())
        return calls

    async def _announce(self) -> None:
        try:
            await self._bot.set_webhook(self._at.url, secret_token=self._at.secret, allowed_updates=KINDS)
        except TelegramError as error:
            raise receive_error(error) from error

    @asynccontextmanager
    async def _serving(self) -> AsyncIterator[None]:
        app = web.Application(client_max_size=BODY_LIMIT)
        app.router.add_post(urlsplit(self._at.url).path or "/", self._called)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await self._listen(runner)
            yield
        finally:
            while not self._calls.empty():
                _settle([self._calls.get_nowait()], stored=False)
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> None:
        """REFUSED where another program has the port, or this one may not have it: that does not pass by itself."""
        try:
            await web.TCPSite(runner, self._at.host, self._at.port).start()
        except OSError as error:
            words = label("channel.no_port", host=self._at.host, port=str(self._at.port))
            raise SendError(Failure.REFUSED, words) from error

    async def _called(self, request: web.Request) -> web.Response:
        """1. Is it Telegram? 2. Is it an update? 3. Wait until it is stored."""
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(), self._at.secret.encode()):
            return web.Response(status=403)
        update = _parsed(await request.read())
        if update is None:
            return web.Response(status=400)
        call = _Call(update, asyncio.get_running_loop().create_future())
        self._calls.put_nowait(call)
        return web.Response(status=200 if await call.stored else 503)


def _parsed(body: bytes) -> Update | None:
    try:
        update = json.loads(body)
    except ValueError:
        return None
    return update if isinstance(update, dict) and isinstance(update.get("update_id"), int) else None


def _settle(calls: list[_Call], *, stored: bool) -> None:
    for call in calls:
        if not call.stored.done():
            call.stored.set_result(stored)
