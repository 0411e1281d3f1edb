"""Panels: parts of the page that others build. The simulator serves them and knows nothing of what they do."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aiohttp import web

from simulator.model import UPLOAD_LIMIT
from simulator.params import FORM_ROOM

NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
NO_CACHE = {"Cache-Control": "no-cache"}


class Place(StrEnum):
    TOP = "top"  # always to be seen, above the phones, as wide as the page
    DRAWER = "drawer"  # behind a button of its title in the head of the page


@dataclass(frozen=True)
class Panel:
    """A part of the page with a module of its own, a style sheet and an API.

    `script` is the source of a JavaScript module that exports `mount(element, api)`. `element` is an empty <div> of
    class "panel-body" for the panel alone. `api` is

        get(path), post(path, body = {})   ask the panel's own routes, `path` without a slash before it; resolve to the
                                           JSON of the answer (null where it is empty); reject with an Error whose
                                           message is the answer's "error" and whose `status` is its HTTP status
        onChange(callback)                 calls back after something changed in a chat and after `refresh()` of the
                                           Simulator, at most five times a second; returns a function that ends it
        focus(chatId, still = false)       shows this phone and puts it in front; `still` moves only the row of phones,
                                           never the page up or down

    `mount` may be async; what it throws is shown in its place. `style` is CSS for this panel, best written below
    `.panel-<name>`; it may use the colours of the page, such as var(--ink), var(--muted), var(--line), var(--paper),
    var(--accent), and the class "unseen" for words that are only to be heard. Styles written into HTML are refused by
    the page's policy; those set by a script are not.
    `routes` are served under /panel/<name>/api: `web.get("/clock", handler)` answers `api.get("clock")`.
    """

    name: str
    title: str
    script: str
    style: str = ""
    routes: Sequence[web.AbstractRouteDef] = ()
    place: Place = Place.TOP

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"a panel's name is written in small letters, digits and hyphens: {self.name!r}")


def add_routes(app: web.Application, panels: Sequence[Panel]) -> None:
    listed = [_listed(panel) for panel in panels]

    async def answer(_: web.Request) -> web.Response:
        return web.json_response(listed, headers=NO_CACHE)

    app.router.add_get("/panels.json", answer)
    for panel in panels:
        prefix = f"/panel/{panel.name}"
        app.router.add_get(f"{prefix}/panel.js", _source(panel.script, "text/javascript"))
        app.router.add_get(f"{prefix}/panel.css", _source(panel.style, "text/css"))
        own = web.Application(client_max_size=UPLOAD_LIMIT + FORM_ROOM)
        own.add_routes(panel.routes)
        app.add_subapp(f"{prefix}/api", own)


def _listed(panel: Panel) -> dict[str, str]:
    return {"name": panel.name, "title": panel.title, "place": panel.place}


def _source(text: str, content_type: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=text, content_type=content_type, headers=NO_CACHE)

    return answer
