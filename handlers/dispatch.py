"""One update's way: who is it, which row of the table, what it answers. Runs inside one transaction."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.channels.base import In, Said
from bot.services import asking, catching_up, inviting, people, subjects, telling
from bot.services import founding as founding_
from bot.services.scope import Chat, Scope
from bot.services.subjects import Over
from bot.store import addresses, inbox, outbox
from bot.store.engine import Tx
from bot.store.invites import Invite
from bot.store.talks import Dialog
from bot.texts.say import text
from bot.workflow.events import Refused
from handlers import TABLE, Row, founding
from handlers.base import Replies, Request, Say, Toast, refusal, say

ROWS = {(row.said, row.trigger): row for row in TABLE}
PREPARED = frozenset(row.said for row in TABLE if row.prepare is not None)


def row_for(said: In, dialog_kind: str = "") -> Row:
    """The verb's row; for words the row of the open dialog; else the row of whatever is said that way."""
    trigger = said.verb if said.said in (Said.COMMAND, Said.PRESS) else dialog_kind
    return ROWS.get((said.said, trigger)) or ROWS[said.said, ""]


async def prepare(
    said: In, asked: Callable[[], Awaitable[str | None]], fetch: Callable[[str, int], Awaitable[bytes]]
) -> Any:
    """Outside any transaction. Nothing of a stranger's is fetched; `asked`: as below."""
    if said.said not in PREPARED or not said.private:
        return None
    kind = await asked()
    row = row_for(said, kind or "")
    return await row.prepare(said, fetch) if row.prepare is not None and kind is not None else None


def asked(tx: Tx, said: In, now: datetime) -> str | None:
    """The kind of the question that this chat is asked, empty where there is none; None of a stranger."""
    if not is_known(tx, said):
        return None
    scope = people.scope_of(tx, Chat(said.channel, said.chat_id), now)
    dialog = asking.current(scope) if scope is not None else None
    return dialog.kind if dialog is not None else ""


def is_known(tx: Tx, said: In) -> bool:
    """Somebody of an office, or who is to found one."""
    here = addresses.here(tx, said.channel, said.chat_id)
    linked = any(one.person_id is not None for one in here)
    return linked or founding_.founder(tx, Chat(said.channel, said.chat_id)) is not None


def handle(tx: Tx, said: In, prepared: Any, now: datetime, *, leaves_groups: bool = True) -> None:
    """Answers one update. In groups the bot says nothing: personal data never goes there."""
    chat = Chat(said.channel, said.chat_id)
    if not said.private:
        _in_group(tx, said, now, leaves=leaves_groups)
        return
    if said.said is Said.BLOCKED:
        people.blocked(tx, chat, now)
    else:
        catching_up.came_back(tx, chat, now)  # whoever says something can be reached
    if said.said in (Said.BLOCKED, Said.RETURNED):
        if not is_known(tx, said):
            inbox.forget(tx, said.channel, said.chat_id)
        return
    scope = people.scope_of(tx, chat, now, said.message_id if said.said is Said.PRESS else "")
    if said.said is Said.COMMAND and said.verb == "start" and said.args:
        _link(tx, chat, said, now, scope)
    elif scope is not None:
        _converse(scope, said, prepared)
    elif (founder := founding_.founder(tx, chat)) is not None:
        send(tx, said, founding.answer(tx, founder, said, prepared, now), now, None)
    else:
        _stranger(tx, chat, said, now)


def _in_group(tx: Tx, said: In, now: datetime, *, leaves: bool) -> None:
    """Taken in, or pressed there what somebody forwarded."""
    if leaves and said.said is not Said.BLOCKED:
        outbox.put_leave(tx, **_where(said, now, None))
    inbox.forget(tx, said.channel, said.chat_id)


def _converse(scope: Scope, said: In, prepared: Any) -> None:
    """One thing said by somebody known, in whatever the chat is in the middle of.

    1. Questions that have lost their subject are ended; what was typed for them answers nothing else.
    2. The row of the table answers, and what this very act has left without a subject is ended too.
    3. A question that waited comes back, and after a command the open one is shown again: nobody answers unseen.
    """
    before = asking.open_dialogs(scope)
    over = subjects.end_lost(scope)
    request = Request(scope, said, asking.current(scope), prepared)
    late = bool(over) and said.said is Said.TEXT
    replies = () if late else row_for(said, request.dialog.kind if request.dialog else "").handle(request)
    ended = (*over, *subjects.end_lost(scope))
    asked = asking.current(scope)
    unseen = asked is not None and _unseen(asked, before, said)
    _retire(scope, said, changed=unseen or asked != next(iter(before), None))
    send(scope.tx, said, (*_told(scope, said, ended, late=late), *replies), scope.now, scope)
    if asked is not None and unseen:
        _put(scope.tx, said, _again(request, asked), scope.now, scope)


