"""The cycle under random hands: right and wrong people, right and wrong buttons, at any time and in any order."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Generation
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.workflow import distributing
from bot.workflow.cycle import FormState, Phase, Task
from bot.workflow.deciding import CORRECTABLE
from bot.workflow.events import (
    CycleFinished,
    CycleReopened,
    DirectionForwarded,
    Event,
    Events,
    FormCameLate,
    FormReceived,
    FormsRecalled,
    FormSubmitted,
    Late,
    RecapApproved,
    Refused,
    StepUndone,
    TaskClosed,
    TaskOpened,
)
from bot.workflow.roles import Actor, Role
from bot.workflow.steps import Step
from tests.workflow.evolving import (
    CAMAT,
    ENTRIES,
    KASI,
    KASUBAG,
    KASUBAG_AS_PLH_SEKRETARIS,
    OF_OTHERS,
    OFFICES,
    ONWARD,
    OPERATOR,
    PLAIN,
    RULES,
    SEKRETARIS,
    SEKRETARIS_WITH_A_UNIT,
    STAF,
    START,
    VERBS,
    Asked,
    Moment,
    actor,
    begun,
    evolve,
    go_on_without,
    right_actors,
)

FOLLOWS: Mapping[Step, frozenset[Step]] = {
    Step.PREPARE: frozenset({Step.ORDER}),
    Step.INSTRUCT: frozenset({Step.PREPARE}),
    Step.DISTRIBUTE: frozenset({Step.INSTRUCT}),
    Step.ASSIGN_RECAP: frozenset({Step.FILL, Step.SUBMIT}),
    Step.RECAP: frozenset({Step.ASSIGN_RECAP, Step.REPORT, Step.FORWARD, *CORRECTABLE}),
    Step.HAND_OVER: frozenset({Step.RECAP, Step.HAND_OVER}),
    Step.REPORT: frozenset({Step.HAND_OVER, Step.REPORT}),
    Step.DECIDE: frozenset({Step.REPORT, Step.DECIDE}),
    Step.SECOND: frozenset({Step.DECIDE, Step.SECOND}),
    Step.FORWARD: frozenset({Step.DECIDE, Step.SECOND, Step.SIGN}),
    Step.ARCHIVE: frozenset({Step.DECIDE, Step.SECOND}),
    Step.LETTER: frozenset({Step.ARCHIVE}),
    Step.SIGN: frozenset({Step.LETTER}),
    Step.DELIVER: frozenset({Step.SIGN}),
}
"""A step opens only with the closing of one of these; 5 and 6 have rules of their own."""


class World:
    """A cycle, its people and its clock; everything that happens is held against the rules before it is applied."""

    def __init__(self, people: tuple[Actor, ...] = PLAIN, missing: Mapping[int, int] | None = None) -> None:
        self.people = people
        self.now = START
        self.state = begun(missing or {1: ENTRIES, 2: ENTRIES, 3: ENTRIES})
        self.rounds_approved: list[int] = []

    def press(self, by: Actor, verb: str, task: Task, *, version: int | None = None, pick: int = 0) -> Refused | None:
        seen = task.version if version is None else version
        outcome = VERBS[verb][1](Asked(self.state, self.now, by, (task.id, seen), pick))
        if isinstance(outcome, Refused):
            return outcome
        steps = VERBS[verb][0]
        assert task.step in steps, f"{verb} did something at a task of step {task.step}"
        rights = (task.step,) if verb == "undo" else OF_OTHERS.get(verb, steps)
        assert any(by.holding(*RULES.policy.row(step).may_act) for step in rights), f"{by.name} may not {verb}"
        self.happen(outcome, by)
        return None

    def happen(self, events: Events, by: Actor | None = None) -> None:
        before = self.state
        for event in events:
            self._held_against_the_rules(event, by, events)
            self.state = evolve(self.state, event, Moment(self.now, by))
        back = [e.round for e in events if isinstance(e, FormsRecalled)]
        onward = before.round + any(isinstance(e, DirectionForwarded) for e in events)
        assert self.state.round == (back[0] if back else onward)
        if any(isinstance(e, TaskOpened) and e.step is Step.ASSIGN_RECAP for e in events):
            assert all(f.state is FormState.SUBMITTED or f.excluded for f in self.state.forms)

    def _held_against_the_rules(self, event: Event, by: Actor | None, events: Events) -> None:
        if isinstance(event, TaskOpened):
            assert self.state.open_task(event.step, event.unit_id) is None, "one open task of a step and unit"
            assert event.role is RULES.policy.row(event.step).role
            self._in_order(event, events)
        if isinstance(event, TaskClosed):
            task = self.state.task(event.task_id)
            assert task is not None
            assert task.open, "a closed task closes no more"
            assert event.used_minutes >= 0
        if isinstance(event, FormSubmitted):
            assert self.state.form(event.unit_id).complete
            assert by is not None
            assert by.holding(Role.KASI, unit_id=event.unit_id)
        if isinstance(event, RecapApproved):
            self._approved_by_somebody_without_a_part(event, by)

    def _in_order(self, event: TaskOpened, events: Events) -> None:
        closed = {e.step for e in events if isinstance(e, TaskClosed)}
        closed |= {Step.DELIVER for e in events if isinstance(e, CycleReopened)}
        if event.step is Step.SUBMIT:
            assert any(t.step is Step.FILL and t.unit_id == event.unit_id for t in self.state.tasks)
        elif event.step is Step.FILL:
            back = self.state.open_task(Step.RECAP) or closed & {Step.FORWARD, *CORRECTABLE}
            assert self.state.open_task(Step.DISTRIBUTE) or back
        elif any(isinstance(e, StepUndone) and e.step is event.step for e in events):
            return
        else:
            assert FOLLOWS[event.step] & closed, f"{event.step} opened out of order"

    def _approved_by_somebody_without_a_part(self, event: RecapApproved, by: Actor | None) -> None:
        assert by is not None
        assert by.person_id not in self.state.authors
        assert not any(a.unit_id for a in by.assignments)
        assert self.state.recap is not None
        assert (event.version, event.sha256) == (self.state.recap.version, self.state.recap.sha256)

    def open_tasks(self) -> list[Task]:
        return [task for task in self.state.tasks if task.open]

    def work_on(self, task: Task) -> bool:
        """Whoever's turn it is does what brings this task nearer to its end; False when nobody can do anything."""
        tries = ((by, verb) for verb in ONWARD[task.step] for by in right_actors(self.people, task, verb))
        return any(self.press(by, verb, task) is None for by, verb in tries)

    def play_to_the_end(self) -> None:
        """Liveness: from any state the right people, each doing the next thing, bring the cycle to its end."""
        for _ in range(200):
            if self.state.phase is Phase.FINISHED:
                assert not self.open_tasks()
                return
            # The newest task first: what is left lying about must not outlive the cycle.
            assert any(self.work_on(task) for task in reversed(self.open_tasks())), f"stuck: {self.open_tasks()}"
        raise AssertionError(f"no end after 200 rounds of work: {self.open_tasks()}")


