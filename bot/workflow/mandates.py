"""Who holds a role on a day: a dated mandate (Plt., Plh.) moves it from its holder to the substitute, and back."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.workflow.roles import Assignment, Away, Kind


def active(held: Iterable[Assignment], day: date) -> tuple[Assignment, ...]:
    """Everything that is held on this day, by right or by mandate."""
    return tuple(one for one in held if one.active(day))


def in_force(active: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
    """Those to act by: who has a substitute acts in that role no more until the mandate ends."""
    if not any(is_mandate(one) for one in active):  # as on most days, and asked for every card
        return active
    return tuple(one for one in active if substitute(one, active) is None)


def away(active: tuple[Assignment, ...], person_id: int) -> tuple[Away, ...]:
    """The roles in which somebody else acts for this person."""
    own = ((one, substitute(one, active)) for one in active if one.person_id == person_id)
    return tuple(Away(one, by) for one, by in own if by is not None)


def substitute(one: Assignment, active: tuple[Assignment, ...]) -> Assignment | None:
    """The mandate that takes the role from who holds it by right: one that names them, or that names nobody where they
    alone hold it. Of several Staf only the one who is named gives way."""
    if one.kind is not Kind.DEFINITIVE:
        return None
    alone = sum(other.kind is Kind.DEFINITIVE and same_post(other, one) for other in active) == 1
    fits = (other for other in active if is_mandate(other) and same_post(other, one))
    named = (other for other in fits if other.stands_for == one.person_id or (other.stands_for is None and alone))
    return next((other for other in named if other.person_id != one.person_id), None)


def is_mandate(one: Assignment) -> bool:
    return one.kind is not Kind.DEFINITIVE


def same_post(one: Assignment, other: Assignment) -> bool:
    return (one.role, one.unit_id) == (other.role, other.unit_id)


def turns(held: tuple[Assignment, ...]) -> frozenset[date]:
    """The days with which somebody begins to hold a role, or holds it no more."""
    begin = (one.starts_on for one in held)
    over = (one.ends_on + timedelta(days=1) for one in held if one.ends_on)
    return frozenset(day for day in (*begin, *over) if day is not None)
