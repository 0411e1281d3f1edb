"""The queue of updates: what getUpdates hands out and what a webhook gets."""

import asyncio
import time
from collections import deque

from simulator.errors import ApiError, conflict
from simulator.model import JsonObject
from simulator.signal import Signal

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "message_reaction",
        "inline_query",
        "chosen_inline_result",
        "poll",
        "poll_answer",
        "chat_member",
        "chat_join_request",
        "message_reaction_count",
        "channel_post",
        "edited_channel_post",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    }
)
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FAR_FUTURE = 10  # an offset this far past the newest update is taken for one of another count, and starts anew
HELD_SECONDS = 3.0  # how long a lone update waits for another to be mixed up with
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class UpdateQueue:
    """Updates in order of their ids, kept until confirmed; an update of a kind nobody asked for is never queued."""

    def __init__(self, first_id: int = 700_000_001) -> None:
        self.next_id = first_id
        self.pending: dict[int, JsonObject] = {}
        self.allowed: frozenset[str] = frozenset()  # empty: everything but ONLY_ON_REQUEST
        self.arrived = Signal()
        self._confirmed: deque[JsonObject] = deque(maxlen=100)
        self._again: list[JsonObject] = []
        self.doubling = False  # every update comes twice
        self.mixing = False  # updates that wait together come newest first
        self.doubled = self.mixed = 0  # how often that happened
        self._reverse = False
        self._held_until: float | None = None
        self._poller: asyncio.Future[ApiError] | None = None

    def allows(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ONLY_ON_REQUEST

    def add(self, kind: str, payload: JsonObject) -> int | None:
        """Queues an update and tells its id, or None where this kind is not wanted."""
        if not self.allows(kind):
            return None
        update_id = self.next_id
        self.next_id += 1
        self.pending[update_id] = {"update_id": update_id, kind: payload}
        self.arrived.notify()
        return update_id

    def confirm(self, update_id: int) -> None:
        update = self.pending.pop(update_id, None)
        if update is not None:
            self._confirmed.append(update)
            if self.doubling:
                self._again.append(update)
                self.doubled += 1

    def drop(self) -> None:
        self.pending.clear()

    def restart_ids(self, first_id: int) -> None:
        """Counts anew from `first_id`, as the real server may after a quiet week."""
        self.pending.clear()
        self.next_id = first_id

    def repeat(self, count: int = 1) -> list[JsonObject]:
        """Hands out the last `count` confirmed updates a second time, with the next batch."""
        self._again = list(self._confirmed)[-count:] if count else []
        self.arrived.notify()
        return self._again

    def reverse(self) -> None:
        """Hands out the next batch of more than one update in the wrong order."""
        self._reverse = True

    def take_repeated(self) -> list[JsonObject]:
        again, self._again = self._again, []
        return again

    def interrupt(self, error: ApiError) -> None:
        """Ends the long poll that waits now, if any, with this error."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(error)

    def close(self) -> None:
        """Ends the long poll that waits, for the server is going down."""
        self.interrupt(ApiError(500, "Internal Server Error: restart"))

    async def poll(self, offset: int, limit: int, seconds: float) -> list[JsonObject]:
        """Confirms everything below `offset`, then waits up to `seconds` for something to hand out."""
        self.interrupt(conflict(OTHER_POLLER))
        me: asyncio.Future[ApiError] = asyncio.get_running_loop().create_future()
        self._poller = me
        self._forget_below(offset)
        deadline = time.monotonic() + seconds
        while not (batch := self._batch(limit)) and (left := deadline - time.monotonic()) > 0:
            arrival = self.arrived.next()
            held = self._held_left()
            patience = left if held is None else min(left, held)
            await asyncio.wait((arrival, me), timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            arrival.cancel()
            if me.done():
                raise me.result()
        return batch

    def _forget_below(self, offset: int) -> None:
        if offset < 0:
            offset = list(self.pending)[offset] if len(self.pending) >= -offset else 0
        if offset > self.next_id + FAR_FUTURE:
            return
        for update_id in [waiting for waiting in self.pending if waiting < offset]:
            self.confirm(update_id)

    def waiting(self, limit: int | None = None) -> list[JsonObject]:
        """What is not confirmed yet, at most so many, in the order in which it is to be delivered: the oldest, however
        they are mixed up, for who confirms a batch confirms whatever is older."""
        waiting = list(self.pending.values())[:limit]
        if self.mixing and len(waiting) > 1:
            waiting.reverse()
            self.mixed += 1
        return waiting

    def _batch(self, limit: int) -> list[JsonObject]:
        again = self.take_repeated()
        if self._hold():
            return again
        batch = [*again, *self.waiting(limit)]
        if self._reverse and len(batch) > 1:
            batch.reverse()
            self._reverse = False
        return batch

    def _hold(self) -> bool:
        """While updates are mixed up, a lone one waits a little for a second."""
        if not self.mixing or len(self.pending) != 1:
            self._held_until = None
            return False
        if self._held_until is None:
            self._held_until = time.monotonic() + HELD_SECONDS
        return time.monotonic() < self._held_until

    def _held_left(self) -> float | None:
        return None if self._held_until is None else max(self._held_until - time.monotonic(), 0.001)
