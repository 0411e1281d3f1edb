"""What of all that arrives is kept: all that somebody of an office says; of strangers next to nothing, and counted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.channels.base import Received
from bot.services import founding
from bot.services.scope import Chat
from bot.store import addresses, inbox
from bot.store.engine import Tx

STRANGERS_MOST = 5
"""Updates of one unknown chat that wait at a time: a flood of them costs no more than these, and a number."""


def admit(tx: Tx, batch: Sequence[Received], now: datetime) -> None:
    """Into the inbox, before they are acknowledged.

    1. What is said in a group is nobody's business here; that the bot was taken into one is.
    2. Of a chat from which nobody speaks only as much waits at a time as a person could mean.
    3. Who had the one answer that strangers get is heard again with a code, or when pressing a button.
    """
    by_channel: dict[str, list[Received]] = defaultdict(list)
    for one in batch:
        if one.private or one.telling:
            by_channel[one.channel].append(one)
    for channel, some in by_channel.items():
        admitted = _admitted(tx, channel, some)
        inbox.put(tx, ((one.channel, one.key, one.chat_id, one.payload) for one in admitted), now)


def _admitted(tx: Tx, channel: str, some: list[Received]) -> Iterable[Received]:
    strangers = addresses.strangers(tx, channel, {one.chat_id for one in some})
    if not strangers:
        return some
    shut = _shut(tx, channel, strangers)
    waiting, turned_away, kept = Counter(inbox.waiting_in(tx, channel, strangers)), Counter[str](), []
    for one in some:
        if one.chat_id in strangers and (waiting[one.chat_id] >= STRANGERS_MOST or not _is_heard(one, shut)):
            turned_away[one.chat_id] += 1
        else:
            waiting[one.chat_id] += 1
            kept.append(one)
    for chat_id, count in turned_away.items():
        addresses.unanswered(tx, channel, chat_id, count)
    return kept


def _shut(tx: Tx, channel: str, strangers: frozenset[str]) -> frozenset[str]:
    """Who is about to found an office is no stranger."""
    greeted = addresses.were_greeted(tx, channel, strangers)
    return frozenset(one for one in greeted if founding.founder(tx, Chat(channel, one)) is None)


def _is_heard(one: Received, shut: frozenset[str]) -> bool:
    return one.telling or one.chat_id not in shut
