"""The stage panel of the page: its script and style, and the routes behind its buttons."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from aiohttp import web

from bot.workflow.master import MasterData
from demo.show import NotNowError, Show
from demo.snapshot import snapshot
from demo.stage import open_stage
from simulator import Panel

STRANGER = "Orang Luar"
Action = Callable[[Show, str], Awaitable[None]]


@asynccontextmanager
async def open_show(
    data: MasterData, database: Path, start: datetime, *, port: int = 0, speed: str = "normal"
) -> AsyncIterator[Show]:
    """A fresh office on its page, with the stage above the phones; its timetable runs on the clock of the stage."""
    backstage = Backstage()
    panels, strangers = (backstage.panel,), (STRANGER,)
    async with open_stage(data, database, start, port=port, strangers=strangers, panels=panels) as stage:
        show = backstage.show = Show(stage, speed=speed)
        async with show.running():
            yield show


class Backstage:
    """Holds the show that the routes speak to: the page is served before the office is founded."""

    show: Show | None = None

    @property
    def panel(self) -> Panel:
        """GET state · POST clock {"value": "quarter" | "hour" | "close" | "day" | "next"}
        POST play {"value": "start" | "pause" | "step" | "restart"} · POST speed {"value": "slow" | "normal" | "fast"}

        Every answer is the state after it; what cannot be done now is a 409 with {"error"}.
        """
        posts = [web.post(f"/{name}", self._posted(act)) for name, act in ACTIONS.items()]
        return Panel(
            "stage", "Panggung", _read("panel.js"), _read("panel.css"), (web.get("/state", self._state), *posts)
        )

    async def _state(self, _: web.Request) -> web.Response:
        if self.show is None:
            return web.json_response({"error": "Kantor contoh sedang disiapkan."}, status=503)
        return web.json_response(await snapshot(self.show))

    def _posted(self, act: Action) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            value = await _value(request)
            try:
                if self.show is not None:
                    await act(self.show, value)
            except NotNowError as error:
                return web.json_response({"error": str(error)}, status=409)
            return await self._state(request)

        return answer


async def _value(request: web.Request) -> str:
    try:
        return str((await request.json())["value"])
    except (ValueError, KeyError, TypeError):
        return ""


async def _move(show: Show, value: str) -> None:
    await show.move(value)


async def _play(show: Show, value: str) -> None:
    match value:
        case "start":
            show.start()
        case "pause":
            await show.pause()
        case "step":
            await show.step()
        case "restart":
            await show.restart()
        case _:
            raise NotNowError(f"Perintah “{value}” tidak dikenal.")


async def _speed(show: Show, value: str) -> None:
    show.set_speed(value)


ACTIONS: dict[str, Action] = {"clock": _move, "play": _play, "speed": _speed}


def _read(name: str) -> str:
    return (files("demo") / "panel" / name).read_text(encoding="utf-8")
