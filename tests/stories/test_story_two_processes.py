"""Two bots on one PostgreSQL are to everybody in the office one bot: nothing comes twice, nothing is left out."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import pytest

from bot.app import App, build
from bot.channels.base import Received
from bot.channels.telegram.channel import Telegram
from bot.runtime.pacing import UNPACED
from bot.runtime.runtime import Runtime
from bot.runtime.sender import SLOTS, Sending
from bot.services import loading
from bot.services.scope import scope_for
from bot.settings import Settings
from bot.store import claims, cycles, history
from bot.store.engine import Tx
from tests.killing import killed, started
from tests.runtime.echo_office import until
from tests.stories.conftest import only_on_postgresql
from tests.stories.office import OnTelegram, fill, reach_filling, reach_recap, read
from tests.stories.world import ZONE

pytestmark = only_on_postgresql

AGREED = ("camat", "sekretaris", "kasubag", "staf", "pandu", "tiara", "opi")
"""Everybody but the admin, who is also told how the processes fare."""


class Deaf(Telegram):
    """Telegram gives its updates to one process alone, unless they come by webhook: this one sends only."""

    async def receive(self) -> AsyncGenerator[tuple[Received, ...], None]:
        await asyncio.Event().wait()
        yield ()


@dataclass(frozen=True)
class Pair:
    """Two bots at once: whatever is due, both set about it in the same moment."""

    one: App
    other: App

    @property
    def runtime(self) -> Runtime:
        return self.one.runtime

    async def due(self) -> int:
        return sum(await asyncio.gather(self.one.due(), self.other.due()))


@asynccontextmanager
async def another_bot(office: OnTelegram) -> AsyncIterator[App]:
    """Beside the office's own, on the same database, with the same clock."""
    at, own = office.stage.telegram, office.stage.app
    settings = Settings(at.token, at.api_url, office.stage.database.url)
    channel = Deaf(at.token, base_url=settings.base_url, base_file_url=settings.base_file_url)
    other = build(settings, office.stage.clock, (channel,), Sending(pacing=UNPACED))
    async with other.running(timetable=False):
        office.stage.app = cast(App, Pair(own, other))
        yield other
    office.stage.app = own


def seen(office: OnTelegram) -> dict[str, set[str]]:
    return {key: set(getattr(office, key).shown) for key in AGREED}


def news(office: OnTelegram, before: dict[str, set[str]]) -> dict[str, Counter[str]]:
    """What each has got since, how often."""
    phones = {key: getattr(office, key).shown for key in AGREED}
    return {
        key: Counter(text for message, text in shown.items() if message not in before[key])
        for key, shown in phones.items()
    }


async def a_week_goes_by(office: OnTelegram) -> dict[str, Counter[str]]:
    """In which one unit fills in its form and the other does nothing: every kind of reminder, and a late one."""
    before = seen(office)
    await office.until(5, 9)
    await fill(office.pandu, ("87,5", "950", "Rp18,5 juta"))
    await office.pandu.press("Serahkan")
    await office.until(12, 16)
    return news(office, before)


async def test_a_week_of_reminders_is_the_same_with_two_as_with_one(office: OnTelegram) -> None:
    await reach_filling(office)
    moment = await office.stage.save()
    alone = await a_week_goes_by(office)
    await office.stage.go_back(moment)
    async with another_bot(office) as other:
        together = await a_week_goes_by(office)
        assert together == alone
        assert sum(alone["tiara"].values()) >= 6, "the rungs of a deadline and of what is late"
        assert sent_by(other) > 0
        assert sent_by(cast(Pair, office.stage.app).one) > 0


async def test_the_steps_and_their_papers_are_the_same_with_two_as_with_one(office: OnTelegram) -> None:
    await reach_recap(office)
    moment = await office.stage.save()
    alone = await the_recap_is_made(office)
    await office.stage.go_back(moment)
    async with another_bot(office):
        assert await the_recap_is_made(office) == alone
        assert await read(office, whole)


async def the_recap_is_made(office: OnTelegram) -> dict[str, Counter[str]]:
    before = seen(office)
    await office.kasubag.press("Perintahkan rekap")
    await office.staf.press("Konfirmasi rekap")
    await office.staf.press("Serahkan ke Kasubag")
    await office.kasubag.press("Laporkan")
    return news(office, before)


async def test_of_two_who_decide_at_once_one_waits_and_sees_what_the_other_did(office: OnTelegram) -> None:
    """Both forms arrive in the same moment: whoever comes second closes step 4 and asks for the Tanda Terima."""
    await reach_recap(office)
    now, engine = office.stage.clock.now(), office.stage.app.engine
    with engine.begin() as one, engine.begin() as other, ThreadPoolExecutor(1) as thread:
        scope_for(one, 1, now)
        waits = thread.submit(scope_for, other, 1, now)
        with pytest.raises(TimeoutError):
            waits.result(timeout=0.3)
        cycles.note(one, 1, second=5)
        one.commit()
        assert loading.state(waits.result(timeout=10), 1).second == 5
        scope_for(other, 1, now)  # it is theirs, however often it is asked for


def whole(tx: Tx) -> bool:
    return history.broken(tx, 1) is None


def sent_by(app: App) -> float:
    samples = [one for metric in app.runtime.metrics.sends.collect() for one in metric.samples]
    return sum(one.value for one in samples if one.name.endswith("_total") and one.labels["outcome"] == "sent")


@pytest.mark.long
async def test_of_two_that_remind_one_is_killed_and_everybody_is_reminded_once(office: OnTelegram) -> None:
    """Real processes with their real timetables, on a morning on which every unit is late."""
    await reach_filling(office)
    await office.until(8, 7, 30)
    moment, late = await office.stage.save(), datetime(2027, 1, 8, 9, tzinfo=ZONE)
    before = seen(office)
    await office.until(8, 9)
    alone = news(office, before)
    assert sum(one.total() for one in alone.values()) >= 3
    await office.stage.go_back(moment)
    stage = office.stage
    await stage.end()
    where = (stage.database.url, stage.telegram.api_url, stage.telegram.token, late.isoformat(), "timetable")
    first = await started("tests.stories.killed_bot", *where)
    second = await started("tests.stories.killed_bot", *where)
    await until(lambda: any(news(office, before).values()), 30)
    await killed(first)
    await until(lambda: {key: set(got) for key, got in news(office, before).items()} == keys(alone), claims.LEASE + 60)
    await asyncio.sleep(6)  # a tick later there is still nothing more
    await killed(second)
    got = news(office, before)
    assert {key: set(one) for key, one in got.items()} == keys(alone)
    assert sum(one.total() for one in got.values()) - sum(one.total() for one in alone.values()) <= SLOTS


def keys(found: dict[str, Counter[str]]) -> dict[str, set[str]]:
    return {key: set(texts) for key, texts in found.items()}
