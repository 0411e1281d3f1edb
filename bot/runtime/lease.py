"""Keeps what this process claimed for as long as it lives: what a process that is no more had, others take up soon."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.runtime.run import Runner
from bot.store import departures, inbox
from bot.store.claims import RENEWED
from bot.store.engine import Tx

log = logging.getLogger(__name__)


@asynccontextmanager
async def kept(runner: Runner) -> AsyncIterator[None]:
    """Within this block; there is nothing to do where no other process shares the work."""
    renewing = asyncio.create_task(_renew(runner), name="lease") if runner.shared else None
    try:
        yield
    finally:
        if renewing is not None:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)


async def _renew(runner: Runner) -> None:
    while True:
        await asyncio.sleep(RENEWED)
        try:
            await runner.run(_claims, runner.name)
        except Exception:
            log.exception("the claims could not be renewed")


def _claims(tx: Tx, holder: str) -> None:
    inbox.renew(tx, holder)
    departures.renew(tx, holder)
