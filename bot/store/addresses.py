"""Chats: who speaks from them, in which office, and whether they can be reached. A row for each person of a chat."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx


@dataclass(frozen=True)
class Address:
    id: int
    person_id: int | None
    channel: str
    chat_id: str
    unreachable_at: datetime | None
    greeted_at: datetime | None
    failing_at: datetime | None
    wrong_codes: int
    wrong_at: datetime | None


_b = sa.bindparam
_a = tables.addresses
_ROW = sa.select(*rows.columns(_a, Address))
_here = (_a.c.channel == _b("b_channel"), _a.c.chat_id == _b("b_chat_id"))
_HERE = _ROW.where(*_here).order_by(_a.c.chosen_at.desc().nulls_last(), _a.c.id)
_OF = _ROW.where(_a.c.person_id == _b("b_person_id")).order_by(_a.c.id)
_REACHABLE_OF = _OF.where(_a.c.unreachable_at.is_(None))
_CHOOSE = _a.update().where(_a.c.id == _b("b_id")).values(chosen_at=_b("now"))
_LINK = (
    _a.update()
    .where(_a.c.id == _b("b_id"))
    .values(person_id=_b("b_person_id"), linked_at=_b("now"), chosen_at=_b("now"))
)
_UNCHOOSE = _a.update().where(*_here).values(chosen_at=None)
_FORGET = _a.delete().where(_a.c.id == _b("b_id"))
_STRANGER = _a.update().where(_a.c.id == _b("b_id")).values(person_id=None, linked_at=None, chosen_at=None)
_GREET = _a.update().where(*_here).values(greeted_at=_b("at"))
_REACH = _a.update().where(*_here).values(unreachable_at=_b("at"), failing_at=None)
_FAIL = _a.update().where(*_here, _a.c.failing_at.is_(None)).values(failing_at=_b("at"))
_RECOVER = _a.update().where(*_here, _a.c.failing_at.is_not(None)).values(failing_at=None)
_moments = (_a.c.greeted_at, _a.c.wrong_at, _a.c.unreachable_at, _a.c.failing_at)
_STRANGERS = _a.delete().where(_a.c.person_id.is_(None), *(sa.or_(at.is_(None), at < _b("before")) for at in _moments))
_WRONG = _a.update().where(*_here).values(wrong_codes=_b("b_count"), wrong_at=_b("at"))


_PEOPLE = sa.select(_a.c.chat_id).where(
    _a.c.channel == _b("on"), _a.c.chat_id.in_(_b("chats", expanding=True)), _a.c.person_id.is_not(None)
)
_GREETED = sa.select(_a.c.chat_id).where(
    _a.c.channel == _b("on"), _a.c.chat_id.in_(_b("chats", expanding=True)), _a.c.greeted_at.is_not(None)
)
_UNANSWERED = _a.update().where(*_here).values(unanswered=_a.c.unanswered + _b("more"))


def here(tx: Tx, channel: str, chat_id: str) -> tuple[Address, ...]:
    """Everybody who speaks from this chat, the office last meant first; a stranger's row names no person."""
    return rows.many(tx, _HERE, Address, b_channel=channel, b_chat_id=chat_id)


def find(tx: Tx, channel: str, chat_id: str) -> Address | None:
    """Who speaks from this chat now."""
    return next(iter(here(tx, channel, chat_id)), None)


def reachable(tx: Tx, person_id: int) -> tuple[Address, ...]:
    """Where a person can be reached now."""
    return rows.many(tx, _REACHABLE_OF, Address, b_person_id=person_id)


def of_person(tx: Tx, person_id: int) -> tuple[Address, ...]:
    """Also where the bot was blocked."""
    return rows.many(tx, _OF, Address, b_person_id=person_id)


