"""What people do, over HTTP and JSON under /_sim/, for the page and for other processes.

GET  /_sim/state?since=0&seconds=25   the chats that changed after revision `since`, waited for up to `seconds`
GET  /_sim/chats                      the people, without their messages
GET  /_sim/chats/{id}/messages        one chat's messages
GET  /_sim/files/{file_id}            a file a person sees
GET  /_sim/calls?method=&last=        what the bot called; /_sim/calls.jsonl the whole log, one JSON object a line
POST /_sim/people                     {"name", "username"?} -> a new person
POST /_sim/chats/{id}/{action}        start {"payload"?} · say {"text", "reply_to"?} · edit {"message_id", "text"}
                                      press {"label", "message_id"?, "seconds"?} or {"message_id", "row", "column"}
                                      react {"message_id", "emoji"?} · contact {"phone"} · block · unblock · deactivate
POST /_sim/chats/{id}/upload          multipart: file, caption?; the same for photo
POST /_sim/faults                     {"method", "kind", "times"?, "code"?, "description"?, "retry_after"?, "seconds"?}
"""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web

from simulator import actions
from simulator.errors import ApiError, too_many_requests
from simulator.faults import Fault, Kind
from simulator.model import Chat, JsonObject, StoredFile, Toast, Upload
from simulator.params import Query, read_query
from simulator.state import State, add_person
from simulator.views import as_json, buttons, view

Handler = Callable[[State, web.Request], Awaitable[web.Response]]

MOST_MESSAGES = 200
MOST_TOASTS = 5
LONGEST_WAIT = 60.0
IMAGE_TYPES = {b"\x89P": "image/png", b"\xff\xd8": "image/jpeg", b"GI": "image/gif"}


def add_routes(app: web.Application, state: State) -> None:
    def route(
        handle: Callable[[State, web.Request], Awaitable[web.Response]],
    ) -> Callable[..., Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            try:
                return await handle(state, request)
            except (actions.ImpossibleError, ApiError) as error:
                return web.json_response({"error": str(error)}, status=409)
            except (KeyError, ValueError) as error:
                return web.json_response({"error": f"missing or wrong: {error}"}, status=400)

        return answer

    app.router.add_get("/_sim/state", route(_state))
    app.router.add_get("/_sim/chats", route(_chats))
    app.router.add_get("/_sim/chats/{id}/messages", route(_messages))
    app.router.add_get("/_sim/files/{file_id}", route(_file))
    app.router.add_get("/_sim/calls", route(_calls))
    app.router.add_get("/_sim/calls.jsonl", route(_calls_jsonl))
    app.router.add_post("/_sim/people", route(_add_person))
    app.router.add_post("/_sim/faults", route(_add_fault))
    app.router.add_post("/_sim/chats/{id}/{action}", route(_act))


# What there is


def _chat(state: State, request: web.Request) -> Chat:
    chat = state.chats.get(int(request.match_info["id"]))
    if chat is None:
        raise actions.ImpossibleError(f"there is no chat {request.match_info['id']}")
    return chat


def _head(chat: Chat) -> JsonObject:
    return {
        "id": chat.id,
        "name": " ".join(filter(None, (chat.user["first_name"], chat.user.get("last_name")))),
        "username": chat.user.get("username"),
        "started": chat.started,
        "blocked": chat.blocked,
        "deactivated": chat.deactivated,
        "revision": chat.revision,
    }


def _toast(toast: Toast) -> JsonObject:
    return {"text": toast.text, "alert": toast.alert, "url": toast.url, "label": toast.label}


def _whole(chat: Chat) -> JsonObject:
    shown = list(chat.messages.values())[-MOST_MESSAGES:]
    rows = buttons(chat.keyboard["keyboard"]) if chat.keyboard else ()
    return _head(chat) | {
        "messages": [as_json(view(stored)) for stored in shown],
        "keyboard": [[button.label for button in row] for row in rows],
        "toast_count": len(chat.toasts),
        "toasts": [_toast(toast) for toast in chat.toasts[-MOST_TOASTS:]],
    }


async def _state(state: State, request: web.Request) -> web.Response:
    since = int(request.query.get("since", "-1"))
    seconds = min(float(request.query.get("seconds", "0")), LONGEST_WAIT)
    if since >= state.changed.count and seconds > 0:
        await state.changed.wait(seconds)
    chats = [_whole(chat) for chat in state.chats.values() if chat.revision > since]
    commands = state.profile.commands.get(("all_private_chats", "")) or state.profile.commands.get(("default", ""), [])
    return web.json_response({"revision": state.changed.count, "bot": state.bot, "commands": commands, "chats": chats})


async def _chats(state: State, _: web.Request) -> web.Response:
    return web.json_response([_head(chat) for chat in state.chats.values()])


async def _messages(state: State, request: web.Request) -> web.Response:
    return web.json_response([as_json(view(stored)) for stored in _chat(state, request).messages.values()])


async def _file(state: State, request: web.Request) -> web.Response:
    stored = state.files[request.match_info["file_id"]]
    headers = {"X-Content-Type-Options": "nosniff"}
    if stored.kind == "document":
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name)}"
    return web.Response(body=stored.data, content_type=_type(stored), headers=headers)


