"""A pasted list, one line an indicator: previewed like a workbook, applied on Terapkan."""

from bot.services import pasting
from bot.texts.say import text
from bot.workflow.events import Refused
from bot.workflow.pasting import pasted_list
from handlers.base import Replies, Request, Say, refusal, say
from handlers.uploading import offer


def offered(request: Request, asked: int | None = None) -> Replies | None:
    """None for what is no list. `asked`: the form whose question is open here."""
    lines = pasted_list(request.said.text)
    if lines is None:
        return None
    form = pasting.form_for(request.scope, asked)
    if isinstance(form, Refused):
        return (Say(refusal(form)),)
    if form is None:
        return (say("paste.several"),)
    return offer(request, pasting.preview(request.scope, form, lines), "paste", text("upload.applied_list"))
