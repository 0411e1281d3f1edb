"""The bot as a process whose database fails under it, and what its log never says."""

import re
import resource
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import aiohttp
import pytest

from bot.documents.master_workbook import master_workbook
from simulator import Person, Simulator
from tests.app.commanding import Running, bot, call
from tests.postgres import free_port
from tests.stories.world import small_office

pytestmark = pytest.mark.long  # processes that are started twice, and patience with a database that fails
unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of a process that can be moved")


@pytest.fixture
def adi(telegram: Simulator) -> Person:
    return telegram.person("Adi Nugroho")


@asynccontextmanager
async def office_of(folder: Path, admin: Person, **settings: str) -> AsyncIterator[Running]:
    """A bot that runs, with an office in it whose admin speaks from this phone."""
    (folder / "induk.xlsx").write_bytes(master_workbook(small_office()))
    assert (await call(folder, "import", "induk.xlsx", **settings)).status == 0
    code = re.search(r"start=(\S+)", (await call(folder, "invite", "Adi", **settings)).out)
    assert code is not None
    async with bot(folder, "run", **settings) as running:
        await admin.start(code[1])
        await admin.expect("Admin", timeout=10)
        await running.stop()
    async with bot(folder, "run", **settings) as running:
        await running.until("Bot berjalan")
        yield running


@unix
async def test_a_full_disk_is_told_to_the_admin_and_work_goes_on_when_there_is_room(
    tmp_path: Path, reached: dict[str, str], adi: Person, telegram: Simulator
) -> None:
    async with office_of(tmp_path, adi, **reached) as running:
        await adi.say("/bantuan")
        await adi.expect("/antrean")
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        await adi.say("/status")
        await adi.expect("tidak dapat menyimpan apa pun", timeout=20)
        await running.until("the database fails", 20)
        assert running.process.returncode is None
        assert telegram.updates.pending, "not acknowledged: it is not stored"
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await adi.expect("tidak ada pengumpulan data kinerja yang berjalan", timeout=60)
        assert await running.stop() == 0


async def test_a_database_that_is_damaged_while_it_is_used_ends_the_bot_with_what_to_do(
    tmp_path: Path, reached: dict[str, str], adi: Person
) -> None:
    async with office_of(tmp_path, adi, **reached) as running:
        with closing(sqlite3.connect(tmp_path / "data" / "kantor.db", timeout=20)) as database:
            database.execute("PRAGMA writable_schema=ON")
            database.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE outbox (' WHERE name = 'outbox'")
            database.execute("PRAGMA schema_version=1000")  # so that the bot reads it anew
            database.commit()
        await running.until("rusak; isinya tidak diubah", 30)
        assert await running.process.wait() == 1
        await adi.expect("Basis data bot rusak")
    assert "Traceback" not in running.said[-1]


async def test_no_secret_is_in_the_most_talkative_log(tmp_path: Path, reached: dict[str, str], adi: Person) -> None:
    pinged = f"{reached['TELEGRAM_API_URL']}/sandi-pemantau"
    more = {"LOG_LEVEL": "DEBUG", "PING_URL": pinged, "HEALTH_PORT": str(free_port())}
    async with office_of(tmp_path, adi, **reached, **more) as running:
        await adi.say("yang hanya untuk bot")
        await adi.expect("belum dapat dipahami")
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{more['HEALTH_PORT']}/health") as found,
        ):
            assert found.status == 200
        assert await running.stop() == 0
    assert "[debug" in running.text
    code = next(m.text for m in adi.messages if m.text.startswith("/start ")).split()[-1]
    for secret in (reached["TELEGRAM_BOT_TOKEN"], "sandi-pemantau", "yang hanya untuk bot", code):
        assert secret not in running.text