def _type(stored: StoredFile) -> str:
    """Only pictures are named as what they are: nothing a bot sends may run on the page."""
    known = IMAGE_TYPES.get(stored.data[:2]) if stored.kind == "photo" else None
    return known or "application/octet-stream"


async def _calls(state: State, request: web.Request) -> web.Response:
    method, last = request.query.get("method"), int(request.query.get("last", "100"))
    calls = state.calls.of(method) if method else list(state.calls)
    return web.json_response([call.as_json() for call in calls[-last:]])


async def _calls_jsonl(state: State, _: web.Request) -> web.Response:
    return web.Response(text=state.calls.jsonl(), content_type="application/x-ndjson")


# What people do


async def _add_person(state: State, request: web.Request) -> web.Response:
    body = (await read_query(request, "person")).args
    chat = add_person(state, str(body["name"]), username=body.get("username"), language_code="id")
    return web.json_response(_head(chat), status=201)


async def _add_fault(state: State, request: web.Request) -> web.Response:
    body = (await read_query(request, "fault")).args
    error = None
    if "retry_after" in body:
        error = too_many_requests(int(body["retry_after"]))
    elif "code" in body:
        error = ApiError(int(body["code"]), str(body.get("description", "")))
    kind, seconds = Kind(str(body["kind"])), body.get("seconds")
    fault = Fault(str(body["method"]), kind, int(body.get("times", 1)), error, float(seconds) if seconds else None)
    state.faults.add(fault)
    return web.json_response({"planned": len(state.faults.planned)}, status=201)


async def _act(state: State, request: web.Request) -> web.Response:
    query = await read_query(request, request.match_info["action"])
    act = ACTIONS.get(query.method)
    if act is None:
        raise ValueError(query.method)
    result = await act(state, _chat(state, request), query)
    return web.json_response(result)


async def _press(state: State, chat: Chat, query: Query) -> JsonObject:
    message_id = query.integer("message_id") or None
    if "row" in query.args and message_id is not None:
        pressed = actions.press_at(state, chat, message_id, query.integer("row"), query.integer("column"))
    else:
        pressed = actions.press(state, chat, query.text("label"), message_id)
    seconds = min(float(query.text("seconds") or 0), LONGEST_WAIT)
    if pressed.press is None or not seconds:
        return {"toast": None}
    answer = pressed.press.answer
    await asyncio.wait((answer,), timeout=seconds)
    return {"toast": _toast(answer.result()) if answer.done() else None}


async def _start(state: State, chat: Chat, query: Query) -> JsonObject:
    return as_json(view(actions.start(state, chat, query.text("payload") or None)))


async def _say(state: State, chat: Chat, query: Query) -> JsonObject:
    return as_json(view(actions.say(state, chat, query.text("text"), query.integer("reply_to") or None)))


async def _edit(state: State, chat: Chat, query: Query) -> JsonObject:
    return as_json(view(actions.edit(state, chat, query.integer("message_id"), query.text("text"))))


async def _react(state: State, chat: Chat, query: Query) -> JsonObject:
    actions.react(state, chat, query.integer("message_id"), query.text("emoji") or None)
    return {}


async def _contact(state: State, chat: Chat, query: Query) -> JsonObject:
    return as_json(view(actions.share_contact(state, chat, query.text("phone"))))


def _uploaded(query: Query) -> Upload:
    return query.files["file"]


async def _upload(state: State, chat: Chat, query: Query) -> JsonObject:
    return as_json(view(actions.upload(state, chat, _uploaded(query), query.text("caption") or None)))


async def _photo(state: State, chat: Chat, query: Query) -> JsonObject:
    return as_json(view(actions.photo(state, chat, _uploaded(query).data, query.text("caption") or None)))


async def _block(state: State, chat: Chat, _: Query) -> JsonObject:
    actions.block(state, chat)
    return {}


async def _unblock(state: State, chat: Chat, _: Query) -> JsonObject:
    actions.unblock(state, chat)
    return {}


async def _deactivate(state: State, chat: Chat, _: Query) -> JsonObject:
    actions.deactivate(state, chat)
    return {}


ACTIONS: dict[str, Callable[[State, Chat, Query], Awaitable[JsonObject]]] = {
    "start": _start,
    "say": _say,
    "edit": _edit,
    "press": _press,
    "react": _react,
    "contact": _contact,
    "upload": _upload,
    "photo": _photo,
    "block": _block,
    "unblock": _unblock,
    "deactivate": _deactivate,
}
