"""Takes messages out of the outbox: whose turn it is, which process has them, and what became of them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import claims, rows, tables
from bot.store.engine import Tx
from bot.store.outbox import DROPPED, FAILED, HELD, ROW, SENT, WAITING, Outgoing, waits

_b = sa.bindparam
_o = tables.outbox
_waits_here = sa.and_(waits, _o.c.channel == _b("channel"))
_begun = sa.func.min(_o.c.id).filter(_o.c.parts.is_not(sa.null()))  # a text between whose parts nothing may come
_chats = (
    sa.select(sa.func.coalesce(_begun, sa.func.min(_o.c.id)).label("id"), sa.func.min(_o.c.priority).label("rank"))
    .where(_waits_here, _o.c.kind != "answer", _o.c.chat_id.not_in(_b("busy", expanding=True)))
    .group_by(_o.c.chat_id)
)


def _firsts(chats: sa.Select[Any]) -> sa.Select[Any]:
    first = chats.subquery()
    return ROW.join(first, first.c.id == _o.c.id).order_by(first.c.rank, _o.c.id).limit(_b("most"))


_HEADS = _firsts(_chats)
_ANSWERS = (
    ROW.where(_waits_here, _o.c.kind == "answer", _o.c.id.not_in(_b("busy", expanding=True)))
    .order_by(_o.c.id)
    .limit(_b("most"))
)
_HEADS_SHARED = claims.unclaimed(_firsts(_chats.having(claims.nobody_elses(_o))), _o)
_ANSWERS_SHARED = claims.unclaimed(_ANSWERS, _o)
_CLAIM, _LET_GO = claims.claiming(_o), claims.releasing(_o).where(waits)
_RENEW = claims.renewing(_o, waits)
_SENT = (
    _o.update()
    .where(_o.c.id == _b("row"))
    .values(state=SENT, done_at=_b("now"), message_id=_b("message"), parts=sa.null(), error="")
)
_PARTS = _o.update().where(_o.c.id == _b("row")).values(parts=_b("out"))
_SECRET = _o.update().where(_o.c.id == _b("row"), _o.c.kind == "invite").values(body=sa.null())
_CLOSE = (
    _o.update()
    .where(_o.c.id == _b("row"), _o.c.state.in_((WAITING, HELD)))
    .values(state=_b("to_state"), error=_b("what"), done_at=_b("at"))
)
_AWAITS = _o.update().where(_o.c.id == _b("row")).values(document_id=_b("document"))
_TRIED = _o.update().where(_o.c.id == _b("row")).values(attempts=_o.c.attempts + 1, error=_b("what"))

# -- taking out ------------------------------------------------------------------------------------------------------


def heads(tx: Tx, channel: str, limit: int, busy: Collection[str] = (), holder: str = "") -> tuple[Outgoing, ...]:
    """The first waiting row of each chat that is not `busy`; a chat is as urgent as the most urgent of its rows."""
    return _take(tx, (_HEADS, _HEADS_SHARED), channel=channel, most=limit, busy=list(busy), holder=holder)


def answers(tx: Tx, channel: str, limit: int, busy: Collection[int] = (), holder: str = "") -> tuple[Outgoing, ...]:
    """Waiting toasts, except the rows that are `busy`: they wait for nobody, and nobody waits for them."""
    return _take(tx, (_ANSWERS, _ANSWERS_SHARED), channel=channel, most=limit, busy=list(busy), holder=holder)


def _take(tx: Tx, statements: tuple[Any, Any], *, holder: str, **params: Any) -> tuple[Outgoing, ...]:
    alone, shared = statements
    if not claims.shared(tx):
        return rows.many(tx, alone, Outgoing, **params)
    claims.choose(tx, _o)
    return claims.claim(tx, _CLAIM, rows.many(tx, shared, Outgoing, holder=holder, **params), holder)


def let_go(tx: Tx, holder: str) -> None:
    """Gives up what `holder` claimed and did not send."""
    if claims.shared(tx):
        tx.execute(_LET_GO, {"holder": holder})


def renew(tx: Tx, holder: str) -> None:
    """`holder` lives, and goes on with what it claimed."""
    if claims.shared(tx):
        claims.choose(tx, _o)
        tx.execute(_RENEW, {"holder": holder})


# -- what became of it -----------------------------------------------------------------------------------------------


def mark_sent(tx: Tx, row_id: int, message_id: str, now: datetime) -> None:
    tx.execute(_SENT, {"row": row_id, "message": message_id, "now": now})


def mark_parts(tx: Tx, row_id: int, out: Sequence[str]) -> None:
    """These parts of it are out, by their hashes; the rest is still to come."""
    tx.execute(_PARTS, {"row": row_id, "out": list(out)})


def forget(tx: Tx, row_id: int) -> None:
    """The invite was sent, or never will be: nobody needs to know its code any more."""
    tx.execute(_SECRET, {"row": row_id})


def mark_failed(tx: Tx, row_id: int, error: str, now: datetime) -> None:
    """It will not be tried again by itself."""
    tx.execute(_CLOSE, {"row": row_id, "to_state": FAILED, "what": error, "at": now})


def mark_dropped(tx: Tx, row_id: int, reason: str, now: datetime) -> None:
    """It need not be sent any more."""
    tx.execute(_CLOSE, {"row": row_id, "to_state": DROPPED, "what": reason, "at": now})


def hold(tx: Tx, row_id: int, document_id: int | None = None) -> None:
    """Until the document is made: the row's own, or the picture of a card."""
    tx.execute(_CLOSE, {"row": row_id, "to_state": HELD, "what": "", "at": None})
    if document_id is not None:
        tx.execute(_AWAITS, {"row": row_id, "document": document_id})


def mark_retry(tx: Tx, row_id: int, error: str) -> None:
    """Counts a try that failed; the row goes on waiting."""
    tx.execute(_TRIED, {"row": row_id, "what": error})
