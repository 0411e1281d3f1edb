"""Under what load the process is told to stop: in the middle of handling, of sending slowly, of making a document."""

from collections.abc import Mapping

from crash.moments import Life, Moment, papers

SLOW_ANSWER = 5.0
"""Longer than a stopping bot waits for what flies, or for a file that it fetches."""


async def full(life: Life) -> None:
    more = life.rng.randint(1, 25)
    await life.until(lambda seen: seen.done >= life.before.done + more)


async def slow(life: Life) -> None:
    """Telegram has requests that it will not answer in time."""
    await life.slowed(SLOW_ANSWER)


LOADS: Mapping[str, Moment] = {"full": full, "slow": slow, "papers": papers}
