"""The panel of faults: lists, orders, switches and takes away what goes wrong between the bot and Telegram."""

import inspect
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from simulator.faults import DOWNLOAD, Fault, read_fault
from simulator.methods.table import METHODS
from simulator.model import JsonObject
from simulator.state import State, calm

Handler = Callable[[State, JsonObject], Awaitable[None] | None]


def routes(state: State) -> Sequence[web.AbstractRouteDef]:
    async def look(_: web.Request) -> web.Response:
        return web.json_response(_shown(state))

    return (web.get("/", look), *(web.post(f"/{name}", _doing(state, handle)) for name, handle in DOING.items()))


def _doing(state: State, handle: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Does it and answers with everything as it stands then."""

    async def answer(request: web.Request) -> web.Response:
        try:
            done = handle(state, await request.json())
            if inspect.isawaitable(done):
                await done
        except (KeyError, ValueError) as error:
            return web.json_response({"error": f"missing or wrong: {error}"}, status=400)
        return web.json_response(_shown(state))

    return answer


def _shown(state: State) -> JsonObject:
    return {
        "methods": [method.name for method in METHODS.values()] + [DOWNLOAD],
        "people": [{"id": chat.id, "name": chat.user["first_name"]} for chat in state.chats.values()],
        "faults": [_fault(fault) for fault in reversed(state.faults.remembered)],
        "deliveries": {
            "double": {"on": state.updates.doubling, "hits": state.updates.doubled},
            "mixed": {"on": state.updates.mixing, "hits": state.updates.mixed},
        },
        "line": {"up": state.line.is_up, "falls": state.line.falls},
    }


def _fault(fault: Fault) -> JsonObject:
    return {
        "number": fault.number,
        "method": fault.method,
        "kind": fault.kind,
        "code": fault.error.code if fault.error else None,
        "retry_after": fault.error.parameters.get("retry_after") if fault.error else None,
        "seconds": fault.seconds,
        "chat_id": fault.match.get("chat_id"),
        "left": fault.times,
        "on": fault.on and not fault.used_up,
        "used_up": fault.used_up,
        "hits": fault.hits,
    }


def _add(state: State, body: JsonObject) -> None:
    state.faults.add(read_fault(body))


def _named(state: State, body: JsonObject) -> Fault:
    found = next((fault for fault in state.faults.remembered if fault.number == body["number"]), None)
    if found is None:
        raise ValueError(f"no fault {body['number']}")
    return found


def _switch(state: State, body: JsonObject) -> None:
    _named(state, body).on = bool(body["on"])


def _remove(state: State, body: JsonObject) -> None:
    state.faults.remove(_named(state, body))


async def _clear(state: State, _: JsonObject) -> None:
    await calm(state)


def _deliver(state: State, body: JsonObject) -> None:
    """{"double": true} or {"mixed": true}, and false to end it."""
    state.updates.doubling = bool(body.get("double", state.updates.doubling))
    state.updates.mixing = bool(body.get("mixed", state.updates.mixing))


async def _line(state: State, body: JsonObject) -> None:
    """{"up": false} refuses every connection of the bot, until {"up": true}."""
    await (state.line.up() if body["up"] else state.line.down())


DOING: dict[str, Handler] = {
    "add": _add,
    "switch": _switch,
    "remove": _remove,
    "clear": _clear,
    "deliver": _deliver,
    "line": _line,
}
