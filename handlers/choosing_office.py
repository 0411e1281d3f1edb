"""A chat that speaks for two offices: which of them its commands and words are for."""

from collections.abc import Mapping

from bot.channels.base import Button, cut
from bot.services import people
from bot.texts.say import text
from handlers.base import OLD, Handle, Replies, Request, Toast, say


def ask(request: Request) -> Replies:
    """/kantor"""
    found = _offices(request)
    if len(found) < 2:
        return (say("office.only", office=request.scope.office.name),)
    buttons = tuple((Button(cut(name), f"office:{office_id}"),) for office_id, name in found.items())
    return (say("office.choose", buttons, office=request.scope.office.name),)


def _offices(request: Request) -> dict[int, str]:
    scope = request.scope
    found = people.scopes(scope.tx, scope.chat, scope.now) if scope.chat else ()
    return {one.office.id: one.office.name for one in found}


def chosen(request: Request) -> Replies:
    """What waits there follows; a question that was open in the other office waits until it is chosen again."""
    scope = request.scope
    found = people.scopes(scope.tx, scope.chat, scope.now) if scope.chat else ()
    meant = next((one for one in found if one.office.id == request.number(0)), None)
    if meant is None:
        return OLD
    people.choose(meant)
    waits = people.waiting(meant)
    said = say("office.chosen", office=meant.office.name, waiting=len(waits))
    return (Toast(text("toast.done")), said)


PRESSES: Mapping[str, Handle] = {"office": chosen}
