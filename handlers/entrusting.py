"""Isi atas nama unit, under the notice that a unit cannot be reached."""

from collections.abc import Mapping

from bot.services import entrusting, interview, telling
from bot.texts.say import text
from bot.workflow.events import Refused
from handlers.base import Handle, Replies, Request, Say, Toast, answer, refusal


def behalf(request: Request) -> Replies:
    """The form follows, at the question it was left at."""
    form_id = entrusting.entrust(request.scope, request.number(0))
    if isinstance(form_id, Refused):
        return answer(request, form_id)
    telling.say_here(request.scope, text("fill.behalf"))  # above the question, which is to be answered
    opened = interview.resume(request.scope, form_id)
    if isinstance(opened, Refused):
        return (Toast(text("toast.see")), Say(refusal(opened)))
    return (Toast(text("toast.done")),)


PRESSES: Mapping[str, Handle] = {"behalf": behalf}
