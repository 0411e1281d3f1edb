"""Opens a cycle: by the Jadwal Kerja, or by hand."""

from datetime import date, datetime, time, timedelta

from bot.services.recording import record
from bot.services.scope import Scope, scope_for
from bot.store import cycles, offices
from bot.store.engine import Tx
from bot.workflow import ordering, rights
from bot.workflow.events import Refused, refused
from bot.workflow.periods import Period, PeriodKind, ended_before
from bot.workflow.rights import Right
from bot.workflow.worktime import Calendar, next_working_day, opening


def start(scope: Scope, period: Period) -> int | Refused:
    """The new cycle's id; each period once, by the Jadwal Kerja or by hand."""
    failed = may_start(scope) if scope.actor else None
    if failed is not None:
        return failed
    if is_started(scope, period):
        return refused("refused.period_exists", period=period.label)
    cycle_id = cycles.add(scope.tx, scope.office.id, period.key, scope.now)
    held = rights.by_right(scope.rules.policy, scope.actor, Right.START) if scope.actor else None
    record(scope, cycle_id, ordering.open_cycle(scope.rules, scope.now, period), held)
    return cycle_id


def may_start(scope: Scope) -> Refused | None:
    """Why this person may not start a cycle by hand; None where they may."""
    if scope.actor is not None and rights.by_right(scope.rules.policy, scope.actor, Right.START):
        return None
    return rights.without(scope.rules.policy, Right.START)


def propose(tx: Tx, now: datetime) -> int:
    """Every office's Jadwal Kerja: periods whose proposal is due and that nobody has started; returns how many."""
    opened = 0
    for row in offices.all_offices(tx):
        scope = scope_for(tx, row.id, now)
        for kind in offices.schedules(tx, row.id):
            period = ended_before(PeriodKind(kind), scope.now.date())
            waiting = cycles.by_period(tx, row.id, period.key) is None
            if waiting and _first_seen(scope, period) and scope.now >= proposed_at(scope, period):
                opened += not isinstance(start(scope, period), Refused)
    return opened


def _first_seen(scope: Scope, period: Period) -> bool:
    """An office that starts using the bot in mid-period is not asked for what ended long before."""
    return scope.now - proposed_at(scope, period) <= timedelta(days=31)


def proposed_at(scope: Scope, period: Period) -> datetime:
    """The proposal hour of the first working day after the period's end."""
    return _at_hour(scope.rules.calendar, period.last_day, scope.rules.policy.proposal_hour)


def _at_hour(calendar: Calendar, after: date, hour: int) -> datetime:
    day = next_working_day(calendar, after)
    return max(opening(calendar, day), datetime.combine(day, time(hour), calendar.zone))


def next_proposal(tx: Tx, now: datetime) -> datetime | None:
    """The next planned proposal of any office, for a clock that jumps."""
    found = []
    for row in offices.all_offices(tx):
        scope = scope_for(tx, row.id, now)
        for kind in offices.schedules(tx, row.id):
            found += [at for at in _upcoming(scope, PeriodKind(kind)) if at > now]
    return min(found, default=None)


def _upcoming(scope: Scope, kind: PeriodKind) -> tuple[datetime, ...]:
    """The proposals of the period that ended last and of the one under way."""
    ended = ended_before(kind, scope.now.date())
    return tuple(proposed_at(scope, period) for period in (ended, ended.following))


def last_ended(scope: Scope) -> tuple[Period, ...]:
    """Of each kind of the Jadwal Kerja the last period that ended; the triwulan where an office has none."""
    kinds = offices.schedules(scope.tx, scope.office.id) or (PeriodKind.QUARTER,)
    return tuple(ended_before(PeriodKind(kind), scope.now.date()) for kind in kinds)


def is_started(scope: Scope, period: Period) -> bool:
    return cycles.by_period(scope.tx, scope.office.id, period.key) is not None
