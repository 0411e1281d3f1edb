"""Lets many tasks wait for the next change of something."""

import asyncio


class Signal:
    """`notify` wakes everybody who waits now; `count` tells how often that happened."""

    def __init__(self) -> None:
        self.count = 0
        self._waiting: list[asyncio.Future[None]] = []

    def notify(self) -> None:
        self.count += 1
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def next(self) -> "asyncio.Future[None]":
        """Done at the next `notify`; nothing that happens after this call is missed."""
        self._waiting = [future for future in self._waiting if not future.done()]
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        return future

    async def wait(self, seconds: float | None = None) -> bool:
        """True when notified, False when so many seconds passed first."""
        future = self.next()
        await asyncio.wait((future,), timeout=seconds)
        notified = future.done()
        future.cancel()
        return notified