class CycleMachine(RuleBasedStateMachine):
    world: World

    @initialize(
        people=st.sampled_from(sorted(OFFICES)),
        missing=st.lists(st.sampled_from((1, ENTRIES, 0)), min_size=3, max_size=3),
        head_start=st.integers(0, 45),
    )
    def proposed(self, people: str, missing: list[int], head_start: int) -> None:
        """Some units have nothing to assess this period: their form is complete from the start."""
        self.world = World(OFFICES[people], dict(enumerate(missing, 1)))
        for _ in range(head_start):
            for task in self.world.open_tasks()[:1]:
                self.world.work_on(task)

    @rule(data=st.data())
    def anybody_presses_anything(self, data: st.DataObject) -> None:
        by = data.draw(st.sampled_from(self.world.people), "by")
        verb = data.draw(st.sampled_from(sorted(VERBS)), "verb")
        task = data.draw(st.sampled_from(self.world.state.tasks), "task")
        version = task.version + data.draw(st.sampled_from((0, 0, 0, -1, 1)), "seen")
        self.world.press(by, verb, task, version=version, pick=data.draw(st.integers(0, 9), "pick"))

    @precondition(lambda self: self.world.state.phase is Phase.OPEN)
    @rule(data=st.data())
    def somebody_goes_on(self, data: st.DataObject) -> None:
        """More often than not a right person presses a right button, or the walk would never leave step 1."""
        task = data.draw(st.sampled_from(self.world.open_tasks()), "task")
        verbs = [verb for verb, (steps, _) in VERBS.items() if task.step in steps]
        verb = data.draw(st.sampled_from(verbs), "verb")
        by = data.draw(st.sampled_from(list(right_actors(self.world.people, task, verb))), "by")
        self.world.press(by, verb, task, pick=data.draw(st.integers(0, 9), "pick"))

    @rule(data=st.data())
    def somebody_taps_an_old_button(self, data: st.DataObject) -> None:
        """A card that was not edited yet: the step is done, whatever version is on the button."""
        closed = [task for task in self.world.state.tasks if not task.open]
        for task in data.draw(st.lists(st.sampled_from(closed), max_size=3) if closed else st.just([]), "tasks"):
            for verb in ONWARD[task.step]:
                for by in right_actors(self.world.people, task, verb):
                    refused = self.world.press(by, verb, task)
                    late = task.outcome == "left_out" and verb == "submit"  # its form has stayed open
                    assert refused is not None or verb == "fill" or late, "a step was done twice"

    @rule(times=st.integers(1, 12))
    def work_goes_on(self, times: int) -> None:
        for _ in range(times):
            for task in self.world.open_tasks()[:1]:
                self.world.work_on(task)

    @rule(minutes=st.sampled_from((5, 60, 24 * 60, 4 * 24 * 60)))
    def time_passes(self, minutes: int) -> None:
        self.world.now += timedelta(minutes=minutes)

    @rule(data=st.data())
    def the_channel_reports(self, data: st.DataObject) -> None:
        """A form arrived, or was refused for good, as long as somebody was asked to fill it."""
        state = self.world.state
        asked = sorted({t.unit_id for t in state.tasks if t.step is Step.FILL and t.unit_id is not None})
        if asked:
            unit_id = data.draw(st.sampled_from(asked), "unit")
            arrived = data.draw(st.booleans(), "arrived")
            deliver = distributing.deliver(state, RULES, self.world.now, unit_id, "telegram")
            self.world.happen(deliver if arrived else distributing.undeliverable(state, unit_id))

    @rule(by=st.sampled_from(PLAIN))
    def somebody_goes_on_without_the_late(self, by: Actor) -> None:
        late = [t for t in self.world.open_tasks() if t.step in (Step.FILL, Step.SUBMIT)]
        if go_on(self.world, by) is None:
            assert by.holding(Role.KASUBAG)
            assert all(t.due_at is None or t.due_at < self.world.now for t in late)

    @rule(reach=st.sets(st.sampled_from((1, 2, 3))))
    def the_last_deadline_passes_and_the_kasubag_goes_on(self, reach: set[int]) -> None:
        world = self.world
        for unit_id in reach:
            world.happen(distributing.undeliverable(world.state, unit_id))
        late = [t for t in world.open_tasks() if t.step in (Step.FILL, Step.SUBMIT)]
        # Not so many days: around Idul Fitri two working days take almost two weeks.
        world.now = max([world.now, *(t.due_at for t in late if t.due_at)]) + timedelta(minutes=1)
        kasubag = next(one for one in world.people if one.holding(Role.KASUBAG))
        assert (go_on(world, kasubag) is None) is bool(late)

    @rule(pick=st.integers(0, 3))
    def a_recap_is_returned(self, pick: int) -> None:
        for step, verb in ((Step.DECIDE, "return"), (Step.FORWARD, "forward")):
            task = self.world.state.open_task(step)
            for by in right_actors(self.world.people, task) if task else ():
                assert task is None or self.world.press(by, verb, task, pick=pick) is None

    @invariant()
    def something_always_waits_until_the_end(self) -> None:
        if hasattr(self, "world"):
            assert bool(self.world.open_tasks()) is (self.world.state.phase is Phase.OPEN)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.play_to_the_end()


