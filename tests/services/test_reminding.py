"""Reminders: at their moments, once, to the right people, and never for what is done."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.services import reminding, snoozing, steps
from bot.store import reminders, tables
from bot.store.engine import Engine
from bot.workflow.events import DeadlineMoved, Refused
from bot.workflow.master import MasterData, RoleData
from bot.workflow.roles import Kind, Role
from bot.workflow.steps import Step
from tests.services.desk import Desk, at, open_desk
from tests.stories.world import PEMERINTAHAN, TRANTIB, small_office

MINUTE = timedelta(minutes=1)


def tick(desk: Desk, now: datetime) -> int:
    with desk.engine.begin() as tx:
        return reminding.tick(tx, now)


def watch(desk: Desk, start: datetime, end: datetime) -> list[tuple[datetime, str, str]]:
    """Looks at every planned moment, as a clock that jumps does: (moment, person, first words)."""
    seen, now = [], start
    while now <= end:
        tick(desk, now)
        seen += [(now, who, words) for who, all_ in desk.told().items() for words in all_]
        with desk.engine.begin() as tx:
            following = reminders.next_look(tx, now)
        if following is None:
            break
        now = max(following.astimezone(now.tzinfo), now + MINUTE)
    return seen


def told_of_tomorrow(desk: Desk, who: str) -> int:
    """The row of the ledger."""
    led = tables.reminded
    mine = (led.c.person_id == desk.persons[who], led.c.rung == "tomorrow")
    with desk.engine.begin() as tx:
        return int(tx.execute(led.select().with_only_columns(led.c.id).where(*mine)).scalar_one())


def times(seen: list[tuple[datetime, str, str]], who: str) -> list[str]:
    return [f"{now.day}-{now.month} {now:%H.%M}" for now, one, _ in seen if one == who]


def test_a_step_of_minutes_reminds_at_its_deadline_and_then_every_working_morning(desk: Desk) -> None:
    desk.start(at("4-1 08.00"))
    seen = watch(desk, at("4-1 08.00"), at("11-1 12.00"))
    assert times(seen, "sekretaris") == ["4-1 08.15", "6-1 07.45", "7-1 07.45", "8-1 07.45", "11-1 07.45"]
    assert times(seen, "camat") == ["8-1 07.45"], "late 3; the 5th is a holiday"
    assert times(seen, "kasubag") == [], "only superiors of the holder are told"
    assert seen[0][2].startswith("Yth. Sekretaris Kecamatan. Batas waktu")


def test_the_two_days_of_step_5_climb_the_whole_ladder(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    desk.told()
    seen = watch(desk, at("4-1 09.26"), at("20-1 08.00"))
    mornings = ["8-1 07.45", "11-1 07.45", "12-1 07.45", "13-1 07.45", "14-1 07.45", "15-1 07.45", "18-1 07.45",
                "19-1 07.45", "20-1 07.45"]  # fmt: skip
    assert times(seen, "tiara") == ["6-1 07.45", "7-1 07.45", "7-1 15.00", "7-1 16.00", *mornings]
    assert times(seen, "kasubag") == ["7-1 16.00", *mornings]
    assert times(seen, "sekretaris") == ["11-1 07.45", "18-1 07.45"], "late 2 and late 7"
    assert times(seen, "camat") == ["12-1 07.45", "19-1 07.45"], "late 3 and late 8"
    assert times(seen, "opi") == times(seen, "pandu"), "an operator fills too"
    assert times(seen, "staf") == []


def test_nothing_is_doubled_when_looked_at_twice(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    assert tick(desk, at("6-1 07.45")) == 2
    desk.told()
    assert tick(desk, at("6-1 07.45")) == 0
    assert tick(desk, at("6-1 07.46")) == 0
    assert desk.told() == {}


def test_nothing_goes_before_its_moment(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    assert tick(desk, at("6-1 07.44")) == 0


@pytest.mark.parametrize("back", ["7-1 15.30", "7-1 16.05"])
def test_an_outage_of_hours_sends_only_the_highest_rung(desk: Desk, back: str) -> None:
    """Down from the morning on: today's and the last hour's rungs were missed."""
    desk.distributed(at("4-1 09.25"))
    assert tick(desk, at("6-1 07.45")) == 2
    desk.told()
    tick(desk, at(back))
    told = desk.told()
    assert len(told["tiara"]) == 1
    assert ("telah tiba" in told["tiara"][0]) is (back == "7-1 16.05")
    task = desk.task(Step.FILL, TRANTIB)
    states = {rung: state for rung, state, _ in desk.rungs(task.id)}
    assert states["today"] == "skipped"
    assert states["last_hour"] == ("skipped" if back == "7-1 16.05" else "sent")


def test_an_outage_of_days_sends_todays_late_rung_and_no_other(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    desk.told()
    assert tick(desk, at("12-1 10.00")) == 2
    told = desk.told()
    assert {who: len(texts) for who, texts in told.items()} == {
        "pandu": 1, "tiara": 1, "opi": 1, "kasubag": 1, "camat": 1,
    }, "late 3 tells the Camat; late 2 never went, so the Sekretaris waits for late 7"  # fmt: skip
    states = desk.rungs(desk.task(Step.FILL, TRANTIB).id)
    assert ("late3", "sent", 1) in states
    assert ("late4", "planned", 1) in states
    assert {state for rung, state, _ in states if rung not in ("opened", "late3", "late4")} == {"skipped"}
    assert times(watch(desk, at("12-1 10.01"), at("13-1 12.00")), "tiara") == ["13-1 07.45"]


def test_what_is_found_after_closing_waits_for_the_next_working_morning(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    tick(desk, at("7-1 15.00"))
    desk.told()
    assert tick(desk, at("7-1 16.11")) == 0
    assert tick(desk, at("8-1 07.30")) == 0
    assert desk.told() == {}
    tick(desk, at("8-1 07.45"))
    told = desk.told()
    assert len(told["tiara"]) == 1
    assert "telah melewati batas waktu" in told["tiara"][0]


def test_a_deadline_at_closing_is_told_until_ten_minutes_after(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    tick(desk, at("7-1 15.00"))
    desk.told()
    assert tick(desk, at("7-1 16.10")) == 2


def test_what_is_done_is_not_reminded(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    desk.fills(at("5-1 10.00"), TRANTIB)
    desk.submits(at("5-1 10.05"), TRANTIB)
    desk.told()
    seen = watch(desk, at("5-1 10.06"), at("12-1 12.00"))
    assert times(seen, "tiara") == []
    assert times(seen, "pandu") != []


def test_a_rung_that_is_due_is_silent_when_the_task_was_done_just_before(desk: Desk) -> None:
    desk.start(at("4-1 08.00"))
    desk.does(at("4-1 08.15"), "sekretaris", steps.order, Step.ORDER)
    desk.told()
    assert tick(desk, at("4-1 08.15")) == 0


def test_one_person_with_two_tasks_gets_one_message(engine_with_two_units_of_tiara: Desk) -> None:
    desk = engine_with_two_units_of_tiara
    desk.distributed(at("4-1 09.25"))
    desk.told()
    assert tick(desk, at("6-1 07.45")) == 2
    told = desk.told()["tiara"]
    assert len(told) == 1
    assert "\n1. Mengingatkan" in told[0]
    assert "\n2. Mengingatkan" in told[0]
    assert desk.buttons_of("tiara") == ["Lihat semua tugas", "Ingatkan nanti"]


@pytest.fixture
def engine_with_two_units_of_tiara(engine: Engine) -> Desk:
    data = small_office(RoleData("tiara", Role.KASI, "Plt. Kasi Pemerintahan", PEMERINTAHAN))
    return open_desk(engine, at("4-1 07.40"), data)


def test_a_superior_of_two_late_units_gets_one_message_and_may_go_on_without_them(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    tick(desk, at("7-1 16.00"))
    assert "Lanjut tanpa data" not in desk.buttons_of("kasubag"), "at the deadline itself nobody is late"
    desk.told()
    tick(desk, at("8-1 07.45"))
    told = desk.told()["kasubag"]
    assert len(told) == 1
    assert "1. Kasi Pemerintahan belum menyelesaikan" in told[0]
    assert "2. Kasi Trantib belum menyelesaikan" in told[0]
    assert desk.buttons_of("kasubag") == ["Lanjut tanpa data"]


def test_a_holder_who_is_the_superior_too_is_told_once(engine_with_a_filling_kasubag: Desk) -> None:
    desk = engine_with_a_filling_kasubag
    desk.distributed(at("4-1 09.25"))
    desk.told()
    tick(desk, at("7-1 16.00"))
    told = desk.told()["kasubag"]
    assert len(told) == 1
    assert told[0].count("Batas waktu") == 1, "as the holder, not as the own superior"


@pytest.fixture
def engine_with_a_filling_kasubag(engine: Engine) -> Desk:
    return open_desk(engine, at("4-1 07.40"), small_office(RoleData("kasubag", Role.KASI, "Kasubag", TRANTIB)))


def test_the_signature_has_no_deadline_and_is_asked_for_every_working_morning(desk: Desk) -> None:
    desk.reported(at("4-1 09.00"))
    desk.does(at("4-1 09.30"), "sekretaris", steps.approve, Step.DECIDE, desk.seen())
    desk.does(at("4-1 09.40"), "kasubag", steps.archive, Step.ARCHIVE)
    desk.does(at("4-1 09.50"), "kasubag", steps.prepare_letter, Step.LETTER, "17", at("4-1 09.50").date())
    desk.told()
    seen = watch(desk, at("4-1 09.51"), at("11-1 12.00"))
    assert {who for _, who, _ in seen} == {"camat"}
    assert times(seen, "camat") == ["6-1 07.45", "7-1 07.45", "8-1 07.45", "11-1 07.45"]
    assert all("masih menunggu" in words for _, _, words in seen)


def test_a_moved_deadline_gets_a_ladder_of_its_own(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    tick(desk, at("6-1 07.45"))
    tick(desk, at("7-1 07.45"))
    task = desk.task(Step.FILL, TRANTIB)
    desk.happens(at("7-1 09.00"), DeadlineMoved(task.id, at("12-1 16.00"), 1500, "banjir", task.unit_id))
    desk.told()
    seen = watch(desk, at("7-1 09.01"), at("13-1 12.00"))
    assert times(seen, "tiara") == ["11-1 07.45", "12-1 07.45", "12-1 15.00", "12-1 16.00", "13-1 07.45"]
    assert times(seen, "pandu")[:2] == ["7-1 15.00", "7-1 16.00"], "the others keep theirs"
    old = {rung: state for rung, state, number in desk.rungs(task.id) if number == 1}
    assert old == {
        "opened": "sent", "tomorrow": "sent", "today": "sent", "last_hour": "void", "due": "void", "late1": "void",
    }  # fmt: skip


def test_a_clock_that_stands_still_reminds_who_can_set_it_going(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    task = desk.task(Step.FILL, TRANTIB)
    desk.happens(at("4-1 10.00"), DeadlineMoved(task.id, None, None, "undeliverable", task.unit_id))
    desk.told()
    seen = watch(desk, at("4-1 10.01"), at("8-1 12.00"))
    assert times(seen, "tiara") == []
    told = [one for one in seen if "Kasi Trantib tidak dapat dikirim" in one[2]]
    for who in ("staf", "kasubag"):
        assert times(told, who) == ["6-1 07.45", "7-1 07.45", "8-1 07.45"]
    assert {who for _, who, _ in told} == {"staf", "kasubag"}


def test_a_reminder_is_never_muted_not_even_at_closing_time(desk: Desk) -> None:
    """The ladder keeps it to office time; the deadline of 16.00 may be told until ten minutes after."""
    desk.distributed(at("4-1 09.25"))
    for moment in ("7-1 15.00", "7-1 16.00"):
        tick(desk, at(moment))
        assert {row.silent for row in reminders_sent(desk)} == {False}, moment


def reminders_sent(desk: Desk) -> list[Any]:
    with desk.engine.begin() as tx:
        sent = tx.execute(tables.outbox.select()).all()
    return [row for row in sent if row.kind == "text" and row.body["said"]["key"].startswith("reminder.")]


def test_whatever_waits_an_offices_rungs_are_looked_at_together(desk: Desk) -> None:
    """Torn apart, a task's lower rung would go first and its higher one after, and a person would get two messages."""
    other = open_desk(desk.engine, at("4-1 07.40"), renamed(small_office(), "tetangga"))
    desk.distributed(at("4-1 09.25"))
    other.distributed(at("4-1 09.20"))
    with desk.engine.begin() as tx:
        found = reminders.due(tx, at("12-1 10.00"), most=1)
        whole = reminders.due(tx, at("12-1 10.00"))
    assert len({row.office_id for row in found}) == 1
    assert len(found) == len([row for row in whole if row.office_id == found[0].office_id]) > 4
    assert len({row.office_id for row in whole}) == 2


def renamed(data: MasterData, code: str) -> MasterData:
    return replace(data, office=replace(data.office, code=code))


def test_who_is_acted_for_puts_off_nothing(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    tick(desk, at("6-1 07.45"))
    plh = {"kind": Kind.PLH, "sk_number": "800/1", "stands_for": desk.persons["tiara"], "starts_on": date(2027, 1, 6)}
    post = {"office_id": desk.office_id, "role": Role.KASI, "unit_id": desk.task(Step.FILL, TRANTIB).unit_id}
    row = told_of_tomorrow(desk, "tiara")
    with desk.engine.begin() as tx:
        tx.execute(tables.assignments.insert().values(person_id=desk.persons["pandu"], title=TRANTIB, **post, **plh))
    refused = desk.run(snoozing.snooze, at("6-1 08.00"), "tiara", row)
    assert isinstance(refused, Refused)
    assert refused.key == "reminder.no_longer"
