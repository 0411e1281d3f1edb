"""Looks after the bot itself: the database, what waits too long, and the sign of life."""

from bot.runtime.runtime import Runtime
from bot.services import queues as queues_


async def database(rt: Runtime) -> int:
    """1 where a database that failed takes something again."""
    return await rt.alarm.look()


async def queues(rt: Runtime) -> int:
    """1 where the admin is told of messages that wait too long."""
    return await rt.runner.run(queues_.warn, rt.clock.now())


async def ping(rt: Runtime) -> int:
    """1 where the sign of life arrived."""
    return await rt.watch.ping()