def go_on(world: World, by: Actor) -> Refused | None:
    """Rekap sementara."""
    outcome = go_on_without(Asked(world.state, world.now, by, (0, 0)))
    if isinstance(outcome, Refused):
        return outcome
    world.happen(outcome, by)
    return None


CycleMachine.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Generation.explicit, Generation.reuse, Generation.generate),  # shrinking such walks takes minutes
)
TestCycleUnderRandomHands = CycleMachine.TestCase


# -- the same, told ---------------------------------------------------------------------------------------------------


@pytest.fixture
def world() -> World:
    return World()


def play_until(world: World, step: Step) -> Task:
    """Right people do the next thing, and the channel delivers, until a task of this step is open."""
    for _ in range(100):
        found = next((t for t in world.open_tasks() if t.step is step), None)
        if found is not None:
            return found
        worked = [world.work_on(task) for task in world.open_tasks()]
        assert any(worked)
    raise AssertionError(f"step {step} never opened")


def outcomes(world: World) -> list[str]:
    return [f"{t.step} {t.outcome}" for t in world.state.tasks if t.unit_id is None]


def test_an_undisturbed_cycle_goes_through_the_thirteen_steps_in_order(world: World) -> None:
    world.play_to_the_end()
    assert outcomes(world) == [
        "1 ordered", "2 prepared", "3 instructed", "4 distributed", "7 assigned", "8 recapped", "9 handed_over",
        "10 reported", "11 approved", "12 archived", "13a letter_prepared", "13b signed", "13c delivered",
    ]  # fmt: skip
    assert [t.step for t in world.state.tasks if t.unit_id == 2] == [Step.FILL, Step.SUBMIT]


