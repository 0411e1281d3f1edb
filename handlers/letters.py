"""Step 13a: number and date of the covering letter are asked, never invented, and shown once more before they stand.

It is signed by the Camat, or by the Sekretaris a.n. Camat where the Kasubag says so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.cards.buttons import button, stacked
from bot.channels.base import Button, Style
from bot.services import asking, papers, steps
from bot.services.acting import turn
from bot.services.scope import Scope
from bot.store import cycles
from bot.store.codec import decode, encode
from bot.store.talks import Dialog
from bot.texts.say import Param, Text, text
from bot.workflow.events import Refused
from bot.workflow.letters import oddity, read_date, read_number
from bot.workflow.roles import Role
from bot.workflow.steps import Step
from handlers.base import OLD, Handle, Replies, Request, Say, Toast, answer, fingerprint, refusal, say


class Asks(StrEnum):
    NUMBER = "number"
    DATE = "date"
    ODD = "odd"  # a date that may be meant
    SURE = "sure"


@dataclass(frozen=True)
class Letter:
    """What was given so far, and what is asked now."""

    version: int  # of the task
    asks: Asks = Asks.NUMBER
    number: str = ""
    dated: date | None = None
    on_behalf: bool = False


def begin(request: Request) -> Replies:
    """Goes on where it was left."""
    taken = turn(request.scope, request.press, Step.LETTER)
    if isinstance(taken, Refused):
        return answer(request, taken)
    task = taken.task
    letter = _letter(request, task.id) or Letter(task.version)
    return (Toast(text("toast.ask")), _ask(request, task.id, letter))


def _letter(request: Request, task_id: int) -> Letter | None:
    found = asking.find(request.scope, "letter", task_id)
    return decode(Letter, found.state) if found else None


def _ask(request: Request, task_id: int, letter: Letter) -> Say:
    asking.begin(request.scope, "letter", task_id, encode(letter))
    return QUESTIONS[letter.asks](request.scope, task_id, letter)


# -- the questions ---------------------------------------------------------------------------------------------------


def _number(scope: Scope, task_id: int, letter: Letter) -> Say:
    choices, example = stacked(button("cancel", "cancel", "letter", task_id)), scope.office.profile.letter_number
    return say("letter.number_like", choices, example=example) if example else say("letter.number", choices)


def _date(scope: Scope, task_id: int, letter: Letter) -> Say:
    choices = stacked(button("today", "letter_today", task_id), button("cancel", "cancel", "letter", task_id))
    return say("letter.date", choices, number=letter.number)


def _odd(scope: Scope, task_id: int, letter: Letter) -> Say:
    choices = stacked(button("date_stands", "letter_odd", task_id), button("today", "letter_today", task_id))
    why = _oddity(scope, task_id, letter)
    return say("letter.ahead" if why == "ahead" else "letter.before", choices, dated=letter.dated or "")


def _sure(scope: Scope, task_id: int, letter: Letter) -> Say:
    choices = stacked(
        button("letter_yes", "letter_yes", task_id, fingerprint(encode(letter)), style=Style.SUCCESS),
        button("number_change", "letter_number", task_id),
        button("date_change", "letter_date", task_id),
        *_signing(scope, task_id, letter),
    )
    facts: dict[str, Param] = {"number": letter.number, "dated": letter.dated or ""}
    if not letter.on_behalf:
        return say("letter.sure", choices, **facts)
    signer = papers.signer(scope, Role.SEKRETARIS)
    return say("letter.sure_behalf", choices, style=signer.style, name=signer.name, **facts)


def _signing(scope: Scope, task_id: int, letter: Letter) -> tuple[Button, ...]:
    """The other of those who may sign; nobody signs a.n. where there is no Sekretaris, or who is the Camat's Plh."""
    signer, camat = (papers.signer(scope, role).name for role in (Role.SEKRETARIS, Role.CAMAT))
    if letter.on_behalf:
        return (button("letter_camat", "letter_signer", task_id),)
    return (button("letter_behalf", "letter_signer", task_id),) if signer and signer != camat else ()