def keep(tx: Tx, channel: str, chat_id: str) -> Address:
    """The address of this chat; a stranger's is kept as ids only."""
    found = find(tx, channel, chat_id)
    if found is None:
        rows.insert(tx, _a, channel=channel, chat_id=chat_id)
        found = find(tx, channel, chat_id)
    if found is None:
        raise LookupError(f"no address for {channel} chat {chat_id}")
    return found


def link(tx: Tx, address: Address, person_id: int, now: datetime) -> None:
    """This row of the chat is that person's from now on; whoever it was of speaks from it no more."""
    _unchoose(tx, address)
    tx.execute(_LINK, {"b_id": address.id, "b_person_id": person_id, "now": now})
    reach(tx, address.channel, address.chat_id, None)


def link_beside(tx: Tx, address: Address, person_id: int, now: datetime) -> None:
    """That person speaks from this chat too, for another office."""
    at = {"channel": address.channel, "chat_id": address.chat_id}
    _unchoose(tx, address)
    rows.insert(tx, _a, **at, person_id=person_id, linked_at=now, chosen_at=now)
    reach(tx, address.channel, address.chat_id, None)


def _unchoose(tx: Tx, address: Address) -> None:
    tx.execute(_UNCHOOSE, {"b_channel": address.channel, "b_chat_id": address.chat_id})


def choose(tx: Tx, address: Address, now: datetime) -> None:
    """The one person of this chat that is meant."""
    _unchoose(tx, address)
    tx.execute(_CHOOSE, {"b_id": address.id, "now": now})


def unlink(tx: Tx, address: Address) -> None:
    """The person speaks from this chat no more; of a chat that nobody else speaks from the ids are kept."""
    alone = len(here(tx, address.channel, address.chat_id)) == 1
    tx.execute(_STRANGER if alone else _FORGET, {"b_id": address.id})


def strangers(tx: Tx, channel: str, chat_ids: Collection[str]) -> frozenset[str]:
    """The chats from which nobody speaks."""
    known = tx.execute(_PEOPLE, {"on": channel, "chats": list(chat_ids)}).scalars()
    return frozenset(chat_ids) - frozenset(known)


def were_greeted(tx: Tx, channel: str, chat_ids: Collection[str]) -> frozenset[str]:
    """The chats that got their one answer."""
    return frozenset(tx.execute(_GREETED, {"on": channel, "chats": list(chat_ids)}).scalars())


def unanswered(tx: Tx, channel: str, chat_id: str, more: int) -> None:
    """So much more was said from there and not kept."""
    keep(tx, channel, chat_id)
    tx.execute(_UNANSWERED, {"b_channel": channel, "b_chat_id": chat_id, "more": more})


def greeted(tx: Tx, channel: str, chat_id: str, at: datetime | None) -> None:
    """None forgets it."""
    tx.execute(_GREET, {"b_channel": channel, "b_chat_id": chat_id, "at": at})


def reach(tx: Tx, channel: str, chat_id: str, at: datetime | None) -> None:
    """Out of reach since this moment; None makes the chat reachable again."""
    tx.execute(_REACH, {"b_channel": channel, "b_chat_id": chat_id, "at": at})


def fails(tx: Tx, channel: str, chat_id: str, at: datetime) -> bool:
    """True when what was sent there had not been failing until now."""
    return tx.execute(_FAIL, {"b_channel": channel, "b_chat_id": chat_id, "at": at}).rowcount > 0


def recovered(tx: Tx, channel: str, chat_id: str) -> None:
    tx.execute(_RECOVER, {"b_channel": channel, "b_chat_id": chat_id})


def wrong_codes(tx: Tx, channel: str, chat_id: str, count: int, at: datetime | None) -> None:
    """So many in a row, the first of them at this moment."""
    tx.execute(_WRONG, {"b_channel": channel, "b_chat_id": chat_id, "b_count": count, "at": at})


def forget_strangers(tx: Tx, before: datetime) -> int:
    """Chats that nobody known speaks from, and where nothing has happened since that moment; how many."""
    return tx.execute(_STRANGERS, {"before": before}).rowcount
