"""Serves the page that shows every chat as a phone: a few small files, nothing from elsewhere."""

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).with_name("page")
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


def add_routes(app: web.Application) -> None:
    app.router.add_get("/", _serve)
    for path in FOLDER.iterdir():
        app.router.add_get(f"/page/{path.name}", _serve)


async def _serve(request: web.Request) -> web.FileResponse:
    return web.FileResponse(FOLDER / (request.path.rpartition("/")[2] or "index.html"), headers=HEADERS)
