"""Opens a cycle: by the Jadwal Kerja, or by hand."""

from datetime import date, datetime, time, timedelta

from bot.services import loading
from bot.services.recording import record
from bot.services.scope import Scope, scope_for
from bot.store import cycles, offices
from bot.store.engine import Tx
from bot.workflow import ordering, rights, scheduling
from bot.workflow.cycle import Phase
from bot.workflow.events import Refused, refused
from bot.workflow.periods import Period, PeriodKind, Schedule, ended_before, parse_key
from bot.workflow.rights import Right
from bot.workflow.worktime import is_working_day, next_working_day, nth_working_day, opening


def start(scope: Scope, period: Period) -> int | Refused:
    """The cycle's id; each period once, by the Jadwal Kerja or by hand. One that was postponed goes on."""
    failed = may_start(scope) if scope.actor else None
    if failed is not None:
        return failed
    if is_started(scope, period):
        return refused("refused.period_exists", period=period.label)
    held = rights.by_right(scope.rules.policy, scope.actor, Right.START) if scope.actor else None
    known = cycles.by_period(scope.tx, scope.office.id, period.key)
    if known is not None and known.phase == Phase.POSTPONED:
        record(scope, known.id, scheduling.resume(loading.state(scope, known.id), scope.rules, scope.now), held)
        return known.id
    cycle_id = cycles.add(scope.tx, scope.office.id, period.key, scope.now)
    record(scope, cycle_id, ordering.open_cycle(scope.rules, scope.now, period), held)
    return cycle_id


def may_start(scope: Scope) -> Refused | None:
    """Why this person may not start a cycle by hand; None where they may."""
    if scope.actor is not None and rights.by_right(scope.rules.policy, scope.actor, Right.START):
        return None
    return rights.without(scope.rules.policy, scope.actor, Right.START)


def propose(tx: Tx, now: datetime) -> int:
    """Every office's Jadwal Kerja: periods whose proposal is due and that nobody has started or cancelled, and those
    that were postponed until now; returns how many."""
    opened = 0
    for row in offices.all_offices(tx):
        scope = scope_for(tx, row.id, now)
        opened += sum(not isinstance(start(scope, period), Refused) for _, period in due(scope))
    return opened


def due(scope: Scope) -> tuple[tuple[datetime, Period], ...]:
    """What is to be proposed now, each with the moment it was to be."""
    found = [one for schedule in offices.schedules(scope.tx, scope.office.id) if (one := _due(scope, schedule))]
    found += [(until, parse_key(cycle.period)) for cycle, until in postponed(scope) if until <= scope.now]
    return tuple(found)


def _due(scope: Scope, schedule: Schedule) -> tuple[datetime, Period] | None:
    """The period that ended last, if it is time and nobody has dealt with it.

    An office that starts using the bot in mid-period is not asked for what ended long before.
    """
    period = ended_before(schedule.kind, scope.now.date())
    at = proposed_at(scope, period, schedule)
    fresh = cycles.by_period(scope.tx, scope.office.id, period.key) is None
    return (at, period) if fresh and timedelta() <= scope.now - at <= timedelta(days=31) else None


def postponed(scope: Scope) -> tuple[tuple[cycles.CycleRow, datetime], ...]:
    """Each with the moment at which it is proposed again."""
    found = (row for row in cycles.of_office(scope.tx, scope.office.id) if row.phase == Phase.POSTPONED)
    return tuple((row, _until(scope, row)) for row in found)


def _until(scope: Scope, row: cycles.CycleRow) -> datetime:
    """The moment that was said; where that has become a day off meanwhile, the next working day."""
    said = datetime.fromisoformat(row.notes["postponed_until"]).astimezone(scope.office.zone)
    calendar = scope.rules.calendar
    if is_working_day(calendar, said.date()):
        return said
    day = next_working_day(calendar, said.date())
    return max(opening(calendar, day), datetime.combine(day, said.timetz()))


def proposed_at(scope: Scope, period: Period, schedule: Schedule) -> datetime:
    """At the schedule's hour of its working day after the period's end; not before the office opens."""
    day = nth_working_day(scope.rules.calendar, period.last_day, schedule.day)
    return at_hour(scope, day, schedule)


def at_hour(scope: Scope, day: date, schedule: Schedule) -> datetime:
    """Raises ValueError for a day on which the office is closed."""
    calendar = scope.rules.calendar
    return max(opening(calendar, day), datetime.combine(day, time(schedule.hour), calendar.zone))


def next_proposal(tx: Tx, now: datetime) -> datetime | None:
    """The next planned proposal of any office, for a clock that jumps."""
    found = []
    for row in offices.all_offices(tx):
        scope = scope_for(tx, row.id, now)
        found += [at for schedule in offices.schedules(tx, row.id) for at, _ in upcoming(scope, schedule) if at > now]
        found += [until for _, until in postponed(scope) if until > now]
    return min(found, default=None)


def upcoming(scope: Scope, schedule: Schedule) -> tuple[tuple[datetime, Period], ...]:
    """The proposals of the period that ended last and of the one under way."""
    ended = ended_before(schedule.kind, scope.now.date())
    return tuple((proposed_at(scope, period, schedule), period) for period in (ended, ended.following))


def last_ended(scope: Scope) -> tuple[Period, ...]:
    """Of each kind of the Jadwal Kerja the last period that ended; the triwulan where an office has none."""
    schedules = offices.schedules(scope.tx, scope.office.id) or (Schedule(PeriodKind.QUARTER),)
    return tuple(ended_before(one.kind, scope.now.date()) for one in schedules)


def is_started(scope: Scope, period: Period) -> bool:
    """One that was cancelled can be begun anew, one that was postponed taken up."""
    known = cycles.by_period(scope.tx, scope.office.id, period.key)
    return known is not None and known.phase not in (Phase.CANCELLED, Phase.POSTPONED)
