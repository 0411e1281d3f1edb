"""One update's way: who is it, which row of the table, what it answers. Runs inside one transaction."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.channels.base import In, Said
from bot.services import asking, people
from bot.services.scope import Chat, Scope
from bot.store import offices, outbox
from bot.store.engine import Tx
from bot.texts.say import text
from bot.workflow.events import Refused
from handlers import TABLE, Row
from handlers.base import Replies, Request, Say, Toast, refusal, say
from handlers.commands import start

ROWS = {(row.said, row.trigger): row for row in TABLE}


def row_for(said: In, dialog_kind: str = "") -> Row:
    """The verb's row; for words the row of the open dialog; else the row of whatever is said that way."""
    trigger = said.verb if said.said in (Said.COMMAND, Said.PRESS) else dialog_kind
    return ROWS.get((said.said, trigger)) or ROWS[said.said, ""]


async def prepare(said: In, known: Callable[[], Awaitable[bool]], fetch: Callable[[str, int], Awaitable[bytes]]) -> Any:
    """Outside any transaction. Nothing of a stranger's is fetched."""
    if said.said in (Said.BLOCKED, Said.RETURNED) or not said.private:
        return None
    row = row_for(said)
    return await row.prepare(said, fetch) if row.prepare is not None and await known() else None


def is_known(tx: Tx, said: In) -> bool:
    found = offices.address(tx, said.channel, said.chat_id)
    return found is not None and found.person_id is not None


def handle(tx: Tx, said: In, prepared: Any, now: datetime) -> None:
    """Answers one update. In groups the bot stays silent: personal data never goes there."""
    chat = Chat(said.channel, said.chat_id)
    if said.said in (Said.BLOCKED, Said.RETURNED):
        people.blocked(tx, chat, now, blocked=said.said is Said.BLOCKED)
        return
    if not said.private:
        return
    scope = people.scope_of(tx, chat, now)
    if said.said is Said.COMMAND and said.verb == "start" and said.args:
        _link(tx, chat, said, now, scope)
    elif scope is None:
        _stranger(tx, chat, said, now)
    else:
        dialog = asking.current(scope)
        request = Request(scope, said, dialog, prepared)
        replies = row_for(said, dialog.kind if dialog else "").handle(request)
        _retire(scope, said, changed=asking.current(scope) != dialog)
        send(tx, said, replies, now, scope)


def _retire(scope: Scope, said: In, *, changed: bool) -> None:
    """A prompt that was pressed, or whose question is over, loses its buttons."""
    if changed or said.said is Said.PRESS:
        only = "" if changed else said.message_id
        outbox.retire_prompts(
            scope.tx,
            message_id=only,
            office_id=scope.office.id,
            channel=said.channel,
            chat_id=said.chat_id,
            priority=outbox.REPLY,
            now=scope.now,
        )


def _link(tx: Tx, chat: Chat, said: In, now: datetime, scope: Scope | None) -> None:
    """/start with a one-time code; the code of somebody already linked just greets."""
    linked = people.link(tx, chat, said.args[0], now)
    if isinstance(linked, Refused):
        known = start(Request(scope, said)) if scope is not None else (Say(refusal(linked)),)
        send(tx, said, known, now, scope)
        return
    send(tx, said, start(Request(linked, said)), now, linked)


def _stranger(tx: Tx, chat: Chat, said: In, now: datetime) -> None:
    """One polite answer, then silence; only the chat's id is kept."""
    if offices.keep_address(tx, chat.channel, chat.chat_id).greeted_at is None:
        offices.greeted(tx, chat.channel, chat.chat_id, now)
        send(tx, said, (say("people.stranger"),), now, None)
    elif said.said is Said.PRESS:
        send(tx, said, (Toast(text("card.nothing")),), now, None)


def send(tx: Tx, said: In, replies: Replies, now: datetime, scope: Scope | None) -> None:
    """Replies become rows of the outbox; every press gets its answer, or its button keeps spinning."""
    where: outbox.To = {
        "office_id": scope.office.id if scope else None,
        "channel": said.channel,
        "chat_id": said.chat_id,
        "priority": outbox.REPLY,
        "now": now,
    }
    toasts = [reply.said for reply in replies if isinstance(reply, Toast)]
    if said.press_id:
        outbox.put_answer(tx, said.press_id, toasts[0] if toasts else text("toast.see"), **where)
    for reply in replies:
        if isinstance(reply, Say):
            outbox.put_text(tx, reply.said, buttons=reply.buttons, prompt=bool(reply.buttons), **where)
