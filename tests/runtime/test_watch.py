"""Whoever watches the bot from outside is told the truth: /health, /metrics, the sign of life."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web

from bot.runtime.metrics import Metrics
from bot.runtime.runtime import Runtime
from bot.runtime.watch import HEARTS, WatchAt
from bot.store import tables
from jobs import TIMETABLE
from jobs.documents import PAPER_SECONDS
from simulator import Person, Simulator
from simulator.errors import ApiError
from simulator.faults import Fault, Kind
from tests.runtime.conftest import only_on_sqlite
from tests.runtime.echo_office import EchoOffice, channel_to

pytestmark = only_on_sqlite


async def asked(runtime: Runtime, path: str) -> tuple[int, str]:
    address = f"http://127.0.0.1:{runtime.watch.port}{path}"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.text()


def figure(exposition: str, name: str) -> float:
    """Of a line of Prometheus' text format."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", exposition, re.MULTILINE)
    assert found is not None, f"{name} is not in\n{exposition}"
    return float(found[1])


@pytest.fixture
def watched(office: EchoOffice) -> EchoOffice:
    office.watch_at = WatchAt(port=0)
    return office


async def test_health_and_metrics_tell_what_was_handled_and_sent(
    watched: EchoOffice, telegram: Simulator, siti: Person
) -> None:
    async with watched.running(channel_to(telegram)) as runtime:
        await siti.say("halo")
        await siti.expect("halo")
        await runtime.quiet()
        status, health = await asked(runtime, "/health")
        _, shown = await asked(runtime, "/metrics")
    assert status == 200
    assert '"status": "ok"' in health
    assert figure(shown, 'bot_updates_total{channel="telegram",outcome="done"}') == 1
    assert figure(shown, 'bot_sends_total{channel="telegram",kind="text",outcome="sent"}') == 1
    assert figure(shown, 'bot_send_seconds_count{channel="telegram"}') == 1
    assert figure(shown, 'bot_waiting{queue="outbox"}') == 0


async def test_a_queue_that_stands_still_shows_its_depth_and_age(
    watched: EchoOffice, telegram: Simulator, siti: Person
) -> None:
    watched.gate.clear()
    async with watched.running(channel_to(telegram)) as runtime:
        await siti.say("satu")
        await siti.say("dua")
        await telegram.quiet()
        watched.clock.advance(timedelta(minutes=7))
        status, health = await asked(runtime, "/health")
        _, shown = await asked(runtime, "/metrics")
        watched.gate.set()
        await runtime.quiet()
    assert status == 200, "it works on; somebody should look"
    assert "inbox: the oldest row waits for 420 s" in health
    assert figure(shown, 'bot_waiting{queue="inbox"}') == 2
    assert figure(shown, 'bot_oldest_seconds{queue="inbox"}') == 420


async def test_what_was_given_up_is_counted(watched: EchoOffice, telegram: Simulator, siti: Person) -> None:
    async with watched.running(channel_to(telegram)) as runtime:
        await siti.say("gagal")
        await siti.expect("Maaf")
        await runtime.quiet()
        _, health = await asked(runtime, "/health")
        _, shown = await asked(runtime, "/metrics")
    assert "inbox: 1 given up" in health
    assert figure(shown, 'bot_parked{queue="inbox"}') == 1
    assert figure(shown, 'bot_updates_total{channel="telegram",outcome="parked"}') == 1


async def test_a_database_that_does_not_answer_is_a_failure(watched: EchoOffice, telegram: Simulator) -> None:
    async with watched.running(channel_to(telegram)) as runtime:
        with watched.engine.begin() as tx:
            tables.outbox.drop(tx)
        status, health = await asked(runtime, "/health")
        shown, _ = await asked(runtime, "/metrics")
        with watched.engine.begin() as tx:
            tables.outbox.create(tx)
    assert (status, shown) == (503, 503)
    assert "database: OperationalError" in health


@pytest.mark.parametrize(("job", "seconds"), [("pengingat", 61), ("dokumen", 601)])
async def test_a_timetable_that_stands_still_is_a_failure(
    watched: EchoOffice, telegram: Simulator, monkeypatch: pytest.MonkeyPatch, job: str, seconds: int
) -> None:
    """Of the one job without which nobody is reminded, or of that without which there are no papers."""
    monkeypatch.setattr(Metrics, "since_tick", lambda _self, one: seconds if one == job else 59.0)
    async with watched.running(channel_to(telegram)) as runtime:
        status, health = await asked(runtime, "/health")
    assert status == 503
    assert f"timetable: no tick of {job} for {seconds} s" in health


@pytest.mark.usefixtures("dialect")
def test_the_jobs_whose_ticks_are_watched_are_in_the_timetable() -> None:
    assert HEARTS.keys() <= {job.name for job in TIMETABLE}
    assert HEARTS["dokumen"] > 3 * PAPER_SECONDS, "a paper may take its time"


@pytest.mark.parametrize("kind", [Kind.DROP_AFTER, Kind.CUT, Kind.REFUSE_AFTER])
async def test_a_send_that_may_arrive_twice_is_counted(
    watched: EchoOffice, telegram: Simulator, siti: Person, kind: Kind
) -> None:
    """A server that fails may do so after it did what was asked, as one that is not heard of again."""
    async with watched.running(channel_to(telegram)) as runtime:
        telegram.faults.add(Fault("sendMessage", kind, error=ApiError(502, "Bad Gateway")))
        await siti.say("halo")
        await siti.expect("halo")
        await runtime.quiet()
        _, shown = await asked(runtime, "/metrics")
    assert [message.text for message in siti.received if message.text == "halo"] == ["halo", "halo"]
    assert figure(shown, 'bot_sends_perhaps_twice_total{channel="telegram"}') == 1


# -- the sign of life ------------------------------------------------------------------------------------------------


@dataclass
class Listener:
    """Somebody who raises the alarm when no more signs come."""

    heard: int = 0
    answers: int = 200
    url: str = field(default="")

    async def listen(self, _request: web.Request) -> web.Response:
        self.heard += 1
        return web.Response(status=self.answers)


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    found = Listener()
    app = web.Application()
    app.router.add_get("/rahasia", found.listen)
    serving = web.AppRunner(app)
    await serving.setup()
    await web.TCPSite(serving, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{serving.addresses[0][1]}/rahasia"
    yield found
    await serving.cleanup()


async def test_a_sign_of_life_goes_out_while_nothing_fails(
    office: EchoOffice, telegram: Simulator, listener: Listener
) -> None:
    office.watch_at = WatchAt(ping=listener.url)
    async with office.running(channel_to(telegram)) as runtime:
        assert await runtime.watch.ping() == 1
        with office.engine.begin() as tx:
            tables.outbox.drop(tx)
        assert await runtime.watch.ping() == 0
        with office.engine.begin() as tx:
            tables.outbox.create(tx)
    assert listener.heard == 1


async def test_a_sign_of_life_that_does_not_arrive_is_logged_once_and_without_its_address(
    office: EchoOffice, telegram: Simulator, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    listener.answers = 500
    office.watch_at = WatchAt(ping=listener.url)
    async with office.running(channel_to(telegram)) as runtime:
        assert [await runtime.watch.ping() for _ in range(3)] == [0, 0, 0]
    assert caplog.text.count("the sign of life does not arrive") == 1
    assert "rahasia" not in caplog.text
