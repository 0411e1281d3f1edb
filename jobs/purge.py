"""Some times a day: what was written to the bot is forgotten seven days after it was dealt with."""

from datetime import timedelta

from bot.runtime.runtime import Runtime
from bot.store import inbox

KEPT = timedelta(days=7)


async def purge(rt: Runtime) -> int:
    """How many payloads were forgotten."""
    return await rt.runner.run(inbox.purge, rt.clock.now() - KEPT)
