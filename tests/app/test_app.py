"""The bot put together: what it leaves behind when it stops."""

import asyncio
from pathlib import Path

import pytest

import jobs
from bot import app
from bot.runtime.runtime import Runtime
from bot.settings import Settings
from bot.store.access import open_ready
from jobs import Job
from tests.plain_channel import PlainChannel


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = Settings(database_url=f"sqlite:///{tmp_path}/kantor.db")
    open_ready(found.database_url).dispose()
    return found


@pytest.mark.parametrize("working", [True, False], ids=["in the database", "on a paper"])
async def test_a_job_in_the_middle_of_its_work_does_not_fail_because_the_bot_stops(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, working: bool
) -> None:
    begun = asyncio.Event()

    async def endless(rt: Runtime) -> int:
        while True:
            begun.set()
            if working:
                await rt.runner.run(lambda _tx: None)
            await asyncio.sleep(0.01)

    monkeypatch.setattr(jobs, "TIMETABLE", (Job("tak-selesai", 0.01, endless),))
    bot = app.build(settings, channels=[PlainChannel()])
    async with bot.running(), asyncio.timeout(5):
        await begun.wait()
    await asyncio.sleep(0.05)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
