"""Some times a day: what need not be kept any longer is forgotten, as the settings say."""

from datetime import datetime

from bot.runtime.runtime import Runtime
from bot.services import retaining
from bot.store import addresses, inbox, outbox
from bot.store.engine import Tx


async def purge(rt: Runtime) -> int:
    """How much was forgotten: what was said, to the bot and by it; the chats of strangers; the files of old cycles, a
    transaction for each cycle. What a person decided or filled in is in rows of its own, and stays."""
    now = rt.clock.now()
    forgotten = await rt.runner.run(_purge, rt.retention.said_before(now))
    while await rt.runner.run(retaining.expire_next, rt.retention, now):
        forgotten += 1
    return forgotten


def _purge(tx: Tx, before: datetime) -> int:
    said = inbox.purge(tx, before) + outbox.purge(tx, before)
    return said + addresses.forget_strangers(tx, before) + inbox.forget_strangers(tx, before)
