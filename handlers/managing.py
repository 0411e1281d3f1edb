"""/kelola: a target, an indicator on or off, a unit's holder: chosen by taps, shown from old to new, then applied."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.cards import amending
from bot.cards import managing as card
from bot.services import asking, managing, mastering, personnel
from bot.services.managing import Applied, Proposed
from bot.services.mastering import Problems
from bot.services.scope import Scope
from bot.store.codec import decode, encode
from bot.store.talks import Dialog
from bot.texts.say import Text, text
from bot.workflow.days_off import read_days
from bot.workflow.events import Refused
from bot.workflow.everyday import years
from bot.workflow.forms import read_score
from bot.workflow.managing import Asks, Draft, Task, aimed, dated, named, picked
from bot.workflow.naming import read_person, said_sapaan
from bot.workflow.numbers import parse
from bot.workflow.rights import Right
from handlers import revising
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, fingerprint, refusal, say
from handlers.filling import in_words

KIND = "manage"
EMPTY = frozenset({"kosong", "-"})
"""How a target that is not set is written."""


def begin(request: Request) -> Replies:
    """/kelola begins anew, whatever was chosen before."""
    return _begin(request, Draft(years(request.scope.now.date())[0]))


def days_off(request: Request) -> Replies:
    """/libur: the same, at the office's days; what is written behind it is taken as typed."""
    draft = Draft(years(request.scope.now.date())[0], Asks.DAY, Task.DAYS)
    asked = _begin(request, draft)
    if not request.said.args or _draft(request.scope) is None:
        return asked
    return _read_day(request.scope, " ".join(request.said.args), draft)


def _begin(request: Request, draft: Draft) -> Replies:
    scope = request.scope
    held = mastering.allowed(scope, Right.MANAGE)
    if isinstance(held, Refused):
        return (Say(refusal(held)),)
    asked = asking.current(scope)
    first = _ask(scope, draft)
    return () if asked is not None and asked.kind == KIND else (first,)  # after a command the open question is shown


def _ask(scope: Scope, draft: Draft) -> Say:
    asking.begin(scope, "manage", scope.office.id, encode(draft))
    view = managing.view(scope, draft)
    return Say(card.said(view), card.buttons(view))


def _draft(scope: Scope) -> Draft | None:
    found = asking.find(scope, KIND, scope.office.id)
    return decode(Draft, found.state) if found else None


# -- chosen by taps --------------------------------------------------------------------------------------------------


def pick(request: Request) -> Replies:
    """Only what the open question offers: an older message may still have its buttons, and data can be forged."""
    draft = _draft(request.scope)
    if draft is None or request.said.args[:1] != (draft.asks,):
        return OLD
    view = managing.view(request.scope, draft)
    offered = {one.data for row in card.buttons(view) for one in row}
    if ":".join((request.said.verb, *request.said.args)) not in offered:
        return OLD
    chosen = picked(draft, request.said.args[1])
    if chosen.asks is not Asks.SURE:
        return (SEE, _ask(request.scope, chosen))
    if chosen.task is Task.INDICATOR:
        chosen = managing.toggled(request.scope, chosen)
    return (SEE, *_propose(request.scope, chosen))


def turn_page(request: Request) -> Replies:
    draft = _draft(request.scope)
    if draft is None or request.said.args[:1] != (draft.asks,):
        return OLD
    return (SEE, _ask(request.scope, replace(draft, page=request.number(1))))


# -- typed -----------------------------------------------------------------------------------------------------------


def typed(request: Request) -> Replies:
    """A figure, or somebody's name; a figure also corrects the one that is shown."""
    draft = _draft(request.scope)
    if draft is None:
        return ()
    answer = ANSWERS.get((draft.task, draft.asks))
    if answer is None:
        return (say("kelola.tap", words=request.said.text),)
    return answer(request, draft)


def _figure(request: Request, draft: Draft) -> Replies:
    words = request.said.text.strip()
    if words.casefold() in EMPTY:
        return _propose(request.scope, aimed(draft, None))
    given, policy = managing.view(request.scope, draft).indicator, request.scope.rules.policy
    reading = read_score(words, given.direction, policy) if given else parse(words)
    if reading is None:
        return (say("kelola.unreadable"),)
    said = in_words(reading, "fill.in_words_asked")
    return (*((Say(said),) if said else ()), *_propose(request.scope, aimed(draft, reading.value)))


