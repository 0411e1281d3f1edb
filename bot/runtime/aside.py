"""Work on a thread that a stopping bot does not wait for: what it was to make is a row, and is made after the start."""

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn, ParamSpec, TypeVar

from bot.runtime import run

P = ParamSpec("P")
T = TypeVar("T")

NAME = "aside"


async def aside(fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """As asyncio.to_thread, whose threads asyncio.run and Python itself wait for at the end, however long."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def work() -> None:
        try:
            value = fn(*args, **kwargs)
        except BaseException as error:
            _tell(loop, future, future.set_exception, error)
        else:
            _tell(loop, future, future.set_result, value)

    threading.Thread(target=work, name=NAME, daemon=True).start()
    return await future


def _tell(
    loop: asyncio.AbstractEventLoop, future: "asyncio.Future[Any]", how: Callable[[Any], None], what: Any
) -> None:
    def settle() -> None:
        if not future.done():
            how(what)

    with suppress(RuntimeError):  # that loop is closed: nobody waits any more
        loop.call_soon_threadsafe(settle)


def leave(status: int) -> NoReturn:
    """Ends the process. A thread that is still at work may be deep in a library that Python, tidying up, would trip
    over: then nothing is tidied up."""
    if any(thread.name.startswith((NAME, run.NAME)) for thread in threading.enumerate()):
        _leave_untidied(status)
    sys.exit(status)


def leave_within(seconds: float) -> None:
    """Ends the process after so long, if it has not ended by itself: Python waits at the end for threads that are not
    ours, one that looks up a name for instance. To be killed is nothing that this process could not stand."""
    timer = threading.Timer(seconds, _leave_untidied, (0,))
    timer.daemon = True
    timer.start()


def _leave_untidied(status: int) -> NoReturn:
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
