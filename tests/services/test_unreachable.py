"""Who cannot be reached any more: one notice a person and a loss, to those who can do something about it."""

from datetime import datetime

import pytest
import sqlalchemy as sa

from bot.channels.base import Failure
from bot.services import inviting, outgoing, people, steps
from bot.services.scope import Chat
from bot.store import departures, tables
from bot.store.engine import Engine
from bot.texts.say import from_json, plain, render
from bot.workflow.master import RoleData
from bot.workflow.roles import Role
from bot.workflow.steps import Step
from tests.services.desk import Desk, at, open_desk
from tests.stories.world import PEMERINTAHAN, TRANTIB, small_office

HAND_OVER = "| Diserahkan langsung"
FORM = f"Formulir Triwulan IV Tahun 2026 untuk {TRANTIB} tidak dapat dikirim melalui bot"


def block(desk: Desk, who: str, now: datetime, chat_id: str = "") -> None:
    with desk.engine.begin() as tx:
        people.blocked(tx, Chat("uji", chat_id or who), now)


def notices(desk: Desk) -> dict[str, list[str]]:
    """What was written of losses since the last look, by person, with the labels of its buttons."""
    box = tables.outbox
    found: dict[str, list[str]] = {}
    with desk.engine.begin() as tx:
        rows = tx.execute(sa.select(box).where(box.c.id > desk.read, box.c.kind == "text").order_by(box.c.id)).all()
    desk.read = max([desk.read, *(row.id for row in rows)])
    for row in rows:
        said = from_json(row.body["said"])
        labels = [button["label"] for line in row.body["buttons"] for button in line]
        if said.key.startswith("notice."):
            found.setdefault(row.chat_id, []).append(" | ".join((plain(render(said)), *labels)))
    return found


def instructed(desk: Desk, now: datetime) -> None:
    """... to step 4: nothing has been handed out."""
    desk.start(now)
    desk.does(now, "sekretaris", steps.order, Step.ORDER)
    desk.does(now, "kasubag", steps.prepare, Step.PREPARE)
    desk.does(now, "kasubag", steps.instruct, Step.INSTRUCT)


def handed_out(desk: Desk, now: datetime) -> None:
    """... but no form has arrived yet."""
    instructed(desk, now)
    desk.does(now, "staf", steps.distribute, Step.DISTRIBUTE)


def due_at(desk: Desk, unit: str) -> datetime | None:
    return desk.task(Step.FILL, unit).due_at


def refuse(desk: Desk, who: str, now: datetime) -> int:
    """The channel refuses whatever waits for this person; returns how much that was."""
    with desk.engine.begin() as tx:
        waiting = [row for row in departures.heads(tx, "uji", 99) if row.chat_id == who]
        for row in waiting:
            outgoing.record_failed(tx, row, Failure.UNREACHABLE, "bot was blocked by the user", now)
    return len(waiting)


def test_who_still_has_another_chat_is_not_lost(desk: Desk) -> None:
    with desk.engine.begin() as tx:
        inviting.bind(tx, Chat("uji", "tiara-2"), desk.office_id, desk.persons["tiara"], at("4-1 07.40"))
    handed_out(desk, at("4-1 08.00"))
    block(desk, "tiara", at("4-1 08.05"), "tiara-2")
    assert notices(desk) == {}
    assert due_at(desk, TRANTIB) is not None
    block(desk, "tiara", at("4-1 08.10"))
    assert {who: len(said) for who, said in notices(desk).items()} == {"kasubag": 1, "adi": 1, "staf": 1}
    assert due_at(desk, TRANTIB) is None


@pytest.mark.parametrize(
    ("lost", "told"), [("sekretaris", ["adi", "kasubag"]), ("kasubag", ["adi"]), ("adi", ["kasubag"])]
)
def test_a_loss_is_told_once_to_kasubag_and_admin_and_never_to_the_lost(desk: Desk, lost: str, told: list[str]) -> None:
    desk.start(at("4-1 08.00"))
    block(desk, lost, at("4-1 08.05"))
    found = notices(desk)
    assert sorted(found) == told
    assert {len(said) for said in found.values()} == {1}
    assert all("tidak dapat dihubungi melalui bot" in said[0] for said in found.values())


