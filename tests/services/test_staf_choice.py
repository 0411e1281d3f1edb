"""Several Staf: the Kasubag chooses whom a cycle's Staf tasks are told to; any Staf may still do them."""

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from bot.cards import task as task_card
from bot.services import people, reminding, starting, steps, views
from bot.services.scope import Chat
from bot.store import addresses, history, tables
from bot.store.engine import Engine
from bot.texts.say import plain, render
from bot.workflow.events import Refused
from bot.workflow.master import RoleData
from bot.workflow.periods import Period, PeriodKind
from bot.workflow.roles import Role
from bot.workflow.steps import Step
from tests.services.desk import Desk, at, open_desk
from tests.stories.world import small_office

MORNING = at("4-1 08.00")
OTHERS = (RoleData("opi", Role.STAF, "Staf Umum"), RoleData("adi", Role.STAF, "Staf Arsip"))
STAF = ("staf", "opi", "adi")


@pytest.fixture
def office(engine: Engine) -> Desk:
    """Three Staf, at step 3."""
    return ready(open_desk(engine, at("4-1 07.40"), small_office(*OTHERS)))


def ready(desk: Desk) -> Desk:
    desk.start(MORNING)
    to_step_3(desk)
    return desk


def to_step_3(desk: Desk) -> None:
    desk.does(MORNING, "sekretaris", steps.order, Step.ORDER)
    desk.does(MORNING, "kasubag", steps.prepare, Step.PREPARE)


def card(desk: Desk, step: Step = Step.INSTRUCT, who: str = "kasubag") -> tuple[str, list[str]]:
    """What it says, and its buttons."""
    task_id = desk.task(step).id
    with desk.engine.begin() as tx:
        view = views.task(desk.scope(tx, MORNING, who), task_id)
        assert view is not None
        labels = [button.label for row in task_card.buttons(view) for button in row]
        return plain(render(task_card.said(view))), labels


def choose(desk: Desk, who: str | None) -> None:
    desk.does(MORNING, "kasubag", steps.choose_staf, Step.INSTRUCT, desk.persons[who] if who else None)


def shown(desk: Desk, step: Step) -> set[str]:
    """Whose chats have the card of the open task of this step."""
    cards, task = tables.cards, desk.task(step)
    with desk.engine.begin() as tx:
        return set(tx.execute(sa.select(cards.c.chat_id).where(cards.c.task_id == task.id)).scalars())


def chosen(desk: Desk) -> list[Any]:
    with desk.engine.begin() as tx:
        return [row.data for row in history.of_cycle(tx, desk.cycle_id) if row.event == "StafChosen"]


def test_with_one_staf_nothing_is_offered(desk: Desk) -> None:
    said, labels = card(ready(desk))
    assert "Staf yang diberi tahu" not in said
    assert labels == ["Perintahkan Staf", "Dengan catatan"]
    desk.does(MORNING, "kasubag", steps.instruct, Step.INSTRUCT)
    assert shown(desk, Step.DISTRIBUTE) == {"staf"}
    assert chosen(desk) == []


def test_without_a_choice_every_staf_is_told(office: Desk) -> None:
    said, labels = card(office)
    assert "Staf yang diberi tahu: seluruh Staf (Setyo Budi, Opi Lestari, Adi Nugroho)" in said
    assert labels == ["Perintahkan Staf", "Dengan catatan", "Pilih Staf"]
    office.does(MORNING, "kasubag", steps.instruct, Step.INSTRUCT)
    assert shown(office, Step.DISTRIBUTE) == set(STAF)


def test_the_chosen_staf_is_told_of_4_8_and_9_and_the_others_are_not(office: Desk) -> None:
    choose(office, "opi")
    assert "Staf yang diberi tahu: Opi Lestari (Staf Umum)" in card(office)[0]
    office.does(MORNING, "kasubag", steps.instruct, Step.INSTRUCT)
    assert shown(office, Step.DISTRIBUTE) == {"opi"}
    office.does(MORNING, "opi", steps.distribute, Step.DISTRIBUTE)
    office.arrives(MORNING)
    office.handed_in(MORNING)
    office.does(MORNING, "kasubag", steps.assign_recap, Step.ASSIGN_RECAP)
    assert shown(office, Step.RECAP) == {"opi"}
    office.does(MORNING, "opi", steps.confirm_recap, Step.RECAP)
    assert shown(office, Step.HAND_OVER) == {"opi"}


