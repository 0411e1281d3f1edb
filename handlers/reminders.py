"""/pengingat, Ingatkan nanti, Ingatkan yang belum: what was reminded of, later once more, and by hand."""

from collections.abc import Mapping

from bot.cards.buttons import stacked
from bot.cards.pages import Page
from bot.channels.base import Button, cut
from bot.services import chasing, ledger_view, snoozing
from bot.services.ledger_view import Listed
from bot.texts.say import text
from bot.workflow.events import Refused
from handlers.base import SEE, Handle, Replies, Request, Say, Toast, answer, refusal, say


def begin(request: Request) -> Replies:
    return (_page(ledger_view.tasks(request.scope), 0),)


def turn_page(request: Request) -> Replies:
    return (SEE, _page(ledger_view.tasks(request.scope), request.number(0)))


def _page(found: tuple[Listed, ...], number: int) -> Say:
    if not found:
        return say("ledger.none")
    page = Page(found, number)
    lines = tuple(text("ledger.line", number=one.number, said=one.said) for one in page.shown)
    choices = (*stacked(*(_button(one) for one in page.shown)), *page.turning("ledgers"))
    return say("ledger.tasks", choices, lines=(*lines, *page.note))


def _button(one: Listed) -> Button:
    name = " · ".join(filter(None, (one.unit or one.kegiatan, one.period)))
    return Button(cut(f"{one.number}. {name}"), f"ledger:{one.task_id}")


def show(request: Request) -> Replies:
    found = ledger_view.of_task(request.scope, request.number(0))
    if isinstance(found, Refused):
        return answer(request, found)
    return (SEE, say("ledger.task", lines=found))


def later(request: Request) -> Replies:
    """Ingatkan nanti: once for each rung."""
    at = snoozing.snooze(request.scope, request.number(0))
    if isinstance(at, Refused):
        return (SEE, Say(refusal(at)))
    return (Toast(text("reminder.snoozed", at=at)),)


def chase(request: Request) -> Replies:
    """Ingatkan yang belum: who was reached, and who was not."""
    found = chasing.chase(request.scope, request.number(0))
    if isinstance(found, Refused):
        return (SEE, Say(refusal(found)))
    said = (say("reminder.chased", count=len(found.told), units=", ".join(found.told)),) if found.told else ()
    missed = (say("reminder.unreached", units=", ".join(found.unreached)),) if found.unreached else ()
    return (SEE, *said, *missed)


PRESSES: Mapping[str, Handle] = {"ledger": show, "ledgers": turn_page, "later": later, "chase": chase}
