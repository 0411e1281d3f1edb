"""Step 8's clock that stands while entries are out, and steps that are taken back: what becomes of the deadlines."""

from datetime import datetime, timedelta

import pytest

from bot.workflow import distributing
from bot.workflow.cycle import FormState, Phase, Task
from bot.workflow.events import Refused
from bot.workflow.steps import Step
from tests.workflow.evolving import CAMAT, ENTRIES, KASI, KASUBAG, RULES, SEKRETARIS, STAF
from tests.workflow.test_cycle_machine import World, play_until


@pytest.fixture
def world() -> World:
    return World()


def opened(world: World, step: Step, unit_id: int | None = None) -> Task:
    found = world.state.open_task(step, unit_id)
    assert found is not None
    return found


def refusal(outcome: Refused | None) -> str:
    assert outcome is not None
    return outcome.key


def mend(world: World, unit_id: int) -> None:
    while world.state.form(unit_id).missing:
        assert world.press(KASI[unit_id], "fill", opened(world, Step.FILL, unit_id)) is None
    assert world.press(KASI[unit_id], "submit", opened(world, Step.SUBMIT, unit_id)) is None


def due(task: Task) -> datetime:
    assert task.due_at is not None
    return task.due_at


# -- step 8 -----------------------------------------------------------------------------------------------------------


def test_the_clock_goes_on_with_what_was_left_once_the_last_unit_has_mended(world: World) -> None:
    recap = play_until(world, Step.RECAP)
    world.now = due(recap) - timedelta(minutes=50)
    assert world.press(STAF, "send back entries", recap, pick=2) is None
    assert opened(world, Step.RECAP).due_at is None
    assert due(opened(world, Step.FILL, 1)) > world.now
    world.now += timedelta(minutes=10)
    mend(world, 1)
    assert opened(world, Step.RECAP).due_at is None, "unit 2 is still at it"
    mend(world, 2)
    assert due(opened(world, Step.RECAP)) == world.now + timedelta(minutes=50)
    assert world.state.round == 1


def test_nothing_is_confirmed_while_entries_are_out_and_only_the_flagged_are(world: World) -> None:
    recap = play_until(world, Step.RECAP)
    assert refusal(world.press(STAF, "send back entries", recap, pick=0)) == "refused.nothing_marked"
    assert world.press(STAF, "send back entries", recap, pick=1) is None
    assert refusal(world.press(STAF, "confirm", opened(world, Step.RECAP))) == "refused.entries_out"
    assert world.state.form(1).missing == 1
    assert world.state.form(1).entries == ENTRIES
    assert world.state.open_task(Step.FILL, 2) is None


def test_what_was_mended_is_taken_back_and_the_clock_stands_again(world: World) -> None:
    recap = play_until(world, Step.RECAP)
    assert world.press(STAF, "send back entries", recap, pick=1) is None
    mend(world, 1)
    submitted = next(t for t in reversed(world.state.tasks) if t.outcome == "submitted")
    assert world.press(KASI[1], "withdraw", submitted) is None
    assert opened(world, Step.RECAP).due_at is None
    world.play_to_the_end()


def test_a_late_recap_has_nothing_left_when_it_goes_on(world: World) -> None:
    recap = play_until(world, Step.RECAP)
    world.now = due(recap) + timedelta(hours=1)
    assert world.press(STAF, "send back entries", recap, pick=1) is None
    mend(world, 1)
    assert due(opened(world, Step.RECAP)) == world.now


# -- taken back -------------------------------------------------------------------------------------------------------


def test_a_step_taken_back_has_the_deadline_it_had(world: World) -> None:
    decide = play_until(world, Step.DECIDE)
    assert world.press(SEKRETARIS, "approve", decide) is None
    world.now += timedelta(minutes=5)
    assert world.press(SEKRETARIS, "undo", decide) is None
    again = opened(world, Step.DECIDE)
    assert (again.id != decide.id, again.due_at) == (True, decide.due_at)
    assert world.state.open_task(Step.ARCHIVE) is None
    world.play_to_the_end()


def test_it_is_taken_back_once_by_who_did_it_and_before_the_next_has_acted(world: World) -> None:
    decide = play_until(world, Step.DECIDE)
    assert world.press(SEKRETARIS, "approve", decide) is None
    for other in (CAMAT, KASUBAG, STAF):
        assert refusal(world.press(other, "undo", decide)) == "refused.role"
    assert world.press(SEKRETARIS, "undo", decide) is None
    assert refusal(world.press(SEKRETARIS, "undo", decide)) == "refused.acted_on"
    assert world.press(SEKRETARIS, "approve", opened(world, Step.DECIDE)) is None
    assert world.press(KASUBAG, "archive", opened(world, Step.ARCHIVE)) is None
    approved = [t for t in world.state.tasks if t.outcome == "approved"][-1]
    assert refusal(world.press(SEKRETARIS, "undo", approved)) == "refused.acted_on"


def test_what_was_handed_out_or_sent_back_from_it_is_not_taken_back(world: World) -> None:
    instruct = play_until(world, Step.INSTRUCT)
    assert world.press(KASUBAG, "instruct", instruct) is None
    assert world.press(STAF, "distribute", opened(world, Step.DISTRIBUTE)) is None
    assert refusal(world.press(KASUBAG, "undo", instruct)) == "refused.acted_on"
    assign = play_until(world, Step.ASSIGN_RECAP)
    assert world.press(KASUBAG, "assign", assign) is None
    assert world.press(STAF, "send back entries", opened(world, Step.RECAP), pick=1) is None
    assert refusal(world.press(KASUBAG, "undo", assign)) == "refused.acted_on"


