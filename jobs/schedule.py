"""Every minute: proposes the periods that the Jadwal Kerja says are due."""

from bot.runtime.runtime import Runtime
from bot.services import starting


async def propose(rt: Runtime) -> int:
    """How many cycles were opened."""
    return await rt.runner.run(starting.propose, rt.clock.now())