def _unseen(asked: Dialog, before: tuple[Dialog, ...], said: In) -> bool:
    """Whether something has come between this question and the end of the chat; who began it has just shown it."""
    first = before[0].id if before else 0
    came_back = asked.id != first and asked.id in {one.id for one in before}
    return came_back or (said.said is Said.COMMAND and asked.id == first)


def _again(request: Request, asked: Dialog) -> Replies:
    row = ROWS[Said.TEXT, asked.kind]
    return row.again(request, asked) if row.again else ()


def _told(scope: Scope, said: In, ended: tuple[Over, ...], *, late: bool) -> Replies:
    """Of a question that nobody wrote anything for, only who answers it is told that it is over."""
    told = []
    for number, one in enumerate(ended):
        written = ROWS[Said.TEXT, one.dialog.kind].written
        words = written(scope, one.dialog) if written else ()
        if late and number == 0:
            words = (*words, text("over.quote", words=said.text))
        if words:
            why = text(f"over.{one.dialog.kind}", why=refusal(one.why))
            told.append(say("over.written", said=why, words=words))
    return tuple(told)


def _retire(scope: Scope, said: In, *, changed: bool) -> None:
    """A prompt that was pressed, or whose question is over, loses its buttons."""
    if changed or said.said is Said.PRESS:
        telling.retire_prompts(scope, "" if changed else said.message_id)


def _link(tx: Tx, chat: Chat, said: In, now: datetime, scope: Scope | None) -> None:
    """/start with a one-time code; the code of somebody already linked just greets."""
    found = inviting.take(tx, chat, said.args[0], now)
    if isinstance(found, Invite) and found.person_id is None:
        send(tx, said, founding.opened(tx, chat, now), now, None)
        return
    linked = inviting.join(tx, chat, found, now) if isinstance(found, Invite) else found
    if not isinstance(linked, Refused):
        _converse(linked, said, None)
    elif scope is not None and linked.key != inviting.OF_ANOTHER:
        _converse(scope, said, None)
    elif (founder := founding_.founder(tx, chat)) is not None:
        send(tx, said, founding.answer(tx, founder, said, None, now), now, None)
    else:
        _not_linked(tx, chat, said, linked, now, scope)


def _not_linked(tx: Tx, chat: Chat, said: In, why: Refused, now: datetime, scope: Scope | None) -> None:
    """Who goes on guessing is told once to wait, and then nothing."""
    if not inviting.goes_on_guessing(tx, chat):
        send(tx, said, (Say(refusal(why)),), now, scope)
    if scope is None:
        inbox.forget(tx, chat.channel, chat.chat_id)


def _stranger(tx: Tx, chat: Chat, said: In, now: datetime) -> None:
    """One polite answer, then silence; only ids are kept, and how much was said."""
    inbox.forget(tx, chat.channel, chat.chat_id)
    if addresses.keep(tx, chat.channel, chat.chat_id).greeted_at is None:
        addresses.greeted(tx, chat.channel, chat.chat_id, now)
        send(tx, said, (Toast(text("toast.unlinked")), say("people.stranger")), now, None)
    elif said.said is Said.PRESS:
        send(tx, said, (Toast(text("toast.unlinked")),), now, None)


def send(tx: Tx, said: In, replies: Replies, now: datetime, scope: Scope | None) -> None:
    """Replies become rows of the outbox; every press gets its answer, or its button keeps spinning."""
    toasts = [reply.said for reply in replies if isinstance(reply, Toast)]
    if said.press_id:
        outbox.put_answer(tx, said.press_id, toasts[0] if toasts else text("toast.see"), **_where(said, now, scope))
    _put(tx, said, replies, now, scope)


def _put(tx: Tx, said: In, replies: Replies, now: datetime, scope: Scope | None) -> None:
    for reply in replies:
        if isinstance(reply, Say):
            buttons, prompt = reply.buttons, bool(reply.buttons) and not reply.standing
            outbox.put_text(tx, reply.said, buttons=buttons, prompt=prompt, **_where(said, now, scope))


def _where(said: In, now: datetime, scope: Scope | None) -> outbox.To:
    return {
        "office_id": scope.office.id if scope else None,
        "channel": said.channel,
        "chat_id": said.chat_id,
        "priority": outbox.REPLY,
        "now": now,
    }
