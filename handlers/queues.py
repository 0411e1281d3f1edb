"""/antrean: what was put aside after it failed three times, and once more at a tap. For the admin."""

from collections.abc import Mapping

from bot.cards.buttons import Rows, button, stacked
from bot.channels.base import Button
from bot.services import queues
from bot.services.queues import GivenUp, Queue
from bot.texts.say import Param, Text, label, text
from bot.workflow.events import Refused
from handlers.base import SEE, Handle, Replies, Request, Say, answer, refusal, say

SHOWN = 8


def begin(request: Request) -> Replies:
    found = queues.given_up(request.scope)
    if isinstance(found, Refused):
        return (Say(refusal(found)),)
    if not found:
        return (say("queues.empty"),)
    rest = (text("queues.more", count=len(found) - SHOWN),) if len(found) > SHOWN else ()
    lines = (*(_line(one) for one in found[:SHOWN]), *rest)
    return (say("queues.list", _buttons(found), lines=lines),)


def _line(one: GivenUp) -> Text:
    facts: dict[str, Param] = {"number": one.number, "whose": one.whose or text("queues.nobody"), "at": one.at}
    if one.queue is Queue.PAPER:
        return text("queues.paper", **facts)
    return text(f"queues.{one.queue}", why=one.why, **facts)


def _buttons(found: tuple[GivenUp, ...]) -> Rows:
    each = (
        Button(label(f"button.retry_{one.queue}", number=str(one.number)), f"retry:{one.queue}:{one.number}")
        for one in found[:SHOWN]
    )
    return stacked(*each, *((button("retry_all", "retry_all"),) if len(found) > 1 else ()))


def retry(request: Request) -> Replies:
    queue = request.said.args[0] if request.said.args else ""
    return answer(request, queues.retry(request.scope, queue, request.number(1)))


def retry_all(request: Request) -> Replies:
    count = queues.retry_all(request.scope)
    if isinstance(count, Refused):
        return answer(request, count)
    return (SEE, say("queues.again", count=count))


PRESSES: Mapping[str, Handle] = {"retry": retry, "retry_all": retry_all}