def test_who_has_no_role_in_a_step_is_told_whose_it_is(world: World) -> None:
    task = world.open_tasks()[0]
    for by in (CAMAT, KASUBAG, STAF, OPERATOR):
        refused = world.press(by, "order", task)
        assert refused is not None
        assert refused.key == "refused.role"
        assert refused.params == {"role": (Role.SEKRETARIS,)}


def test_a_second_tap_on_a_done_step_names_who_did_it_and_when(world: World) -> None:
    task = world.open_tasks()[0]
    assert world.press(SEKRETARIS, "order", task) is None
    refused = world.press(SEKRETARIS, "order", task)
    assert refused is not None
    assert refused.key == "refused.closed"
    assert refused.params == {"who": "Sari", "at": START}


def test_a_button_of_an_older_version_does_nothing(world: World) -> None:
    refused = world.press(SEKRETARIS, "order", world.open_tasks()[0], version=7)
    assert refused is not None
    assert refused.key == "refused.changed"


def test_an_operator_fills_and_cannot_submit(world: World) -> None:
    fill = play_until(world, Step.FILL)
    assert fill.unit_id == 1
    for _ in range(ENTRIES):
        assert world.press(OPERATOR, "fill", fill) is None
    submit = next(t for t in world.open_tasks() if t.step is Step.SUBMIT and t.unit_id == 1)
    refused = world.press(OPERATOR, "submit", submit)
    assert refused is not None
    assert refused.key == "refused.role"
    assert world.press(KASI[1], "submit", submit) is None


def test_a_form_that_lost_an_answer_cannot_be_submitted(world: World) -> None:
    submit = play_until(world, Step.SUBMIT)
    assert world.press(KASI[1], "fill", submit, pick=6) is None
    refused = world.press(KASI[1], "submit", submit)
    assert refused is not None
    assert (refused.key, refused.params) == ("refused.incomplete", {"missing": 1})


def test_a_unit_with_nothing_to_assess_submits_once_it_has_its_form() -> None:
    world = World(missing={1: ENTRIES, 2: 0, 3: 0})
    play_until(world, Step.FILL)
    by_tap, by_hand = (world.state.open_task(Step.FILL, unit) for unit in (2, 3))
    assert by_tap is not None
    assert by_hand is not None
    assert world.press(KASI[2], "receive", by_tap) is None
    assert world.press(STAF, "hand over form", by_hand) is None
    for unit, fill in ((2, by_tap), (3, by_hand)):
        submit = world.state.open_task(Step.SUBMIT, unit)
        assert submit is not None
        assert submit.due_at == fill.due_at, "nobody is late for being early"
    assert world.press(KASI[1], "fill", play_until(world, Step.FILL)) is None


