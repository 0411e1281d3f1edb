"""The nightly backup leaves the machine: sealed, into the chats of the admins, with the note of what is in it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.services import trouble
from bot.services.scope import Scope
from bot.store import outbox, sealing, sent_backups
from bot.store.backup import Head, Taken
from bot.store.engine import Tx
from bot.texts.say import Text, text
from bot.workflow.periods import parse_key

HEADS = 6
"""Histories whose hash a note names, the one that moved last first: the others are where an earlier note had them."""


def send(tx: Tx, taken: Taken, sealed: Sequence[Path], now: datetime) -> int:
    """Puts the sealed files into each admin's chat, once, instead of those of earlier nights that are still waiting; to
    how many chats."""
    sent_backups.drop(tx, now)
    chats = trouble.admins(tx, now)  # nobody else gets what holds everybody's data
    for chat, scopes in chats.items():
        for path in sealed:
            outbox.put_backup(
                tx,
                _caption(scopes, taken, path),
                str(path),
                office_id=scopes[0].office.id,
                channel=chat.channel,
                chat_id=chat.chat_id,
                silent=True,
                priority=outbox.BULK,
                now=now,
            )
    return len(chats)


def _caption(scopes: Sequence[Scope], taken: Taken, path: Path) -> Text:
    """The whole note with the first part; every part says which it is."""
    part, parts = sealing.number_of(path)
    which = text("backup.part", part=part, parts=parts) if parts > 1 else text("backup.whole")
    if part > 1:
        return which
    now = scopes[0].now
    return text("backup.note", which=which, at=now, rows=taken.count, heads=_heads(scopes, taken))


def _heads(scopes: Sequence[Scope], taken: Taken) -> tuple[Text, ...]:
    names = {scope.office.id: scope.office.name for scope in scopes}
    own = [one for one in taken.heads if one.office_id in names]
    lines = tuple(_head(names[one.office_id], one) for one in own[:HEADS])
    more = len(own) - HEADS
    return (*lines, text("backup.more_heads", count=more)) if more > 0 else lines or (text("backup.no_heads"),)


def _head(office: str, one: Head) -> Text:
    return text("backup.head", office=office, period=parse_key(one.period).label, head=one.hash)
