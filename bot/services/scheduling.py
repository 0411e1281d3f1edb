"""The Jadwal Kerja as an office reads it, and a period put off or given up, each with its reason."""

from dataclasses import dataclass
from datetime import datetime

from bot.services import starting
from bot.services.acting import Press, act, in_cycle
from bot.services.recording import record
from bot.services.scope import Scope
from bot.store import cycles, offices
from bot.workflow import rights, scheduling
from bot.workflow.cycle import Phase, State
from bot.workflow.events import Refused, refused
from bot.workflow.letters import leading_date
from bot.workflow.periods import Period, PeriodKind, Schedule, parse_key
from bot.workflow.rights import Right
from bot.workflow.steps import Step
from bot.workflow.worktime import is_working_day, next_working_day

QUOTED = 100
"""Characters of what could not be read, when it is quoted."""


@dataclass(frozen=True)
class Running:
    """A cycle that is not over; `until`: postponed, and for which `reason`."""

    cycle_id: int
    period: Period
    until: datetime | None
    reason: str = ""


@dataclass(frozen=True)
class Coming:
    """What a schedule proposes next."""

    schedule: Schedule
    period: Period
    at: datetime


def coming(scope: Scope) -> tuple[Coming, ...]:
    """Of each schedule the next proposal."""
    found = []
    for schedule in offices.schedules(scope.tx, scope.office.id):
        at, period = next(one for one in starting.upcoming(scope, schedule) if one[0] > scope.now)
        found.append(Coming(schedule, period, at))
    return tuple(found)


def running(scope: Scope) -> tuple[Running, ...]:
    """Newest first."""
    until = {row.id: at for row, at in starting.postponed(scope)}
    return tuple(
        Running(row.id, parse_key(row.period), until.get(row.id), row.notes.get("postponed_for", ""))
        for row in cycles.of_office(scope.tx, scope.office.id)
        if row.phase in (Phase.OPEN, Phase.POSTPONED)
    )


def may_cancel(scope: Scope) -> bool:
    return scope.actor is not None and rights.by_right(scope.rules.policy, scope.actor, Right.CANCEL) is not None


def postpone(scope: Scope, press: Press, words: str) -> Refused | None:
    """ "11-1-2027 menunggu data BPS": the day on which step 1 is asked anew, and why."""
    found = leading_date(words, scope.now.date())
    if found is None:
        return refused("schedule.unreadable", words=words.strip()[:QUOTED])
    day, reason = found
    calendar = scope.rules.calendar
    if not is_working_day(calendar, day):
        day = next_working_day(calendar, day)
    until = starting.at_hour(scope, day, _schedule(scope, press[0]))
    return act(scope, press, (Step.ORDER,), scheduling.postpone, until, reason)


def _schedule(scope: Scope, task_id: int) -> Schedule:
    """By which the task's period was proposed; one that was started by hand may have none."""
    row = cycles.task(scope.tx, task_id)
    kind = parse_key(cycles.get(scope.tx, row.cycle_id).period).kind if row else PeriodKind.QUARTER
    known = (one for one in offices.schedules(scope.tx, scope.office.id) if one.kind is kind)
    return next(known, Schedule(kind))


def cancellable(scope: Scope, cycle_id: int) -> State | Refused:
    """The cycle, if this person may give it up now."""
    found = in_cycle(scope, cycle_id)
    if isinstance(found, Refused):
        return found
    state, actor = found
    return scheduling.may_cancel(state, scope.rules, actor) or state


def cancel(scope: Scope, cycle_id: int, reason: str) -> Refused | None:
    found = in_cycle(scope, cycle_id)
    if isinstance(found, Refused):
        return found
    state, actor = found
    outcome = scheduling.cancel(state, scope.rules, scope.now, actor, reason)
    if isinstance(outcome, Refused):
        return outcome
    record(scope, cycle_id, outcome, rights.by_right(scope.rules.policy, actor, Right.CANCEL))
    return None