def test_nobody_goes_on_without_the_late_before_the_last_deadline(world: World) -> None:
    play_until(world, Step.FILL)
    refused = go_on(world, KASUBAG)
    assert refused is not None
    assert refused.key == "refused.deadline_ahead"
    world.now += timedelta(days=5)
    refused = go_on(world, STAF)
    assert refused is not None
    assert refused.key == "refused.role"
    assert go_on(world, KASUBAG) is None
    assert world.state.open_task(Step.ASSIGN_RECAP) is not None


def test_going_on_without_a_unit_that_was_never_reached_ends_step_4() -> None:
    world = World()
    play_until(world, Step.FILL)
    for unit in (1, 2):
        world.happen(distributing.deliver(world.state, RULES, world.now, unit, "telegram"))
    world.happen(distributing.undeliverable(world.state, 3))
    assert world.state.open_task(Step.DISTRIBUTE) is not None
    world.now += timedelta(days=5)
    assert go_on(world, KASUBAG) is None
    assert world.state.open_task(Step.DISTRIBUTE) is None
    world.play_to_the_end()


def leave_out_a_complete_unit(world: World) -> None:
    """Units 1 and 2 submit; unit 3 completes its form and never hands it over."""
    for unit in (1, 2, 3):
        fill = play_until(world, Step.FILL) if unit == 1 else world.state.open_task(Step.FILL, unit)
        assert fill is not None
        for _ in range(ENTRIES):
            world.press(KASI[unit], "fill", fill)
        submit = world.state.open_task(Step.SUBMIT, unit)
        assert submit is not None
        if unit != 3:
            assert world.press(KASI[unit], "submit", submit) is None
    world.now += timedelta(days=5)
    assert go_on(world, KASUBAG) is None


def hand_in_late(world: World, unit: int) -> Events:
    """Unit 3's form is complete; it is handed in at the task that was closed without it."""
    task = next(t for t in world.state.tasks if t.unit_id == unit and t.outcome == "left_out")
    outcome = VERBS["submit"][1](Asked(world.state, world.now, KASI[unit], (task.id, task.version)))
    assert not isinstance(outcome, Refused), outcome
    world.happen(outcome, KASI[unit])
    return outcome


def test_who_comes_late_before_a_version_was_confirmed_is_in_it(world: World) -> None:
    leave_out_a_complete_unit(world)
    assert FormCameLate(3, Late.DRAFT) in hand_in_late(world, 3)
    play_until(world, Step.HAND_OVER)
    assert not world.state.form(3).excluded
    assert [t.step for t in world.open_tasks()] == [Step.HAND_OVER]


def test_who_comes_late_before_the_decision_may_be_taken_in_and_the_sekretaris_is_asked_anew(world: World) -> None:
    leave_out_a_complete_unit(world)
    decide = play_until(world, Step.DECIDE)
    assert world.press(STAF, "refresh", decide).key == "refused.recap_current"  # type: ignore[union-attr]
    assert FormCameLate(3, Late.OFFERED) in hand_in_late(world, 3)
    assert world.press(SEKRETARIS, "refresh", decide).key == "refused.role"  # type: ignore[union-attr]
    assert world.press(STAF, "refresh", decide) is None
    assert world.press(SEKRETARIS, "approve", decide).key == "refused.closed"  # type: ignore[union-attr]
    again = world.state.open_task(Step.DECIDE)
    assert again is not None
    assert world.state.recap is not None
    assert (world.state.recap.version, world.state.round) == (2, 1)
    assert not world.state.form(3).excluded
    assert world.press(SEKRETARIS, "approve", again) is None


def test_who_comes_after_the_approval_is_kept_and_not_included(world: World) -> None:
    leave_out_a_complete_unit(world)
    archive = play_until(world, Step.ARCHIVE)
    assert FormCameLate(3, Late.TOO_LATE) in hand_in_late(world, 3)
    assert world.press(KASUBAG, "refresh", archive).key == "refused.not_refreshable"  # type: ignore[union-attr]
    assert (world.state.form(3).state, world.state.form(3).excluded) == (FormState.SUBMITTED, True)
    world.play_to_the_end()


