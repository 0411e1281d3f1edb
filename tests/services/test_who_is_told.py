"""Who is told, in an office that has changed the SOP's table, and where two hold one role."""

from dataclasses import replace

import sqlalchemy as sa

from bot.services import collecting, steps
from bot.store import tables
from bot.store.engine import Engine
from bot.workflow.master import MasterData, RoleData
from bot.workflow.policy import Policy, StepOverride
from bot.workflow.roles import Kind, Role
from bot.workflow.steps import Step
from tests.services.desk import Desk, at, open_desk
from tests.stories.world import TRANTIB, small_office


def changed(*overrides: StepOverride) -> MasterData:
    data = small_office()
    return replace(data, office=replace(data.office, policy=Policy(steps=overrides)))


def told(desk: Desk, key: str) -> list[str]:
    """Who got this sentence."""
    box = tables.outbox
    with desk.engine.begin() as tx:
        rows = tx.execute(sa.select(box.c.chat_id, box.c.body).where(box.c.kind == "text").order_by(box.c.id)).all()
    return [row.chat_id for row in rows if row.body["said"]["key"] == key]


def sent(desk: Desk, caption: str) -> list[str]:
    """Who got the paper of this caption."""
    box = tables.outbox
    with desk.engine.begin() as tx:
        rows = tx.execute(sa.select(box.c.chat_id, box.c.body).where(box.c.kind == "document")).all()
    return sorted({row.chat_id for row in rows if row.body["said"]["key"] == f"caption.{caption}"})


def raise_problem(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    task = desk.task(Step.FILL, TRANTIB)
    assert desk.run(collecting.raise_problem, at("4-1 10.00"), "tiara", (task.id, task.version), "Banjir.") is None


def test_a_problem_goes_to_who_orders_the_recap(desk: Desk) -> None:
    raise_problem(desk)
    assert told(desk, "notice.problem") == ["kasubag"]


def buttons_of(desk: Desk, key: str) -> dict[str, list[str]]:
    """What stands under this sentence, by person."""
    box = tables.outbox
    with desk.engine.begin() as tx:
        rows = tx.execute(sa.select(box.c.chat_id, box.c.body).where(box.c.kind == "text").order_by(box.c.id)).all()
    mine = [row for row in rows if row.body["said"]["key"] == key]
    return {row.chat_id: [one["label"] for line in row.body["buttons"] for one in line] for row in mine}


MORE = ["Tambah 1 hari", "Tambah 2 hari"]


def test_who_may_give_more_time_has_the_buttons_for_it(desk: Desk) -> None:
    raise_problem(desk)
    assert buttons_of(desk, "notice.problem") == {"kasubag": MORE}


def test_a_problem_of_the_own_unit_goes_to_the_sekretaris_who_may_give_time(engine: Engine) -> None:
    """The Kasubag acts in the unit; she need not be told her own words, and may not answer them."""
    kartika = RoleData("kasubag", Role.KASI, TRANTIB, TRANTIB, Kind.PLH, "800/14", stands_for="tiara")
    desk = open_desk(engine, at("4-1 07.40"), small_office(kartika))
    desk.shared_out(at("4-1 09.25"))
    task = desk.task(Step.FILL, TRANTIB)
    assert desk.run(collecting.raise_problem, at("4-1 10.00"), "kasubag", (task.id, task.version), "Banjir.") is None
    assert buttons_of(desk, "notice.problem") == {"sekretaris": MORE}


def test_of_a_unit_whose_holder_is_the_kasubag_an_operators_problem_goes_to_both(engine: Engine) -> None:
    """... and she, who may give it no time, is told without the buttons."""
    kartika = RoleData("kasubag", Role.OPERATOR, "Pengelola Data", TRANTIB)
    desk = open_desk(engine, at("4-1 07.40"), small_office(kartika))
    raise_problem(desk)
    assert buttons_of(desk, "notice.problem") == {"kasubag": [], "sekretaris": MORE}


def test_where_the_sekretaris_orders_the_recap_a_problem_goes_there(engine: Engine) -> None:
    desk = open_desk(engine, at("4-1 07.40"), changed(StepOverride(Step.ASSIGN_RECAP, role=Role.SEKRETARIS)))
    raise_problem(desk)
    assert told(desk, "notice.problem") == ["sekretaris"]


def test_papers_go_to_whose_step_they_belong_to(engine: Engine) -> None:
    desk = open_desk(engine, at("4-1 07.40"), changed(StepOverride(Step.PREPARE, role=Role.STAF)))
    desk.start(at("4-1 08.00"))
    desk.does(at("4-1 08.00"), "sekretaris", steps.order, Step.ORDER)
    assert sent(desk, "disposition") == ["staf"]


def test_where_the_camat_analyses_the_recap_the_camat_gets_it(engine: Engine) -> None:
    desk = open_desk(engine, at("4-1 07.40"), changed(StepOverride(Step.DECIDE, role=Role.CAMAT)))
    desk.reported(at("4-1 09.00"))
    assert sent(desk, "recap") == ["camat", "kasubag", "staf"]


def test_of_two_who_may_decide_only_the_one_who_did_is_told_of_the_own_part(engine: Engine) -> None:
    """The Kasubag is Sekretaris, too, beside the one who holds a unit."""
    sekar = RoleData("sekretaris", Role.OPERATOR, "Pengelola Data", TRANTIB)
    kartika = RoleData("kasubag", Role.SEKRETARIS, "Sekretaris Kecamatan")
    desk = open_desk(engine, at("4-1 07.40"), small_office(sekar, kartika))
    desk.reported(at("4-1 09.00"))
    desk.does(at("4-1 09.10"), "sekretaris", steps.approve, Step.DECIDE, desk.seen())
    assert told(desk, "notice.referred") == ["sekretaris"]
