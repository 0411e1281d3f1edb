"""What a row of the outbox comes to: one call of its channel, or several, and each waits for its turn."""

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from bot.channels.base import Channel, Failure, Out, SendError
from bot.channels.degrade import fit
from bot.runtime.metrics import Metrics
from bot.runtime.pacing import Pacer
from bot.services.outgoing import Ready
from bot.store.outbox import Outgoing

BESIDE = ("answer", "menu", "leave")
"""Kinds that are no messages: nobody counts them."""
log = logging.getLogger(__name__)


Remember = Callable[[Outgoing, Sequence[str]], Awaitable[None]]
"""Told which parts of a text are out, by their hashes, before the next goes."""


class Calling:
    def __init__(self, channel: Channel, pacer: Pacer, metrics: Metrics, remember: Remember) -> None:
        self._channel, self._pacer, self._metrics, self._remember = channel, pacer, metrics, remember
        self._granted: set[int] = set()

    def grant(self, row: Outgoing) -> None:
        """There is room for a message of this row, which is taken."""
        if row.kind not in BESIDE:
            self._pacer.take(row.chat_id, time.monotonic())
            self._granted.add(row.id)

    def waive(self, row: Outgoing) -> None:
        """Where no call came of it, the room is free again."""
        if row.id in self._granted:
            self._granted.discard(row.id)
            self._pacer.give_back(row.chat_id, time.monotonic())

    async def call(self, row: Outgoing, ready: Ready) -> str:
        """The id of the message that shows it; of several, of the last: the one with the buttons. Raises SendError."""
        match row.kind:
            case "answer":
                await self._made(row, self._channel.answer(ready.press_id, ready.out.text))
            case "leave":
                await self._made(row, self._channel.leave(row.chat_id))
            case "menu":
                await self._made(row, self._channel.set_menu(row.chat_id, ready.commands))
            case _:
                return await self._shown(row, ready)
        return ""

    async def _shown(self, row: Outgoing, ready: Ready) -> str:
        """What needs more than one message cannot be edited into one."""
        parts = fit(ready.out, self._channel.capabilities)
        if ready.edit is not None:
            if len(parts) == 1 and await self._edited(row, ready.edit, parts[0]):
                return ready.edit
            if row.kind == "retire":
                return ready.edit  # a message that is gone has no buttons left
        return await self._sent(row, parts)

    async def _sent(self, row: Outgoing, parts: Sequence[Out]) -> str:
        """Goes on after the parts that are out already."""
        hashes, message_id = [hashlib.sha256(part.text.encode()).hexdigest()[:16] for part in parts], ""
        out = await self._out_already(row, hashes)
        for number, part in enumerate(parts[out:], out + 1):
            await self._departs(row)
            message_id = await self._made(row, self._channel.send(row.chat_id, part), new=True)
            if number < len(parts):
                await self._remember(row, hashes[:number])
        return message_id

    async def _out_already(self, row: Outgoing, hashes: Sequence[str]) -> int:
        """How many parts. Where the row says something else by now, it is said anew, after what was out of it."""
        out = list(row.parts or ())
        if out == hashes[: len(out)] and len(out) < len(hashes):
            return len(out)
        self._metrics.perhaps_twice.labels(row.channel).inc(len(out))
        await self._remember(row, ())
        return 0

    async def _edited(self, row: Outgoing, message_id: str, out: Out) -> bool:
        """False when it is gone. Whether it has a file the chat knows better than the row does: then the other way."""
        for captioned in (out.file is not None, out.file is None):
            await self._departs(row)
            try:
                await self._made(row, self._channel.edit(row.chat_id, message_id, out, captioned=captioned), message_id)
                return True
            except SendError as error:
                if error.failure is Failure.GONE:
                    return False
                if error.failure is not Failure.OTHER_KIND:
                    raise
        return False

    async def _departs(self, row: Outgoing) -> None:
        """Waits for the turn of this row's next message. For the first there was room when the row was chosen; it may
        have been prepared at once with others, so that each waits at the door as well."""
        if row.id in self._granted:
            self._granted.discard(row.id)
        else:
            await _passes(partial(self._pacer.another, row.chat_id))
        await _passes(self._pacer.departs)

    async def _made(
        self, row: Outgoing, call: Awaitable[str | None], message_id: str = "", *, new: bool = False
    ) -> str:
        """Counted, timed and told of."""
        started = time.perf_counter()
        try:
            message_id = await call or message_id
        except SendError as error:
            self._failed(row, error, new=new)
            raise
        seconds = time.perf_counter() - started
        facts = {"kind": row.kind, "chat": row.chat_id, "as": message_id, "tries": row.attempts + 1}
        log.info("sent", extra={**facts, "ms": round(seconds * 1000, 1)})
        self._metrics.send_seconds.labels(row.channel).observe(seconds)
        self._metrics.sends.labels(row.channel, row.kind, "sent").inc()
        return message_id

    def _failed(self, row: Outgoing, error: SendError, *, new: bool) -> None:
        """A message that got no answer, or a failing server's, may arrive twice; an edit shows the same once more."""
        self._metrics.sends.labels(row.channel, row.kind, "unsure" if error.unsure else error.failure).inc()
        if error.unsure and new:
            self._metrics.perhaps_twice.labels(row.channel).inc()


async def _passes(wait: Callable[[float], float]) -> None:
    """Asks until it need not wait any more."""
    while (seconds := wait(time.monotonic())) > 0:  # noqa: ASYNC110 (time alone)
        await asyncio.sleep(seconds)
