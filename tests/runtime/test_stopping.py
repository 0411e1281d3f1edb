"""The bot stops within five seconds, whatever it is in the middle of."""

import time

from bot.store import outbox
from simulator import Person, Simulator
from tests.runtime.conftest import only_on_sqlite
from tests.runtime.echo_office import EchoOffice, channel_to, put, until


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
