"""When something could not be done: one sentence to the person, the facts to the admin, all of it in the log."""

import logging
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.channels.base import In
from bot.services import people, telling
from bot.services.scope import Chat, Scope, scope_for
from bot.store import addresses, documents, inbox, offices, outbox
from bot.store.engine import Tx
from bot.store.inbox import InboxRow
from bot.store.outbox import Outgoing
from bot.texts.say import Text, text
from bot.workflow.notices import TECHNICAL

log = logging.getLogger(__name__)


def parked(tx: Tx, row: InboxRow, said: In | None, error: Exception, now: datetime) -> None:
    """An update failed three times: it is kept, its sender gets an apology, the admin the reason."""
    log.error("update %s is parked: %s", row.id, type(error).__name__)
    scope = people.scope_of(tx, Chat(row.channel, row.chat_id), now)
    if scope is None:
        inbox.forget(tx, row.channel, row.chat_id)
    if scope is None or said is None:
        return
    where: outbox.To = {
        "office_id": scope.office.id,
        "channel": said.channel,
        "chat_id": said.chat_id,
        "priority": outbox.REPLY,
        "now": now,
    }
    outbox.put_text(tx, text("notice.parked"), **where)
    if said.press_id:
        outbox.put_answer(tx, said.press_id, text("toast.failed"), **where)
    tell_admin(scope, text("notice.parked_admin", inbox=row.id, error=type(error).__name__))


def refused(tx: Tx, row: Outgoing, reason: str, now: datetime) -> None:
    """A message that will never be sent; who cannot be reached is told of elsewhere."""
    log.error("message %s (%s) was refused: %s", row.id, row.kind, reason)
    if row.office_id is not None and row.kind != "answer":
        scope = scope_for(tx, row.office_id, now)
        tell_admin(scope, text("notice.refused", outbox=row.id, reason=reason))


def document_failed(tx: Tx, document_id: int, now: datetime) -> None:
    """A paper could not be made after three tries: who asked for it and the admin are told, nobody twice."""
    row = documents.get(tx, document_id)
    if row is None:
        return
    scope = scope_for(tx, row.office_id, now)
    if row.requested_by and row.requested_by not in telling.whom(scope, TECHNICAL):
        telling.tell(scope, (row.requested_by,), text("notice.document_failed", name=row.name))
    tell_admin(scope, text("notice.document_failed_admin", name=row.name))


@dataclass(frozen=True)
class Reached:
    """Where an admin can be told, and in which zone they read the time."""

    channel: str
    chat_id: str
    zone: ZoneInfo


def admins(tx: Tx, now: datetime) -> dict[Chat, tuple[Scope, ...]]:
    """The chats of all admins, each with the offices it is theirs of."""
    found: dict[Chat, tuple[Scope, ...]] = {}
    for row in offices.all_offices(tx):
        scope = scope_for(tx, row.id, now)
        for chat in telling.chats(scope, telling.whom(scope, TECHNICAL)):
            found[chat] = (*found.get(chat, ()), scope)
    return found


def reached(tx: Tx, now: datetime) -> tuple[Reached, ...]:
    """To be known while the database can still be asked."""
    own = admins(tx, now).items()
    return tuple(Reached(chat.channel, chat.chat_id, scopes[0].office.zone) for chat, scopes in own)


def tell_admin(scope: Scope, said: Text) -> None:
    admins = telling.whom(scope, TECHNICAL)
    if not any(addresses.reachable(scope.tx, person_id) for person_id in admins):
        log.warning("office %s has no admin who can be reached", scope.office.id)
    telling.tell(scope, admins, said)
