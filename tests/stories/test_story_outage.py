"""The outage story: the bot is off for three hours, or three days, over deadlines; nothing is lost, nothing doubled."""

import asyncio
from datetime import datetime

import pytest
import sqlalchemy as sa

from bot.store import tables
from bot.store.engine import Tx
from tests.stories.office import OnTelegram, reach_filling, read
from tests.stories.phones import TelegramPhone, all_said, last
from tests.stories.world import TRANTIB, ZONE

pytestmark = pytest.mark.both


async def off_until(office: OnTelegram, day: int, hour: int, minute: int = 0) -> None:
    """The bot is stopped, the clock goes on, another bot begins on the same database."""
    await office.stage.end()
    office.stage.clock.set(datetime(2027, 1, day, hour, minute, tzinfo=ZONE))
    await office.stage.begin()
    await office.stage.settle()


def seen_by(office: OnTelegram) -> dict[str, set[str]]:
    return {key: set(getattr(office, key).shown) for key in ("tiara", "pandu", "kasubag", "adi")}


def news(phone: TelegramPhone, before: set[str]) -> list[str]:
    return [text for message, text in phone.shown.items() if message not in before]


async def test_three_hours_over_a_morning_reminder(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.until(6, 7)
    seen = seen_by(office)
    await off_until(office, 6, 10)
    (late,) = news(office.tiara, seen["tiara"])
    assert late.startswith("Yth. Kasi Trantib. Mengingatkan,")
    (told,) = news(office.adi, seen["adi"])
    assert "dari Rabu, 6 Januari 2027 pukul 07.00 WIB sampai Rabu, 6 Januari 2027 pukul 10.00 WIB" in told
    assert f"({TRANTIB}, Triwulan IV Tahun 2026):\n   Sehari sebelumnya, seharusnya 06-01-2027 07.45" in told
    await office.until(6, 16)
    assert news(office.tiara, seen["tiara"]) == [late]


async def test_three_days_over_the_deadline_and_a_form_begun_meanwhile(office: OnTelegram) -> None:
    """What a person wrote while it was off is answered, only the highest rung comes, and that in office time."""
    await reach_filling(office)
    await office.tiara.press("Isi formulir")
    await office.until(6, 16)
    seen = seen_by(office)
    await office.stage.end()
    await office.tiara.person.say("12")
    await off_until(office, 10, 3)
    assert news(office.tiara, seen["tiara"])[0].startswith("Indikator 2 dari 2"), "the answer was read"
    assert news(office.pandu, seen["pandu"]) == [], "at three in the morning of a Sunday nobody is reminded"
    (told,) = news(office.adi, seen["adi"])
    for rung in ("Hari terakhir", "Jam terakhir", "Batas waktu", "Terlambat ke-1"):
        assert rung in told
    await office.until(11, 7, 45)
    (late,) = news(office.pandu, seen["pandu"])
    assert "telah melewati batas waktu (Kamis, 7 Januari 2027 pukul 16.00 WIB)" in late
    assert len(news(office.kasubag, seen["kasubag"])) == 1, "two units in one message"
    assert "Kasi Pemerintahan belum menyelesaikan" in last(office.sekretaris), "late 2 is told to the Sekretaris too"
    assert len(news(office.adi, seen["adi"])) == 1, "one summary"
    await office.until(11, 16)
    assert len(news(office.pandu, seen["pandu"])) == 1


def tried(tx: Tx) -> bool:
    """Whether something waits, and in every chat what comes first could not be sent so far."""
    box = tables.outbox
    waiting = tx.execute(sa.select(box.c.chat_id, box.c.attempts).where(box.c.state == 0).order_by(box.c.id.desc()))
    first = {chat: attempts for chat, attempts in waiting}  # noqa: C416 (the later of a chat are passed over)
    return bool(first) and all(first.values())


async def test_the_network_is_away_over_the_deadline_while_the_bot_runs(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.until(7, 15)
    seen = set(office.tiara.shown)
    await office.stage.telegram.line.down()
    office.stage.clock.set(datetime(2027, 1, 7, 16, tzinfo=ZONE))
    await office.stage.app.due()
    while not await read(office, tried):  # noqa: ASYNC110 (what is sent is no matter of this process)
        await asyncio.sleep(0.01)
    office.stage.clock.set(datetime(2027, 1, 7, 21, tzinfo=ZONE))
    await office.stage.app.due()
    await office.stage.telegram.line.up()
    await office.stage.settle()
    assert news(office.tiara, seen) == [], "the deadline's reminder did not go in its time, and waits for the morning"
    await office.until(8, 7, 45)
    (late,) = news(office.tiara, seen)
    assert "telah melewati batas waktu" in late
    assert all_said(office.tiara).count("telah melewati batas waktu") == 1