def test_reminders_go_to_the_chosen_staf(office: Desk) -> None:
    choose(office, "opi")
    office.does(MORNING, "kasubag", steps.instruct, Step.INSTRUCT)
    office.told()
    with office.engine.begin() as tx:
        reminding.tick(tx, at("4-1 08.20"))
    assert sorted(office.told()) == ["opi"]
    with office.engine.begin() as tx:
        reminding.tick(tx, at("6-1 07.45"))
    told = office.told()
    assert sorted(told) == ["kasubag", "opi"]
    assert "Staf Umum belum menyelesaikan" in told["kasubag"][0], "late is who was told"


def test_any_staf_may_still_do_it_and_finds_it_among_the_own_tasks(office: Desk) -> None:
    choose(office, "opi")
    office.does(MORNING, "kasubag", steps.instruct, Step.INSTRUCT)
    with office.engine.begin() as tx:
        scope = people.scope_of(tx, Chat("uji", "adi"), MORNING)
        assert scope is not None
        assert [task.step for task in people.waiting(scope)] == [Step.DISTRIBUTE]
    office.does(MORNING, "adi", steps.distribute, Step.DISTRIBUTE)


def test_the_choice_is_in_the_history_with_who_made_it(office: Desk) -> None:
    choose(office, "opi")
    choose(office, None)
    choose(office, "adi")
    assert [data["person_id"] for data in chosen(office)] == [office.persons["opi"], None, office.persons["adi"]]
    with office.engine.begin() as tx:
        assert history.of_cycle(tx, office.cycle_id)[-1].acting_as == "Kartika Dewi, Kasubag Keu dan Prolap"


def test_the_next_cycle_proposes_whom_the_last_one_chose_and_takes_it_over(office: Desk) -> None:
    choose(office, "opi")
    office.cycle_id = office.run(starting.start, MORNING, "", Period(2026, PeriodKind.YEAR, 1))
    to_step_3(office)
    assert "Staf yang diberi tahu: Opi Lestari (Staf Umum)" in card(office)[0]
    office.does(MORNING, "kasubag", steps.instruct, Step.INSTRUCT)
    assert [data["person_id"] for data in chosen(office)] == [office.persons["opi"]]
    assert shown(office, Step.DISTRIBUTE) == {"opi"}


def test_what_is_chosen_already_is_not_chosen_once_more(office: Desk) -> None:
    for who in ("opi", "opi", None, None):
        choose(office, who)
    assert [data["person_id"] for data in chosen(office)] == [office.persons["opi"], None]


def test_who_is_no_staf_cannot_be_chosen_and_only_who_instructs_chooses(office: Desk) -> None:
    task = office.task(Step.INSTRUCT)
    press = (task.id, task.version)
    refused = office.run(steps.choose_staf, MORNING, "kasubag", press, office.persons["tiara"])
    assert isinstance(refused, Refused)
    assert refused.key == "refused.no_staf"
    refused = office.run(steps.choose_staf, MORNING, "staf", press, office.persons["staf"])
    assert isinstance(refused, Refused)
    assert refused.key == "refused.role"
    assert chosen(office) == []


def end_role(desk: Desk, who: str, now: datetime) -> None:
    held = tables.assignments
    mine = (held.c.person_id == desk.persons[who], held.c.role == Role.STAF)
    with desk.engine.begin() as tx:
        tx.execute(held.update().where(*mine).values(ends_on=now.date()))


def test_when_the_chosen_staf_leaves_everybody_else_is_told_again(office: Desk) -> None:
    choose(office, "opi")
    end_role(office, "opi", at("3-1 08.00"))
    assert "seluruh Staf (Setyo Budi, Adi Nugroho)" in card(office)[0]
    office.does(MORNING, "kasubag", steps.instruct, Step.INSTRUCT)
    assert shown(office, Step.DISTRIBUTE) == {"staf", "adi"}


def test_when_the_chosen_staf_cannot_be_reached_the_others_are_told(office: Desk) -> None:
    choose(office, "opi")
    with office.engine.begin() as tx:
        addresses.reach(tx, "uji", "opi", MORNING)
    office.does(MORNING, "kasubag", steps.instruct, Step.INSTRUCT)
    assert shown(office, Step.DISTRIBUTE) == {"staf", "adi"}
