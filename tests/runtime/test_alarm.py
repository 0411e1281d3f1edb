"""A database that fails: said where it can be said, nothing acknowledged that was not stored, then work goes on."""

import asyncio
import sqlite3
from contextlib import closing
from typing import Any

import pytest
import sqlalchemy as sa

from bot.runtime import alarm
from bot.runtime.alarm import Alarm
from bot.services import trouble
from bot.services.trouble import Reached
from bot.store.access import AccessReason
from bot.store.engine import Engine
from simulator import Person, Simulator
from tests.runtime.conftest import only_on_postgresql, only_on_sqlite
from tests.runtime.echo_office import EchoOffice, channel_to, until
from tests.stories.world import ZONE


@pytest.fixture
def adi(telegram: Simulator, monkeypatch: pytest.MonkeyPatch) -> Person:
    """The admin, as the alarm knows them."""
    person = telegram.person("Adi")
    monkeypatch.setattr(trouble, "reached", lambda _tx, _now: (Reached("telegram", str(person.id), ZONE),))
    return person


def pragma(engine: Engine, statement: str) -> None:
    """On every connection from now on, and on those there are."""

    def run(connection: sqlite3.Connection, *_more: Any) -> None:
        connection.execute(f"PRAGMA {statement}")

    sa.event.listen(engine, "checkout", run)


FAULTS = {
    "full": ("max_page_count=1", "max_page_count=1073741823", "ruang penyimpanan komputernya penuh"),
    "unwritable": ("query_only=ON", "query_only=OFF", "basis datanya tidak dapat ditulis"),
}


@only_on_sqlite
@pytest.mark.parametrize("fault", FAULTS)
async def test_what_cannot_be_stored_is_not_acknowledged_and_the_admin_hears_of_it(
    office: EchoOffice,
    telegram: Simulator,
    siti: Person,
    adi: Person,
    fault: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken, mended, words = FAULTS[fault]
    await adi.start()
    async with office.running(channel_to(telegram)) as runtime:
        await siti.say("sebelum")
        await siti.expect("sebelum")
        await runtime.quiet()
        await runtime.alarm.look()
        pragma(office.engine, broken)
        for n in range(40):
            await siti.say(f"{n} " + "panjang " * 200)
        await adi.expect(words)
        assert telegram.updates.pending, "what could not be stored is kept by the channel"
        assert await look(runtime.alarm) == 0
        pragma(office.engine, mended)
        monkeypatch.setattr(alarm, "CALM_SECONDS", 1.0)
        await until(lambda: not telegram.updates.pending, 20)
        await until(lambda: len([m for m in siti.received if m.text.startswith("39 ")]) >= 1, 20)
        await asyncio.sleep(1)
        assert await runtime.alarm.look() == 1
        await adi.expect("dapat menyimpan kembali")
    answered = [m.text.split()[0] for m in siti.received if "panjang" in m.text]
    assert answered == [str(n) for n in range(40)]
    told = [m.text for m in adi.received if "tidak dapat menyimpan" in m.text]
    assert len(told) == 1, "once, whatever the number of jobs that failed"


@only_on_sqlite
async def test_a_database_that_another_program_keeps_locked_is_told_of_and_waited_for(
    office: EchoOffice, telegram: Simulator, siti: Person, adi: Person
) -> None:
    await adi.start()
    pragma(office.engine, "busy_timeout=50")
    async with office.running(channel_to(telegram)) as runtime:
        await runtime.alarm.look()
        with closing(sqlite3.connect(str(office.engine.url.database), isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await siti.say("terkunci")
            await adi.expect("dikunci program lain")
            other.execute("ROLLBACK")
        await siti.expect("terkunci", timeout=15)
        await runtime.quiet()
    assert [m.text for m in siti.received if "terkunci" in m.text] == ["terkunci"]


@only_on_postgresql
async def test_a_server_that_cuts_every_connection_is_told_of_and_asked_again(
    office: EchoOffice, telegram: Simulator, siti: Person, adi: Person
) -> None:
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    await adi.start()
    async with office.running(channel_to(telegram)) as runtime:
        await runtime.alarm.look()
        for n in range(30):
            await siti.say(f"pesan {n}")
            if n % 10 == 5:
                with office.engine.connect() as tx:
                    tx.execute(sa.text(f"{others} AND application_name = current_setting('application_name')"))
        await siti.expect("pesan 29", timeout=20)
        await runtime.quiet()
    assert [m.text for m in siti.received if m.text.startswith("pesan")] == [f"pesan {n}" for n in range(30)]


async def look(one: Alarm) -> int:
    """As the timetable does; while the database fails this fails too."""
    try:
        return await one.look()
    except sa.exc.OperationalError:
        return 0


@only_on_sqlite
async def test_a_damaged_database_is_told_of_and_is_a_reason_to_stop(
    office: EchoOffice, telegram: Simulator, adi: Person
) -> None:
    await adi.start()
    async with office.running(channel_to(telegram)) as runtime:
        await runtime.alarm.look()
        runtime.alarm._heard(sa.exc.DatabaseError("SELECT 1", None, damaged()))
        assert await runtime.alarm.fatal() is AccessReason.NO_DATABASE
    assert "Basis data bot rusak" in adi.received[-1].text


def damaged() -> sqlite3.DatabaseError:
    """The very error that SQLite raises for a file whose pages are no pages."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(b"SQLite format 3\0" + b"\x10\0\1\1\0\x40\x20\x20" + b"\xff" * 4072)
    with pytest.raises(sqlite3.DatabaseError) as caught:
        connection.execute("SELECT * FROM sqlite_master")
    connection.close()
    return caught.value


@only_on_sqlite
async def test_a_job_of_its_own_that_fails_is_no_alarm(office: EchoOffice, telegram: Simulator, adi: Person) -> None:
    await adi.start()
    async with office.running(channel_to(telegram)) as runtime:
        await runtime.alarm.look()
        with pytest.raises(sa.exc.IntegrityError):
            await runtime.runner.run(lambda tx: tx.execute(sa.text("INSERT INTO offices (id) VALUES (NULL)")))
        assert await runtime.alarm.look() == 0
    assert [m.text for m in adi.received if "basis" in m.text.lower()] == []
