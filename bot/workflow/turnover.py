"""What has changed between two looks at who acts in which role, whatever brought it about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.workflow import mandates
from bot.workflow.roles import Assignment, Kind

Held = tuple[Assignment, ...]


@dataclass(frozen=True)
class Acting:
    """`since` which moment somebody acts in a role; None where an earlier version kept no moment."""

    held: Assignment
    since: datetime | None = None


@dataclass(frozen=True)
class Look:
    day: date | None
    acting: tuple[Acting, ...]

    @property
    def held(self) -> Held:
        return tuple(one.held for one in self.acting)

    def since(self, held: Assignment) -> datetime | None:
        return next((one.since for one in self.acting if one.held == held), None)


@dataclass(frozen=True)
class Turnover:
    """`prolonged`: who acts for the same person as before, by other terms; `passed`: mandates that began and ended
    between the two looks."""

    gained: Held
    lost: Held
    prolonged: Held
    passed: Held


def turnover(before: Look, acting: Held, known: Held, day: date) -> Turnover:
    """`known`: everything that is held at some time."""
    held = mandates.active(known, day)
    earlier, later = {_key(one, held) for one in before.held}, {_key(one, held) for one in acting}
    same = set(before.held)
    return Turnover(
        gained=tuple(one for one in acting if _key(one, held) not in earlier),
        lost=tuple(one for one in before.held if _key(one, held) not in later),
        prolonged=tuple(
            one for one in acting if mandates.is_mandate(one) and one not in same and _key(one, held) in earlier
        ),
        passed=tuple(one for one in known if mandates.is_mandate(one) and _between(one, before.day, day)),
    )


def _key(one: Assignment, held: Held) -> tuple[object, ...]:
    """Whatever makes it another task; the decree, its dates and a title are no more than its terms."""
    return one.person_id, one.role, one.unit_id, one.kind, _whose(one, held)


def _whose(one: Assignment, held: Iterable[Assignment]) -> int | None:
    """Whose role a mandate moves: of who is named, or of who alone holds it."""
    if not mandates.is_mandate(one) or one.stands_for is not None:
        return one.stands_for
    own = [other.person_id for other in held if other.kind is Kind.DEFINITIVE and mandates.same_post(other, one)]
    return own[0] if len(own) == 1 else None


def _between(one: Assignment, first: date | None, last: date) -> bool:
    if first is None or one.starts_on is None or one.ends_on is None:
        return False
    return first < one.starts_on <= one.ends_on < last


def look(before: Look | None, acting: Held, known: Held, now: datetime) -> Look:
    """Who went on acting does so since they did before."""
    held = mandates.active(known, now.date())
    since = {_key(one.held, held): one.since for one in before.acting} if before else {}
    found = (Acting(one, since.get(_key(one, held), _began(one, before, now))) for one in acting)
    return Look(now.date(), tuple(found))


def _began(one: Assignment, before: Look | None, now: datetime) -> datetime:
    """With a day that has come since the last look; else by a change that was made just now."""
    if before is not None and before.day is not None and one.starts_on is not None and one.starts_on > before.day:
        return datetime.combine(one.starts_on, time(), now.tzinfo)
    return now
