"""Who may do what, in an office as the SOP has it and in one that has changed its table."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from bot.services import forming, inviting, reviewing, starting, steps
from bot.services.scope import Chat
from bot.store import recaps, tables
from bot.store.engine import Engine
from bot.texts.say import render
from bot.workflow.events import Refused
from bot.workflow.master import MasterData, RoleData
from bot.workflow.policy import Policy, StepOverride
from bot.workflow.roles import Role
from bot.workflow.steps import Step
from handlers.base import refusal
from tests.services.desk import PERIOD, Desk, at, open_desk
from tests.stories.world import TRANTIB, small_office


def changed(*overrides: StepOverride) -> MasterData:
    data = small_office()
    return replace(data, office=replace(data.office, policy=Policy(steps=overrides)))


def said(refused: Any) -> str:
    assert isinstance(refused, Refused)
    return render(refusal(refused))


def menu_of(desk: Desk, who: str) -> list[str]:
    """The commands that somebody who links a chat is offered."""
    with desk.engine.begin() as tx:
        code = inviting.invite(tx, desk.office_id, desk.persons[who], at("4-1 07.50"))
        assert not isinstance(inviting.link(tx, Chat("uji", who), code, at("4-1 07.55")), Refused)
        rows = tx.execute(tables.outbox.select().order_by(sa.desc(tables.outbox.c.id)).limit(1))
        return [command for command, _ in rows.one().body["commands"]]


def test_a_cycle_is_started_by_hand_by_sekretaris_or_kasubag_and_others_are_told_so(desk: Desk) -> None:
    for who in ("camat", "staf", "tiara", "opi", "adi"):
        refused = desk.run(starting.start, at("4-1 07.50"), who, PERIOD)
        assert said(refused) == "Mohon maaf, menu ini hanya untuk Sekretaris atau Kasubag Keu dan Prolap."
    assert "mulai" not in menu_of(desk, "staf")
    assert {"mulai"} <= set(menu_of(desk, "kasubag")) & set(menu_of(desk, "sekretaris"))
    assert not isinstance(desk.run(starting.start, at("4-1 07.50"), "kasubag", PERIOD), Refused)


def test_where_the_camat_orders_the_camat_starts_and_the_sekretaris_does_not(engine: Engine) -> None:
    desk = open_desk(engine, at("4-1 07.40"), changed(StepOverride(Step.ORDER, role=Role.CAMAT)))
    assert isinstance(desk.run(starting.start, at("4-1 07.50"), "sekretaris", PERIOD), Refused)
    assert "mulai" in menu_of(desk, "camat")
    assert not isinstance(desk.run(starting.start, at("4-1 07.50"), "camat", PERIOD), Refused)


def test_where_the_staf_may_fill_they_may_in_every_unit_and_are_offered_the_forms(engine: Engine) -> None:
    data = changed(StepOverride(Step.FILL, delegates=(Role.OPERATOR, Role.STAF)))
    desk = open_desk(engine, at("4-1 07.40"), data)
    desk.distributed(at("4-1 09.25"))
    assert {"isi", "excel"} <= set(menu_of(desk, "staf"))
    for who, count in (("staf", 2), ("tiara", 1), ("opi", 1), ("kasubag", 0)):
        assert len(desk.run(forming.open_forms, at("4-1 10.00"), who)) == count, who


def test_a_form_is_filled_by_its_kasi_and_operators_and_from_paper_by_the_staf(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    task = desk.task(Step.FILL, TRANTIB)
    form = desk.run(forming.form_of_task, at("4-1 10.00"), "tiara", task.id)
    for who in ("pandu", "opi", "kasubag"):
        refused = desk.run(forming.turn, at("4-1 10.00"), who, form)
        assert said(refused) == "Mohon maaf, menu ini hanya untuk Kasi/PPTK atau operator unit."
    for who in ("tiara", "staf"):
        assert not isinstance(desk.run(forming.turn, at("4-1 10.00"), who, form), Refused)


def test_the_whole_recap_is_read_by_who_makes_or_decides_it_and_not_through_another_task(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    own = desk.task(Step.FILL, TRANTIB)
    assert isinstance(desk.run(reviewing.sheet, at("4-1 10.00"), "tiara", own.id), Refused)
    for unit in ("Kasi Pemerintahan", TRANTIB):
        desk.fills(at("4-1 10.00"), unit)
        desk.submits(at("4-1 10.05"), unit)
    desk.does(at("4-1 10.10"), "kasubag", steps.assign_recap, Step.ASSIGN_RECAP)
    recap = desk.task(Step.RECAP)
    assert not isinstance(desk.run(reviewing.sheet, at("4-1 10.15"), "staf", recap.id), Refused)
    assert isinstance(desk.run(reviewing.sheet, at("4-1 10.15"), "pandu", recap.id), Refused)


@pytest.fixture
def camat_stands_in(engine: Engine) -> Desk:
    """The Sekretaris holds a unit; the Camat is a Sekretaris besides."""
    sekar = RoleData("sekretaris", Role.OPERATOR, "Pengelola Data", TRANTIB)
    cakra = RoleData("camat", Role.SEKRETARIS, "Sekretaris Kecamatan")
    return open_desk(engine, at("4-1 07.40"), small_office(sekar, cakra))


def test_a_decision_is_kept_under_the_jabatan_it_was_taken_by_and_not_another_of_the_same_person(
    camat_stands_in: Desk,
) -> None:
    desk = camat_stands_in
    desk.reported(at("4-1 09.00"))
    desk.does(at("4-1 09.10"), "sekretaris", steps.approve, Step.DECIDE, desk.seen())
    desk.does(at("4-1 09.20"), "camat", steps.approve, Step.SECOND, desk.seen())
    with desk.engine.begin() as tx:
        assert [d.decided_as for d in recaps.decisions(tx, desk.cycle_id)] == ["Camat Contoh"]


def test_who_handed_the_forms_out_is_kept_by_the_jabatan_they_did_it_by(engine: Engine) -> None:
    """The last form arrives later, when nobody acts."""
    desk = open_desk(engine, at("4-1 07.40"), changed(StepOverride(Step.DISTRIBUTE, delegates=(Role.KASUBAG,))))
    desk.start(at("4-1 08.00"))
    desk.does(at("4-1 08.00"), "sekretaris", steps.order, Step.ORDER)
    desk.does(at("4-1 08.00"), "kasubag", steps.prepare, Step.PREPARE)
    desk.does(at("4-1 08.00"), "kasubag", steps.instruct, Step.INSTRUCT)
    desk.does(at("4-1 08.00"), "kasubag", steps.distribute, Step.DISTRIBUTE)
    for unit, who in (("Kasi Pemerintahan", "pandu"), (TRANTIB, "tiara")):
        task = desk.task(Step.FILL, unit)
        assert desk.run(steps.receive, at("4-1 08.10"), who, (task.id, task.version)) is None
    with desk.engine.begin() as tx:
        closed = tx.execute(tables.tasks.select().where(tables.tasks.c.step == Step.DISTRIBUTE)).one()
    assert closed.closed_as == "Kasubag Keu dan Prolap"