def test_what_a_loss_means_for_a_form_stands_in_the_same_notice(desk: Desk) -> None:
    handed_out(desk, at("4-1 08.00"))
    notices(desk)
    block(desk, "tiara", at("4-1 08.05"))
    found = notices(desk)
    assert {who: len(said) for who, said in found.items()} == {"kasubag": 1, "adi": 1, "staf": 1}
    for who in ("kasubag", "adi"):
        assert "Tiara Utami (Kasi Trantib) tidak dapat dihubungi melalui bot" in found[who][0]
        assert FORM in found[who][0]
        assert HAND_OVER not in found[who][0], "they have no such button"
    assert FORM in found["staf"][0]
    assert found["staf"][0].endswith(HAND_OVER)


def test_a_refusal_by_the_channel_is_one_loss_however_many_messages_it_was(desk: Desk) -> None:
    handed_out(desk, at("4-1 08.00"))
    notices(desk)
    assert refuse(desk, "tiara", at("4-1 08.01")) == 1
    assert {who: len(said) for who, said in notices(desk).items()} == {"kasubag": 1, "adi": 1, "staf": 1}
    refuse(desk, "tiara", at("4-1 08.02"))
    assert notices(desk) == {}


def test_a_form_that_reaches_nobody_is_one_notice_each_when_it_is_handed_out(desk: Desk) -> None:
    """The loss itself was told before."""
    instructed(desk, at("4-1 08.00"))
    block(desk, "tiara", at("4-1 08.05"))
    assert sorted(notices(desk)) == ["adi", "kasubag"]
    desk.does(at("4-1 08.10"), "staf", steps.distribute, Step.DISTRIBUTE)
    found = notices(desk)
    assert {who: len(said) for who, said in found.items()} == {"kasubag": 1, "adi": 1, "staf": 1}
    assert all(FORM in said[0] for said in found.values())
    assert [who for who, said in found.items() if HAND_OVER in said[0]] == ["staf"]
    assert due_at(desk, TRANTIB) is None
    assert due_at(desk, PEMERINTAHAN) is not None


def test_a_task_of_another_step_that_reaches_nobody_is_told_to_kasubag_and_admin(desk: Desk) -> None:
    desk.start(at("4-1 08.00"))
    desk.does(at("4-1 08.00"), "sekretaris", steps.order, Step.ORDER)
    block(desk, "staf", at("4-1 08.05"))
    notices(desk)
    desk.does(at("4-1 08.10"), "kasubag", steps.prepare, Step.PREPARE)
    desk.does(at("4-1 08.10"), "kasubag", steps.instruct, Step.INSTRUCT)
    found = notices(desk)
    assert {who: len(said) for who, said in found.items()} == {"kasubag": 1, "adi": 1}
    assert "Pemberitahuan untuk Staf belum dapat disampaikan" in found["kasubag"][0]


def test_a_staf_who_is_the_admin_too_gets_one_notice_with_the_button(engine: Engine) -> None:
    desk = open_desk(engine, at("4-1 07.40"), small_office(RoleData("staf", Role.ADMIN, "Admin")))
    handed_out(desk, at("4-1 08.00"))
    notices(desk)
    block(desk, "tiara", at("4-1 08.05"))
    found = notices(desk)
    assert {who: len(said) for who, said in found.items()} == {"kasubag": 1, "adi": 1, "staf": 1}
    assert "Tiara Utami" in found["staf"][0]
    assert found["staf"][0].endswith(HAND_OVER)


def test_where_an_operator_can_still_be_reached_the_form_is_not_lost(desk: Desk) -> None:
    handed_out(desk, at("4-1 08.00"))
    notices(desk)
    block(desk, "pandu", at("4-1 08.05"))
    found = notices(desk)
    assert sorted(found) == ["adi", "kasubag"]
    assert "Formulir" not in found["kasubag"][0]
    assert due_at(desk, PEMERINTAHAN) is not None


def test_a_person_of_several_roles_is_named_by_the_highest(engine: Engine) -> None:
    desk = open_desk(engine, at("4-1 07.40"), small_office(RoleData("tiara", Role.SEKRETARIS, "Plh. Sekretaris")))
    desk.start(at("4-1 08.00"))
    block(desk, "tiara", at("4-1 08.05"))
    assert "Tiara Utami (Plh. Sekretaris)" in notices(desk)["kasubag"][0]
