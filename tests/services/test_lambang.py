"""The lambang as the services keep it: by right alone, with a history, and told to who was away."""

import pytest

from bot.services import lambang
from bot.services.scope import Scope
from bot.store import archive, history, offices
from bot.store.engine import Engine
from bot.workflow.events import Refused
from tests.services.desk import at, open_desk
from tests.services.test_deeds import SETYO_FOR_KARTIKA, lines, opened, told_back

ONE, OTHER = b"\x89PNG satu", b"\x89PNG dua"


def present(scope: Scope) -> str:
    return scope.office.lambang


@pytest.mark.parametrize("who", ["camat", "sekretaris", "staf", "pandu", "opi"])
def test_nobody_changes_it_without_the_right_to(engine: Engine, who: str) -> None:
    desk = open_desk(engine, at("4-1 07.40"))
    assert desk.run(lambang.change, at("4-1 08.00"), "adi", ONE) is True
    kept = desk.run(present, at("4-1 08.00"), "")
    assert isinstance(desk.run(lambang.change, at("4-1 08.01"), who, OTHER), Refused)
    assert isinstance(desk.run(lambang.drop, at("4-1 08.02"), who), Refused)
    assert desk.run(present, at("4-1 08.03"), "") == kept


def test_the_history_says_from_what_to_what_and_nothing_where_nothing_changed(engine: Engine) -> None:
    desk = open_desk(engine, at("4-1 07.40"))
    assert desk.run(lambang.drop, at("4-1 07.50"), "adi") is None
    assert desk.run(lambang.change, at("4-1 08.00"), "adi", ONE) is True
    assert desk.run(lambang.change, at("4-1 08.01"), "kasubag", ONE) is False
    first = desk.run(present, at("4-1 08.02"), "")
    assert desk.run(lambang.change, at("4-1 08.02"), "kasubag", OTHER) is True
    second = desk.run(present, at("4-1 08.03"), "")
    assert desk.run(lambang.drop, at("4-1 08.03"), "adi") is None
    with engine.begin() as tx:
        rows = history.of_office(tx, desk.office_id)
        assert [(row.data["old"], row.data["new"]) for row in rows] == [("", first), (first, second), (second, "")]
        assert history.broken_of_office(tx, desk.office_id) is None
        assert offices.office(tx, desk.office_id).lambang is None
        assert archive.last_own_version(tx, desk.office_id, lambang.KIND) == 2, "both stay, for papers made late"


def test_who_was_away_reads_that_it_was_changed_and_taken_out(engine: Engine) -> None:
    desk = opened(engine, SETYO_FOR_KARTIKA)
    desk.run(lambang.change, at("4-1 09.00"), "staf", ONE)
    desk.run(lambang.drop, at("4-1 09.30"), "staf")
    assert lines(told_back(desk, "kasubag")) == [
        "• lambang pada kop dokumen diganti pada 04-01-2027 09.00",
        "• lambang pada kop dokumen dihapus pada 04-01-2027 09.30",
    ]
