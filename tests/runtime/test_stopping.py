"""The bot stops within five seconds, whatever it is in the middle of."""

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.runtime import aside as aside_
from bot.runtime import run
from bot.runtime.aside import aside
from bot.runtime.sender import GRACE_SECONDS
from bot.store import inbox, outbox
from bot.store.engine import Tx
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


async def test_a_database_that_somebody_else_has_locked_holds_up_no_stop(
    office: EchoOffice, telegram: Simulator, siti: Person
) -> None:
    """The transactions that wait for it are left: an update is handled, and a message sent, after the next start."""
    with ExitStack() as held:
        async with office.running(channel_to(telegram)) as runtime:
            await siti.say("nol")
            await siti.expect("nol")
            await runtime.quiet()
            other = held.enter_context(office.engine.connect())
            held.enter_context(other.begin())
            lock(other)
            await siti.say("satu")
            queued = [asyncio.create_task(runtime.runner.run(inbox.depth)) for _ in range(20)]
            await asyncio.sleep(0.3)
            began = time.monotonic()
        assert time.monotonic() - began < 4
    await until(lambda: not any(thread.name.startswith(run.NAME) for thread in threading.enumerate()))
    await asyncio.gather(*queued, return_exceptions=True)


def lock(tx: Tx) -> None:
    """So that nobody else can write; on SQLite the transaction has done that at its beginning."""
    if tx.dialect.name == "postgresql":
        tx.execute(sa.text("LOCK TABLE inbox, outbox IN ACCESS EXCLUSIVE MODE"))


def test_whatever_hangs_the_process_ends_when_it_must() -> None:
    """A name that is looked up on a thread, say, for which Python itself waits."""
    hanging = "threading.Thread(target=threading.Event().wait).start()"
    said = f"import threading; from bot.runtime.aside import leave_within; leave_within(0.2); {hanging}"
    began = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", said], cwd=Path(__file__).parents[2], timeout=10, check=False)
    assert ended.returncode == 0
    assert time.monotonic() - began < 3


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
