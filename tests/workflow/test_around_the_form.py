"""More time, and a submission taken back, as the workflow decides them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.workflow.cycle import Task
from bot.workflow.events import DeadlineMoved, Refused, TimeExtended
from bot.workflow.extending import extend
from bot.workflow.roles import Actor, Assignment, Away, Kind, Role
from bot.workflow.steps import Step
from bot.workflow.withdrawing import submission
from tests.workflow.evolving import ENTRIES, KASI, KASUBAG, RULES, SEKRETARIS, STAF, WIB, actor
from tests.workflow.test_cycle_machine import World, play_until

OWN = actor(3, "Kus", (Role.KASUBAG, None), (Role.KASI, 1))


@pytest.fixture
def world() -> World:
    return World()


def granted(world: World, by: Actor, task: Task, days: int = 1, reason: str = "banjir") -> datetime | str:
    """The new deadline, or why there is none."""
    outcome = extend(world.state, RULES, world.now, by, task, days, reason)
    if isinstance(outcome, Refused):
        return outcome.key
    told, moved = outcome
    assert isinstance(told, TimeExtended)
    assert isinstance(moved, DeadlineMoved)
    assert told.due_at == moved.due_at
    return told.due_at


def test_a_day_more_ends_at_the_close_of_the_next_working_day(world: World) -> None:
    fill = play_until(world, Step.FILL)
    assert fill.due_at == datetime(2027, 1, 7, 16, tzinfo=WIB)
    assert granted(world, KASUBAG, fill) == datetime(2027, 1, 8, 16, 30, tzinfo=WIB)
    assert granted(world, SEKRETARIS, fill, 2) == datetime(2027, 1, 11, 16, tzinfo=WIB)
    world.now = datetime(2027, 1, 12, 10, tzinfo=WIB)
    assert granted(world, KASUBAG, fill) == datetime(2027, 1, 13, 16, tzinfo=WIB), "from today where it has passed"


def test_time_is_granted_by_who_oversees_and_never_to_oneself(world: World) -> None:
    fill = play_until(world, Step.FILL)
    assert fill.unit_id == 1
    for by in (STAF, KASI[1], KASI[2]):
        assert granted(world, by, fill) == "refused.role"
    assert granted(world, OWN, fill) == "refused.own_extension"
    other = world.state.open_task(Step.FILL, 2)
    assert other is not None
    assert isinstance(granted(world, OWN, other), datetime)


def test_a_mandate_for_ones_own_unit_does_not_make_its_time_somebody_elses(world: World) -> None:
    """The Kasi acts as Kasubag, and somebody else in the unit meanwhile."""
    own = Assignment(3, Role.KASI, 1, "Kasi 1")
    away = Away(own, replace(own, person_id=9, kind=Kind.PLH))
    acting = replace(actor(3, "Kus", (Role.KASUBAG, None)), away=(away,))
    fill = play_until(world, Step.FILL)
    assert fill.unit_id == 1
    assert granted(world, acting, fill) == "refused.own_extension"


def test_time_needs_a_reason_and_a_deadline_and_stays_within_a_week(world: World) -> None:
    fill = play_until(world, Step.FILL)
    assert granted(world, KASUBAG, fill, reason=" ") == "refused.reason_needed"
    for days in (0, 6, -1):
        assert granted(world, KASUBAG, fill, days) == "refused.unknown"
    prepared = next(task for task in world.state.tasks if task.step is Step.PREPARE)
    assert granted(world, KASUBAG, prepared) == "refused.not_extendable"


def submitted(world: World) -> Task:
    """Unit 1 has handed in, the others have not."""
    fill = play_until(world, Step.FILL)
    for _ in range(ENTRIES):
        world.press(KASI[1], "fill", fill)
    submit = world.state.open_task(Step.SUBMIT, 1)
    assert submit is not None
    assert world.press(KASI[1], "submit", submit) is None
    return submit


def test_who_submitted_takes_it_back_and_keeps_the_deadline(world: World) -> None:
    submit = submitted(world)
    for by in (KASI[2], STAF, KASUBAG):
        assert world.press(by, "withdraw", submit) is not None
    assert world.press(KASI[1], "withdraw", submit) is None
    again = world.state.open_task(Step.SUBMIT, 1)
    assert again is not None
    assert (again.due_at, world.state.form(1).on_time) == (submit.due_at, None)
    world.now += timedelta(days=9)
    assert world.press(KASI[1], "submit", again) is None
    assert world.state.form(1).on_time is False


def test_that_the_last_one_took_it_back_takes_it_from_nobody(world: World) -> None:
    """Step 7 had opened and was closed by that, not by anybody who went on with it."""
    assign = play_until(world, Step.ASSIGN_RECAP)
    units = sorted(form.unit_id for form in world.state.forms)
    last = submission(world.state, units[-1])
    assert last is not None
    assert world.press(KASI[units[-1]], "withdraw", last) is None
    assert world.state.open_task(Step.ASSIGN_RECAP) is None
    again = world.state.open_task(Step.SUBMIT, units[-1])
    assert again is not None
    assert world.press(KASI[units[-1]], "submit", again) is None
    assert all(submission(world.state, unit_id) is not None for unit_id in units)
    assert assign.id != play_until(world, Step.ASSIGN_RECAP).id
    assert world.press(KASUBAG, "assign", play_until(world, Step.ASSIGN_RECAP)) is None
    assert not any(submission(world.state, unit_id) for unit_id in units)


def test_what_was_submitted_in_an_earlier_round_keeps_its_word(world: World) -> None:
    decide = play_until(world, Step.DECIDE)
    assert world.press(SEKRETARIS, "return", decide, pick=1) is None
    assert world.press(KASUBAG, "forward", play_until(world, Step.FORWARD)) is None
    submit = submitted(world)
    assert world.press(KASI[1], "withdraw", submit) is None
    assert world.state.form(1).on_time is True
    world.play_to_the_end()
