"""A long silence is reported once, whatever its cause; a short one, and a clock that jumps, are none."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.runtime.clock import MovableClock
from bot.runtime.contact import Contact
from bot.runtime.run import Runner
from bot.store import beats
from bot.store.engine import Engine, Tx

NOON = datetime(2027, 1, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class World:
    """One process after the other, and the machine's own time beside the office's."""

    runner: Runner
    clock: MovableClock = field(default_factory=lambda: MovableClock(NOON))
    real: float = 1_000_000.0
    heard: list[tuple[datetime, datetime]] = field(default_factory=list)

    def started(self) -> Contact:
        return Contact(self.runner, self.clock, self.report, real=lambda: self.real)

    def report(self, _tx: Tx, begun: datetime, ended: datetime) -> None:
        self.heard.append((begun, ended))

    def passes(self, time: timedelta) -> None:
        self.clock.advance(time)
        self.real += time.total_seconds()


@pytest.fixture
async def world(engine: Engine) -> AsyncIterator[World]:
    async with Runner(engine) as runner:
        yield World(runner)


async def test_the_first_start_of_all_reports_nothing(world: World) -> None:
    await world.started().felt()
    assert world.heard == []


async def test_a_program_that_was_killed_reports_from_its_last_contact_on(world: World) -> None:
    before = world.started()
    await before.felt()
    world.passes(timedelta(minutes=2))
    await before.felt()
    world.passes(3 * HOUR)
    await world.started().felt()
    assert world.heard == [(NOON + timedelta(minutes=2), NOON + timedelta(hours=3, minutes=2))]


async def test_a_restart_of_a_few_minutes_is_no_silence(world: World) -> None:
    await world.started().felt()
    world.passes(timedelta(minutes=10))
    await world.started().felt()
    assert world.heard == []


async def test_a_network_that_was_away_while_the_program_ran_is_reported_once(world: World) -> None:
    contact = world.started()
    await contact.felt()
    world.passes(HOUR)
    await contact.felt()
    await contact.felt()
    assert world.heard == [(NOON, NOON + HOUR)]


async def test_a_clock_that_jumps_is_no_silence(world: World) -> None:
    contact = world.started()
    await contact.felt()
    world.clock.advance(timedelta(days=3))
    await contact.felt()
    await contact.rest()
    world.passes(timedelta(minutes=1))
    await world.started().felt()
    assert world.heard == []


async def test_a_program_that_stops_without_contact_does_not_say_there_was_any(world: World) -> None:
    contact = world.started()
    await contact.felt()
    world.passes(HOUR)
    await contact.rest()
    await world.started().felt()
    assert world.heard == [(NOON, NOON + HOUR)]


async def test_another_process_that_had_contact_all_the_while_speaks_for_all(world: World) -> None:
    one, other = world.started(), world.started()
    await one.felt()
    await other.felt()
    world.passes(HOUR)
    await world.runner.run(beats.beat, world.clock.now())
    await one.felt()
    assert world.heard == []
