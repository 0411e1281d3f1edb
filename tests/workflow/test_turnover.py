"""What has changed between two looks at who acts in which role."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.workflow.mandates import active, in_force
from bot.workflow.roles import Assignment, Kind, Role
from bot.workflow.turnover import Acting, Held, Look, Turnover, look, turnover

WIB = ZoneInfo("Asia/Jakarta")
MONDAY, TUESDAY, FRIDAY = date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 8)
SEKAR = Assignment(2, Role.SEKRETARIS, None, "Sekretaris Kecamatan")
STAND_IN = Assignment(5, Role.SEKRETARIS, None, "Sekretaris Kecamatan", Kind.PLH, TUESDAY, FRIDAY)
FIRST, SECOND = (Assignment(person, Role.STAF, None, "Staf") for person in (4, 9))


def at(day: date, hour: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=WIB)


def acting(day: date, known: Held) -> Held:
    return in_force(active(known, day))


def seen(day: date, *known: Assignment) -> Look:
    return look(None, acting(day, known), known, at(day))


def between(before: Look, day: date, *known: Assignment) -> Turnover:
    return turnover(before, acting(day, known), known, day)


def test_a_first_day_and_a_last_one() -> None:
    before = seen(MONDAY, SEKAR, STAND_IN)
    assert between(before, TUESDAY, SEKAR, STAND_IN) == Turnover((STAND_IN,), (SEKAR,), (), ())
    during = seen(TUESDAY, SEKAR, STAND_IN)
    assert between(during, date(2027, 1, 9), SEKAR, STAND_IN) == Turnover((SEKAR,), (STAND_IN,), (), ())


def test_other_terms_for_the_same_substitute_are_no_turn_of_hands() -> None:
    longer = replace(STAND_IN, ends_on=date(2027, 1, 15))
    named = replace(longer, stands_for=2)
    for terms in (longer, named, replace(STAND_IN, sk_number="800/2")):
        assert between(seen(TUESDAY, SEKAR, STAND_IN), TUESDAY, SEKAR, terms) == Turnover((), (), (terms,), ())
    retitled = replace(SEKAR, title="Sekretaris Camat")
    assert between(seen(MONDAY, SEKAR), MONDAY, retitled) == Turnover((), (), (), ())


def test_the_same_substitute_for_another_staf_is_one() -> None:
    for_first, for_second = (
        Assignment(5, Role.STAF, None, "Staf", Kind.PLH, TUESDAY, FRIDAY, stands_for=person) for person in (4, 9)
    )
    found = between(seen(TUESDAY, FIRST, SECOND, for_first), TUESDAY, FIRST, SECOND, for_second)
    assert (set(found.gained), set(found.lost)) == ({FIRST, for_second}, {SECOND, for_first})


def test_what_began_and_ended_between_two_looks_has_passed_and_nothing_else_has() -> None:
    over = date(2027, 1, 11)
    assert between(seen(MONDAY, SEKAR, STAND_IN), over, SEKAR, STAND_IN) == Turnover((), (), (), (STAND_IN,))
    for terms in ({"ends_on": over}, {"ends_on": None}, {"starts_on": MONDAY}):
        mandate = replace(STAND_IN, **terms)
        assert between(seen(MONDAY, SEKAR, mandate), over, SEKAR, mandate).passed == ()
    assert between(Look(None, (Acting(SEKAR),)), over, SEKAR, STAND_IN).passed == (), "of a look without a day"


def test_who_acts_does_so_since_the_day_that_came_or_since_the_change_that_was_made() -> None:
    known = (SEKAR, STAND_IN)
    before = seen(MONDAY, *known)
    found = look(before, acting(TUESDAY, known), known, at(TUESDAY, 1))
    assert found.since(STAND_IN) == at(TUESDAY)
    changed = look(seen(TUESDAY, SEKAR), acting(TUESDAY, known), known, at(TUESDAY, 10))
    assert changed.since(STAND_IN) == at(TUESDAY, 10)
    longer = replace(STAND_IN, ends_on=date(2027, 1, 15))
    later = look(changed, acting(TUESDAY, (SEKAR, longer)), (SEKAR, longer), at(TUESDAY, 12))
    assert later.since(longer) == at(TUESDAY, 10)
