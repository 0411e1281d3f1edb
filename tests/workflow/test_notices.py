"""Who is told what: the table against its sentences, and against an office full of people."""

from dataclasses import fields

import pytest

from bot.texts.say import placeholders, templates
from bot.workflow import events as ev
from bot.workflow.notices import NOTICES, told
from bot.workflow.policy import Policy, StepOverride
from bot.workflow.roles import Assignment, Role
from bot.workflow.steps import Step
from tests.workflow.evolving import ADMIN, CAMAT, KASI, KASUBAG, OPERATOR, SEKRETARIS, STAF

PEOPLE = (CAMAT, SEKRETARIS, KASUBAG, STAF, *KASI.values(), OPERATOR, ADMIN)
HELD: tuple[Assignment, ...] = tuple(held for one in PEOPLE for held in one.assignments)
NAMES = {one.person_id: one.name for one in PEOPLE}
SOP = Policy()


def names(policy: Policy, step: Step, unit_id: int | None = None) -> list[str]:
    return [NAMES[person_id] for person_id in told(policy, HELD, step, unit_id)]


@pytest.mark.parametrize("event", NOTICES, ids=lambda event: str(event.__name__))
def test_a_notice_speaks_only_of_what_its_event_tells(event: type) -> None:
    known = {field.name for field in fields(event)} | {"period", "at"}
    known |= {"unit"} if "unit_id" in known else set()
    known |= {"head"} if event is ev.DataArchived else set()  # of the history that has just been written
    assert placeholders(templates()[NOTICES[event].key]) <= known


def test_every_notice_is_of_an_event() -> None:
    assert all(issubclass(event, ev.Event.__args__) for event in NOTICES)
    assert len({notice.key for notice in NOTICES.values()}) == len(NOTICES)


@pytest.mark.parametrize(
    ("step", "unit_id", "people"),
    [
        (Step.ORDER, None, ["Sari"]),
        (Step.DISTRIBUTE, None, ["Sita"]),
        (Step.FILL, 1, ["Kasi 1", "Oki"]),
        (Step.FILL, 2, ["Kasi 2"]),
        (Step.SUBMIT, 1, ["Kasi 1"]),
        (Step.SUBMIT, None, ["Kasi 1", "Kasi 2", "Kasi 3"]),
        (Step.SECOND, None, ["Citra"]),
        (Step.DELIVER, None, ["Kus"]),
    ],
)
def test_a_task_is_told_to_its_holder_and_a_form_also_to_who_fills_it(
    step: Step, unit_id: int | None, people: list[str]
) -> None:
    assert names(SOP, step, unit_id) == people


def test_an_office_that_gives_a_step_to_somebody_else_tells_them() -> None:
    policy = Policy(steps=(StepOverride(Step.RECAP, role=Role.KASUBAG), StepOverride(Step.SUBMIT, role=Role.STAF)))
    assert names(policy, Step.RECAP) == ["Kus"]
    assert names(policy, Step.SUBMIT, 2) == ["Sita"]


def test_a_delegate_of_the_whole_office_may_fill_every_form_and_is_not_told_of_each() -> None:
    policy = Policy(steps=(StepOverride(Step.FILL, delegates=(Role.OPERATOR, Role.STAF)),))
    assert names(policy, Step.FILL, 1) == ["Kasi 1", "Oki"]


def test_who_holds_a_role_twice_is_told_once() -> None:
    assert told(SOP, (*HELD, *HELD), Step.ORDER) == (SEKRETARIS.person_id,)
