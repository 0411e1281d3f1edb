"""Some times a day: what was said, to the bot and by it, is forgotten seven days after it was dealt with."""

from datetime import datetime, timedelta

from bot.runtime.runtime import Runtime
from bot.store import inbox, outbox
from bot.store.engine import Tx

KEPT = timedelta(days=7)


async def purge(rt: Runtime) -> int:
    """How many payloads were forgotten. What a person decided or filled in is in rows of its own, and stays."""
    return await rt.runner.run(_purge, rt.clock.now() - KEPT)


def _purge(tx: Tx, before: datetime) -> int:
    return inbox.purge(tx, before) + outbox.purge(tx, before)
