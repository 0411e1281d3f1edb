"""The HTTP side of the Bot API: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import inspect
import json
import time
from typing import Any

from aiohttp import web

from simulator.calls import Call
from simulator.errors import NO_METHOD, NOT_FOUND, UNAUTHORIZED, ApiError
from simulator.faults import DOWNLOAD, Fault, Kind
from simulator.methods.table import METHODS, Method
from simulator.model import JsonObject
from simulator.params import Query, read_query
from simulator.state import State

POLLING = "getUpdates"
ROUTES = CALLS, FILES = "/bot{token:[^/]+}/{method}", "/file/bot{token:[^/]+}/{path:.+}"
written = json.JSONEncoder(check_circular=False, separators=(",", ":")).encode
"""JSON in ASCII alone, as the real server writes it; nothing that is stored holds a circle to be looked for."""
DROPPED: JsonObject = {"ok": False, "error_code": 0, "description": "connection dropped"}
BEFORE = (Kind.REFUSE, Kind.DROP, Kind.HANG)


class DroppedError(Exception):
    """The connection is to be closed without an answer, or in the middle of this one."""

    def __init__(self, answer: bytes = b"") -> None:
        super().__init__("connection dropped")
        self.answer = answer


def add_routes(app: web.Application, state: State) -> None:
    async def call(request: web.Request) -> web.StreamResponse:
        return await _call(state, request)

    async def download(request: web.Request) -> web.StreamResponse:
        return await _download(state, request)

    app.router.add_route("*", CALLS, call)
    app.router.add_get(FILES, download)


def add_directions(app: web.Application, url: str) -> None:
    """For a bot that was given the address of the page: the Bot API is served at `url`."""

    async def answer(_: web.Request) -> web.Response:
        return _respond(404, _failure(ApiError(404, f"Not Found: the Bot API is served at {url}")))

    for path in ROUTES:
        app.router.add_route("*", path, answer)


def _failure(error: ApiError) -> JsonObject:
    answer: JsonObject = {"ok": False, "error_code": error.code, "description": error.description}
    return answer | ({"parameters": error.parameters} if error.parameters else {})


def _respond(status: int, answer: JsonObject) -> web.Response:
    return web.Response(status=status, body=written(answer).encode(), content_type="application/json")


async def _download(state: State, request: web.Request) -> web.StreamResponse:
    if request.match_info["token"] != state.token:
        return _respond(401, _failure(ApiError(*UNAUTHORIZED)))
    stored = state.paths.get(request.match_info["path"])
    if stored is None:
        return _respond(404, _failure(ApiError(*NOT_FOUND)))
    fault = state.faults.take(DOWNLOAD, {"file_path": stored.path})
    try:
        if fault is not None:
            await _fail_before(state, fault)
            _fail_after(fault, stored.data)
    except ApiError as error:
        return _respond(error.code, _failure(error))
    except DroppedError as dropped:
        return await _drop(request, dropped.answer)
    return web.Response(body=stored.data, content_type="application/octet-stream")


async def _drop(request: web.Request, answer: bytes) -> web.StreamResponse:
    """Closes the connection, after half of the answer if there is one."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(answer))})
    if answer:
        await response.prepare(request)
        await response.write(answer[: len(answer) // 2])
    if request.transport is not None:
        request.transport.close() if answer else request.transport.abort()
    return response


async def _call(state: State, request: web.Request) -> web.StreamResponse:
    """1. Know the bot and the method. 2. Read the parameters. 3. Answer, or fail as planned. 4. Log the call."""
    if request.match_info["token"] != state.token:
        return _respond(401, _failure(ApiError(*UNAUTHORIZED)))
    method = METHODS.get(request.match_info["method"].lower())
    name = method.name if method else request.match_info["method"]
    started, at = time.perf_counter(), state.now()
    query, cut, done = Query(name, dict(request.query)), b"", asyncio.Event()
    waiting = name != POLLING
    state.calls.running += waiting
    try:
        query = await read_query(request, name)
        answer = {"ok": True, "result": await _answer(state, method, query, done)}
        status = 200
    except ApiError as error:
        answer, status = _failure(error), error.code
    except DroppedError as dropped:
        cut = dropped.answer
        answer, status = DROPPED, 0
    except ConnectionError:  # the line went down in the middle of a file
        answer, status = DROPPED, 0
    finally:
        state.calls.running -= waiting
    if status and request.transport is None:
        answer, status = DROPPED, 0
    unknown = tuple(sorted(set(query.args) - method.parameters)) if method else ()
    took = time.perf_counter() - started
    state.calls.add(Call(name, _logged(query, method), unknown, status, answer, at, took, done.is_set()))
    return _respond(status, answer) if status else await _drop(request, cut)


def _logged(query: Query, method: Method | None) -> dict[str, Any]:
    """The parameters as they arrived; a file shows as its name and size, unless another parameter attaches it."""
    known = method.parameters if method else frozenset()
    files = {name: upload for name, upload in query.files.items() if name in known}
    shown = {name: {"file_name": upload.name, "file_size": len(upload.data)} for name, upload in files.items()}
    return {**query.args, **shown}


async def _answer(state: State, method: Method | None, query: Query, done: asyncio.Event) -> Any:
    """`done` is set once it did what was asked, whatever becomes of the answer."""
    if method is None:
        raise ApiError(*NO_METHOD)
    fault = state.faults.take(query.method, query.args)
    if fault is not None:
        await _fail_before(state, fault)
    result = method.handle(state, query)
    if inspect.isawaitable(result):
        result = await result
    done.set()
    if fault is not None:
        _fail_after(fault, written({"ok": True, "result": result}).encode())
    return result


async def _fail_before(state: State, fault: Fault) -> None:
    if fault.kind in (Kind.HANG, Kind.SLOW):
        await state.faults.pause(fault.seconds)
    if fault.kind is Kind.REFUSE and fault.error is not None:
        raise fault.error
    if fault.kind in BEFORE:
        raise DroppedError


def _fail_after(fault: Fault, answer: bytes) -> None:
    if fault.kind is Kind.REFUSE_AFTER and fault.error is not None:
        raise fault.error
    if fault.kind is Kind.DROP_AFTER:
        raise DroppedError
    if fault.kind is Kind.CUT:
        raise DroppedError(answer)
