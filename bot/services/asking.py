"""What a chat is in the middle of, and the longer answers it can ask for."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.services import forming, telling
from bot.services.scope import Chat, Scope
from bot.store import outbox, talks
from bot.texts.say import Text, text
from bot.workflow import managing, mandating
from bot.workflow.periods import Period

# What would be lost with a question of this kind; one that holds nothing gives way to the next without a word.
HOLDS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "fill": lambda _state: True,  # the place in the form
    "upload": lambda _state: True,
    "return": lambda state: bool(state["ticked"] or state["comments"] or state["words"]),
    "attach": lambda state: bool(state["held"]),
    "letter": lambda state: bool(state["number"]),
    "approve": lambda state: bool(state["words"]),
    "words": lambda _state: False,
    "go_on": lambda _state: False,
    "cancel_cycle": lambda state: bool(state["reason"]),
    "evidence": lambda _state: False,
    "proof": lambda _state: True,
    "master": lambda _state: True,
    "mandate": lambda state: mandating.holds(mandating.Asks(state["asks"])),
    "manage": lambda state: managing.holds(managing.Asks(state["asks"])),
    "lambang": lambda _state: False,
}


def _chat(scope: Scope) -> Chat:
    if scope.chat is None:
        raise ValueError("a dialog needs a chat")
    return scope.chat


def open_dialogs(scope: Scope) -> tuple[talks.Dialog, ...]:
    """The one that is asked now, then those that wait for it to end."""
    chat = _chat(scope)
    return talks.dialogs(scope.tx, chat.channel, chat.chat_id, scope.office.id)


def current(scope: Scope) -> talks.Dialog | None:
    return next(iter(open_dialogs(scope)), None)


def find(scope: Scope, kind: str, subject_id: int) -> talks.Dialog | None:
    """Asked now or waiting."""
    return next((one for one in open_dialogs(scope) if (one.kind, one.subject_id) == (kind, subject_id)), None)


def begin(scope: Scope, kind: str, subject_id: int, state: dict[str, Any]) -> None:
    """Asks this now, or goes on asking it with another state. What was asked before waits, if it holds anything."""
    chat, asked, before = _chat(scope), current(scope), find(scope, kind, subject_id)
    if asked is not None and asked == before:
        talks.keep_dialog(scope.tx, asked.id, state, scope.now)
        return
    if before is not None:
        talks.end_dialog(scope.tx, before.id)
    if asked is not None:
        _give_way(scope, asked)
    at = (chat.channel, chat.chat_id, scope.office.id)
    talks.begin_dialog(scope.tx, at, kind, subject_id, state, scope.now)


def _give_way(scope: Scope, asked: talks.Dialog) -> None:
    if not HOLDS[asked.kind](asked.state):
        talks.end_dialog(scope.tx, asked.id)
    _refresh(scope, asked, priority=outbox.NOTICE)


def end(scope: Scope, kind: str, subject_id: int) -> None:
    """The one that waited for it, if any, is asked again."""
    found = find(scope, kind, subject_id)
    if found is not None:
        talks.end_dialog(scope.tx, found.id)
        _refresh(scope, found, priority=outbox.REPLY)


def _refresh(scope: Scope, dialog: talks.Dialog, *, priority: int) -> None:
    """Where a card is the question, it shows whether it is asked."""
    if dialog.kind == "fill":
        telling.refresh_entry(scope, dialog.state["entry"], priority=priority)
    if dialog.kind == "return":
        telling.refresh_return(scope, dialog.subject_id, priority=priority)


def review(scope: Scope, period: Period) -> tuple[Text, ...]:
    """Units and indicators with the target of the period, as step 2 would freeze them."""
    lines: list[Text] = []
    for unit, own in forming.chosen(scope, period):
        lines.append(text("review.unit", unit=unit.name))
        for number, one in enumerate(own, 1):
            target = text("ask.none") if one.target is None else text("ask.number", value=one.target)
            lines.append(text("review.indicator", number=number, name=one.name, target=target, satuan=one.satuan))
    return tuple(lines)