def test_a_return_lets_a_left_out_unit_that_is_complete_just_submit(world: World) -> None:
    leave_out_a_complete_unit(world)
    decide = play_until(world, Step.DECIDE)
    assert world.press(SEKRETARIS, "return", decide, pick=1) is None
    assert world.press(KASUBAG, "forward", play_until(world, Step.FORWARD)) is None
    assert [(t.step, t.unit_id, t.round) for t in world.open_tasks()] == [(Step.FILL, 1, 2), (Step.SUBMIT, 3, 2)]
    assert len({t.due_at for t in world.open_tasks()}) == 1
    world.play_to_the_end()


def test_a_return_without_flags_goes_straight_to_the_recap(world: World) -> None:
    decide = play_until(world, Step.DECIDE)
    assert world.press(SEKRETARIS, "return", decide, pick=0) is None
    assert world.press(KASUBAG, "forward", play_until(world, Step.FORWARD)) is None
    assert [(t.step, t.round) for t in world.open_tasks()] == [(Step.RECAP, 2)]


def test_a_return_opens_only_the_flagged_units_and_makes_a_round(world: World) -> None:
    decide = play_until(world, Step.DECIDE)
    assert world.press(SEKRETARIS, "return", decide, pick=2) is None
    assert world.press(KASUBAG, "forward", play_until(world, Step.FORWARD)) is None
    assert [(t.step, t.unit_id, t.round) for t in world.open_tasks()] == [(Step.FILL, 1, 2), (Step.FILL, 2, 2)]
    world.play_to_the_end()
    assert world.state.round == 2
    assert world.state.recap is not None
    assert (world.state.recap.version, world.state.recap.round) == (2, 2)


def test_a_return_needs_its_direction(world: World) -> None:
    refused = world.press(SEKRETARIS, "return", play_until(world, Step.DECIDE), pick=4)
    assert refused is not None
    assert refused.key == "refused.direction_needed"


@pytest.mark.parametrize("sekretaris", [SEKRETARIS_WITH_A_UNIT, KASUBAG_AS_PLH_SEKRETARIS])
def test_who_has_an_own_part_may_return_but_the_second_approver_decides(sekretaris: Actor) -> None:
    name = next(name for name, people in OFFICES.items() if sekretaris in people)
    world = World(OFFICES[name])
    decide = play_until(world, Step.DECIDE)
    assert world.press(sekretaris, "approve", decide) is None
    assert world.state.open_task(Step.ARCHIVE) is None
    second = play_until(world, Step.SECOND)
    refused = world.press(sekretaris, "approve", second)
    assert refused is not None
    assert refused.key == "refused.role"
    assert world.press(CAMAT, "approve", second) is None
    assert world.state.open_task(Step.ARCHIVE) is not None


def test_a_second_approver_with_an_own_part_cannot_approve_either() -> None:
    """The way out is the admin's: another approver for this cycle."""
    camat = actor(1, "Citra", (Role.CAMAT, None), (Role.KASI, 2))
    world = World(tuple(camat if one is CAMAT else one for one in OFFICES["the Sekretaris holds a unit"]))
    second = play_until(world, Step.SECOND)
    refused = world.press(camat, "approve", second)
    assert refused is not None
    assert refused.key == "refused.own_part"
    assert world.press(camat, "return", second) is None


def test_the_camats_return_opens_a_round_too(world: World) -> None:
    assert world.press(CAMAT, "return report", play_until(world, Step.SIGN)) is None
    world.play_to_the_end()
    assert world.state.round == 2
    assert outcomes(world).count("12 archived") == 2


def test_a_finished_cycle_takes_nothing_more_but_a_ralat(world: World) -> None:
    world.play_to_the_end()
    before = world.state
    for task in before.tasks:
        for by in PLAIN:
            for verb in VERBS:
                if (verb, task) not in {("correct", before.tasks[-1]), ("undo", before.tasks[-1])}:
                    assert world.press(by, verb, task) is not None
    assert world.state == before
    assert world.press(KASUBAG, "correct", before.tasks[-1], pick=1) is None
    assert (world.state.phase, world.state.round) == (Phase.OPEN, 2)
    assert [(t.step, t.unit_id) for t in world.open_tasks()] == [(Step.FILL, 1)]
    world.play_to_the_end()


