"""When the process is killed: kinds of moments, each left to chance within its kind."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from crash.eyes import Eyes, Seen
from crash.people import People
from crash.scripts import HELP
from crash.waiting import until
from simulator import Fault, Simulator

SENDING = ("sendMessage", "sendDocument", "sendPhoto", "editMessageText", "editMessageCaption")


@dataclass
class Life:
    """One life of the process, from its beginning: what its killer sees and may do."""

    eyes: Eyes
    telegram: Simulator
    people: People
    rng: Random
    before: Seen
    start: float  # seconds that a start takes on this machine
    found: dict[str, int] = field(default_factory=dict)  # what was under way when the moment came
    faults: list[Fault] = field(default_factory=list)  # as long as it lives

    async def until(self, holds: Callable[[Seen], bool]) -> None:
        await until(lambda: holds(self.eyes.seen()))

    async def stirred(self) -> None:
        """Where all that was typed ahead is done with, a few people go on asking."""
        if not self.telegram.updates.pending and self.before.kept == self.before.done:
            for who in ("camat", "opi", "adi"):
                await self.people.ask(who, *HELP)

    async def slowed(self, seconds: float) -> None:
        """Until Telegram has a message that it does not answer before so many seconds are over."""
        self.faults += [self.telegram.faults.slow(method, seconds=seconds, times=None) for method in SENDING]
        await until(lambda: self.telegram.calls.running > 0)
        await asyncio.sleep(self.rng.uniform(0, seconds / 2))


async def early(life: Life) -> None:
    """While it starts: imports, opens the database, asks for updates, keeps the first of them."""
    await asyncio.sleep(life.rng.uniform(0.1, 1.2) * life.start)


async def handling(life: Life) -> None:
    await life.stirred()
    more = life.rng.randint(1, min(15, len(life.telegram.updates.pending) or 1))
    await life.until(lambda seen: seen.done >= life.before.done + more)
    await asyncio.sleep(life.rng.uniform(0, 0.05))


async def sending(life: Life) -> None:
    more = life.rng.randint(1, 10)
    await life.until(lambda seen: seen.sent >= life.before.sent + more)
    await asyncio.sleep(life.rng.uniform(0, 0.05))


async def committed(life: Life) -> None:
    """Between commit and send: what was just decided lies in the outbox, and nobody has sent it."""
    await life.stirred()
    await until(lambda: life.eyes.unsent_since(life.before.newest) > 0)
    life.found["committed"] = life.eyes.unsent_since(life.before.newest)


async def flying(life: Life) -> None:
    """Between send and mark: Telegram has the requests, and takes its time to answer."""
    await life.slowed(life.rng.uniform(0.4, 1.0))


async def papers(life: Life) -> None:
    """In the middle of making a document: one of several was just made, and the next is being made."""
    if life.before.wanted < 2:
        for _ in range(3):
            await life.people.say("adi", "/datainduk")
    await life.until(lambda seen: seen.made > life.before.made and seen.wanted > 0)
    await asyncio.sleep(life.rng.uniform(0, 0.06))
    life.found["papers"] = life.eyes.seen().wanted


Moment = Callable[[Life], Awaitable[None]]
MOMENTS: Mapping[str, Moment] = {
    "start": early,
    "handling": handling,
    "committed": committed,
    "flying": flying,
    "sending": sending,
    "papers": papers,
}


def plan(rng: Random, kills: int) -> list[str]:
    """Every kind about as often as any other, in any order."""
    kinds = [list(MOMENTS)[number % len(MOMENTS)] for number in range(kills)]
    rng.shuffle(kinds)
    return kinds


async def come(moment: Moment, life: Life) -> float:
    """The seconds it took to come. One that does not come is not waited for for ever: then any is as good."""
    began = time.perf_counter()
    with suppress(TimeoutError):
        await moment(life)
    return time.perf_counter() - began
