"""Reminder rows: claimed once, held, voided, and planned once for a task, rung and deadline."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.store import reminders
from bot.store.engine import Engine
from tests.store.conftest import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def planned(engine: Engine, office: int) -> Engine:
    with engine.begin() as tx:
        rungs = [("opened", NOW, True), ("due", NOW, False), ("late1", LATER, False)]
        reminders.plan(tx, office, 1, 1, rungs, NOW)
    return engine


def states(engine: Engine) -> dict[str, str]:
    with engine.begin() as tx:
        return {row.rung: row.state for row in reminders.of_task(tx, 1)}


def test_what_was_sent_with_the_card_is_never_due(planned: Engine) -> None:
    with planned.begin() as tx:
        assert [row.rung for row in reminders.due(tx, NOW)] == ["due"]
        assert [row.rung for row in reminders.due(tx, LATER)] == ["due", "late1"]
        assert reminders.due(tx, NOW - timedelta(microseconds=1)) == ()


def test_a_rung_is_claimed_by_exactly_one(planned: Engine) -> None:
    with planned.begin() as tx:
        (row,) = reminders.due(tx, NOW)
        assert [reminders.claim(tx, row.id, "sent", NOW) for _ in range(3)] == [True, False, False]
        assert reminders.due(tx, NOW) == ()
    assert states(planned) == {"opened": "sent", "due": "sent", "late1": "planned"}


def test_a_held_rung_is_looked_at_again_and_keeps_its_moment(planned: Engine) -> None:
    with planned.begin() as tx:
        (row,) = reminders.due(tx, NOW)
        reminders.hold(tx, row.id, LATER)
        assert reminders.due(tx, LATER - timedelta(seconds=1)) == ()
        again = reminders.due(tx, LATER)
    assert [(one.rung, one.planned_at) for one in again] == [("due", NOW), ("late1", LATER)]


def test_voiding_takes_what_is_planned_and_leaves_what_was_sent(planned: Engine) -> None:
    with planned.begin() as tx:
        reminders.void(tx, 1)
        assert reminders.due(tx, LATER) == ()
        assert reminders.next_look(tx, NOW - timedelta(seconds=1)) is None
    assert states(planned) == {"opened": "sent", "due": "void", "late1": "void"}


def test_a_voided_rung_cannot_be_claimed_or_held(planned: Engine) -> None:
    with planned.begin() as tx:
        (row,) = reminders.due(tx, NOW)
        reminders.void(tx, 1)
        assert not reminders.claim(tx, row.id, "sent", NOW)
        reminders.hold(tx, row.id, LATER)
        assert reminders.due(tx, LATER) == ()


def test_a_rung_is_planned_once_for_each_deadline(planned: Engine, office: int) -> None:
    with planned.begin() as tx:
        reminders.plan(tx, office, 1, 2, [("due", LATER, False)], NOW)
    with pytest.raises(sa.exc.IntegrityError), planned.begin() as tx:
        reminders.plan(tx, office, 1, 2, [("due", LATER, False)], NOW)


def test_the_next_look_is_the_earliest_still_to_come(planned: Engine) -> None:
    with planned.begin() as tx:
        assert reminders.next_look(tx, NOW - timedelta(seconds=1)) == NOW
        assert reminders.next_look(tx, NOW) == LATER, "one that waits already hides nothing that comes later"
        assert reminders.next_look(tx, LATER) is None