def forwarded(world: World, pick: int) -> Task:
    """The Kasubag's task, after the Sekretaris has returned entries of so many units and the Kasubag passed it on."""
    assert world.press(SEKRETARIS, "return", play_until(world, Step.DECIDE), pick=pick) is None
    forward = opened(world, Step.FORWARD)
    assert world.press(KASUBAG, "forward", forward) is None
    return forward


@pytest.mark.parametrize("pick", [0, 2])
def test_an_arahan_that_was_passed_on_is_taken_back_as_long_as_no_unit_has_acted(world: World, pick: int) -> None:
    forward = forwarded(world, pick)
    before = world.state
    assert world.press(KASUBAG, "undo", forward) is None
    assert [t.step for t in world.open_tasks()] == [Step.FORWARD]
    assert due(opened(world, Step.FORWARD)) == due(forward)
    assert (before.round, world.state.round) == (2, 1)
    assert all(form.state is FormState.SUBMITTED and form.complete for form in world.state.forms)
    world.play_to_the_end()


def test_an_arahan_at_which_one_unit_has_acted_stands_for_all(world: World) -> None:
    forward = forwarded(world, 2)
    assert world.press(KASI[2], "fill", opened(world, Step.FILL, 2)) is None
    assert refusal(world.press(KASUBAG, "undo", forward)) == "refused.acted_on"
    world.play_to_the_end()


@pytest.mark.parametrize("verb", ["receive", "fill", "problem"])
def test_bagikan_is_taken_back_until_a_unit_has_received_answered_or_asked(world: World, verb: str) -> None:
    distribute = handed_out(world)
    assert world.press(STAF, "undo", distribute) is None
    assert [t.step for t in world.open_tasks()] == [Step.DISTRIBUTE]
    assert {form.state for form in world.state.forms} == {FormState.PREPARED}
    distribute = handed_out(world)
    assert world.press(KASI[3], verb, opened(world, Step.FILL, 3)) is None
    assert refusal(world.press(STAF, "undo", distribute)) == "refused.acted_on"
    world.play_to_the_end()


def handed_out(world: World) -> Task:
    """Bagikan, and every form has arrived."""
    distribute = play_until(world, Step.DISTRIBUTE)
    assert world.press(STAF, "distribute", distribute) is None
    for unit in KASI:
        world.happen(distributing.deliver(world.state, RULES, world.now, unit, "telegram"), STAF)
    return distribute


def test_sudah_disampaikan_is_taken_back_until_the_end_of_the_next_working_day(world: World) -> None:
    assert world.press(KASUBAG, "deliver", play_until(world, Step.DELIVER)) is None
    deliver = world.state.tasks[-1]
    world.now += timedelta(days=2)  # the 5th is a holiday
    assert world.press(KASUBAG, "undo", deliver) is None
    assert (world.state.phase, [t.step for t in world.open_tasks()]) == (Phase.OPEN, [Step.DELIVER])
    assert world.press(KASUBAG, "deliver", opened(world, Step.DELIVER)) is None
    world.now += timedelta(days=5)
    assert refusal(world.press(KASUBAG, "undo", world.state.tasks[-1])) == "refused.undo_over"


# -- Ralat ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [Step.LETTER, Step.SIGN, Step.DELIVER])
def test_archived_data_is_corrected_in_a_new_round_from_any_part_of_step_13(world: World, step: Step) -> None:
    task = play_until(world, step)
    assert refusal(world.press(CAMAT, "correct", task)) == "refused.role"
    assert world.press(KASUBAG, "correct", task, pick=1) is None
    assert (world.state.round, opened(world, Step.FILL, 1).due_at) == (2, RULES.due(Step.FILL, world.now))
    world.play_to_the_end()


def test_a_ralat_without_flags_goes_straight_to_the_recap(world: World) -> None:
    assert world.press(KASUBAG, "correct", play_until(world, Step.LETTER), pick=0) is None
    assert [t.step for t in world.open_tasks()] == [Step.RECAP]


@pytest.mark.parametrize("pick", [0, 2])
def test_a_ralat_is_taken_back_and_step_13_goes_on_where_it_was(world: World, pick: int) -> None:
    letter = play_until(world, Step.LETTER)
    assert world.press(KASUBAG, "correct", letter, pick=pick) is None
    assert refusal(world.press(CAMAT, "undo", letter)) == "refused.role"
    assert world.press(KASUBAG, "undo", letter) is None
    assert [t.step for t in world.open_tasks()] == [Step.LETTER]
    assert (world.state.round, due(opened(world, Step.LETTER))) == (1, due(letter))
    world.play_to_the_end()


def test_a_ralat_of_a_finished_cycle_is_taken_back_until_somebody_has_acted(world: World) -> None:
    world.play_to_the_end()
    last = world.state.tasks[-1]
    for pick in (1, 0):
        assert world.press(KASUBAG, "correct", last, pick=pick) is None
        assert refusal(world.press(STAF, "undo", last)) == "refused.role"
        assert world.press(KASUBAG, "undo", last) is None
        assert (world.state.phase, world.state.round, world.open_tasks()) == (Phase.FINISHED, 1, [])
    assert world.press(KASUBAG, "correct", last, pick=1) is None
    assert world.press(KASI[1], "fill", world.open_tasks()[0]) is None
    assert refusal(world.press(KASUBAG, "undo", last)) == "refused.acted_on"
    world.play_to_the_end()
    assert world.press(KASUBAG, "undo", last) is not None
