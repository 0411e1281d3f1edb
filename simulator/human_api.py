"""What people do, over HTTP and JSON under /_sim/, for the page and for other processes.

GET  /_sim/events                     server-sent events: the chats that changed, a part at a time (see feed.py)
GET  /_sim/state?since=-1&seconds=25  the same when asked: what changed after revision `since`, waited for
GET  /_sim/chats                      the people, without their messages
GET  /_sim/chats/{id}/messages        one chat's messages; ?before=&last= for a part
GET  /_sim/chats/{id}/story           the talk so far as a Python test
GET  /_sim/files/{file_id}            a file a person sees; ?open=1 shows it in the browser where that is safe
GET  /_sim/qr?text=                   a QR code, as SVG
GET  /_sim/calls?method=&last=        what the bot called; /_sim/calls.jsonl the whole log, one JSON object a line
POST /_sim/people                     {"name", "username"?, "note"?} -> a new person
POST /_sim/chats/{id}/{action}        start {"payload"?} · say {"text", "reply_to"?} · edit {"message_id", "text"}
                                      press {"label", "message_id"?, "data"?, "seconds"?}: `data` as the screen shows
                                      react {"message_id", "emoji"?} · contact {"phone"} · block · unblock · deactivate
POST /_sim/chats/{id}/upload          multipart: file, caption?; the same for photo
POST /_sim/faults                     {"method", "kind", "times"?, "code"?, "description"?, "retry_after"?, "seconds"?}
POST /_sim/line                       {"up": false}: the Bot API refuses every connection, until {"up": true}
"""

import io
from collections.abc import Awaitable, Callable
from urllib.parse import quote

import segno
from aiohttp import web

from simulator import actions, feed
from simulator.errors import ApiError
from simulator.faults import read_fault
from simulator.human_actions import ACTIONS, LONGEST_WAIT
from simulator.model import Chat, StoredFile
from simulator.params import read_query
from simulator.state import State, add_person
from simulator.story import story
from simulator.views import as_json, view

Handler = Callable[[State, web.Request], Awaitable[web.StreamResponse]]

IMAGE_TYPES = {b"\x89P": "image/png", b"\xff\xd8": "image/jpeg", b"GI": "image/gif"}
OPENED = {
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/gif",
    "text/plain",
}  # shown, never run
LONGEST_CODE = 1000


def add_routes(app: web.Application, state: State) -> None:
    def route(handle: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            try:
                return await handle(state, request)
            except (actions.ImpossibleError, ApiError) as error:
                return web.json_response({"error": str(error)}, status=409)
            except (KeyError, ValueError) as error:
                return web.json_response({"error": f"missing or wrong: {error}"}, status=400)

        return answer

    for path, handle in READING:
        app.router.add_get(path, route(handle))
    for path, handle in DOING:
        app.router.add_post(path, route(handle))


def _chat(state: State, request: web.Request) -> Chat:
    chat = state.chats.get(int(request.match_info["id"]))
    if chat is None:
        raise actions.ImpossibleError(f"there is no chat {request.match_info['id']}")
    return chat


async def _state(state: State, request: web.Request) -> web.Response:
    since = int(request.query.get("since", "-1"))
    seconds = min(float(request.query.get("seconds", "0")), LONGEST_WAIT)
    if since >= state.changed.count and seconds > 0:
        await state.changed.wait(seconds)
    return web.json_response(feed.news(state, since))


async def _chats(state: State, _: web.Request) -> web.Response:
    return web.json_response([feed.head(chat) for chat in state.chats.values()])


async def _messages(state: State, request: web.Request) -> web.Response:
    chat, before = _chat(state, request), request.query.get("before")
    last = int(request.query.get("last", len(chat.messages)))
    shown = feed.newest(chat, last, int(before) if before else None)
    return web.json_response([as_json(view(stored)) for stored in shown])


async def _story(state: State, request: web.Request) -> web.Response:
    return web.Response(text=story(_chat(state, request)), content_type="text/x-python")


async def _file(state: State, request: web.Request) -> web.Response:
    stored = state.files[request.match_info["file_id"]]
    headers = {"X-Content-Type-Options": "nosniff"}
    opened = "open" in request.query and stored.mime in OPENED
    if stored.kind == "document" and not opened:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name)}"
    return web.Response(body=stored.data, content_type=stored.mime if opened else _type(stored), headers=headers)


def _type(stored: StoredFile) -> str:
    """Only pictures are named as what they are: nothing a bot sends may run on the page."""
    known = IMAGE_TYPES.get(stored.data[:2]) if stored.kind == "photo" else None
    return known or "application/octet-stream"


async def _qr(_: State, request: web.Request) -> web.Response:
    out = io.BytesIO()
    segno.make(request.query["text"][:LONGEST_CODE], micro=False).save(out, kind="svg", scale=8, border=4, light="#fff")
    return web.Response(body=out.getvalue(), content_type="image/svg+xml")


async def _calls(state: State, request: web.Request) -> web.Response:
    method, last = request.query.get("method"), int(request.query.get("last", "100"))
    calls = state.calls.of(method) if method else list(state.calls)
    return web.json_response([call.as_json() for call in calls[-last:]])


async def _calls_jsonl(state: State, _: web.Request) -> web.Response:
    return web.Response(text=state.calls.jsonl(), content_type="application/x-ndjson")


async def _add_person(state: State, request: web.Request) -> web.Response:
    body = (await read_query(request, "person")).args
    note, username = str(body.get("note") or ""), body.get("username") or None
    chat = add_person(state, str(body["name"]), note, username=username, language_code="id")
    return web.json_response(feed.head(chat), status=201)


async def _add_fault(state: State, request: web.Request) -> web.Response:
    state.faults.add(read_fault((await read_query(request, "fault")).args))
    return web.json_response({"planned": len(state.faults.planned)}, status=201)


async def _line(state: State, request: web.Request) -> web.Response:
    up = (await read_query(request, "line")).flag("up")
    await (state.line.up() if up else state.line.down())
    return web.json_response({"up": state.line.is_up})


async def _act(state: State, request: web.Request) -> web.Response:
    query = await read_query(request, request.match_info["action"])
    act = ACTIONS.get(query.method)
    if act is None:
        raise ValueError(query.method)
    return web.json_response(await act(state, _chat(state, request), query))


READING: tuple[tuple[str, Handler], ...] = (
    ("/_sim/events", feed.follow),
    ("/_sim/state", _state),
    ("/_sim/chats", _chats),
    ("/_sim/chats/{id}/messages", _messages),
    ("/_sim/chats/{id}/story", _story),
    ("/_sim/files/{file_id}", _file),
    ("/_sim/qr", _qr),
    ("/_sim/calls", _calls),
    ("/_sim/calls.jsonl", _calls_jsonl),
)
DOING: tuple[tuple[str, Handler], ...] = (
    ("/_sim/people", _add_person),
    ("/_sim/faults", _add_fault),
    ("/_sim/line", _line),
    ("/_sim/chats/{id}/{action}", _act),
)
