"""Every few seconds: sends the reminders whose moment has come."""

from bot.runtime.runtime import Runtime
from bot.services import reminding


async def tick(rt: Runtime) -> int:
    """How many rungs were sent."""
    return await rt.runner.run(reminding.tick, rt.clock.now())
