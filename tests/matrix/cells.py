"""One cell of the matrix: somebody says or presses something, it is looked at what that did, and it is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.channels.base import In
from bot.store import copying, tables
from bot.store.engine import Tx
from bot.texts.say import from_json, plain, render
from handlers import dispatch

Rows = Mapping[str, frozenset[tuple[str, int, str]]]
"""By table: (the chat it is of, the office, the row)."""

OF_A_CHAT = frozenset({"inbox", "outbox", "dialogs", "cards", "addresses"})
"""Of these the rows of the chat that speaks may change, whatever is said: that is the answer, and the log."""
MADE_ON_DEMAND = frozenset({"documents", "outbox", "cards"})
"""What somebody is shown may have to be made first; others may be told that it was."""
CALM = frozenset(
    {
        "fill.none",
        "kelola.problems",
        "mandate.gone",
        "naskah.foreign",
        "over.written",
        "pegawai.gone",
        "people.stranger",
        "queues.gone",
        "reminder.no_longer",
        "talk.not_understood",
        "talk.only_words",
        "toast.old_question",
        "toast.unlinked",
        "upload.other_office_unnamed",
        "upload.other_unit",
        "upload.over",
        "upload.refused",
    }
)
"""Sentences that refuse, beside those of texts/refused.toml."""
BESIDE = frozenset({"toast.see", "talk.unsent", "attach.too_early"})
"""What goes with a refusal and says nothing."""


class Does(StrEnum):
    """What came of it, the strongest."""

    CHANGES = "changes"  # the office's own state
    ASKS = "asks"  # the chat is in the middle of something else
    SHOWS = "shows"
    REFUSED = "refused"


@dataclass(frozen=True)
class Look:
    """`changed`: tables, beside what is of the chat itself, and `offices`: whose rows of them; `kinds`: of what went
    into the chat; `said`: as read."""

    does: Does
    changed: frozenset[str]
    offices: frozenset[int]
    kinds: frozenset[str]
    keys: tuple[str, ...]
    said: str


def taken_back(tx: Tx, said: In, prepared: Any, now: datetime, before: Rows | None = None) -> Look:
    """What it does; nothing of it stays."""
    was = before if before is not None else fingerprint(tx)
    with tx.begin_nested() as point:
        look = _done(tx, said, prepared, now, was)
        point.rollback()
    return look


def done(tx: Tx, said: In, prepared: Any, now: datetime) -> Look:
    """The same, and it stays."""
    return _done(tx, said, prepared, now, fingerprint(tx))


def _done(tx: Tx, said: In, prepared: Any, now: datetime, before: Rows) -> Look:
    asked, last = _dialogs(tx, said.chat_id), _last(tx)
    dispatch.handle(tx, said, prepared, now)
    changed = differing(before, fingerprint(tx), said.chat_id)
    answers = tx.execute(_ANSWERS, {"chat": said.chat_id, "last": last}).all()
    spoken = [from_json(row.body["said"]) for row in answers if row.body and "said" in row.body]
    news = _dialogs(tx, said.chat_id).items() - asked.items()
    kinds = frozenset(str(row.kind) for row in answers)
    keys = tuple(one.key for one in spoken)
    does = _does(frozenset(changed), bool(news), keys, kinds)
    offices = frozenset(one for found in changed.values() for one in found)
    return Look(does, frozenset(changed), offices, kinds, keys, "\n".join(plain(render(one)) for one in spoken))


def _does(changed: frozenset[str], asked: bool, keys: tuple[str, ...], kinds: frozenset[str]) -> Does:
    if changed - MADE_ON_DEMAND:
        return Does.CHANGES
    if asked:
        return Does.ASKS
    if any(key.startswith("refused.") or key in CALM for key in keys):
        return Does.REFUSED
    return Does.SHOWS if kinds - {"text", "answer"} or set(keys) - BESIDE else Does.REFUSED


_o = tables.outbox
_ANSWERS = (
    sa.select(_o.c.kind, _o.c.body)
    .where(_o.c.chat_id == sa.bindparam("chat"), _o.c.id > sa.bindparam("last"), _o.c.kind != "retire")
    .order_by(_o.c.id)
)
_d = tables.dialogs


def _last(tx: Tx) -> int:
    return int(tx.execute(sa.select(sa.func.coalesce(sa.func.max(_o.c.id), 0))).scalar_one())


def _dialogs(tx: Tx, chat_id: str) -> dict[int, str]:
    found = tx.execute(sa.select(_d.c.id, _d.c.kind, _d.c.subject_id, _d.c.state).where(_d.c.chat_id == chat_id))
    return {row.id: repr(tuple(row)) for row in found}


# -- everything there is ---------------------------------------------------------------------------------------------


def fingerprint(tx: Tx) -> Rows:
    """Read past SQLAlchemy: it is asked for by the thousand."""
    cursor = tx.connection.cursor()
    try:
        return {name: _rows(cursor, sql) for name, sql in _selects().items()}
    finally:
        cursor.close()


def _rows(cursor: Any, sql: str) -> frozenset[tuple[str, int, str]]:
    cursor.execute(sql)
    return frozenset((chat, office or 0, repr(row)) for chat, office, *row in cursor.fetchall())


BYTES = ("content", "secret")
"""A blob is known by its hash."""


@cache
def _selects() -> Mapping[str, str]:
    """A card that is drawn anew says what is so: that others are sent it is no change."""
    found = {}
    for table in copying.TABLES:
        chat = "chat_id" if table.name in OF_A_CHAT else "''"
        office = "office_id" if "office_id" in table.c else "0"
        columns = ", ".join(f'"{one.name}"' for one in table.columns if one.name not in BYTES)
        where = " WHERE kind != 'card'" if table is tables.outbox else ""
        found[table.name] = f"SELECT {chat}, {office}, {columns} FROM {table.name}{where}"
    return found


def differing(before: Rows, after: Rows, chat_id: str) -> Mapping[str, frozenset[int]]:
    """The tables in which something else than what is of this chat is not as it was, and of which offices."""
    news = {name: rows ^ before[name] for name, rows in after.items() if rows != before[name]}
    found = {name: frozenset(office for chat, office, _ in rows if chat != chat_id) for name, rows in news.items()}
    return {name: offices for name, offices in found.items() if offices}
