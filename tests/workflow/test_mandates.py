"""Who acts in a role on a day: its holder, or for the days of a mandate the substitute."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.mandates import active, away, in_force, turns
from bot.workflow.roles import Assignment, Kind, Role

TUESDAY, FRIDAY = date(2027, 1, 5), date(2027, 1, 8)
DAY = timedelta(days=1)
SEKAR = Assignment(2, Role.SEKRETARIS, None, "Sekretaris Kecamatan")
PANDU = Assignment(5, Role.KASI, 1, "Kasi Pemerintahan")
STAND_IN = Assignment(5, Role.SEKRETARIS, None, "Sekretaris Kecamatan", Kind.PLH, TUESDAY, FRIDAY)


def acting(day: date, *held: Assignment) -> set[Assignment]:
    return set(in_force(active(held, day)))


def test_a_mandate_moves_the_role_for_its_days_both_included_and_gives_it_back() -> None:
    for day in (TUESDAY, TUESDAY + DAY, FRIDAY):
        assert acting(day, SEKAR, PANDU, STAND_IN) == {PANDU, STAND_IN}
    for day in (TUESDAY - DAY, FRIDAY + DAY):
        assert acting(day, SEKAR, PANDU, STAND_IN) == {SEKAR, PANDU}


def test_the_holder_knows_who_acts_in_their_place_and_nobody_else_is_away() -> None:
    held = active((SEKAR, PANDU, STAND_IN), TUESDAY)
    assert [(one.held, one.by) for one in away(held, 2)] == [(SEKAR, STAND_IN)]
    assert away(held, 5) == ()
    assert away(active((SEKAR, PANDU, STAND_IN), FRIDAY + DAY), 2) == ()


def test_a_vacant_role_is_held_by_mandate_alone() -> None:
    assert acting(TUESDAY, PANDU, STAND_IN) == {PANDU, STAND_IN}


def test_a_mandate_of_one_unit_leaves_the_others_alone() -> None:
    trantib = Assignment(6, Role.KASI, 2, "Kasi Trantib")
    plt = Assignment(8, Role.KASI, 2, "Kasi Trantib", Kind.PLT)
    assert acting(TUESDAY, PANDU, trantib, plt) == {PANDU, plt}


def test_of_several_staf_only_the_one_who_is_named_gives_way() -> None:
    first, second = (Assignment(person, Role.STAF, None, "Staf") for person in (4, 9))
    for_second = Assignment(8, Role.STAF, None, "Staf", Kind.PLH, stands_for=9)
    for_nobody = Assignment(8, Role.STAF, None, "Staf", Kind.PLH)
    assert acting(TUESDAY, first, second, for_second) == {first, for_second}
    assert acting(TUESDAY, first, second, for_nobody) == {first, second, for_nobody}
    assert acting(TUESDAY, first, for_nobody) == {for_nobody}


def test_nobody_stands_in_for_themselves() -> None:
    own = Assignment(2, Role.SEKRETARIS, None, "Sekretaris Kecamatan", Kind.PLT)
    assert acting(TUESDAY, SEKAR, own) == {SEKAR, own}


def test_the_days_on_which_something_turns_are_first_days_and_the_days_after_last_ones() -> None:
    assert turns((SEKAR, STAND_IN)) == {TUESDAY, FRIDAY + DAY}


people = st.integers(1, 4)
days = st.none() | st.dates(date(2027, 1, 1), date(2027, 1, 20))
assignments = st.builds(
    Assignment,
    person_id=people,
    role=st.sampled_from([Role.SEKRETARIS, Role.STAF]),
    unit_id=st.none(),
    title=st.just("x"),
    kind=st.sampled_from(Kind),
    starts_on=days,
    ends_on=days,
    stands_for=st.none() | people,
)


@given(st.lists(assignments, max_size=6), st.dates(date(2027, 1, 1), date(2027, 1, 20)))
def test_a_role_that_is_held_by_somebody_is_always_acted_in_by_somebody(held: list[Assignment], day: date) -> None:
    now = active(held, day)
    assert set(in_force(now)) <= set(now)
    assert {one.role for one in in_force(now)} == {one.role for one in now}
    assert all(one.kind is Kind.DEFINITIVE for one in set(now) - set(in_force(now)))
