"""The everyday changes as the service makes them: who may, what an office keeps of them, who may hand out invites."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.services import inviting, managing
from bot.services.importing import import_office
from bot.services.managing import Applied, Proposed
from bot.services.scope import Scope
from bot.store import history
from bot.store.engine import Engine
from bot.workflow.events import Refused
from bot.workflow.everyday import Figure
from bot.workflow.managing import Asks, Draft, Task
from bot.workflow.master import PersonData
from bot.workflow.policy import Policy, StepOverride
from bot.workflow.roles import Role
from bot.workflow.steps import Step
from tests.services.desk import Desk, at, open_desk
from tests.stories.world import small_office

NOW = at("4-1 11.00")
TO_15 = Draft(2026, Asks.SURE, unit_id=2, number=3, figure=Figure.TW4, value=Decimal(15))
BUDI = Draft(2026, Asks.SURE, Task.HOLDER, unit_id=2, person=PersonData("", "Budi Santoso", "Bapak"))


def applied(scope: Scope, draft: Draft) -> object:
    """Shown, then applied in the same moment; what came of it."""
    found = managing.propose(scope, draft)
    if not isinstance(found, Proposed):
        return found
    return managing.apply(scope, replace(draft, against=found.proposal.against))


@pytest.mark.parametrize("draft", [TO_15, BUDI, replace(TO_15, task=Task.INDICATOR, active=False)])
def test_only_who_manages_may_and_nothing_is_kept_of_a_refusal(desk: Desk, draft: Draft) -> None:
    for who in ("camat", "sekretaris", "staf", "tiara", "opi"):
        found = desk.run(applied, NOW, who, draft)
        assert isinstance(found, Refused)
        assert found.key == "refused.role"
    with desk.engine.begin() as tx:
        assert history.of_office(tx, desk.office_id) == ()
    for who in ("adi", "kasubag"):
        assert isinstance(desk.run(applied, NOW, who, draft if who == "adi" else TO_15), Applied)


def test_where_the_sekretaris_prepares_the_forms_the_sekretaris_manages(engine: Engine) -> None:
    data = small_office()
    policy = Policy(steps=(StepOverride(Step.PREPARE, role=Role.SEKRETARIS, delegates=()),))
    desk = open_desk(engine, at("4-1 07.40"), replace(data, office=replace(data.office, policy=policy)))
    assert isinstance(desk.run(applied, NOW, "kasubag", TO_15), Refused)
    assert isinstance(desk.run(applied, NOW, "sekretaris", TO_15), Applied)


def test_an_office_without_an_admin_can_still_be_managed(engine: Engine) -> None:
    """Only who takes the last admin away is stopped."""
    data = small_office()
    roles = tuple(one for one in data.roles if one.role is not Role.ADMIN)
    persons = tuple(one for one in data.persons if one.key != "adi")
    with engine.begin() as tx:
        assert not isinstance(import_office(tx, replace(data, roles=roles, persons=persons), NOW), tuple)
        ids = {one.name: one.id for one in inviting.to_invite(tx, 1)}
    desk = Desk(engine, 1, {"kasubag": ids["Kartika Dewi"]})
    assert isinstance(desk.run(applied, NOW, "kasubag", TO_15), Applied)


def test_a_newcomer_is_named_and_who_is_linked_is_not(desk: Desk) -> None:
    found = desk.run(applied, NOW, "kasubag", BUDI)
    assert isinstance(found, Applied)
    assert found.newcomer == "Budi Santoso"
    assert found.newcomer_id == len(desk.persons) + 1
    known = desk.run(applied, NOW, "kasubag", replace(BUDI, unit_id=1, person=None, person_id=desk.persons["opi"]))
    assert isinstance(known, Applied)
    assert (known.newcomer, known.newcomer_id) == ("", 0)


def test_what_is_gone_meanwhile_is_refused(desk: Desk) -> None:
    for draft in (replace(TO_15, number=99), replace(BUDI, unit_id=99), replace(BUDI, person=None, person_id=99)):
        found = desk.run(managing.propose, NOW, "adi", draft)
        assert isinstance(found, Refused)
        assert found.key == "kelola.gone"


def test_an_indicator_that_is_off_has_no_target_to_set(desk: Desk) -> None:
    off = replace(TO_15, task=Task.INDICATOR, active=False)
    assert isinstance(desk.run(applied, NOW, "adi", off), Applied)
    asked = replace(TO_15, asks=Asks.INDICATOR)
    assert [(one.value, one.number) for one in desk.run(managing.view, NOW, "adi", asked).choices] == [(4, 1)]
    shown = desk.run(managing.view, NOW, "adi", replace(off, asks=Asks.INDICATOR)).choices
    assert [(one.value, one.number, one.off) for one in shown] == [(4, 1, False), (3, 2, True)]
