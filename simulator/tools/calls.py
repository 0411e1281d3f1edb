"""The panel for developers: every call of the bot with its request, its answer and the time it took."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from simulator.calls import Call
from simulator.model import JsonObject
from simulator.state import State

MOST = 300
LONGEST = 20_000  # characters of a request or an answer


def routes(state: State) -> Sequence[web.AbstractRouteDef]:
    async def look(request: web.Request) -> web.Response:
        number = int(request.query.get("since", "0"))
        rows = state.calls.since(number, MOST)
        people = {str(chat.id): chat.user["first_name"] for chat in state.chats.values()}
        return web.json_response({"calls": [_row(state, at, call) for at, call in rows], "people": people})

    return (web.get("/", look),)


def _row(state: State, number: int, call: Call) -> JsonObject:
    zone = ZoneInfo(state.zone) if state.zone else UTC
    return {
        "number": number,
        "method": call.method,
        "chat_id": _chat_id(state, call),
        "status": call.status,
        "at": call.at.astimezone(zone).strftime("%H:%M:%S"),
        "milliseconds": round(call.seconds * 1000, 1),
        "request": _cut(call.params),
        "answer": _cut(call.answer),
        "unknown": list(call.unknown),
    }


def _chat_id(state: State, call: Call) -> str:
    """Whose chat it was about; an answered button tells it through the press."""
    press = state.presses.get(str(call.params.get("callback_query_id")))
    return str(press.chat_id if press else call.params.get("chat_id", ""))


def _cut(value: Any) -> Any:
    """Whole, unless it is very long: then the first part of its text."""
    text = str(value)
    return value if len(text) <= LONGEST else f"{text[:LONGEST]} …"
