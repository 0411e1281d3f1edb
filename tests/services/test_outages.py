"""After an outage: one summary to the admin; what is late comes once and in its time, nothing for what is done."""

from datetime import datetime

import pytest
import sqlalchemy as sa

from bot.services import outages, snoozing, starting
from bot.store import departures, outbox, tables
from bot.store.engine import Engine
from bot.texts.say import from_json, plain, render
from tests.services.desk import CHANNEL, Desk, at, open_desk
from tests.services.test_reminding import tick, times, watch
from tests.stories.world import PEMERINTAHAN, TRANTIB

RUNGS = ["Sehari sebelumnya", "Hari terakhir", "Jam terakhir", "Batas waktu", "Terlambat ke-1"]


def summary(desk: Desk, begun: str, ended: str) -> str:
    """What the admin is told."""
    box = tables.outbox
    with desk.engine.begin() as tx:
        outages.report(tx, at(begun), at(ended))
        bodies = tx.execute(sa.select(box.c.body).where(box.c.chat_id == "adi", box.c.kind == "text")).scalars()
        found = [from_json(body["said"]) for body in bodies]
    (said,) = [one for one in found if one.key.startswith("outage.")]
    return plain(render(said))


def named(said: str) -> list[str]:
    return [rung for rung in RUNGS if rung in said]


