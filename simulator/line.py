"""The bot's line to Telegram: the Bot API on a socket of its own, which can be closed and opened again.

While it is down, every connection of the bot is closed, whatever waited on it, and the system refuses new ones, as it
does where a server is gone. The page and the people have their own socket and notice nothing.
"""

import asyncio

from aiohttp import web

from simulator.updates import UpdateQueue
from simulator.webhook import Webhook


class Line:
    def __init__(self, host: str, port: int, updates: UpdateQueue, webhook: Webhook) -> None:
        self.host, self.port = host, port
        self.falls = 0  # how often it went down
        self._updates, self._webhook = updates, webhook
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    async def open(self, app: web.Application) -> None:
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await self.up()
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        self._runner = self._site = None

    @property
    def is_up(self) -> bool:
        return self._site is not None

    async def up(self) -> None:
        """On the same port as before; harmless where it is up."""
        if self._site is None and self._runner is not None:
            self._site = web.TCPSite(self._runner, self.host, self.port)
            await self._site.start()
            self._webhook.start()

    async def down(self) -> None:
        """Harmless where it is down."""
        if self._site is None:
            return
        site, self._site = self._site, None
        self.falls += 1
        await site.stop()
        await self._webhook.stop()
        await asyncio.sleep(0)  # for a connection that was accepted in this very moment
        self._hang_up()
        self._updates.close()

    def _hang_up(self) -> None:
        server = self._runner.server if self._runner is not None else None
        for connection in server.connections if server is not None else ():
            if connection.transport is not None:
                connection.transport.abort()
