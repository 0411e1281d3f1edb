"""For whoever watches from outside: /health and /metrics on a local port, and a sign of life sent out each minute."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.runtime.clock import Clock
from bot.runtime.metrics import Metrics
from bot.runtime.run import Runner
from bot.services.vitals import Vitals, age, is_late, vitals

DATABASE_SECONDS = 5.0
HEARTS: Mapping[str, float] = {"pengingat": 60.0, "dokumen": 600.0}
"""The jobs of the timetable without which nobody is reminded and no paper is made, and for how many seconds they may
stand still: a paper may take its time."""
PING_SECONDS = 10.0
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WatchAt:
    """`port` None: nobody is told; `ping` empty: no sign of life is sent."""

    host: str = "127.0.0.1"
    port: int | None = None
    ping: str = ""


@dataclass(frozen=True)
class Health:
    """`failing` stands in the way of the work; `troubled` is worth a look. Empty: all is well."""

    failing: tuple[str, ...]
    troubled: tuple[str, ...]
    vitals: Vitals | None

    @property
    def status(self) -> str:
        return "failing" if self.failing else "troubled" if self.troubled else "ok"


class Watch:
    def __init__(self, runner: Runner, clock: Clock, metrics: Metrics, at: WatchAt) -> None:
        self._runner, self._clock, self._metrics, self._at = runner, clock, metrics, at
        self._pinged = True
        self.port = 0

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """OSError where the port cannot be had."""
        if self._at.port is None:
            yield
            return
        app = web.Application()
        app.router.add_get("/health", self._health)
        app.router.add_get("/metrics", self._show)
        serving = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await serving.setup()
        try:
            await web.TCPSite(serving, self._at.host, self._at.port).start()
            self.port = serving.addresses[0][1]
            yield
        finally:
            await serving.cleanup()

    async def health(self) -> Health:
        """A network that is away is nothing a restart would mend: that is trouble, not failure."""
        try:
            found = await self._vitals()
        except Exception as error:
            return Health((f"database: {type(error).__name__}",), (), None)
        still = ((job, self._metrics.since_tick(job), most) for job, most in HEARTS.items())
        failing = tuple(f"timetable: no tick of {job} for {since:.0f} s" for job, since, most in still if since > most)
        return Health(failing, self._troubles(found), found)

    async def _vitals(self) -> Vitals:
        """Whatever the database raises, and TimeoutError."""
        async with asyncio.timeout(DATABASE_SECONDS):
            return await self._runner.run(vitals)

    def _troubles(self, found: Vitals) -> tuple[str, ...]:
        now, queues = self._clock.now(), found.queues.items()
        late = (
            f"{name}: the oldest row waits for {age(queue, now):.0f} s" for name, queue in queues if is_late(queue, now)
        )
        parked = (f"{name}: {queue.parked} given up" for name, queue in queues if queue.parked)
        return (*late, *parked)

    async def _health(self, _request: web.Request) -> web.Response:
        health, now = await self.health(), self._clock.now()
        facts: dict[str, object] = {"status": health.status, "problems": [*health.failing, *health.troubled]}
        if health.vitals is not None:
            for name, queue in health.vitals.queues.items():
                facts[name] = {"waiting": queue.waiting, "oldest_seconds": age(queue, now), "parked": queue.parked}
            facts["open_tasks"] = sum(health.vitals.tasks.values())
        return web.json_response(facts, status=503 if health.failing else 200)

    async def _show(self, _request: web.Request) -> web.Response:
        try:
            found = await self._vitals()
        except Exception:
            log.exception("the metrics could not be read")
            return web.Response(status=503)
        shown = self._metrics.exposition(found, self._clock.now())
        return web.Response(body=shown, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def ping(self) -> int:
        """A sign of life to the address set, while nothing fails: 1 where it arrived. Its absence is what alarms."""
        if not self._at.ping or (await self.health()).failing:
            return 0
        try:
            timeout = aiohttp.ClientTimeout(total=PING_SECONDS)
            async with (
                aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
                session.get(self._at.ping) as answer,
            ):
                arrived = answer.status < 400
        except (aiohttp.ClientError, TimeoutError, OSError):
            arrived = False
        if not arrived and self._pinged:
            log.warning("the sign of life does not arrive")  # its address is a secret of the office's
        self._pinged = arrived
        return int(arrived)
