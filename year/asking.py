"""What the play of the year asks the bot's store: what comes next, what is open, and whose it is."""

from datetime import datetime, timedelta

from bot.services import changing_hands, starting
from bot.services.scope import scope_for
from bot.store import cycles, forms, offices, reminders, snoozes
from bot.store.cycles import TaskRow
from bot.store.engine import Tx
from year.office import END

MINUTE = timedelta(minutes=1)
SOMETIMES = timedelta(hours=11)
"""How often at least the rest of the timetable is run."""


def full_minute(at: datetime) -> datetime:
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + MINUTE


def next_rung(tx: Tx, since: datetime) -> datetime:
    """Since the last look: people may have acted meanwhile."""
    found = (reminders.next_look(tx, since), snoozes.next_look(tx, since))
    return min((at for at in found if at is not None), default=END)


def next_turn(tx: Tx, now: datetime) -> datetime:
    """When a period is proposed, or somebody comes to a role or leaves it."""
    found = (starting.next_proposal(tx, now), changing_hands.next_turn(tx, now), now + SOMETIMES)
    return full_minute(min(at for at in found if at is not None))


def open_tasks(tx: Tx) -> tuple[TaskRow, ...]:
    return cycles.open_tasks(tx, offices.all_offices(tx)[0].id)


def holders(tx: Tx, task: TaskRow, now: datetime) -> set[int]:
    scope = scope_for(tx, task.office_id, now)
    return {a.person_id for a in scope.assignments if a.role == task.role and a.covers(task.unit_id)}


def first_entry(tx: Tx, cycle_id: int, unit_id: int) -> int:
    form = forms.of_unit(tx, cycle_id, unit_id)
    if form is None:
        raise LookupError(f"unit {unit_id} has no form")
    return forms.entries(tx, form.id)[0].id
