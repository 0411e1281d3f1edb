"""Invites, addresses, dialogs and cards."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.services import catching_up, inviting, people
from bot.services.scope import Chat
from bot.store import addresses, invites, tables, talks
from bot.store.engine import Engine
from bot.workflow.events import Refused
from tests.store.conftest import NOW

CHAT, OTHER = Chat("telegram", "10"), Chat("telegram", "20")


@pytest.fixture
def code(engine: Engine, office: int) -> str:
    with engine.begin() as tx:
        tx.execute(tables.assignments.insert().values(office_id=office, person_id=1, role="sekretaris", title="Sek"))
        tx.execute(tables.offices.update().values(policy={}, profile={}))
        return inviting.invite(tx, office, 1, NOW)


def link(engine: Engine, chat: Chat, code: str, days: float = 0) -> bool:
    with engine.begin() as tx:
        return not isinstance(inviting.link(tx, chat, code, NOW + timedelta(days=days)), Refused)


def test_an_invite_works_once(engine: Engine, code: str) -> None:
    assert link(engine, CHAT, code)
    assert not link(engine, OTHER, code)
    assert not link(engine, CHAT, code)
    with engine.begin() as tx:
        assert [a.chat_id for a in addresses.reachable(tx, 1)] == ["10"]


def test_of_two_at_the_same_moment_one_is_faster(engine: Engine, code: str) -> None:
    with engine.begin() as tx:
        found = invites.find(tx, inviting.hash_code(code))
        assert found is not None
        assert [invites.use(tx, found.id, NOW) for _ in range(2)] == [True, False]


def test_an_invite_ends_after_its_days(engine: Engine, code: str) -> None:
    assert not link(engine, CHAT, code, days=inviting.INVITE_DAYS + 0.001)
    assert link(engine, CHAT, code, days=inviting.INVITE_DAYS)


@pytest.mark.parametrize("wrong", ["", "x", "' OR 1=1 --", "é" * 500])
def test_a_code_that_nobody_was_given_opens_nothing(engine: Engine, code: str, wrong: str) -> None:
    assert not link(engine, CHAT, wrong)
    assert not link(engine, CHAT, code.swapcase())


def test_the_code_itself_is_nowhere_in_the_database(engine: Engine, code: str) -> None:
    with engine.begin() as tx:
        assert code not in str(tx.execute(sa.select(tables.invites)).mappings().all())


def test_who_is_linked_is_not_invited_again_unless_by_name(engine: Engine, code: str, office: int) -> None:
    with engine.begin() as tx:
        assert [p.name for p in inviting.to_invite(tx, office)] == ["Siti"]
    link(engine, CHAT, code)
    with engine.begin() as tx:
        assert inviting.to_invite(tx, office) == ()
        assert [p.name for p in inviting.to_invite(tx, office, "sIt")] == ["Siti"]
        assert inviting.to_invite(tx, office, "Budi") == ()


def test_an_address_that_blocked_the_bot_is_no_address_until_it_is_back(engine: Engine, code: str) -> None:
    link(engine, CHAT, code)
    with engine.begin() as tx:
        people.blocked(tx, CHAT, NOW)
        assert addresses.reachable(tx, 1) == ()
        catching_up.came_back(tx, CHAT, NOW)
        assert len(addresses.reachable(tx, 1)) == 1


def test_of_a_stranger_only_the_ids_are_kept(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        one = addresses.keep(tx, "telegram", "99")
        assert addresses.keep(tx, "telegram", "99") == one
        assert (one.person_id, one.greeted_at) == (None, None)


def test_what_a_chat_is_in_the_middle_of_is_told_newest_first(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        talks.begin_dialog(tx, ("telegram", "10", office), "fill", 3, {"entry": 1}, NOW)
        talks.begin_dialog(tx, ("telegram", "20", office), "words", 4, {"verb": "order_with"}, NOW)
        talks.begin_dialog(tx, ("telegram", "10", office), "return", 4, {"comments": {"7": "é"}}, NOW)
    with engine.begin() as tx:
        asked, waiting = talks.dialogs(tx, "telegram", "10", office)
        assert (asked.kind, asked.subject_id, asked.state) == ("return", 4, {"comments": {"7": "é"}})
        talks.keep_dialog(tx, waiting.id, {"entry": 2}, NOW)
        talks.end_dialog(tx, asked.id)
        assert [(one.kind, one.state) for one in talks.dialogs(tx, "telegram", "10", office)] == [
            ("fill", {"entry": 2})
        ]
        talks.forget(tx, "telegram", "10", office)
        assert talks.dialogs(tx, "telegram", "10", office) == ()
        assert len(talks.dialogs(tx, "telegram", "20", office)) == 1


def test_a_subject_has_one_card_in_a_chat(engine: Engine, office: int) -> None:
    with engine.begin() as tx:
        first = talks.card_here(tx, office, "task", 1, 1, "telegram", "10")
        assert talks.card_here(tx, office, "task", 1, 1, "telegram", "10") == first
        second = talks.card_here(tx, office, "task", 1, 1, "telegram", "20")
        third = talks.card_here(tx, office, "form", 1, None, "telegram", "10")
        assert len({first, second, third}) == 3
        assert [card.id for card in talks.cards_of_task(tx, 1)] == [first, second]
        assert [card.id for card in talks.cards_of(tx, "form", 1)] == [third]
