"""Others may put panels of their own on the page."""

import aiohttp
import pytest
from aiohttp import web

from simulator import Panel, Simulator

SCRIPT = "export function mount(element, api) { element.textContent = 'jam'; }"


async def _time(_: web.Request) -> web.Response:
    return web.json_response({"now": "08:00"})


async def _move(request: web.Request) -> web.Response:
    return web.json_response({"moved": (await request.json())["minutes"]})


def clock() -> Panel:
    return Panel(
        "clock", "Jam", SCRIPT, ".panel-clock { color: red }", (web.get("/now", _time), web.post("/move", _move))
    )


async def test_a_panel_is_listed_and_served_with_its_own_routes(session: aiohttp.ClientSession) -> None:
    telegram = Simulator(panels=(clock(),))
    telegram.add_panel(Panel("other", "Lain", SCRIPT))
    async with telegram:
        async with session.get(f"{telegram.url}/panels.json") as response:
            listed = [(panel["name"], panel["title"], panel["place"]) for panel in await response.json()]
        assert listed[:2] == [("clock", "Jam", "top"), ("other", "Lain", "top")]
        async with session.get(f"{telegram.url}/panel/clock/panel.js") as response:
            assert (response.content_type, await response.text()) == ("text/javascript", SCRIPT)
        async with session.get(f"{telegram.url}/panel/clock/panel.css") as response:
            assert response.content_type == "text/css"
        async with session.get(f"{telegram.url}/panel/clock/api/now") as response:
            assert await response.json() == {"now": "08:00"}
        async with session.post(f"{telegram.url}/panel/clock/api/move", json={"minutes": 15}) as response:
            assert await response.json() == {"moved": 15}


async def test_a_panel_comes_before_the_page_is_served_or_not_at_all(telegram: Simulator) -> None:
    with pytest.raises(RuntimeError):
        telegram.add_panel(clock())


def test_a_panel_has_a_name_that_fits_an_address() -> None:
    with pytest.raises(ValueError, match="small letters"):
        Panel("../x", "X", SCRIPT)
