"""Messages to send, written in the transaction that decided them; sent later, in order within a chat (departures)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack

import sqlalchemy as sa

from bot.store import claims, documents, rows, tables
from bot.store.backlog import Backlog
from bot.store.engine import Tx, touch, wrote
from bot.texts.say import Text, from_json, to_json

TOPIC = "outbox"
WAITING, SENT, FAILED, DROPPED, HELD = 0, 1, 2, 3, 4
REPLY, NOTICE, BULK = 0, 1, 2
"""Priorities: they choose the next chat, never the order within one."""


@dataclass(frozen=True)
class Outgoing:
    id: int
    office_id: int | None
    channel: str
    chat_id: str
    kind: str  # text, card, document, answer, menu, leave, retire, invite, blank, backup
    body: Mapping[str, Any]  # None once it is purged, which nobody reads
    card_id: int | None
    document_id: int | None
    prompt: bool
    priority: int
    silent: bool
    created_at: datetime
    state: int
    message_id: str | None
    parts: Sequence[str] | None
    attempts: int
    error: str


class To(TypedDict):
    """To whom and how: the keywords that every `put_...` takes. `office_id` None: an answer to a stranger."""

    office_id: int | None
    channel: str
    chat_id: str
    now: datetime
    priority: NotRequired[int]
    silent: NotRequired[bool]


_b = sa.bindparam
_o, _a = tables.outbox, tables.addresses
ROW = sa.select(*rows.columns(_o, Outgoing))
waits = _o.c.state == sa.literal_column(str(WAITING))  # a literal, or SQLite passes over the partial index
_is_failed = _o.c.state == sa.literal_column(str(FAILED))
_may_succeed = sa.or_(_o.c.error.startswith("refused"), _o.c.error.startswith("retry"))
"""What failed and was not because nobody is there, or because its paper could not be made."""
_WITHOUT = (
    _o.update()
    .where(_o.c.document_id == _b("document"), _o.c.state == HELD, _o.c.kind == "card")
    .values(state=WAITING, document_id=sa.null(), **claims.FREE)
)
_OF_DOCUMENT = (
    _o.update()
    .where(_o.c.document_id == _b("document"), _o.c.state == HELD)
    .values(state=_b("to_state"), error=_b("what"), done_at=_b("at"), **claims.FREE)
)
_OFFICE_OF = (
    sa.select(_o.c.office_id)
    .where(_o.c.channel == _b("on"), _o.c.chat_id == _b("chat"), _o.c.message_id == _b("message"))
    .order_by(_o.c.id.desc())
    .limit(1)
)
_SENT_ELSEWHERE = (
    sa.select(_o.c.done_at)
    .where(_o.c.channel == _b("on"), _o.c.chat_id != _b("chat"), _o.c.state == SENT)
    .order_by(_o.c.id.desc())
    .limit(1)
)
_LAST_SENT = sa.select(_o.c.done_at).where(_o.c.state == SENT).order_by(_o.c.id.desc()).limit(1)
_DROP = (
    _o.update()
    .where(_o.c.channel == _b("on"), _o.c.chat_id == _b("chat"), _o.c.office_id == _b("office"), _o.c.kind != "answer")
    .where(_o.c.state.in_((WAITING, HELD)))
    .values(state=DROPPED, error=_b("what"), done_at=_b("at"), body=sa.null(), parts=sa.null())
)
_REFUSED = (
    ROW.where(_is_failed, _o.c.office_id == _b("office"), _o.c.body.is_not(sa.null()))
    .where(_may_succeed)
    .order_by(_o.c.id)
)
_RETRY = (
    _o.update()
    .where(_o.c.id == _b("row"), _is_failed, _o.c.body.is_not(sa.null()))
    .values(state=WAITING, attempts=0, done_at=None, error="", **claims.FREE)
)
_AWAIT_AGAIN = (
    _o.update()
    .where(_o.c.document_id == _b("document"), _is_failed, _o.c.body.is_not(sa.null()))
    .values(state=HELD, attempts=0, done_at=None, error="")
)
_PROMPTS = ROW.where(
    _o.c.prompt,
    _o.c.channel == _b("on"),
    _o.c.chat_id == _b("chat"),
    _o.c.office_id.is_not_distinct_from(_b("office")),
    _o.c.state == SENT,
)
_ANSWERED = _o.update().where(_o.c.id == _b("row")).values(prompt=False)
_NEWER_CARD = sa.select(_o.c.body).where(waits, _o.c.card_id == _b("card"), _o.c.id > _b("row"))
_PURGE = (
    _o.update()
    .where(_o.c.body.is_not(sa.null()), _o.c.done_at < _b("before"), _o.c.prompt.is_(sa.false()))
    .values(body=sa.null(), parts=sa.null())
)
_BACKLOG = sa.select(sa.func.count().label("waiting"), sa.func.min(_o.c.created_at).label("oldest")).where(waits)
_HOW_MANY_FAILED = sa.select(sa.func.count()).where(_is_failed, _may_succeed, _o.c.body.is_not(sa.null()))
_DEPTH = sa.select(sa.func.count()).where(waits, _o.c.channel.in_(_b("channels", expanding=True)))
_GIVEN = (
    sa.select(sa.literal(1))
    .where(_o.c.document_id.in_(_b("documents", expanding=True)), _o.c.channel == _b("on"), _o.c.chat_id == _b("chat"))
    .where(_o.c.state.in_((WAITING, SENT, HELD)))
    .limit(1)
)
_UNREACHABLE = (
    _a.update()
    .where(_a.c.channel == _b("on"), _a.c.chat_id == _b("chat"), _a.c.unreachable_at.is_(None))
    .values(unreachable_at=_b("now"))
)

# -- putting in ------------------------------------------------------------------------------------------------------


def put_text(
    tx: Tx,
    said: Text,
    *,
    buttons: Sequence[Sequence[Any]] = (),
    prompt: bool = False,
    reminds: Sequence[int] = (),
    **to: Unpack[To],
) -> int:
    """`buttons`: rows of dataclasses with a label, data and a style. The sentence is said when it is sent.

    `prompt`: a question of this moment, whose buttons go with `retire_prompts`. `reminds`: what it is in the ledger.
    """
    pressed = [[asdict(button) for button in row] for row in buttons]
    body = {"said": to_json(said), "buttons": pressed} | ({"reminds": list(reminds)} if reminds else {})
    return _put(tx, "text", body, to, prompt=prompt)


def put_card(tx: Tx, card_id: int, *, fresh: bool = False, **to: Unpack[To]) -> int:
    """Shows the card as it is when sent: by editing its message, or `fresh` at the end of the chat."""
    return _put(tx, "card", {"fresh": fresh}, to, card_id=card_id)


def put_document(tx: Tx, document_id: int, caption: Text, **to: Unpack[To]) -> int:
    """Held back until the document is made; later messages of the chat do not wait for it."""
    state = HELD if documents.is_wanted(tx, document_id) else WAITING
    body = {"said": to_json(caption)}
    return _put(tx, "document", body, to, document_id=document_id, state=state)


def put_answer(tx: Tx, press_id: str, said: Text, **to: Unpack[To]) -> int:
    """The toast of a button: soon or never."""
    return _put(tx, "answer", {"press_id": press_id, "said": to_json(said)}, to)


def put_menu(tx: Tx, commands: Sequence[tuple[str, str]], **to: Unpack[To]) -> int:
    """The chat's command menu: (command, description)."""
    return _put(tx, "menu", {"commands": [list(entry) for entry in commands]}, to)


