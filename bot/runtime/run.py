"""The one bridge from async code to the database: `await runner.run(fn, ...)` runs fn in one transaction.

On SQLite one thread takes whatever waits, runs it in one transaction and commits once, because the commit is what
costs. On PostgreSQL a few threads run one transaction a job. Jobs are pure database functions, safe to run twice.
"""

import asyncio
import contextvars
import logging
import math
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Concatenate, ParamSpec, Self, TypeVar
from uuid import uuid4

from bot.store.engine import NONE, Engine, Notes, Tx, embedded, lost_race, notes, touched

P = ParamSpec("P")
T = TypeVar("T")

NAME = "database-"
"""How the threads' names begin."""
GROUP = 64
THREADS = 8
TRIES = 3
LOOK_SECONDS = 0.005
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Job:
    """`context`: what the log is to say of whatever is logged on the way, as which update is being handled."""

    name: str
    call: Callable[[Tx], Any]
    context: contextvars.Context
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    lasting: bool  # wanted, even when nobody waits for it any more

    @property
    def wanted(self) -> bool:
        return self.lasting or not self.future.cancelled()


@dataclass(frozen=True)
class _Outcome:
    value: Any = None
    error: BaseException | None = None
    notes: Notes = NONE
    seconds: float = 0.0


class Runner:
    """Begins and commits every transaction of the process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name = uuid4().hex  # under which rows are claimed where several processes share the work
        self.shared = not embedded(engine)
        self._group, threads = (1, THREADS) if self.shared else (GROUP, 1)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._wakers: dict[str, list[Callable[[], None]]] = {}
        self._failed: list[Callable[[BaseException], None]] = []
        self._closed, self._ends_at = False, math.inf
        self._threads = [threading.Thread(target=self._work, name=f"{NAME}{n}", daemon=True) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.close()

    async def run(self, fn: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What `fn(tx, ...)` returns, once it is committed; what it raises, once it is rolled back."""
        return await self._queued(_name(fn), lambda tx: fn(tx, *args, **kwargs), lasting=True)

    async def offer(self, fn: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for what can wait for the next start: who is cancelled before its turn leaves it undone."""
        return await self._queued(_name(fn), lambda tx: fn(tx, *args, **kwargs), lasting=False)

    async def _queued(self, name: str, call: Callable[[Tx], T], *, lasting: bool) -> T:
        if self._closed:
            raise RuntimeError("the runner is closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(name, call, contextvars.copy_context(), loop, future, lasting))
        return await future

    def expire(self, seconds: float) -> None:
        """While stopping: after so long nobody waits for the database any more, which somebody else may have locked.
        What is queued by then is done while the process ends, or left undone: all of it is rows, and waits."""
        self._ends_at = min(self._ends_at, time.monotonic() + seconds)

    async def run_last(self, fn: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> None:
        """While stopping: what cannot be stored any more, or not in time, is no reason to go on running."""
        try:
            async with asyncio.timeout(self._remaining):
                await self.run(fn, *args, **kwargs)
        except Exception:
            log.exception("%s failed while stopping", fn.__qualname__)

    def on(self, topic: str, wake: Callable[[], None]) -> None:
        """Calls `wake` on the event loop after each commit that touched this topic (see bot.store.engine.touch)."""
        self._wakers.setdefault(topic, []).append(wake)

    def on_failure(self, hear: Callable[[BaseException], None]) -> None:
        """Calls `hear` on the event loop with whatever a job raised."""
        self._failed.append(hear)

    async def close(self) -> None:
        """Finishes what is queued, in the time there is, then ends the threads. The engine stays open: who opened it
        disposes of it."""
        if not self._closed:
            self._closed = True
            for _ in self._threads:
                self._jobs.put(None)
        while any(thread.is_alive() for thread in self._threads):  # joined on a thread, Python would wait for that one
            if self._remaining == 0:
                log.warning("the database is not waited for any longer")
                return
            await asyncio.sleep(LOOK_SECONDS)

    @property
    def _remaining(self) -> float | None:
        """Seconds; None for as long as it takes."""
        return None if self._ends_at == math.inf else max(0.0, self._ends_at - time.monotonic())

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            jobs, more = self._take(job)
            outcomes, topics = self._run(jobs)
            self._resolve(jobs, outcomes, topics)
            _tell(jobs, outcomes)
            if not more:
                return

    def _take(self, first: _Job) -> tuple[list[_Job], bool]:
        """The jobs of the next transaction, and whether more may follow."""
        jobs = [first]
        while len(jobs) < self._group:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return jobs, False
            jobs.append(job)
        return jobs, True

    def _run(self, jobs: Sequence[_Job]) -> tuple[list[_Outcome], frozenset[str]]:
        """1. All in one transaction. 2. If one fails, roll back and run each again in a savepoint of its own."""
        try:
            with self._engine.connect() as tx:
                touched(tx)
                outcomes = _together(tx, jobs) or _apart(tx, jobs)
                return outcomes, touched(tx)
        except BaseException as error:
            return [_Outcome(error=error)] * len(jobs), frozenset()

    def _resolve(self, jobs: Sequence[_Job], outcomes: Sequence[_Outcome], topics: frozenset[str]) -> None:
        """One hop to each event loop for the whole group: hopping costs more than the work itself."""
        wakers = [wake for topic in topics for wake in self._wakers.get(topic, ())]
        errors = [outcome.error for outcome in outcomes if outcome.error is not None]
        wakers += [partial(hear, error) for hear in self._failed for error in errors[:1]]
        for loop in {job.loop for job in jobs}:
            mine = [(job.future, outcome) for job, outcome in zip(jobs, outcomes, strict=True) if job.loop is loop]
            try:
                loop.call_soon_threadsafe(_settle, mine, wakers)
            except RuntimeError:  # that loop is closed: nobody waits any more
                log.debug("a job ended after its event loop")


def _together(tx: Tx, jobs: Sequence[_Job]) -> list[_Outcome] | None:
    """None when a job failed in a way that deserves another run; then nothing was changed."""
    try:
        with tx.begin():
            return [_called(tx, job) for job in jobs]
    except BaseException as error:
        touched(tx)
        if len(jobs) == 1 and not lost_race(error):
            return [_Outcome(error=error)]
        return None


def _apart(tx: Tx, jobs: Sequence[_Job]) -> list[_Outcome]:
    """Again from the first job on, so that only a bad one fails. A job alone gets a transaction for each try: what it
    lost the race against may have been committed after its own began."""
    if len(jobs) == 1:
        return [_tried(tx.begin, tx, jobs[0])]
    with tx.begin():
        return [_tried(tx.begin_nested, tx, job) for job in jobs]


def _tried(begin: Callable[[], Any], tx: Tx, job: _Job) -> _Outcome:
    for tries in range(1, TRIES + 1):
        try:
            with begin():
                return _called(tx, job)
        except BaseException as error:
            if tries == TRIES or not lost_race(error):
                return _Outcome(error=error)
    raise AssertionError("unreachable")


def _name(fn: Callable[..., Any]) -> str:
    return str(getattr(fn, "__qualname__", type(fn).__name__))


def _called(tx: Tx, job: _Job) -> _Outcome:
    if not job.wanted:
        return _Outcome()
    notes(tx)  # of a job that failed
    started = time.perf_counter()
    value = job.context.run(job.call, tx)
    return _Outcome(value, notes=notes(tx), seconds=time.perf_counter() - started)


def _tell(jobs: Sequence[_Job], outcomes: Sequence[_Outcome]) -> None:
    """A line for each job that left rows to look for, and its remarks; the many looks at what waits are no news."""
    for job, outcome in zip(jobs, outcomes, strict=True):
        if not outcome.notes.wrote and not log.isEnabledFor(logging.DEBUG):
            continue
        facts = {"of": job.name, "ms": round(outcome.seconds * 1000, 1), "together": len(jobs)}
        told = log.info if outcome.notes.wrote else log.debug
        job.context.run(told, "transaction", extra={**facts, **outcome.notes.wrote})
    for job, outcome in zip(jobs, outcomes, strict=True):
        for event, remarked in outcome.notes.remarks:
            job.context.run(log.info, event, extra=dict(remarked))


def _settle(results: Sequence[tuple["asyncio.Future[Any]", _Outcome]], wakers: Sequence[Callable[[], None]]) -> None:
    for future, outcome in results:
        if future.done():  # its caller was cancelled; the work is committed all the same
            continue
        if outcome.error is not None:
            future.set_exception(outcome.error)
        else:
            future.set_result(outcome.value)
    for wake in wakers:
        wake()
