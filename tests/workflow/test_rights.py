"""Rights: from the office's own table of steps, whatever the office has changed in it."""

from dataclasses import replace

import pytest

from bot.workflow import rights
from bot.workflow.policy import Policy, StepOverride
from bot.workflow.rights import GOES_WITH, OF_ADMIN, Right
from bot.workflow.roles import Actor, Role
from bot.workflow.steps import Step
from tests.workflow.evolving import (
    ADMIN,
    CAMAT,
    KASI,
    KASUBAG,
    OPERATOR,
    OUTSIDER,
    SEKRETARIS,
    STAF,
    actor,
)

PEOPLE = (CAMAT, SEKRETARIS, KASUBAG, STAF, KASI[1], OPERATOR, ADMIN, OUTSIDER)
SOP = Policy()


def having(policy: Policy, right: Right) -> list[str]:
    return [one.name for one in PEOPLE if rights.by_right(policy, one, right)]


def names(*people: Actor) -> list[str]:
    return [one.name for one in people]


@pytest.mark.parametrize(
    ("right", "people"),
    [
        (Right.START, (SEKRETARIS, KASUBAG)),
        (Right.FILL, (KASI[1], OPERATOR)),
        (Right.GO_ON, (KASUBAG,)),
        (Right.OVERSEE, (CAMAT, SEKRETARIS, KASUBAG)),
        (Right.MANAGE, (KASUBAG, ADMIN)),
        (Right.REPLACE, (ADMIN,)),
    ],
)
def test_by_the_sops_own_table(right: Right, people: tuple[Actor, ...]) -> None:
    assert having(SOP, right) == names(*people)


def test_every_right_goes_with_a_step_or_is_the_admins() -> None:
    assert all(GOES_WITH[right] or right in OF_ADMIN for right in Right)


def test_an_office_that_gives_a_step_to_somebody_else_gives_the_right_with_it() -> None:
    policy = Policy(steps=(StepOverride(Step.ORDER, role=Role.CAMAT), StepOverride(Step.ASSIGN_RECAP, role=Role.STAF)))
    assert having(policy, Right.START) == names(CAMAT, KASUBAG)
    assert having(policy, Right.GO_ON) == names(STAF)


def test_a_delegate_has_the_right_and_one_taken_away_has_not() -> None:
    more = Policy(steps=(StepOverride(Step.FILL, delegates=(Role.STAF,)),))
    assert having(more, Right.FILL) == names(STAF, KASI[1])
    assert rights.by_right(more, STAF, Right.FILL, unit_id=3), "a role of the whole office covers each of its units"
    assert rights.by_right(more, KASI[1], Right.FILL, unit_id=3) is None


def test_a_unit_is_its_own_kasis_only() -> None:
    assert rights.at_step(SOP, KASI[1], Step.SUBMIT, 1)
    assert rights.at_step(SOP, KASI[1], Step.SUBMIT, 2) is None
    assert rights.at_step(SOP, OPERATOR, Step.SUBMIT, 1) is None


def test_who_acts_acts_by_the_role_that_the_step_is_of_first() -> None:
    both = actor(7, "Dua", (Role.CAMAT, None), (Role.KASUBAG, None))
    held = rights.at_step(SOP, both, Step.DELIVER)
    assert held is not None
    assert held.role is Role.KASUBAG


def test_a_task_may_be_seen_by_whose_it_is_and_by_who_oversees() -> None:
    seen = [one.name for one in PEOPLE if rights.may_see(SOP, one, Step.FILL, 1)]
    assert seen == names(CAMAT, SEKRETARIS, KASUBAG, KASI[1], OPERATOR)


def test_a_refusal_names_everybody_whose_it_is() -> None:
    assert rights.without(SOP, None, Right.START).params == {"role": (Role.SEKRETARIS, Role.KASUBAG)}
    assert rights.not_theirs(SOP, Step.SUBMIT).params == {"role": (Role.KASI,)}
    assert rights.without(SOP, None, Right.MANAGE).params == {"role": (Role.KASUBAG, Role.ADMIN)}


def test_an_assignment_that_ended_gives_no_right() -> None:
    assert rights.at_step(SOP, replace(KASUBAG, assignments=()), Step.PREPARE) is None


@pytest.mark.parametrize(
    ("who", "roles", "may"),
    [
        (ADMIN, (Role.CAMAT,), True),
        (KASUBAG, (Role.KASI, Role.OPERATOR), True),
        (KASUBAG, (), True),
        (KASUBAG, (Role.KASI, Role.CAMAT), False),
        (KASUBAG, (Role.STAF,), False),
        (KASUBAG, (Role.ADMIN, Role.KASI), False),
    ],
)
def test_an_invite_that_opens_more_than_a_form_is_only_for_the_admin(
    who: Actor, roles: tuple[Role, ...], may: bool
) -> None:
    assert rights.may_invite(who, roles) is may