def test_three_hours_in_which_one_reminder_was_due(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    said = summary(desk, "6-1 07.00", "6-1 10.00")
    assert "dari Rabu, 6 Januari 2027 pukul 07.00 WIB sampai Rabu, 6 Januari 2027 pukul 10.00 WIB" in said
    assert "(2 jam 30 menit pada jam kerja)" in said
    assert named(said) == ["Sehari sebelumnya"]
    assert said.count("seharusnya 06-01-2027 07.45") == 2, "of the two units"


def test_three_days_in_which_the_deadline_passed(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    said = summary(desk, "6-1 12.00", "9-1 12.00")
    assert named(said) == ["Hari terakhir", "Jam terakhir", "Batas waktu", "Terlambat ke-1"]
    assert said.count(f"({TRANTIB}, Triwulan IV Tahun 2026)") == 1, "a block a task"


def test_what_was_sent_before_and_what_was_done_are_not_late(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    tick(desk, at("6-1 07.45"))
    desk.fills(at("6-1 08.00"), TRANTIB)
    desk.submits(at("6-1 08.01"), TRANTIB)
    said = summary(desk, "6-1 07.50", "7-1 10.00")
    assert TRANTIB not in said
    assert PEMERINTAHAN in said
    assert named(said) == ["Hari terakhir"]


def test_a_night_in_which_nothing_was_due(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    assert "Tidak ada pengingat yang terlambat karenanya." in summary(desk, "4-1 18.00", "5-1 06.00")


def test_a_period_that_should_have_been_proposed_is_named(engine: Engine) -> None:
    desk = open_desk(engine, at("2-1 07.40"))
    said = summary(desk, "3-1 18.00", "4-1 10.00")
    assert "Usulan Jadwal Kerja Triwulan IV Tahun 2026, seharusnya 04-01-2027 08.00" in said
    with desk.engine.begin() as tx:
        assert starting.propose(tx, at("4-1 10.00")) == 1


def test_reminders_that_were_written_and_never_went_out_are_late_too(desk: Desk) -> None:
    """The network was away while the bot ran on: the ladder went its way, and nobody was reached."""
    desk.distributed(at("4-1 09.25"))
    desk.sends(at("4-1 09.26"))
    watch(desk, at("6-1 07.45"), at("7-1 16.00"))
    assert named(summary(desk, "5-1 18.00", "7-1 18.00")) == RUNGS[:4]


# -- messages that could not go in their time -------------------------------------------------------------------------


def waiting(desk: Desk) -> list[str]:
    with desk.engine.begin() as tx:
        rows = departures.heads(tx, CHANNEL, 100)
    return sorted(row.chat_id for row in rows if row.kind == "text" and "reminds" in row.body)


def test_a_reminder_held_up_by_the_network_goes_back_to_the_ladder(desk: Desk) -> None:
    """Three days without a network: written at each rung, sent at none; then one message each, in office time."""
    desk.distributed(at("4-1 09.25"))
    desk.sends(at("4-1 09.26"))
    desk.told()
    watch(desk, at("6-1 07.45"), at("8-1 16.00"))
    assert "tiara" in waiting(desk)
    night = at("9-1 02.00")
    desk.sends(night)
    tick(desk, night)
    assert waiting(desk) == [], "nobody is woken"
    assert tick(desk, at("11-1 07.45")) == 2
    assert waiting(desk) == sorted(["tiara", "opi", "pandu", "kasubag", "sekretaris"])
    desk.sends(at("11-1 07.45"))
    assert sent_rungs(desk, "tiara") == ["opened", "late2"]
    desk.told()
    assert times(watch(desk, at("11-1 07.46"), at("12-1 08.00")), "tiara") == ["12-1 07.45"]


def sent_rungs(desk: Desk, who: str) -> list[str]:
    """What has reached this person, in the order of time."""
    led, box = tables.reminded, tables.outbox
    with desk.engine.begin() as tx:
        rows = tx.execute(
            sa.select(led.c.rung, led.c.outbox_ids).where(led.c.person_id == desk.persons[who]).order_by(led.c.id)
        ).all()
        sent = set(tx.execute(sa.select(box.c.id).where(box.c.state == outbox.SENT)).scalars())
    return [row.rung for row in rows if sent & set(row.outbox_ids)]


def test_what_was_done_meanwhile_is_reminded_of_no_more(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    desk.sends(at("4-1 09.26"))
    tick(desk, at("6-1 07.45"))
    desk.fills(at("6-1 08.00"), TRANTIB)
    desk.submits(at("6-1 08.01"), TRANTIB)
    desk.sends(at("6-1 09.00"))
    tick(desk, at("6-1 09.00"))
    assert sent_rungs(desk, "tiara") == ["opened", "opened"], "the cards of steps 5 and 6, and no reminder"
    assert waiting(desk) == ["opi", "pandu"], "the other unit is told once more, now"


def test_who_had_it_in_time_does_not_get_it_twice(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    desk.sends(at("4-1 09.26"))
    tick(desk, at("6-1 07.45"))
    desk.sends_only(at("6-1 07.45"), "opi")
    desk.sends(at("6-1 09.00"))
    tick(desk, at("6-1 09.00"))
    assert waiting(desk) == ["pandu", "tiara"]


@pytest.mark.parametrize("minutes", [0, 10])
def test_a_delay_of_minutes_is_none(desk: Desk, minutes: int) -> None:
    desk.distributed(at("4-1 09.25"))
    desk.sends(at("4-1 09.26"))
    tick(desk, at("6-1 07.45"))
    desk.sends(at(f"6-1 07.{45 + minutes}"))
    assert sent_rungs(desk, "tiara") == ["opened", "tomorrow"]


def test_ingatkan_nanti_that_could_not_go_comes_when_it_can(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    desk.sends(at("4-1 09.26"))
    tick(desk, at("6-1 07.45"))
    desk.sends(at("6-1 07.45"))
    led = tables.reminded
    with desk.engine.begin() as tx:
        row = tx.execute(
            sa.select(led.c.id).where(led.c.person_id == desk.persons["tiara"], led.c.rung == "tomorrow")
        ).scalar_one()
    assert isinstance(desk.run(snoozing.snooze, at("6-1 08.00"), "tiara", row), datetime)
    assert tick(desk, at("6-1 09.00")) == 1, "who lets the bot do what is due learns that there was something"
    assert waiting(desk) == ["tiara"]
    desk.sends(at("6-1 11.00"))
    assert waiting(desk) == []
    tick(desk, at("6-1 11.00"))
    assert waiting(desk) == ["tiara"]
