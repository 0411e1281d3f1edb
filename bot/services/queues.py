"""What the bot could not deal with: listed for the admin, done once more at a tap; and a word when messages wait."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.services import mastering, people
from bot.services.scope import Chat, Scope, scope_for
from bot.services.trouble import tell_admin
from bot.services.vitals import is_late
from bot.store import addresses, beats, documents, inbox, offices, outbox
from bot.store.engine import Tx
from bot.texts.say import text
from bot.workflow.events import Refused, refused
from bot.workflow.rights import Right


class Queue(StrEnum):
    IN = "in"
    OUT = "out"
    PAPER = "paper"


@dataclass(frozen=True)
class GivenUp:
    """`whose`: the name behind the chat, or the paper's; `why` in the program's own words."""

    queue: Queue
    number: int
    whose: str
    at: datetime
    why: str


def given_up(scope: Scope) -> tuple[GivenUp, ...] | Refused:
    """Everything of this office that was put aside, oldest first in each queue."""
    allowed = mastering.allowed(scope, Right.QUEUES)
    if isinstance(allowed, Refused):
        return allowed
    zone = scope.office.zone
    came = (
        GivenUp(Queue.IN, row.id, _name(scope, row.channel, row.chat_id), row.received_at.astimezone(zone), row.error)
        for row in inbox.parked(scope.tx)
        if _is_ours(scope, Chat(row.channel, row.chat_id))
    )
    went = (
        GivenUp(Queue.OUT, row.id, _name(scope, row.channel, row.chat_id), row.created_at.astimezone(zone), row.error)
        for row in outbox.refused(scope.tx, scope.office.id)
    )
    papers = (
        GivenUp(Queue.PAPER, row.id, row.name, row.wanted_at.astimezone(zone), "")
        for row in documents.given_up(scope.tx, scope.office.id)
    )
    return (*came, *went, *papers)


def _is_ours(scope: Scope, chat: Chat) -> bool:
    """Of a stranger nothing is kept that could be done again."""
    return scope.office.id in {one.office.id for one in people.scopes(scope.tx, chat, scope.now)}


def _name(scope: Scope, channel: str, chat_id: str) -> str:
    here = (one.person_id for one in addresses.here(scope.tx, channel, chat_id) if one.person_id)
    names = (actor.name for person in here if (actor := scope_for(scope.tx, scope.office.id, scope.now, person).actor))
    return next(names, "")


def retry(scope: Scope, queue: str, number: int) -> Refused | None:
    """Once more; refused where it is not this office's, or was done meanwhile."""
    found = given_up(scope)
    if isinstance(found, Refused):
        return found
    mine = any((one.queue, one.number) == (queue, number) for one in found)
    return None if mine and RETRY[Queue(queue)](scope.tx, number) else refused("queues.gone")


def retry_all(scope: Scope) -> int | Refused:
    """How many."""
    found = given_up(scope)
    if isinstance(found, Refused):
        return found
    return sum(RETRY[one.queue](scope.tx, one.number) for one in found)


def _paper(tx: Tx, number: int) -> bool:
    outbox.await_again(tx, number)
    return documents.make_again(tx, number)


RETRY: Mapping[Queue, Callable[[Tx, int], bool]] = {
    Queue.IN: inbox.retry,
    Queue.OUT: outbox.retry,
    Queue.PAPER: _paper,
}


def warn(tx: Tx, now: datetime) -> int:
    """Tells the admins, once, of messages that wait too long though others go out; a network that is away would keep
    this one waiting too, and is told of afterwards (services/outages.py). How many offices were told."""
    backlog = outbox.backlog(tx)
    if backlog.oldest is None or not is_late(backlog, now):
        beats.calm(tx)
        return 0
    last = outbox.last_sent(tx)
    if last is None or last < backlog.oldest or not beats.warned(tx, now):
        return 0
    all_ = offices.all_offices(tx)
    for row in all_:
        scope = scope_for(tx, row.id, now)
        since = backlog.oldest.astimezone(scope.office.zone)
        tell_admin(scope, text("queues.late", waiting=backlog.waiting, since=since))
    return len(all_)
