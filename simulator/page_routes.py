"""Serves the page that shows every chat as a phone: a few files, nothing from elsewhere."""

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).with_name("page")
FILES = {"/": "index.html", "/page.css": "page.css", "/page.js": "page.js", "/panels.js": "panels.js"}
HEADERS = {"Content-Security-Policy": "default-src 'self'; img-src 'self' data:", "Cache-Control": "no-cache"}


def add_routes(app: web.Application) -> None:
    for path in FILES:
        app.router.add_get(path, _serve)


async def _serve(request: web.Request) -> web.FileResponse:
    return web.FileResponse(FOLDER / FILES[request.path], headers=HEADERS)
