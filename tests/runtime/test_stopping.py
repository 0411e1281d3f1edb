"""The bot stops within five seconds, whatever it is in the middle of."""

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from bot.runtime import aside as aside_
from bot.runtime.aside import aside
from bot.runtime.sender import GRACE_SECONDS
from bot.store import outbox
from simulator import Person, Simulator
from tests.runtime.conftest import only_on_sqlite
from tests.runtime.echo_office import EchoOffice, channel_to, put, until


def slowly(handle: Callable[..., None], seconds: float) -> Callable[..., None]:
    def slow(*args: object) -> None:
        time.sleep(seconds)
        handle(*args)

    return slow


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


@only_on_sqlite
async def test_updates_whose_turn_does_not_come_in_time_are_left_for_the_next_start(
    office: EchoOffice, telegram: Simulator
) -> None:
    """One thread writes: they wait in its queue, and would all be handled still when nobody waits for them any more."""
    office.handle = slowly(office.handle, 0.5)  # type: ignore[method-assign]
    for number in range(12):
        await telegram.person(f"Orang {number}").say("satu")
    async with office.running(channel_to(telegram)):
        await until(lambda: len(office.heard) == 12)
        began = time.monotonic()
    assert time.monotonic() - began < 4
    assert 0 < office.undone() < 12
    assert len(office.echoes()) == 12 - office.undone()


@only_on_sqlite
async def test_a_message_that_is_out_is_marked_though_the_stop_did_not_wait_for_that(
    office: EchoOffice, telegram: Simulator, siti: Person
) -> None:
    await siti.start()
    async with office.open(channel_to(telegram)) as runtime, runtime.channels[0].session():
        runtime.delivery.start()
        await runtime.runner.run(put, "telegram", str(siti.id), "satu", office.clock.now())
        telegram.faults.slow("sendMessage", seconds=0.3)
        await until(lambda: telegram.calls.running > 0)
        busy = asyncio.create_task(runtime.runner.run(lambda _: time.sleep(GRACE_SECONDS + 1)))
        stopping = asyncio.create_task(runtime.delivery.stop())
        await asyncio.gather(busy, stopping)
    assert office.states() == [outbox.SENT]


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
