"""What a handler gets and gives: a request in, replies out; the services do the work in between."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.cards.buttons import Rows
from bot.channels.base import In, Said
from bot.services.scope import Scope
from bot.store.codec import digest
from bot.store.talks import Dialog
from bot.texts.say import Param, Text, text
from bot.workflow.events import OwnPart, Refused
from bot.workflow.roles import Role


@dataclass(frozen=True)
class Request:
    """What one person said. `dialog` is what the chat is in the middle of; `prepared` is what `prepare` returned."""

    scope: Scope
    said: In
    dialog: Dialog | None = None
    prepared: Any = None

    @property
    def press(self) -> tuple[int, int]:
        """Task and version of a button; (0, 0), which no task has, for anything else."""
        return self.number(0), self.number(1)

    def number(self, place: int) -> int:
        """The `place`-th argument as a number; 0 where there is none: callback data can be forged."""
        return self.given(place) or 0

    def given(self, place: int) -> int | None:
        """The same where 0 is something that a button says; None where there is none."""
        word = self.said.args[place] if place < len(self.said.args) else ""
        return int(word) if word.isascii() and word.isdecimal() and len(word) < 10 else None


@dataclass(frozen=True)
class Say:
    """A message of its own."""

    said: Text
    buttons: Rows = ()
    standing: bool = False  # its buttons are no answer to a question: they stay when one is pressed


@dataclass(frozen=True)
class Toast:
    """The short answer to a press."""

    said: Text


SEE = Toast(text("toast.see"))
"""To a press that is answered by a message: nothing was recorded, so nothing else is claimed."""

Replies = tuple[Say | Toast, ...]

OLD: Replies = (Toast(text("toast.old_question")),)
"""To a press on a question that is not open, or that nobody asked."""

Handle = Callable[[Request], Replies]
Again = Callable[[Request, Dialog], Replies]
"""Shows the question once more."""
Written = Callable[[Scope, Dialog], tuple[Text, ...]]
"""What was written for it and not sent: handed back when it can be sent no more."""
Prepare = Callable[[In, Callable[[str, int], Awaitable[bytes]]], Awaitable[Any]]
"""Outside any transaction: the message, and how to fetch its file with a size limit."""

BRIEF = frozenset({"refused.closed", "refused.changed", "refused.role", "refused.received_already"})
"""Refusals that fit the toast of a button; the others come as a message that stays."""


MENDABLE = frozenset(
    {
        "refused.note_needed",
        "refused.direction_needed",
        "refused.reason_needed",
        "schedule.unreadable",
        "schedule.not_ahead",
    }
)
"""Refusals that other words would change."""


def refusal(refused: Refused) -> Text:
    """One calm sentence that says what to do next."""
    return text(refused.key, **{name: _param(value) for name, value in refused.params.items()})


def _param(value: Any) -> Param:
    """Roles by their names: "Sekretaris atau Kasubag Keu dan Prolap"."""
    match value:
        case OwnPart():
            return text(f"own.{value}")
        case Refused():
            return refusal(value)
        case Role():
            return text(f"role.{value}")
        case (Role() as one,):
            return text(f"role.{one}")
        case (*others, Role() as last):
            return text("role.or", one=_param(tuple(others)), other=text(f"role.{last}"))
    return "" if value is None else value


def answer(request: Request, refused: Refused | None, done: str = "toast.done", **params: Param) -> Replies:
    """To a press: a toast, and for a refusal that needs more room a message."""
    if refused is None:
        return (Toast(text(done, **params)),)
    if request.said.said is not Said.PRESS:
        return (Say(refusal(refused)),)
    return (Toast(refusal(refused)),) if refused.key in BRIEF else (SEE, Say(refusal(refused)))


def say(key: str, buttons: Rows = (), /, **params: Param) -> Say:
    return Say(text(key, **params), buttons)


def fingerprint(data: Any) -> str:
    """In a button that confirms what was shown: an older message of the same question confirms nothing."""
    return digest(data)[:8]


def unsent(words: str) -> tuple[Say, ...]:
    """What was written beside something else, and went nowhere, is handed back."""
    return (say("talk.unsent", words=words),) if words.strip() else ()
