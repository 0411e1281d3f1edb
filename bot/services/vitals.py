"""How the bot is doing, read off its rows: what waits, since when, what was given up, and where the cycles stand."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store import cycles, inbox, offices, outbox
from bot.store.backlog import Backlog
from bot.store.engine import Tx
from bot.workflow.steps import Step

LATE = timedelta(minutes=5)
"""For as long something may wait before that is worth a word."""


@dataclass(frozen=True)
class Vitals:
    inbox: Backlog
    outbox: Backlog
    tasks: Mapping[Step, int]
    """Open ones of every office."""

    @property
    def queues(self) -> Mapping[str, Backlog]:
        return {"inbox": self.inbox, "outbox": self.outbox}


def vitals(tx: Tx) -> Vitals:
    open_ = (task.step for row in offices.all_offices(tx) for task in cycles.open_tasks(tx, row.id))
    return Vitals(inbox.backlog(tx), outbox.backlog(tx), Counter(Step(step) for step in open_))


def age(backlog: Backlog, now: datetime) -> float:
    """Seconds for which the oldest row has waited; 0 where none does."""
    return (now - backlog.oldest).total_seconds() if backlog.oldest else 0.0


def is_late(backlog: Backlog, now: datetime) -> bool:
    return backlog.oldest is not None and now - backlog.oldest > LATE
