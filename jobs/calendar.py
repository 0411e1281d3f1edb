"""Some times an hour: whether an update brought other days off, and whether a year's cuti bersama is unknown."""

from bot.runtime.runtime import Runtime
from bot.services import rescheduling


async def look(rt: Runtime) -> int:
    """How many admins were warned."""
    return await rt.runner.run(rescheduling.look, rt.clock.now())
