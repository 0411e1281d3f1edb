"""Step 13a: number and date of the covering letter are asked, never invented."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.cards.buttons import button, stacked
from bot.services import asking, steps
from bot.services.acting import turn
from bot.services.scope import Scope
from bot.store.talks import Dialog
from bot.texts.say import Text, text
from bot.workflow.events import Refused
from bot.workflow.steps import Step
from handlers.base import OLD, Handle, Replies, Request, Say, Toast, answer, say

DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
LONGEST = 100


def begin(request: Request) -> Replies:
    """Goes on where it was left."""
    taken = turn(request.scope, request.press, Step.LETTER)
    if isinstance(taken, Refused):
        return answer(request, taken)
    task_id, version = request.press
    found = asking.find(request.scope, "letter", task_id)
    number = found.state["number"] if found else ""
    return (Toast(text("toast.ask")), _ask(request, task_id, {"version": version, "number": number}))


def _ask(request: Request, task_id: int, state: dict[str, Any]) -> Say:
    asking.begin(request.scope, "letter", task_id, state)
    return _question(request.scope, task_id, state)


def _question(scope: Scope, task_id: int, state: dict[str, Any]) -> Say:
    """First the number, then the date."""
    cancel, example = button("cancel", "cancel", "letter", task_id), scope.office.profile.letter_number
    if state["number"]:
        return say("letter.date", stacked(button("today", "letter_today", task_id), cancel), number=state["number"])
    return (
        say("letter.number_like", stacked(cancel), example=example)
        if example
        else say("letter.number", stacked(cancel))
    )


def typed(request: Request) -> Replies:
    dialog, words = request.dialog, request.said.text.strip()
    if dialog is None:
        return ()
    if not dialog.state["number"]:
        return (_ask(request, dialog.subject_id, {**dialog.state, "number": words[:LONGEST]}),)
    dated = read_date(words)
    return (say("letter.date_unreadable"),) if dated is None else _finish(request, dialog, dated)


def read_date(words: str) -> date | None:
    """12-1-2027, 12/01/2027, 12.1.2027; None for anything that is no day."""
    found = DATE.fullmatch(words)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def today(request: Request) -> Replies:
    dialog = asking.find(request.scope, "letter", request.number(0))
    if dialog is None or not dialog.state["number"]:
        return OLD
    return (Toast(text("toast.done")), *_finish(request, dialog, request.scope.now.date()))


def _finish(request: Request, dialog: Dialog, dated: date) -> Replies:
    press, number = (dialog.subject_id, dialog.state["version"]), dialog.state["number"]
    refused = steps.prepare_letter(request.scope, press, number, dated)
    if refused is not None:
        return answer(request, refused)
    asking.end(request.scope, "letter", dialog.subject_id)
    return (say("letter.done", number=number, dated=dated),)


def again(request: Request, dialog: Dialog) -> Replies:
    return (_question(request.scope, dialog.subject_id, dialog.state),)


def written(scope: Scope, dialog: Dialog) -> tuple[Text, ...]:
    number = dialog.state["number"]
    return (text("over.number", number=number),) if number else ()


PRESSES: Mapping[str, Handle] = {"letter": begin, "letter_today": today}
