"""THE TIMETABLE: everything that happens by itself, and how often it is looked at."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from apscheduler.events import EVENT_JOB_SUBMITTED, JobSubmissionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from structlog.contextvars import bound_contextvars

from bot.runtime.runtime import Runtime
from jobs import backup, calendar, documents, hands, purge, relief, reminders, watch
from jobs import schedule as proposals


@dataclass(frozen=True)
class Job:
    name: str
    seconds: float
    run: Callable[[Runtime], Awaitable[int]]


TIMETABLE: tuple[Job, ...] = (
    Job("jadwal-kerja", 60, proposals.propose),
    Job("pengingat", 5, reminders.tick),
    Job(documents.NAME, 1, documents.make_documents),
    Job("kalender", 600, calendar.look),
    Job("serah-terima", 300, relief.relieve),
    Job("pergantian", 30, hands.follow),
    Job("cadangan", 600, backup.nightly),
    Job("pembersihan", 6 * 3600, purge.purge),
    Job("basis-data", 20, watch.database),
    Job("antrean", 60, watch.queues),
    Job("denyut", 60, watch.ping),
)
"""No job per deadline: what is due is a row, and a tick asks for it."""


def schedule(scheduler: AsyncIOScheduler, rt: Runtime) -> None:
    """A tick that comes late is still run, once, and never beside itself."""
    for job in TIMETABLE:
        scheduler.add_job(
            _run,
            "interval",
            args=(job, rt),
            seconds=job.seconds,
            id=job.name,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
    scheduler.add_listener(partial(_late, rt), EVENT_JOB_SUBMITTED)


async def _run(job: Job, rt: Runtime) -> None:
    """A job that is cancelled, because the bot stops, has not failed: what was due still is a row."""
    outcome = "failed"
    try:
        with bound_contextvars(job=job.name):
            await job.run(rt)
        rt.metrics.ticked(job.name)
        outcome = "done"
    except asyncio.CancelledError:
        outcome = "cancelled"
    finally:
        rt.metrics.ticks.labels(job.name, outcome).inc()


def _late(rt: Runtime, event: JobSubmissionEvent) -> None:
    for planned in event.scheduled_run_times:
        late = (datetime.now(planned.tzinfo) - planned).total_seconds()
        rt.metrics.tick_late.labels(event.job_id).observe(max(0.0, late))
