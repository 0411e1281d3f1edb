"""Serahkan, asked once more where it would go without what was spent, and Tarik kembali."""

from collections.abc import Mapping

from bot.cards.buttons import button, stacked
from bot.channels.base import Style
from bot.services import collecting, interview
from bot.texts.say import text
from bot.workflow.events import Refused
from bot.workflow.forms import Field
from handlers.base import Handle, Replies, Request, Toast, answer, say
from handlers.steps import pressed


def submit(request: Request) -> Replies:
    """What was spent may be left out, but not by having overlooked it."""
    blank = collecting.unreported(request.scope, request.press)
    if isinstance(blank, Refused):
        return answer(request, blank)
    if not blank:
        return answer(request, collecting.submit(request.scope, request.press))
    lines = tuple(text("fill.unreported", number=one.number, indicator=one.indicator.name) for one in blank)
    choices = stacked(
        button("spent", "spent", blank[0].id, style=Style.SUCCESS),
        button("submit_yes", "submit_yes", *request.press),
    )
    return (Toast(text("toast.confirm")), say("fill.submit_without", choices, lines=lines))


def spent(request: Request) -> Replies:
    """Goes to the first that lacks it."""
    return answer(request, interview.change(request.scope, request.number(0), Field.ANGGARAN), "toast.ask")


def withdraw(request: Request) -> Replies:
    return answer(request, collecting.withdraw(request.scope, request.number(0)))


PRESSES: Mapping[str, Handle] = {
    "submit": submit,
    "submit_yes": pressed(collecting.submit),
    "spent": spent,
    "withdraw": withdraw,
}