def test_what_a_cycle_stood_finished_is_not_counted_among_its_days(world: World) -> None:
    world.play_to_the_end()
    world.now += timedelta(days=60)
    assert world.press(KASUBAG, "correct", world.state.tasks[-1], pick=0) is None
    deliver = play_until(world, Step.DELIVER)
    asked = Asked(world.state, world.now, KASUBAG, (deliver.id, deliver.version))
    outcome = VERBS["deliver"][1](asked)
    assert not isinstance(outcome, Refused)
    assert [e.working_days for e in outcome if isinstance(e, CycleFinished)] == [2], "the first day, and the last"


def test_a_form_that_arrives_late_starts_its_clock_anew(world: World) -> None:
    play_until(world, Step.FILL)
    fill = world.state.open_task(Step.FILL, 3)
    assert fill is not None
    world.happen(distributing.undeliverable(world.state, 3))
    stopped = world.state.open_task(Step.FILL, 3)
    assert stopped is not None
    assert stopped.due_at is None
    world.now += timedelta(days=7)
    world.happen(distributing.deliver(world.state, RULES, world.now, 3, "telegram"))
    again = world.state.open_task(Step.FILL, 3)
    assert again is not None
    assert again.due_at == RULES.due(Step.FILL, world.now)


def test_the_last_receipt_is_called_the_last(world: World) -> None:
    play_until(world, Step.FILL)
    seen: list[Event] = []
    for unit in (1, 2, 3):
        fill = world.state.open_task(Step.FILL, unit)
        assert fill is not None
        outcome = VERBS["receive"][1](Asked(world.state, world.now, KASI[unit], (fill.id, fill.version)))
        assert not isinstance(outcome, Refused)
        seen += outcome
        world.happen(outcome, KASI[unit])
    assert [e.last for e in seen if isinstance(e, FormReceived)] == [False, False, True]


def fill_and_submit(world: World, unit: int, filled_at: datetime, submitted_at: datetime) -> bool | None:
    """Whether the unit is said to be on time afterwards."""
    world.now = filled_at
    fill = world.state.open_task(Step.FILL, unit)
    for _ in range(world.state.form(unit).missing):
        assert fill is not None
        assert world.press(KASI[unit], "fill", fill) is None
    world.now = submitted_at
    submit = world.state.open_task(Step.SUBMIT, unit)
    assert submit is not None
    assert world.press(KASI[unit], "submit", submit) is None
    return world.state.form(unit).on_time


def test_a_unit_is_on_time_when_both_filling_and_submitting_were(world: World) -> None:
    deadline = play_until(world, Step.FILL).due_at
    assert deadline is not None
    minute = timedelta(minutes=1)
    assert fill_and_submit(world, 1, deadline - minute, deadline) is True
    assert fill_and_submit(world, 2, deadline - minute, deadline + timedelta(days=1)) is False
    late = deadline + timedelta(days=3)
    assert fill_and_submit(world, 3, late, late + minute) is False, "step 6 in its own 15 minutes mends no late step 5"


def test_a_second_round_does_not_change_who_was_on_time_in_the_first(world: World) -> None:
    play_until(world, Step.FILL)
    late = world.now + timedelta(days=9)
    assert fill_and_submit(world, 1, world.now, world.now) is True
    assert fill_and_submit(world, 2, late, late) is False
    decide = play_until(world, Step.DECIDE)
    assert world.press(SEKRETARIS, "return", decide, pick=2) is None
    assert world.press(KASUBAG, "forward", play_until(world, Step.FORWARD)) is None
    later = world.now + timedelta(days=30)
    assert fill_and_submit(world, 1, later, later) is True
    assert fill_and_submit(world, 2, world.now, world.now) is False


def test_a_unit_whose_form_never_arrived_is_not_late_for_it(world: World) -> None:
    play_until(world, Step.FILL)
    world.happen(distributing.undeliverable(world.state, 3))
    world.now += timedelta(days=9)
    world.happen(distributing.deliver(world.state, RULES, world.now, 3, "langsung"))
    assert fill_and_submit(world, 3, world.now, world.now) is True
