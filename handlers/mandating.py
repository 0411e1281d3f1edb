"""Tunjuk pengganti: whose role, who, SK number, from when, until when; shown whole, then in force. Akhiri mandat."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards import amending
from bot.cards import mandating as card
from bot.cards import personnel as personnel_card
from bot.services import asking, mandating, personnel
from bot.services.importing import Imported
from bot.services.mastering import Proposal
from bot.services.scope import Scope
from bot.store.codec import decode, encode
from bot.store.talks import Dialog
from bot.texts.say import Text, text
from bot.workflow.events import Refused
from bot.workflow.mandating import Asks, Draft, answered, picked
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, answer, fingerprint, refusal, say

KIND = "mandate"
TYPED = (Asks.SK, Asks.FROM, Asks.TO, Asks.SURE)


def begin(request: Request) -> Replies:
    """Under a name, for what that person holds; under the list, for anything."""
    draft = mandating.begun(request.scope, request.number(0))
    return answer(request, draft) if isinstance(draft, Refused) else (SEE, _ask(request.scope, draft))


def _ask(scope: Scope, draft: Draft) -> Say:
    asking.begin(scope, "mandate", scope.office.id, encode(draft))
    view = mandating.question(scope, draft)
    return Say(card.said(view), card.buttons(view))


def _draft(scope: Scope) -> Draft | None:
    found = asking.find(scope, KIND, scope.office.id)
    return decode(Draft, found.state) if found else None


def pick(request: Request) -> Replies:
    """Only what the open question offers: an older message may still have its buttons, and data can be forged."""
    draft = _draft(request.scope)
    if draft is None or request.said.args[:1] != (draft.asks,):
        return OLD
    offered = {one.value for one in mandating.question(request.scope, draft).choices}
    if len(request.said.args) < 2 or request.said.args[1] not in offered:
        return OLD
    return (SEE, _ask(request.scope, picked(draft, request.said.args[1])))


def turn_page(request: Request) -> Replies:
    draft = _draft(request.scope)
    if draft is None or request.said.args[:1] != (draft.asks,):
        return OLD
    return (SEE, _ask(request.scope, replace(draft, page=request.number(1))))


def today(request: Request) -> Replies:
    draft = _draft(request.scope)
    if draft is None or draft.asks is not Asks.FROM:
        return OLD
    return (SEE, *_next(request.scope, replace(draft, asks=Asks.TO, starts_on=request.scope.now.date())))


def typed(request: Request) -> Replies:
    draft = _draft(request.scope)
    if draft is None:
        return ()
    if draft.asks not in TYPED:
        return (say("kelola.tap", words=request.said.text),)
    read = answered(draft, request.said.text, request.scope.now.date())
    return (Say(refusal(read)),) if isinstance(read, Refused) else _next(request.scope, read)


def _next(scope: Scope, draft: Draft) -> Replies:
    return _propose(scope, draft) if draft.asks is Asks.SURE else (_ask(scope, draft),)


def _propose(scope: Scope, draft: Draft) -> Replies:
    """What is not possible leaves the question of the last day open."""
    found = mandating.propose(scope, draft)
    if isinstance(found, Refused):
        return (Say(refusal(found)),)
    if not isinstance(found, Proposal):
        return (say("kelola.problems", lines=amending.problem_lines(found)),)
    state = encode(replace(draft, against=found.against))
    asking.begin(scope, "mandate", scope.office.id, state)
    return (Say(card.said(mandating.question(scope, draft)), card.sure(scope.office.id, fingerprint(state))),)


def apply(request: Request) -> Replies:
    """Tetapkan: what was shown, or where the office has changed since, what it would be now."""
    scope, dialog = request.scope, asking.find(request.scope, KIND, request.number(0))
    if dialog is None or request.said.args[1:] != (fingerprint(dialog.state),):
        return OLD
    draft = decode(Draft, dialog.state)
    view = mandating.question(scope, draft)
    done = mandating.apply(scope, draft)
    if isinstance(done, Proposal):
        return (SEE, say("induk.moved"), *_propose(scope, draft))
    asking.end(scope, KIND, dialog.subject_id)
    if not isinstance(done, Imported):
        lines = (refusal(done),) if isinstance(done, Refused) else amending.problem_lines(done)
        return (SEE, say("kelola.problems", lines=lines))
    return (Toast(text("toast.done")), *(() if view.linked else _invite(request, draft.person_id, view.person)))


def _invite(request: Request, person_id: int, name: str) -> Replies:
    """Who has no chat yet could not act."""
    invited = personnel.invite(request.scope, person_id, request.said.entrance)
    return (say("kelola.invite_of_admin" if isinstance(invited, Refused) else "pegawai.forward", name=name),)


def again(request: Request, dialog: Dialog) -> Replies:
    return _next(request.scope, decode(Draft, dialog.state))


def written(scope: Scope, dialog: Dialog) -> tuple[Text, ...]:
    draft = decode(Draft, dialog.state)
    return (text("over.quote", words=draft.sk_number),) if draft.sk_number else ()


# -- ended early -----------------------------------------------------------------------------------------------------


def end(request: Request) -> Replies:
    key = "".join(request.said.args[:1])
    found = mandating.find(request.scope, key)
    if isinstance(found, Refused):
        return answer(request, found)
    return (Toast(text("toast.confirm")), Say(personnel_card.ending(found), personnel_card.sure_to_end(key)))


def ended(request: Request) -> Replies:
    done = mandating.end_now(request.scope, "".join(request.said.args[:1]))
    if isinstance(done, Refused):
        return answer(request, done)
    return (Toast(text("toast.done")), Say(personnel_card.ended(done)))


PRESSES: Mapping[str, Handle] = {
    "stand_in": begin,
    "mandate": pick,
    "mandate_page": turn_page,
    "mandate_today": today,
    "mandate_apply": apply,
    "mandate_end": end,
    "mandate_ended": ended,
}
