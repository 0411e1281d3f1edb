"""/pegawai: everybody of the office, whether the bot reaches them, and what can be done about it."""

from collections.abc import Mapping

from bot.cards import personnel as card
from bot.services import mandating, personnel
from bot.services.personnel import Member
from bot.texts.say import text
from bot.workflow.events import Refused
from handlers.base import SEE, Handle, Replies, Request, Say, Toast, answer, refusal, say


def staff(request: Request) -> Replies:
    """/pegawai"""
    return (_staff(request, 0),)


def turn_page(request: Request) -> Replies:
    return (SEE, _staff(request, request.number(0)))


def _staff(request: Request, page: int) -> Say:
    found = personnel.members(request.scope)
    if isinstance(found, Refused):
        return Say(refusal(found))
    views = tuple(mandating.member_view(request.scope, one) for one in found)
    view = card.StaffView(request.scope.office.name, views, page)
    return Say(card.staff(view), card.staff_buttons(view))


def person(request: Request) -> Replies:
    found = personnel.member(request.scope, request.number(0))
    return answer(request, found) if isinstance(found, Refused) else (SEE, shown(request, found))


def shown(request: Request, found: Member) -> Say:
    view = mandating.member_view(request.scope, found)
    return Say(card.member(view), card.member_buttons(view))


def invite(request: Request) -> Replies:
    """The picture comes first, so that it can be forwarded as it is."""
    done = personnel.invite(request.scope, request.number(0), request.said.entrance)
    return _invited(request, done)


def relink(request: Request) -> Replies:
    done = personnel.relink(request.scope, request.number(0), request.said.entrance)
    return _invited(request, done)


def _invited(request: Request, done: Member | Refused) -> Replies:
    if isinstance(done, Refused):
        return answer(request, done)
    return (Toast(text("toast.done")), say("pegawai.forward", name=done.name))


def unlink(request: Request) -> Replies:
    """Asked once more: without a new invite the person is out of reach."""
    found = personnel.to_unlink(request.scope, request.number(0))
    if isinstance(found, Refused):
        return answer(request, found)
    return (Toast(text("toast.confirm")), say("pegawai.sure", card.sure(found.id), name=found.name))


def unlinked(request: Request) -> Replies:
    done = personnel.unlink(request.scope, request.number(0))
    if isinstance(done, Refused):
        return answer(request, done)
    ways = personnel.ways_on(request.scope, done)
    return (Toast(text("toast.done")), say("pegawai.unlinked", ways, name=done.name))


PRESSES: Mapping[str, Handle] = {
    "person": person,
    "staff_page": turn_page,
    "invite": invite,
    "relink": relink,
    "unlink": unlink,
    "unlink_yes": unlinked,
}
