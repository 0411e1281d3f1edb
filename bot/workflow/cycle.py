"""One run of the SOP as a state, and a person's turn in it: the rights and the freshness of every step.

The verbs of the SOP stand beside this module, one file per subject. Each takes a `Turn` and returns what happened, or
a refusal; nothing here changes anything.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.workflow import rights
from bot.workflow.events import OwnPart, Refused, TaskClosed, TaskOpened, refused
from bot.workflow.periods import Period
from bot.workflow.policy import Policy
from bot.workflow.roles import Actor, Assignment
from bot.workflow.steps import Step
from bot.workflow.worktime import Calendar, Duration, deadline, minutes_between

HASH_SHOWN = 8
"""Characters of a version's hash in a button: enough to tell the versions of a cycle apart."""


class Phase(StrEnum):
    OPEN = "open"
    POSTPONED = "postponed"  # proposed anew on a day to come
    FINISHED = "finished"
    CANCELLED = "cancelled"


class FormState(StrEnum):
    PREPARED = "prepared"
    OPEN = "open"
    SUBMITTED = "submitted"


@dataclass(frozen=True)
class Task:
    id: int
    step: Step
    unit_id: int | None
    round: int
    opened_at: datetime
    due_at: datetime | None
    version: int = 1
    closed_at: datetime | None = None
    outcome: str = ""
    closed_as: str = ""
    closed_by: int | None = None
    used_minutes: int | None = None
    allowed_minutes: int | None = None  # to the deadline; of a clock that stands, what is left of it
    undone_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.closed_at is None

    def in_time(self, now: datetime) -> bool:
        """Finished, or still open, by the deadline shown; a clock that stands still makes nobody late."""
        return self.due_at is None or (self.closed_at or now) <= self.due_at


@dataclass(frozen=True)
class UnitForm:
    """A unit's form as the cycle sees it; `missing` counts the entries that are not complete."""

    form_id: int
    unit_id: int
    name: str
    state: FormState
    entries: int
    missing: int
    delivered: bool = False
    received: bool = False
    excluded: bool = False
    on_time: bool | None = None  # of the first submission; None before it
    submitted_by: int | None = None
    on_paper: bool = False  # every figure in it was typed by the Staf from paper
    unproved: int = 0  # entries with a figure and no evidence
    provable: int = 0  # ... that are open: to them it can be added

    @property
    def complete(self) -> bool:
        return self.missing == 0


@dataclass(frozen=True)
class RecapInfo:
    version: int
    round: int
    sha256: str


@dataclass(frozen=True)
class State:
    cycle_id: int
    office_id: int
    period: Period
    phase: Phase
    round: int
    opened_at: datetime
    tasks: tuple[Task, ...] = ()
    forms: tuple[UnitForm, ...] = ()
    recap: RecapInfo | None = None
    authors: frozenset[int] = frozenset()
    flags: tuple[tuple[int, int, str], ...] = ()  # of the last return: (unit id, entry id, comment)
    version: int = 0
    entrusted: frozenset[tuple[int, int]] = frozenset()  # (unit id, person id): who fills a form for its unit
    untouched: frozenset[int] = frozenset()  # units whose form was handed out, or opened again, and nothing done to it
    reopened_by: int | None = None  # who began the last Ralat of the cycle when it was finished
    second: int | None = None  # who was named to decide at step 11a; None: whose step it is

    def task(self, task_id: int) -> Task | None:
        return next((t for t in self.tasks if t.id == task_id), None)

    def open_task(self, step: Step, unit_id: int | None = None) -> Task | None:
        return next((t for t in self.tasks if t.open and t.step is step and t.unit_id == unit_id), None)

    def unit_task(self, unit_id: int) -> Task | None:
        """The unit's open task: filling, or submitting."""
        return self.open_task(Step.FILL, unit_id) or self.open_task(Step.SUBMIT, unit_id)

    def form(self, unit_id: int) -> UnitForm:
        return next(f for f in self.forms if f.unit_id == unit_id)

    @property
    def outstanding(self) -> tuple[UnitForm, ...]:
        """Units whose data the recap still waits for."""
        return tuple(f for f in self.forms if f.state is not FormState.SUBMITTED)


