"""THE TIMETABLE: everything that happens by itself, and how often it is looked at."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.runtime.runtime import Runtime
from jobs import backup, calendar, documents, hands, purge, relief, reminders
from jobs import schedule as proposals


@dataclass(frozen=True)
class Job:
    name: str
    seconds: float
    run: Callable[[Runtime], Awaitable[int]]


TIMETABLE: tuple[Job, ...] = (
    Job("jadwal-kerja", 60, proposals.propose),
    Job("pengingat", 5, reminders.tick),
    Job("dokumen", 1, documents.make_documents),
    Job("kalender", 600, calendar.look),
    Job("serah-terima", 300, relief.relieve),
    Job("pergantian", 30, hands.follow),
    Job("cadangan", 600, backup.nightly),
    Job("pembersihan", 6 * 3600, purge.purge),
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


async def _run(job: Job, rt: Runtime) -> None:
    """A job that is cancelled, because the bot stops, has not failed: what was due still is a row."""
    with suppress(asyncio.CancelledError):
        await job.run(rt)
