"""What people do in a chat, as parameters and JSON: the {action} of /_sim/chats/{id}/{action}."""

import asyncio
from collections.abc import Awaitable, Callable

from simulator import actions
from simulator.feed import toast_json
from simulator.model import Chat, JsonObject, Upload
from simulator.params import Query
from simulator.state import State
from simulator.views import as_json, view

LONGEST_WAIT = 60.0


async def _press(state: State, chat: Chat, query: Query) -> JsonObject:
    message_id = query.integer("message_id") or None
    if "data" in query.args and message_id is not None:
        pressed = actions.press_shown(state, chat, message_id, query.text("label"), query.text("data"))
    else:
        pressed = actions.press(state, chat, query.text("label"), message_id)
    seconds = min(float(query.text("seconds") or 0), LONGEST_WAIT)
    if pressed.press is None or not seconds:
        return {"toast": None}
    answer = pressed.press.answer
    await asyncio.wait((answer,), timeout=seconds)
    return {"toast": toast_json(answer.result()) if answer.done() else None}


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
