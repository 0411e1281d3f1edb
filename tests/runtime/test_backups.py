"""The backup that is made by itself: once a day, at night or at the start, and an admin who hears when it fails."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App, build
from bot.runtime.clock import MovableClock
from bot.services import importing
from bot.settings import Settings
from bot.store import addresses, departures, offices
from bot.store.engine import open_engine
from bot.store.schema import migrate
from bot.texts.say import from_json
from jobs import backup as job
from tests.services.desk import CHANNEL, at
from tests.stories.world import small_office


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[App]:
    url = f"sqlite:///{tmp_path}/kantor.db"
    engine = open_engine(url)
    migrate(engine)
    with engine.begin() as tx:
        importing.import_office(tx, small_office(), at("4-1 07.40"))
        admin = next(one for one in offices.persons(tx, 1) if one.name == "Adi Nugroho")
        addresses.link(tx, addresses.keep(tx, CHANNEL, "adi"), admin.id, at("4-1 07.40"))
    engine.dispose()
    settings = Settings(database_url=url, backup_folder=str(tmp_path / "cadangan"))
    made = build(settings, MovableClock(at("4-1 08.00")), ())
    yield made
    await made.runtime.runner.close()
    made.engine.dispose()


def backups(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "cadangan").glob("*.db"))


async def test_one_is_made_at_the_start_and_one_after_each_midnight(bot: App, tmp_path: Path) -> None:
    clock = bot.runtime.clock
    assert isinstance(clock, MovableClock)
    assert await job.nightly(bot.runtime) == 1
    assert await job.nightly(bot.runtime) == 0
    clock.set(at("4-1 23.59"))
    assert await job.nightly(bot.runtime) == 0
    clock.set(at("5-1 00.05"))
    assert await job.nightly(bot.runtime) == 1
    assert backups(tmp_path) == ["kantor-2027-01-04-080000.db", "kantor-2027-01-05-000500.db"]


async def test_the_admin_hears_once_a_day_that_it_fails(bot: App, tmp_path: Path) -> None:
    (tmp_path / "cadangan").write_text("bukan folder", encoding="utf-8")
    clock = bot.runtime.clock
    assert isinstance(clock, MovableClock)
    for _ in range(3):
        assert await job.nightly(bot.runtime) == 0
        clock.advance(timedelta(minutes=10))
    rows = await bot.runtime.runner.run(departures.heads, CHANNEL, 10)
    assert [from_json(row.body["said"]).key for row in rows] == ["notice.backup_failed"]
    (tmp_path / "cadangan").unlink()
    assert await job.nightly(bot.runtime) == 1, "it goes on by itself"
