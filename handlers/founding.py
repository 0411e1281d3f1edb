"""The chat of the first admin, before there is an office: a Data Induk is waited for, then who sent it is asked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.cards import amending
from bot.channels.base import Button, In, Said, cut
from bot.documents.master_wire import MasterReading
from bot.services import founding, people
from bot.services.founding import Founder
from bot.services.scope import Chat, Scope, scope_for
from bot.store.engine import Tx
from bot.texts.say import Text, text
from bot.workflow.events import Refused
from bot.workflow.master import Problem
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, refusal, say
from handlers.files import Fetched

ANOTHER = "datainduk"
"""The command that brings the workbook once more, as later that of the office."""
MOST = 20
"""Problems that are listed; as many are mended at once, the rest is found by the next try."""


def opened(tx: Tx, chat: Chat, now: datetime) -> Replies:
    """/start with the code of the first start."""
    founding.begin(tx, chat, now)
    founding.welcome(tx, chat, now)
    return ()


def answer(tx: Tx, by: Founder, said: In, prepared: Any, now: datetime) -> Replies:
    if by.office_id:
        return _who(tx, by, said, now)
    if said.said is not Said.FILE:
        if said.said is Said.COMMAND and said.verb == ANOTHER:
            founding.send_blank(tx, by.chat, now)
            return ()
        return (say("found.waits"),)
    read = prepared.read if isinstance(prepared, Fetched) else None
    if not isinstance(read, MasterReading):
        return (say("found.no_data"),)
    return _found(tx, by, read, now) if read.data is not None else (_problems(read.problems),)


def _found(tx: Tx, by: Founder, read: MasterReading, now: datetime) -> Replies:
    if read.data is None:
        return ()
    done = founding.found(tx, by, read.data, now)
    if isinstance(done, Refused):
        return (Say(refusal(done)),)
    if not isinstance(done, Scope):
        return (_problems(done),)
    counts = {"people": len(read.data.persons), "units": len(read.data.units), "indicators": len(read.data.indicators)}
    loaded = say("found.loaded", office=done.office.name, **counts)
    own = founding.admins(done)
    return (loaded, *(_linked(done, by, own[0].id) if len(own) == 1 else (_ask(done),)))


def _problems(found: tuple[Problem, ...]) -> Say:
    lines = amending.problem_lines(found)
    more: tuple[Text, ...] = (text("found.more", more=len(lines) - MOST),) if len(lines) > MOST else ()
    return say("induk.problems", count=len(lines), lines=(*lines[:MOST], *more))


def _ask(scope: Scope) -> Say:
    names = founding.admins(scope)
    choices = tuple((Button(cut(one.name), f"found:{scope.office.id}:{one.id}"),) for one in names)
    return say("found.who", choices, office=scope.office.name)


def _who(tx: Tx, by: Founder, said: In, now: datetime) -> Replies:
    scope = scope_for(tx, by.office_id, now)
    chosen = said.args[1:2] if said.said is Said.PRESS and said.verb == "found" else ()
    ids = {str(one.id): one.id for one in founding.admins(scope)}
    if not chosen or chosen[0] not in ids:
        return (_ask(scope),)
    return (SEE, *_linked(scope, by, ids[chosen[0]]))


def _linked(scope: Scope, by: Founder, person_id: int) -> Replies:
    linked = founding.settle(scope, by, person_id)
    if isinstance(linked, Refused):
        return (Say(refusal(linked)),)
    people.greet(linked)
    return (say("found.next"),)


def late(request: Request) -> Replies:
    """The office is founded."""
    return OLD


PRESSES: Mapping[str, Handle] = {"found": late}