def _name(request: Request, draft: Draft) -> Replies:
    person = read_person(request.said.text)
    found = person if isinstance(person, Refused) else managing.who(request.scope, person)
    if isinstance(found, Refused):
        return (Say(refusal(found)),)
    chosen = named(draft, found)
    return _propose(request.scope, chosen) if chosen.asks is Asks.SURE else (_ask(request.scope, chosen),)


def _sapaan(request: Request, draft: Draft) -> Replies:
    """In words instead of by a tap; anything else is the name once more."""
    sapaan = said_sapaan(request.said.text)
    return _propose(request.scope, picked(draft, sapaan)) if sapaan else _name(request, draft)


def _day(request: Request, draft: Draft) -> Replies:
    return _read_day(request.scope, request.said.text, draft)


def _read_day(scope: Scope, words: str, draft: Draft) -> Replies:
    found = read_days(words, scope.now.date())
    return (Say(refusal(found)),) if isinstance(found, Refused) else _propose(scope, dated(draft, found))


ANSWERS: Mapping[tuple[Task, Asks], Callable[[Request, Draft], Replies]] = {
    (Task.TARGET, Asks.VALUE): _figure,
    (Task.TARGET, Asks.SURE): _figure,
    (Task.HOLDER, Asks.PERSON): _name,
    (Task.HOLDER, Asks.SAPAAN): _sapaan,
    (Task.DAYS, Asks.DAY): _day,
    (Task.DAYS, Asks.SURE): _day,
}


# -- shown, and applied ----------------------------------------------------------------------------------------------


def _propose(scope: Scope, draft: Draft) -> Replies:
    """What is not possible leaves the question open; what changes nothing too."""
    found = managing.propose(scope, draft)
    if not isinstance(found, Proposed):
        return (_refused(found),)
    return (_shown(scope, draft, found),) if found.proposal.amendments else (say("kelola.same"),)


def _refused(found: Problems | Refused) -> Say:
    if isinstance(found, Refused):
        return Say(refusal(found))
    return say("kelola.problems", lines=amending.problem_lines(found))


def _shown(scope: Scope, draft: Draft, found: Proposed) -> Say:
    state = encode(replace(draft, against=found.proposal.against))
    asking.begin(scope, "manage", scope.office.id, state)
    choices = card.sure(scope.office.id, fingerprint(state))
    return Say(card.preview(found.shown, found.effect), choices)


def apply(request: Request) -> Replies:
    """Terapkan: what was shown, or where the office has changed since, what it would be now."""
    scope, dialog = request.scope, asking.find(request.scope, KIND, request.number(0))
    if dialog is None or request.said.args[1:] != (fingerprint(dialog.state),):
        return OLD
    draft = decode(Draft, dialog.state)
    done = managing.apply(scope, draft)
    if isinstance(done, Proposed) and done.proposal.amendments:
        return (SEE, say("induk.moved"), _shown(scope, draft, done))
    asking.end(scope, KIND, dialog.subject_id)
    if isinstance(done, Applied):
        return (Toast(text("toast.done")), *_applied(request, draft, done))
    return (SEE, say("kelola.same") if isinstance(done, Proposed) else _refused(done))


def _applied(request: Request, draft: Draft, done: Applied) -> Replies:
    """No form says who holds its unit, so that a new holder revises none."""
    lines = amending.lines(done.amendments, card.WHOLE)
    kept = say("kelola.applied", lines=lines, at=request.scope.now)
    if draft.task is Task.HOLDER:
        return (kept, *_invite(request, done))
    return (kept, *revising.after_change(request.scope))


def _invite(request: Request, done: Applied) -> Replies:
    """Only here, to whoever made the change."""
    if not done.newcomer:
        return ()
    invited = personnel.invite(request.scope, done.newcomer_id, request.said.entrance)
    key = "kelola.invite_of_admin" if isinstance(invited, Refused) else "pegawai.forward"
    return (say(key, name=done.newcomer),)


# -- shown once more, and left ---------------------------------------------------------------------------------------


def again(request: Request, dialog: Dialog) -> Replies:
    """The question as it stands; what would change as it would be now."""
    draft = decode(Draft, dialog.state)
    return _propose(request.scope, draft) if draft.asks is Asks.SURE else (_ask(request.scope, draft),)


def written(scope: Scope, dialog: Dialog) -> tuple[Text, ...]:
    """Whose name was typed."""
    draft = decode(Draft, dialog.state)
    return (text("over.quote", words=draft.person.name),) if draft.person else ()


PRESSES: Mapping[str, Handle] = {"manage": pick, "manage_page": turn_page, "manage_apply": apply}