def put_leave(tx: Tx, **to: Unpack[To]) -> int:
    """Goes out of a group."""
    return _put(tx, "leave", {}, to)


def put_blank(tx: Tx, said: Text, **to: Unpack[To]) -> int:
    """A Data Induk to fill in, for who has no office yet that could own a document."""
    return _put(tx, "blank", {"said": to_json(said)}, to)


def put_invite(tx: Tx, said: Text, link: str, name: str, **to: Unpack[To]) -> int:
    """An invite as a picture to be forwarded: `link` is forgotten as soon as it was sent."""
    return _put(tx, "invite", {"said": to_json(said), "link": link, "name": name}, to)


def put_backup(tx: Tx, said: Text, path: str, **to: Unpack[To]) -> int:
    """A file on disk, read when it is sent: kept as a blob, every backup would carry all those before it."""
    return _put(tx, "backup", {"said": to_json(said), "path": path}, to)


def put_retire(tx: Tx, message_id: str, said: Text, **to: Unpack[To]) -> int:
    """An earlier message keeps or changes its words and loses its buttons."""
    return _put(tx, "retire", {"said": to_json(said), "message_id": message_id}, to)


def retire_prompts(tx: Tx, *, message_id: str = "", **to: Unpack[To]) -> int:
    """Takes the buttons off the office's prompts of a chat that are answered: all of them, or the one message named."""
    params = {"on": to["channel"], "chat": to["chat_id"], "office": to["office_id"]}
    found = [row for row in rows.many(tx, _PROMPTS, Outgoing, **params) if message_id in ("", row.message_id)]
    for row in found:
        tx.execute(_ANSWERED, {"row": row.id})
        put_retire(tx, row.message_id or "", from_json(row.body["said"]), **to)
    return len(found)


