"""The office's calendar changes: open deadlines follow at once, and who is concerned is told."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.services import reminding, rescheduling, scope
from bot.services.managing import Applied, Proposed, apply, propose
from bot.services.scope import Scope
from bot.store import departures, history, master, tables
from bot.store.engine import Engine
from bot.texts.say import from_json, plain, render
from bot.workflow.days_off import Given
from bot.workflow.managing import Asks, Draft, Task
from bot.workflow.master import HolidayData
from bot.workflow.steps import Step
from tests.services.desk import CHANNEL, Desk, at
from tests.stories.world import TRANTIB

CLOSED = Draft(2026, Asks.SURE, Task.DAYS, days=Given((HolidayData(at("6-1 00.00").date(), "Pilkades serentak"),)))


def sets(scope: Scope, draft: Draft) -> Any:
    found = propose(scope, draft)
    return apply(scope, replace(draft, against=found.proposal.against)) if isinstance(found, Proposed) else found


def said(desk: Desk, who: str, key: str) -> list[str]:
    """What was said to them by sentences of this kind, in order."""
    with desk.engine.begin() as tx:
        rows = [row for row in departures.heads(tx, CHANNEL, 1000) if row.chat_id == who]
        found = tx.execute(tables.outbox.select().order_by(tables.outbox.c.id)).mappings().all()
    assert rows, "something waits"
    texts = [from_json(row["body"]["said"]) for row in found if row["chat_id"] == who and row["kind"] == "text"]
    return [plain(render(one)) for one in texts if one.key.startswith(key)]


def look(desk: Desk, now: str) -> int:
    with desk.engine.begin() as tx:
        return rescheduling.look(tx, at(now))


def test_a_holiday_moves_every_open_deadline_and_says_which(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    assert isinstance(desk.run(sets, at("5-1 09.00"), "kasubag", CLOSED), Applied)
    task = desk.task(Step.FILL, TRANTIB)
    assert task.due_at == at("8-1 16.30")
    assert task.deadline_no == 2
    ahead = [rung for rung, state, number in desk.rungs(task.id) if state == "planned" and number == 2]
    assert ahead == ["tomorrow", "today", "last_hour", "due", "late1"]
    (own,) = said(desk, "tiara", "calendar.moved_own")
    assert "Kamis, 7 Januari 2027 pukul 16.00 WIB → Jumat, 8 Januari 2027 pukul 16.30 WIB" in own
    assert "Kasi Pemerintahan" not in own, "only what is theirs"
    with desk.engine.begin() as tx:
        moved = [row for row in history.of_cycle(tx, desk.cycle_id) if row.event == "DeadlineMoved"]
    assert {row.data["reason"] for row in moved[-2:]} == {"calendar"}
    assert moved[-1].acting_as == "Kartika Dewi, Kasubag Keu dan Prolap"


def test_what_would_move_is_shown_before(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    found = desk.run(propose, at("5-1 09.00"), "adi", CLOSED)
    assert isinstance(found, Proposed)
    assert len(found.effect.moved) == 2, "the two units"
    elsewhere = replace(CLOSED, days=Given((HolidayData(at("29-1 00.00").date(), "Pilkades"),)))
    found = desk.run(propose, at("5-1 09.00"), "adi", elsewhere)
    assert isinstance(found, Proposed)
    assert found.effect.moved == ()


def test_an_update_that_brings_other_holidays_moves_them_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the package of holidays says of a day has changed between two versions of the program."""
    desk.distributed(at("4-1 09.25"))
    assert look(desk, "4-1 09.30") == 0
    now = scope.national_days(2027)
    monkeypatch.setattr(scope, "national_days", lambda _year: {**now, date(2027, 1, 7): "Cuti bersama"})
    scope.calendar_of.cache_clear()
    try:
        look(desk, "5-1 09.00")
        assert desk.task(Step.FILL, TRANTIB).due_at == at("8-1 16.30")
        assert len(said(desk, "adi", "calendar.moved")) == 1, "nobody changed it: the admin is told"
        look(desk, "5-1 09.10")
        assert len(said(desk, "adi", "calendar.moved")) == 1
    finally:
        scope.calendar_of.cache_clear()


def test_the_admin_is_warned_once_of_a_year_without_cuti_bersama(desk: Desk) -> None:
    october = at("4-1 09.00").replace(month=10, day=4)
    with desk.engine.begin() as tx:
        assert rescheduling.look(tx, october - timedelta(days=4)) == 0, "in September it may still come"
        assert rescheduling.look(tx, october.replace(hour=19)) == 0, "not in the evening"
        assert rescheduling.look(tx, october) == 1
        assert rescheduling.look(tx, october + timedelta(days=1)) == 0
    (warned,) = said(desk, "adi", "calendar.year_unknown")
    assert warned.startswith("Data cuti bersama tahun 2028 belum tersedia")


def test_an_office_that_has_its_own_days_of_the_year_is_not_warned(engine: Engine, desk: Desk) -> None:
    with desk.engine.begin() as tx:
        master.put_holiday(tx, desk.office_id, date(2028, 1, 27), {"name": "Cuti bersama", "working": False})
        assert rescheduling.look(tx, at("4-1 09.00").replace(month=10)) == 0


def test_a_saturday_that_becomes_a_working_day_has_its_late_reminder(desk: Desk) -> None:
    """Else Monday would be late 2, and the Sekretaris told of what nobody was reminded of."""
    desk.distributed(at("5-1 18.00"))
    assert desk.task(Step.FILL, TRANTIB).due_at == at("8-1 16.30")
    with desk.engine.begin() as tx:
        reminding.tick(tx, at("8-1 16.30"))
    working = replace(CLOSED, days=Given((HolidayData(at("9-1 00.00").date(), "Lembur", working=True),)))
    assert isinstance(desk.run(sets, at("8-1 17.00"), "adi", working), Applied)
    planned = [rung for rung, state, number in desk.rungs(desk.task(Step.FILL, TRANTIB).id) if state == "planned"]
    assert planned == ["late1"]
    with desk.engine.begin() as tx:
        assert reminding.tick(tx, at("9-1 07.45")) == 2
