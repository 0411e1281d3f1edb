"""After a time without contact the admin is told, once: from when to when, and what was late because of it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from bot.services import loading, reminder_words, starting
from bot.services.ledger_view import rung_name
from bot.services.scope import Scope, scope_for
from bot.services.trouble import tell_admin
from bot.store import cycles, ledger, offices, reminders
from bot.store.engine import Tx
from bot.texts.say import Param, Text, text
from bot.workflow.ladder import order
from bot.workflow.worktime import minutes_between

SHOWN = 15
"""Lines of the summary; the rest is counted."""


def report(tx: Tx, begun: datetime, ended: datetime) -> None:
    """To the admin of every office."""
    for row in offices.all_offices(tx):
        scope = scope_for(tx, row.id, ended)
        since = begun.astimezone(scope.office.zone)
        lines = (*_proposals(scope, since), *_reminders(scope, since))
        tell_admin(scope, _summary(scope, since, lines))


def _summary(scope: Scope, since: datetime, lines: tuple[Text, ...]) -> Text:
    facts: dict[str, Param] = {"since": since, "until": scope.now, "open": _open(scope, since)}
    if not lines:
        return text("outage.nothing", **facts)
    more = (text("outage.more", more=len(lines) - SHOWN),) if len(lines) > SHOWN else ()
    return text("outage.late", lines=(*lines[:SHOWN], *more), **facts)


def _open(scope: Scope, since: datetime) -> Text:
    """How much of it was office time."""
    hours, minutes = divmod(minutes_between(scope.rules.calendar, since, scope.now), 60)
    return text("outage.hours", hours=hours, minutes=minutes) if hours else text("outage.minutes", minutes=minutes)


def _proposals(scope: Scope, since: datetime) -> tuple[Text, ...]:
    """Periods that should have been proposed meanwhile."""
    return tuple(
        text("outage.proposal", period=period.label, at=at)
        for at, period in starting.due(scope)
        if since < at <= scope.now
    )


def _reminders(scope: Scope, since: datetime) -> tuple[Text, ...]:
    """A block a task: the rungs of the time that are still to be sent, or were written and never went out."""
    missed: dict[int, dict[str, datetime]] = defaultdict(dict)
    for row in reminders.planned_between(scope.tx, scope.office.id, since, scope.now):
        missed[row.task_id][row.rung] = row.planned_at
    for told in ledger.not_gone(scope.tx, scope.office.id, since, scope.now):
        missed[told.task_id].setdefault(told.rung, told.at)
    return tuple(found for task_id, own in missed.items() if (found := _task(scope, task_id, own)) is not None)


def _task(scope: Scope, task_id: int, own: Mapping[str, datetime]) -> Text | None:
    row = cycles.task(scope.tx, task_id)
    if row is None or row.closed_at is not None:
        return None
    name = reminder_words.task_name(scope, row.cycle_id, loading.task_of(row, scope))
    rungs = tuple(
        text("outage.rung", rung=rung_name(rung), at=at.astimezone(scope.office.zone))
        for rung, at in sorted(own.items(), key=lambda one: order(one[0]))
    )
    return text("outage.task", task=name, rungs=rungs)