def _put(tx: Tx, kind: str, body: Mapping[str, Any], to: To, **more: Any) -> int:
    touch(tx, TOPIC)
    columns = {name: value for name, value in to.items() if name != "now"}
    row_id = rows.insert(tx, _o, kind=kind, body=body, created_at=to["now"], **{"state": WAITING, **more, **columns})
    wrote(tx, TOPIC, row_id)
    return row_id


# -- what is in it ---------------------------------------------------------------------------------------------------


def is_superseded(tx: Tx, row: Outgoing) -> bool:
    """Whether a later row will show the same card as well as this one would. What is to be shown `fresh` is shown at
    its place in the chat: a later row that only edits then finds nothing left to do."""
    later = tx.execute(_NEWER_CARD, {"card": row.card_id, "row": row.id}).scalars().all()
    return bool(later) and (not row.body["fresh"] or any(body["fresh"] for body in later))


def was_given(tx: Tx, document_ids: Collection[int], channel: str, chat_id: str) -> bool:
    """Whether one of these documents was sent into the chat, or is on its way; what failed or was dropped is not."""
    return tx.execute(_GIVEN, {"documents": list(document_ids), "on": channel, "chat": chat_id}).first() is not None


# -- what became of it -----------------------------------------------------------------------------------------------


def release(tx: Tx, document_id: int) -> int:
    """Lets the rows go out that waited for a document, now that it is made."""
    touch(tx, TOPIC)
    return tx.execute(_OF_DOCUMENT, {"document": document_id, "to_state": WAITING, "what": "", "at": None}).rowcount


def give_up(tx: Tx, document_id: int, error: str, now: datetime) -> int:
    """Fails the rows that waited for a document which cannot be made; a card goes without its picture."""
    touch(tx, TOPIC)
    tx.execute(_WITHOUT, {"document": document_id})
    return tx.execute(_OF_DOCUMENT, {"document": document_id, "to_state": FAILED, "what": error, "at": now}).rowcount


def drop(tx: Tx, channel: str, chat_id: str, office_id: int, reason: str, now: datetime) -> None:
    """Whatever of this office still waits for this chat is not sent."""
    tx.execute(_DROP, {"on": channel, "chat": chat_id, "office": office_id, "what": reason, "at": now})


def refused(tx: Tx, office_id: int) -> tuple[Outgoing, ...]:
    """What a channel would not take, as long as its words are kept."""
    return rows.many(tx, _REFUSED, Outgoing, office=office_id)


def retry(tx: Tx, row_id: int) -> bool:
    """Lets a message wait again that had failed; False when it has not, or its words are purged."""
    touch(tx, TOPIC)
    return tx.execute(_RETRY, {"row": row_id}).rowcount == 1


def await_again(tx: Tx, document_id: int) -> None:
    """The messages that failed because their document could not be made: it is wanted once more."""
    tx.execute(_AWAIT_AGAIN, {"document": document_id})


def last_sent_elsewhere(tx: Tx, channel: str, chat_id: str) -> datetime | None:
    """When something last arrived on this channel in another chat."""
    found: datetime | None = tx.execute(_SENT_ELSEWHERE, {"on": channel, "chat": chat_id}).scalar()
    return found


def last_sent(tx: Tx) -> datetime | None:
    """When the newest message that arrived did."""
    found: datetime | None = tx.execute(_LAST_SENT).scalar()
    return found


def office_of(tx: Tx, channel: str, chat_id: str, message_id: str) -> int | None:
    """Whose message this is."""
    found: int | None = tx.execute(_OFFICE_OF, {"on": channel, "chat": chat_id, "message": message_id}).scalar()
    return found


def purge(tx: Tx, before: datetime) -> int:
    """Forgets what was said in rows done before that moment; to whom, as what message, and which paper stays known. A
    prompt whose buttons still stand is not done with: its words are shown once more when they go."""
    return tx.execute(_PURGE, {"before": before}).rowcount


def mark_unreachable(tx: Tx, channel: str, chat_id: str, now: datetime) -> bool:
    """True when the address had been reachable until now."""
    return tx.execute(_UNREACHABLE, {"on": channel, "chat": chat_id, "now": now}).rowcount > 0


def backlog(tx: Tx) -> Backlog:
    """Without the rows that are held for a document; parked is what may be tried again."""
    waits = tx.execute(_BACKLOG).one()
    return Backlog(waits.waiting, waits.oldest, int(tx.execute(_HOW_MANY_FAILED).scalar_one()))


def depth(tx: Tx, channels: Collection[str]) -> int:
    """How many rows of these channels wait, without those held for a document."""
    return int(tx.execute(_DEPTH, {"channels": list(channels)}).scalar_one())
