"""What a running bot counts and times, in Prometheus' terms; seconds are real ones, also where the clock is moved."""

import time
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.services.vitals import Vitals, age
from bot.store.backlog import Backlog
from bot.workflow.steps import Step

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """One a bot, not one a process: tests and the demo run several."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._ticked: dict[str, float] = {}
        self._began = time.monotonic()
        self.updates = Counter("bot_updates", "Updates dealt with", ["channel", "outcome"], registry=registry)
        self.update_seconds = _histogram(registry, "bot_update_seconds", "From taking an update up to its commit", [])
        self.sends = Counter("bot_sends", "Calls of a channel", ["channel", "kind", "outcome"], registry=registry)
        self.send_seconds = _histogram(registry, "bot_send_seconds", "Of a call that succeeded", ["channel"])
        self.perhaps_twice = Counter(
            "bot_sends_perhaps_twice",
            "Calls that got no answer, or a failing server's: tried again, so that the message may arrive twice",
            ["channel"],
            registry=registry,
        )
        self.ticks = Counter("bot_ticks", "Runs of the timetable", ["job", "outcome"], registry=registry)
        self.tick_late = _histogram(registry, "bot_tick_late_seconds", "By how much a run began late", ["job"])
        self._waiting = Gauge("bot_waiting", "Rows that wait", ["queue"], registry=registry)
        self._oldest = Gauge("bot_oldest_seconds", "How long the oldest row has waited", ["queue"], registry=registry)
        self._parked = Gauge("bot_parked", "Rows given up and kept, see /antrean", ["queue"], registry=registry)
        self._tasks = Gauge("bot_open_tasks", "Open tasks", ["step"], registry=registry)

    def ticked(self, job: str) -> None:
        self._ticked[job] = time.monotonic()

    def since_tick(self, job: str) -> float:
        """Seconds since this job of the timetable last ended without an error, or since the start."""
        return time.monotonic() - self._ticked.get(job, self._began)

    def exposition(self, vitals: Vitals, now: datetime) -> bytes:
        """Everything, in Prometheus' text format."""
        for name, queue in vitals.queues.items():
            self._show(name, queue, now)
        for step in Step:
            self._tasks.labels(step).set(vitals.tasks.get(step, 0))
        return generate_latest(self.registry)

    def _show(self, queue: str, backlog: Backlog, now: datetime) -> None:
        self._waiting.labels(queue).set(backlog.waiting)
        self._oldest.labels(queue).set(age(backlog, now))
        self._parked.labels(queue).set(backlog.parked)


def _histogram(registry: CollectorRegistry, name: str, words: str, labels: list[str]) -> Histogram:
    return Histogram(name, words, labels, buckets=SECONDS, registry=registry)
