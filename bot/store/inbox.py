"""Updates as they came in, kept before they are acknowledged: done once each, in order within a chat."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import claims, rows, tables
from bot.store.backlog import Backlog
from bot.store.engine import Tx, touch

TOPIC = "inbox"
WAITING, DONE, PARKED = 0, 1, 2


@dataclass(frozen=True)
class InboxRow:
    id: int
    channel: str
    key: str
    chat_id: str
    payload: Mapping[str, Any]
    received_at: datetime
    attempts: int
    error: str


_b = sa.bindparam
_i = tables.inbox
_waits = _i.c.done == sa.literal_column(str(WAITING))  # a literal, or SQLite passes over the partial index
_PUT = {
    "sqlite": sqlite.insert(_i).on_conflict_do_nothing(index_elements=[_i.c.channel, _i.c.key]),
    "postgresql": postgresql.insert(_i).on_conflict_do_nothing(index_elements=[_i.c.channel, _i.c.key]),
}
_chats = (
    sa.select(sa.func.min(_i.c.id).label("id"))
    .where(_waits, (_i.c.channel + ":" + _i.c.chat_id).not_in(_b("busy", expanding=True)))
    .group_by(_i.c.channel, _i.c.chat_id)
)
_ROW = sa.select(*rows.columns(_i, InboxRow))


def _firsts(chats: sa.Select[Any]) -> sa.Select[Any]:
    first = chats.subquery()
    return _ROW.join(first, first.c.id == _i.c.id).order_by(_i.c.id).limit(_b("most"))


_HEADS = _firsts(_chats)
_HEADS_SHARED = claims.unclaimed(_firsts(_chats.having(claims.nobody_elses(_i))), _i)
_CLAIM, _RELEASE = claims.claiming(_i), claims.releasing(_i).where(_waits)
_RENEW = claims.renewing(_i, _waits)
_DONE = _i.update().where(_i.c.id == _b("row"), _waits).values(done=DONE, done_at=_b("now"), error="")
_PARK = _i.update().where(_i.c.id == _b("row"), _waits).values(done=PARKED, done_at=_b("now"), error=_b("what"))
_ATTEMPT = (
    _i.update()
    .where(_i.c.id == _b("row"))
    .values(attempts=_i.c.attempts + 1, error=_b("what"))
    .returning(_i.c.attempts)
)
_RETRY = (
    _i.update()
    .where(_i.c.id == _b("row"), _i.c.done == PARKED, _i.c.payload.is_not(sa.null()))
    .values(done=WAITING, done_at=None, attempts=0, **claims.FREE)
)
_PURGE = (
    _i.update()
    .where(_i.c.done != WAITING, _i.c.done_at < _b("before"), _i.c.payload.is_not(sa.null()))
    .values(payload=sa.null())
)
_here = sa.exists().where(tables.addresses.c.channel == _i.c.channel, tables.addresses.c.chat_id == _i.c.chat_id)
_STRANGERS = _i.delete().where(_i.c.done != WAITING, _i.c.done_at < _b("before"), _i.c.payload.is_(sa.null()), ~_here)
_WAITING_IN = (
    sa.select(_i.c.chat_id, sa.func.count())
    .where(_waits, _i.c.channel == _b("on"), _i.c.chat_id.in_(_b("chats", expanding=True)))
    .group_by(_i.c.chat_id)
)
_FORGET = (
    _i.update()
    .where(_i.c.done != sa.literal_column(str(WAITING)), _i.c.payload.is_not(sa.null()))
    .where(_i.c.channel == _b("on"), _i.c.chat_id == _b("chat"))
    .values(payload=sa.null())
)
_FORGET_ROW = _i.update().where(_i.c.id == _b("row")).values(payload=sa.null())
_DEPTH = sa.select(sa.func.count()).where(_waits)
_BACKLOG = sa.select(sa.func.count().label("waiting"), sa.func.min(_i.c.received_at).label("oldest")).where(_waits)
_is_parked = _i.c.done == sa.literal_column(str(PARKED))
_PARKED = _ROW.where(_is_parked, _i.c.payload.is_not(sa.null())).order_by(_i.c.id)
_HOW_MANY_PARKED = sa.select(sa.func.count()).where(_is_parked, _i.c.payload.is_not(sa.null()))


def put(tx: Tx, updates: Iterable[tuple[str, str, str, Mapping[str, Any]]], now: datetime) -> None:
    """Keeps updates, each (channel, key, chat id, payload); one that is known already changes nothing."""
    values = [
        {"channel": channel, "key": key, "chat_id": chat_id, "payload": payload, "received_at": now}
        for channel, key, chat_id, payload in updates
    ]
    if values:
        tx.execute(_PUT[tx.dialect.name], values)
        touch(tx, TOPIC)


def waiting(tx: Tx, limit: int, busy: Collection[str] = (), holder: str = "") -> tuple[InboxRow, ...]:
    """The first undone row of each chat, oldest first, without the `busy` chats ("channel:chat id").

    Where processes share the database, the rows are claimed for `holder`.
    """
    params = {"most": limit, "busy": list(busy)}
    if not claims.shared(tx):
        return rows.many(tx, _HEADS, InboxRow, **params)
    claims.choose(tx, _i)
    found = rows.many(tx, _HEADS_SHARED, InboxRow, **params, holder=holder)
    return claims.claim(tx, _CLAIM, found, holder)


def let_go(tx: Tx, holder: str) -> None:
    """Gives up what `holder` claimed and did not do."""
    if claims.shared(tx):
        tx.execute(_RELEASE, {"holder": holder})


def renew(tx: Tx, holder: str) -> None:
    """`holder` lives, and goes on with what it claimed."""
    if claims.shared(tx):
        claims.choose(tx, _i)
        tx.execute(_RENEW, {"holder": holder})


def mark_done(tx: Tx, row_id: int, now: datetime) -> bool:
    """False when it was done already: then nothing else may happen."""
    return tx.execute(_DONE, {"row": row_id, "now": now}).rowcount == 1


def count_attempt(tx: Tx, row_id: int, error: str) -> int:
    """How many attempts have failed by now."""
    return int(tx.execute(_ATTEMPT, {"row": row_id, "what": error}).scalar_one())


def park(tx: Tx, row_id: int, error: str, now: datetime) -> bool:
    """Puts a row aside that nobody can handle, so that the chat goes on."""
    return tx.execute(_PARK, {"row": row_id, "what": error, "now": now}).rowcount == 1


def parked(tx: Tx) -> tuple[InboxRow, ...]:
    """As long as what was said is kept."""
    return rows.many(tx, _PARKED, InboxRow)


def retry(tx: Tx, row_id: int) -> bool:
    """Lets a parked row wait again; False when it is not parked, or its payload was purged."""
    touch(tx, TOPIC)
    return tx.execute(_RETRY, {"row": row_id}).rowcount == 1


def forget_row(tx: Tx, row_id: int) -> None:
    """What nobody said to the bot."""
    tx.execute(_FORGET_ROW, {"row": row_id})


def waiting_in(tx: Tx, channel: str, chat_ids: Collection[str]) -> dict[str, int]:
    """How many rows of these chats are not done, where there are any."""
    return {row[0]: row[1] for row in tx.execute(_WAITING_IN, {"on": channel, "chats": list(chat_ids)})}


def forget(tx: Tx, channel: str, chat_id: str) -> None:
    """What was said in this chat, as far as it is dealt with."""
    tx.execute(_FORGET, {"on": channel, "chat": chat_id})


def purge(tx: Tx, before: datetime) -> int:
    """Forgets what was said in rows done before that moment; that they were done stays known."""
    return tx.execute(_PURGE, {"before": before}).rowcount


def forget_strangers(tx: Tx, before: datetime) -> int:
    """Nobody needs to know any more that somebody wrote who is none of the office; how many rows."""
    return tx.execute(_STRANGERS, {"before": before}).rowcount


def backlog(tx: Tx) -> Backlog:
    waits = tx.execute(_BACKLOG).one()
    return Backlog(waits.waiting, waits.oldest, int(tx.execute(_HOW_MANY_PARKED).scalar_one()))


def depth(tx: Tx) -> int:
    """How many rows are not done."""
    return int(tx.execute(_DEPTH).scalar_one())