QUESTIONS = {Asks.NUMBER: _number, Asks.DATE: _date, Asks.ODD: _odd, Asks.SURE: _sure}


def _oddity(scope: Scope, task_id: int, letter: Letter) -> str:
    task = cycles.task(scope.tx, task_id)
    if task is None or letter.dated is None:
        return ""
    began = cycles.get(scope.tx, task.cycle_id).opened_at.astimezone(scope.office.zone)
    return oddity(letter.dated, scope.now.date(), began.date())


# -- the answers -----------------------------------------------------------------------------------------------------


def typed(request: Request) -> Replies:
    """First the number, then the date; while both are shown, another date."""
    if request.dialog is None:
        return ()
    task_id, letter = request.dialog.subject_id, decode(Letter, request.dialog.state)
    if letter.asks is Asks.NUMBER:
        number = read_number(request.said.text)
        if isinstance(number, Refused):
            return (Say(refusal(number)),)
        asks = Asks.DATE if letter.dated is None else Asks.SURE
        return (_ask(request, task_id, replace(letter, number=number, asks=asks)),)
    dated = read_date(request.said.text, request.scope.now.date())
    if isinstance(dated, Refused):
        return (say("letter.tap", words=request.said.text) if letter.asks is Asks.SURE else Say(refusal(dated)),)
    return (_dated(request, task_id, letter, dated),)


def _dated(request: Request, task_id: int, letter: Letter, dated: date) -> Say:
    """A date that is a little off is asked once more; given again, it stands."""
    meant = letter.asks is Asks.ODD and dated == letter.dated
    letter = replace(letter, dated=dated)
    asks = Asks.SURE if meant or not _oddity(request.scope, task_id, letter) else Asks.ODD
    return _ask(request, task_id, replace(letter, asks=asks))


def today(request: Request) -> Replies:
    letter = _letter(request, request.number(0))
    if letter is None or not letter.number:
        return OLD
    return (Toast(text("toast.ask")), _dated(request, request.number(0), letter, request.scope.now.date()))


def asking_for(asks: Asks) -> Handle:
    """A button that only leads to another question of the letter."""

    def handle(request: Request) -> Replies:
        letter = _letter(request, request.number(0))
        if letter is None or not letter.number or letter.dated is None:
            return OLD
        return (Toast(text("toast.ask")), _ask(request, request.number(0), replace(letter, asks=asks)))

    return handle


def change_signer(request: Request) -> Replies:
    letter = _letter(request, request.number(0))
    if letter is None or letter.asks is not Asks.SURE:
        return OLD
    changed = replace(letter, on_behalf=not letter.on_behalf)
    return (Toast(text("toast.ask")), _ask(request, request.number(0), changed))


def finish(request: Request) -> Replies:
    """What was shown stands."""
    task_id = request.number(0)
    letter = _letter(request, task_id)
    if letter is None or letter.dated is None or request.said.args[1:] != (fingerprint(encode(letter)),):
        return OLD
    press = (task_id, letter.version)
    refused = steps.prepare_letter(request.scope, press, letter.number, letter.dated, letter.on_behalf)
    if refused is not None:
        return answer(request, refused)
    asking.end(request.scope, "letter", task_id)
    return (Toast(text("toast.done")), say("letter.done", number=letter.number, dated=letter.dated))


# -- shown once more, and left ---------------------------------------------------------------------------------------


def again(request: Request, dialog: Dialog) -> Replies:
    letter = decode(Letter, dialog.state)
    return (QUESTIONS[letter.asks](request.scope, dialog.subject_id, letter),)


def written(scope: Scope, dialog: Dialog) -> tuple[Text, ...]:
    letter = decode(Letter, dialog.state)
    return (text("over.number", number=letter.number),) if letter.number else ()


PRESSES: Mapping[str, Handle] = {
    "letter": begin,
    "letter_today": today,
    "letter_odd": asking_for(Asks.SURE),
    "letter_number": asking_for(Asks.NUMBER),
    "letter_date": asking_for(Asks.DATE),
    "letter_signer": change_signer,
    "letter_yes": finish,
}
