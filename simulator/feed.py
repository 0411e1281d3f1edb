"""What changed, for the page and for other processes: a part at a time, over server-sent events or when asked."""

import asyncio
import json
from contextlib import suppress
from itertools import islice

from aiohttp import web

from simulator.methods.account import menu
from simulator.model import Chat, JsonObject, StoredMessage, Toast
from simulator.state import State
from simulator.views import as_json, button, button_json, view

SCREENFUL = 12  # messages of a chat that come at first; older ones are asked for
FLOOD = 60  # where more than so many changed at once, the chat comes anew, by its last screenful
MOST_TOASTS = 5
PAUSE = 0.1  # seconds between two events, so that many changes make one
HEARTBEAT = 15.0
EVERYTHING = -1


def head(chat: Chat) -> JsonObject:
    """One person and how they stand to the bot."""
    return {
        "id": chat.id,
        "name": " ".join(filter(None, (chat.user["first_name"], chat.user.get("last_name")))),
        "username": chat.user.get("username"),
        "note": chat.note,
        "started": chat.started,
        "blocked": chat.blocked,
        "deactivated": chat.deactivated,
        "revision": chat.revision,
    }


def toast_json(toast: Toast) -> JsonObject:
    return {"text": toast.text, "alert": toast.alert, "url": toast.url, "label": toast.label}


def news(state: State, since: int) -> JsonObject:
    """The chats that changed after revision `since`, each with the messages that did; EVERYTHING for the present."""
    return {
        "epoch": state.epoch,
        "revision": state.changed.count,
        "bot": state.bot | {"description": _description(state)},
        "zone": state.zone,
        "calls": state.calls.total,
        "chats": [_chat_news(state, chat, since) for chat in state.chats.values() if chat.revision > since],
    }


def _description(state: State) -> str:
    descriptions = state.profile.descriptions
    return descriptions.get("id") or descriptions.get("", "")


def _chat_news(state: State, chat: Chat, since: int) -> JsonObject:
    ids = [] if since < 0 else _changed_ids(chat, since)
    anew = since < 0 or len(ids) > FLOOD
    changed = newest(chat, SCREENFUL) if anew else [chat.messages[at] for at in ids if at in chat.messages]
    return head(chat) | {
        "anew": anew,
        "messages": [as_json(view(stored)) for stored in changed],
        "deleted": [] if anew else [at for at in ids if at not in chat.messages],
        "first": next(iter(chat.messages), None),
        "keyboard": _keyboard(chat),
        "commands": menu(state, chat),
        "actions": len(chat.actions),
        "action": chat.actions[-1][1] if chat.actions else None,
        "toast_count": len(chat.toasts),
        "toasts": [toast_json(toast) for toast in chat.toasts[-MOST_TOASTS:]],
    }


def _changed_ids(chat: Chat, since: int) -> list[int]:
    found: list[int] = []
    for message_id, revision in reversed(chat.changes.items()):
        if revision <= since or len(found) > FLOOD:
            break
        found.append(message_id)
    return sorted(found)


def newest(chat: Chat, count: int, before: int | None = None) -> list[StoredMessage]:
    """The last messages of a chat, or the last before one of them, oldest first."""
    ids = (at for at in reversed(chat.messages) if before is None or at < before)
    return [chat.messages[at] for at in reversed(list(islice(ids, count)))]


def _keyboard(chat: Chat) -> JsonObject | None:
    if chat.keyboard is None:
        return None
    return {
        "rows": [[button_json(button(api)) for api in row] for row in chat.keyboard["keyboard"]],
        "one_time": chat.keyboard.get("one_time_keyboard", False),
        "placeholder": chat.keyboard.get("input_field_placeholder"),
    }


async def follow(state: State, request: web.Request) -> web.StreamResponse:
    """Server-sent events. The first carries everything, or what a page that was cut off has missed; the id of each is
    "epoch:revision"."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    await response.prepare(request)
    since, calls, epoch = _last_seen(state, request), -1, state.epoch
    with suppress(ConnectionError):
        while not state.faults.closing.is_set():
            if epoch != state.epoch:
                since, epoch = EVERYTHING, state.epoch
            if since != state.changed.count or calls != state.calls.total:
                told = news(state, since)
                since, calls = told["revision"], told["calls"]
                await response.write(_event(told))
                await asyncio.sleep(PAUSE)
            elif not await _something(state):
                await response.write(b": still here\n\n")
    return response


def _event(told: JsonObject) -> bytes:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"id: {told['epoch']}:{told['revision']}\ndata: {text}\n\n".encode()


def _last_seen(state: State, request: web.Request) -> int:
    epoch, _, revision = request.headers.get("Last-Event-ID", "").partition(":")
    known = epoch == state.epoch and revision.isdecimal()
    return min(int(revision), state.changed.count) if known else EVERYTHING


async def _something(state: State) -> bool:
    """Waits for a change or a call; False where neither came for a while."""
    waiting = (state.changed.next(), state.calls.arrived.next())
    done, _ = await asyncio.wait(waiting, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
    for future in waiting:
        future.cancel()
    return bool(done)
