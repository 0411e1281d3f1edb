"""Twice a minute: what follows when a mandate begins or ends, or somebody came to a role or left it."""

from bot.runtime.runtime import Runtime
from bot.services import changing_hands


async def follow(rt: Runtime) -> int:
    """How many roles came or went."""
    return await rt.runner.run(changing_hands.follow, rt.clock.now())
