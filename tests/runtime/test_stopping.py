"""The bot stops within five seconds, whatever it is in the middle of."""

import asyncio
import threading
import time

import pytest

from bot.runtime import aside as aside_
from bot.runtime.aside import aside
from bot.store import outbox
from simulator import Person, Simulator
from tests.runtime.conftest import only_on_sqlite
from tests.runtime.echo_office import EchoOffice, channel_to, put, until

LONG = 8.0
"""Seconds that a test must not wait for."""


@only_on_sqlite
async def test_an_update_and_a_message_that_both_hang_are_waited_for_together(
    office: EchoOffice, telegram: Simulator, siti: Person
) -> None:
    """One after the other they would take the whole five seconds, and closing the database comes on top."""
    office.gate.clear()
    telegram.faults.hang("sendMessage")
    await siti.say("satu")
    async with office.running(channel_to(telegram)) as runtime:
        await until(lambda: bool(office.heard))
        await runtime.runner.run(put, "telegram", str(siti.id), "dua", office.clock.now())
        await until(lambda: telegram.calls.running > 0)
        began = time.monotonic()
    assert time.monotonic() - began < 4
    assert office.undone() == 1
    assert office.states() == [outbox.WAITING]


async def test_what_is_done_aside_comes_back_with_its_value_or_its_error() -> None:
    assert await aside(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await aside(divmod, 7, 0)


async def test_nobody_waits_at_the_end_for_what_is_done_aside() -> None:
    async def main() -> None:
        task = asyncio.create_task(aside(over.wait, LONG))
        await asyncio.sleep(0.05)
        task.cancel()

    over, began = threading.Event(), time.monotonic()
    await asyncio.to_thread(asyncio.run, main())
    assert time.monotonic() - began < LONG / 2
    (working,) = [thread for thread in threading.enumerate() if thread.name == aside_.NAME]
    over.set()
    await asyncio.to_thread(working.join)
