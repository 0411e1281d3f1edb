"""Keeps what this process claimed for as long as it lives: what a process that is no more had, others take up soon.

Those that live also share what may be sent in a second.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.runtime.delivery import Delivery
from bot.runtime.run import Runner
from bot.store import departures, inbox, processes
from bot.store.claims import RENEWED
from bot.store.engine import Tx

SETTLED = RENEWED + 2.0
"""Seconds until those that live have heard of one that joins them."""
log = logging.getLogger(__name__)


@asynccontextmanager
async def kept(runner: Runner, delivery: Delivery) -> AsyncIterator[None]:
    """Within this block, which begins before anything is sent; there is nothing to do where no other process shares the
    work."""
    if not runner.shared:
        yield
        return
    lives = await runner.run(processes.lives, runner.name)
    delivery.share(lives, settling=SETTLED if lives > 1 else 0.0)
    renewing = asyncio.create_task(_renew(runner, delivery), name="lease")
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)
        await runner.run_last(processes.ends, runner.name)


async def _renew(runner: Runner, delivery: Delivery) -> None:
    while True:
        await asyncio.sleep(RENEWED)
        try:
            delivery.share(await runner.run(_lives, runner.name))
        except Exception:
            log.exception("the claims could not be renewed")


def _lives(tx: Tx, name: str) -> int:
    inbox.renew(tx, name)
    departures.renew(tx, name)
    return processes.lives(tx, name)
