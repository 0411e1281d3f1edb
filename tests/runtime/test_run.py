"""Jobs share a transaction, and a bad one fails alone."""

import asyncio
import threading

import pytest
import sqlalchemy as sa

from bot.runtime.run import Runner
from bot.store import tables
from bot.store.engine import Conflict, Engine, Tx, embedded, touch

ADD = tables.persons.insert()
NAMES = sa.select(tables.persons.c.name).order_by(tables.persons.c.id)


def add(tx: Tx, name: str) -> str:
    tx.execute(ADD, {"name": name})
    if name == "buruk":
        raise ValueError(name)
    return name


def names(tx: Tx) -> list[str]:
    return list(tx.execute(NAMES).scalars())


class Held:
    """Keeps the writer busy, so that what is asked for meanwhile waits and goes into one transaction."""

    def __init__(self, runner: Runner) -> None:
        self.held, self.go = threading.Event(), threading.Event()
        self.task = asyncio.ensure_future(runner.run(self._hold))

    def _hold(self, _tx: Tx) -> None:
        self.held.set()
        self.go.wait(5)

    async def __aenter__(self) -> None:
        await asyncio.to_thread(self.held.wait, 5)

    async def __aexit__(self, *_exc: object) -> None:
        await asyncio.sleep(0)  # what was begun meanwhile is queued
        self.go.set()
        await self.task


async def test_a_group_is_committed_together_and_each_gets_its_result(runner: Runner, engine: Engine) -> None:
    commits: list[int] = []
    sa.event.listen(engine, "commit", lambda _connection: commits.append(1))
    async with Held(runner):
        jobs = [asyncio.ensure_future(runner.run(add, f"n{n}")) for n in range(20)]
    assert await asyncio.gather(*jobs) == [f"n{n}" for n in range(20)]
    assert len(commits) == (2 if embedded(engine) else 21)


async def test_a_failing_job_fails_alone_and_leaves_nothing_behind(runner: Runner) -> None:
    async with Held(runner):
        jobs = [asyncio.ensure_future(runner.run(add, name)) for name in ("satu", "buruk", "dua")]
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert results[0] == "satu"
    assert isinstance(results[1], ValueError)
    assert sorted(await runner.run(names)) == ["dua", "satu"]


async def test_who_lost_a_race_is_run_again_up_to_three_times(runner: Runner) -> None:
    tries: list[int] = []

    def unlucky(tx: Tx, wins: int) -> int:
        add(tx, "sia-sia")
        tries.append(1)
        if len(tries) < wins:
            raise Conflict
        return len(tries)

    assert await runner.run(unlucky, 3) == 3
    assert await runner.run(names) == ["sia-sia"]
    tries.clear()
    with pytest.raises(Conflict):
        await runner.run(unlucky, 99)
    assert await runner.run(names) == ["sia-sia"]


async def test_the_topics_of_a_commit_wake_who_waits_for_them(runner: Runner) -> None:
    woken = asyncio.Event()
    runner.on("inbox", woken.set)

    def work(tx: Tx, topic: str, name: str) -> None:
        touch(tx, topic)
        add(tx, name)

    await runner.run(work, "lain", "satu")
    with pytest.raises(ValueError, match="buruk"):
        await runner.run(work, "inbox", "buruk")
    assert not woken.is_set()
    await runner.run(work, "inbox", "dua")
    assert woken.is_set()


async def test_closing_finishes_what_is_queued(engine: Engine) -> None:
    runner = Runner(engine)
    jobs = [asyncio.ensure_future(runner.run(add, str(n))) for n in range(200)]
    await asyncio.sleep(0)
    await runner.close()
    assert await asyncio.gather(*jobs) == [str(n) for n in range(200)]
    with pytest.raises(RuntimeError, match="closed"):
        await runner.run(names)


async def test_what_was_only_offered_is_left_undone_when_nobody_waits_for_its_turn_any_more(
    runner: Runner, engine: Engine
) -> None:
    async with Held(runner):
        left, done = (asyncio.ensure_future(runner.offer(add, name)) for name in ("ditinggal", "tetap"))
        await asyncio.sleep(0)
        left.cancel()
    assert await done == "tetap"
    await runner.close()
    with engine.begin() as tx:
        assert names(tx) == ["tetap"]


async def test_who_stops_waiting_changes_nothing_about_the_work(runner: Runner, engine: Engine) -> None:
    async with Held(runner):
        job = asyncio.ensure_future(runner.run(add, "tetap"))
        await asyncio.sleep(0)
        job.cancel()
    await runner.close()
    with engine.begin() as tx:
        assert names(tx) == ["tetap"]
