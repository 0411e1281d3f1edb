"""What happens by itself next, and when: a reminder's rung, or the proposal of the Jadwal Kerja."""

from dataclasses import dataclass
from datetime import datetime

from bot.services.loading import task_of
from bot.services.scope import Scope
from bot.services.starting import next_proposal
from bot.store import cycles, reminders, snoozes
from demo.printing import rung_words, unit_words


@dataclass(frozen=True)
class Planned:
    at: datetime
    what: str


def next_planned(scope: Scope) -> Planned | None:
    """In the office's zone; of several reminders at one moment the first is named and the others are counted."""
    looks = [following(scope.tx, scope.now) for following in (reminders.next_look, snoozes.next_look, next_proposal)]
    at = min((look for look in looks if look is not None and look > scope.now), default=None)
    if at is None:
        return None
    return Planned(at.astimezone(scope.office.zone), _what(scope, at))


def _what(scope: Scope, at: datetime) -> str:
    due = reminders.due(scope.tx, at) or snoozes.due(scope.tx, at)
    if not due:
        return "usulan Jadwal Kerja"
    row = cycles.task(scope.tx, due[0].task_id)
    if row is None:
        return "pengingat"
    task = task_of(row, scope)
    number = scope.rules.policy.row(task.step).number
    more = f" dan {len(due) - 1} lainnya" if len(due) > 1 else ""
    return f"pengingat langkah {number}{unit_words(scope, row)}: {rung_words(task, due[0].rung)}{more}"
