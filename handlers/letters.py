"""Step 13a: number and date of the covering letter are asked, never invented."""

import re
from collections.abc import Mapping
from datetime import date

from bot.cards.buttons import Rows, button, stacked
from bot.services import asking, steps
from bot.services.acting import turn
from bot.texts.say import text
from bot.workflow.events import Refused
from bot.workflow.steps import Step
from handlers.base import Handle, Replies, Request, Toast, answer, say

DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
LONGEST = 100


def begin(request: Request) -> Replies:
    taken = turn(request.scope, request.press, Step.LETTER)
    if isinstance(taken, Refused):
        return answer(request, taken)
    asking.begin(request.scope, "letter", {"press": list(request.press), "number": ""})
    example = request.scope.office.profile.letter_number
    prompt = say("letter.number_like", _cancel(), example=example) if example else say("letter.number", _cancel())
    return (Toast(text("toast.ask")), prompt)


def _cancel() -> Rows:
    return stacked(button("cancel", "cancel", "letter"))


def typed(request: Request) -> Replies:
    """First the number, then the date."""
    state = request.dialog.state if request.dialog else {}
    words = request.said.text.strip()
    if not state.get("number"):
        asking.begin(request.scope, "letter", {**state, "number": words[:LONGEST]})
        today = button("today", "letter_today")
        return (say("letter.date", stacked(today, button("cancel", "cancel", "letter")), number=words[:LONGEST]),)
    dated = read_date(words)
    return (say("letter.date_unreadable"),) if dated is None else _finish(request, dated)


def read_date(words: str) -> date | None:
    """12-1-2027, 12/01/2027, 12.1.2027; None for anything that is no day."""
    found = DATE.fullmatch(words)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def today(request: Request) -> Replies:
    dialog = request.dialog
    if dialog is None or dialog.kind != "letter" or not dialog.state["number"]:
        return (Toast(text("toast.old_question")),)
    return (Toast(text("toast.done")), *_finish(request, request.scope.now.date()))


def _finish(request: Request, dated: date) -> Replies:
    state = request.dialog.state if request.dialog else {}
    task, version = state["press"]
    refused = steps.prepare_letter(request.scope, (task, version), state["number"], dated)
    if refused is not None:
        return answer(request, refused)
    asking.end(request.scope)
    return (say("letter.done", number=state["number"], dated=dated),)


PRESSES: Mapping[str, Handle] = {"letter": begin, "letter_today": today}