@dataclass(frozen=True)
class Rules:
    """The office's own rules: its policy and its calendar."""

    policy: Policy
    calendar: Calendar

    def due(self, step: Step, start: datetime) -> datetime | None:
        duration = self.policy.row(step).duration
        return deadline(self.calendar, start, duration) if duration else None

    def opening(
        self,
        step: Step,
        at: datetime,
        round_: int,
        *,
        unit_id: int | None = None,
        duration: Duration | None = None,
        due_at: datetime | None = None,
    ) -> TaskOpened:
        """A task that opens now; `duration` or `due_at` where the deadline is not the row's own."""
        if due_at is None:
            due_at = deadline(self.calendar, at, duration) if duration else self.due(step, at)
        allowed = max(0, minutes_between(self.calendar, at, due_at)) if due_at else None
        return TaskOpened(step, self.policy.row(step).role, round_, due_at, allowed, unit_id)


@dataclass(frozen=True)
class Turn:
    """One person at one open task at one moment. `actor` is None when the machine itself acts."""

    state: State
    rules: Rules
    now: datetime
    task: Task
    actor: Actor | None
    acting_as: Assignment | None = None

    def done(self, outcome: str, task: Task | None = None) -> TaskClosed:
        task = task or self.task
        used = minutes_between(self.rules.calendar, task.opened_at, self.now)
        return TaskClosed(task.id, task.step, outcome, used, task.unit_id)

    def opens(
        self,
        step: Step,
        *,
        unit_id: int | None = None,
        duration: Duration | None = None,
        due_at: datetime | None = None,
        round_: int | None = None,
    ) -> TaskOpened:
        round_ = round_ or self.state.round
        return self.rules.opening(step, self.now, round_, unit_id=unit_id, duration=duration, due_at=due_at)

    @property
    def own_part(self) -> OwnPart | None:
        return own_part(self.state, self.actor)


def own_part(state: State, actor: Actor | None) -> OwnPart | None:
    """The actor's own part in the data, where there is one; who reported at 10 is an author like who entered."""
    if actor is None:
        return None
    if actor.own_units & {form.unit_id for form in state.forms}:
        return OwnPart.UNIT
    if actor.person_id in {task.closed_by for task in state.tasks if task.outcome == "reported"}:
        return OwnPart.REPORTED
    return OwnPart.ENTERED if actor.person_id in state.authors else None


def over(state: State) -> Refused:
    """Why nothing can be done in a cycle that is not open."""
    if state.phase is Phase.CANCELLED:
        return refused("refused.cancelled", period=state.period.label)
    return refused("refused.cycle_over")


def holding(state: State, policy: Policy, actor: Actor, step: Step, unit_id: int | None = None) -> Assignment | None:
    """By which jabatan this person may act at the step in this cycle; None if by none."""
    if step is Step.SECOND and state.second is not None:
        return actor.highest if actor.person_id == state.second else None
    return rights.at_step(policy, actor, step, unit_id)


def take(
    state: State,
    rules: Rules,
    now: datetime,
    actor: Actor,
    press: tuple[int, int],
    *steps: Step,
    by: Step | None = None,
) -> Turn | Refused:
    """The actor's turn at the task of `press` (task id, version seen), if it is theirs, open and unchanged.

    `by`: the step whose holders may, where they are not the task's own.
    """
    task_id, version = press
    task = state.task(task_id)
    if task is None or task.step not in steps:
        return refused("refused.unknown")
    acting_as = holding(state, rules.policy, actor, by or task.step, task.unit_id)
    if acting_as is None:
        named = task.step is Step.SECOND and state.second is not None
        not_yours = rights.not_yours(rules.policy, actor, by or task.step, task.unit_id)
        return refused("refused.second") if named else not_yours
    return _stale(state, task, version) or Turn(state, rules, now, task, actor, acting_as)


def _stale(state: State, task: Task, version: int) -> Refused | None:
    """Why a button that was seen some time ago does nothing any more."""
    if not task.open and state.phase is not Phase.CANCELLED:
        return refused("refused.closed", who=task.closed_as, at=task.closed_at)
    if state.phase is not Phase.OPEN:
        return over(state)
    return refused("refused.changed") if task.version != version else None
