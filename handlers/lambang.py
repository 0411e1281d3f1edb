"""/lambang: the picture in the kop of the office's papers, shown, changed by sending another, taken out by two taps."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.cards.buttons import Rows, button, stacked
from bot.channels.base import In, Style
from bot.documents.picture import LARGEST, WIDEST, Flaw, read_picture
from bot.services import asking, lambang
from bot.services.scope import Scope
from bot.store.talks import Dialog
from bot.texts.say import text
from bot.workflow.events import Refused
from handlers import files
from handlers.base import OLD, SEE, Handle, Replies, Request, Say, Toast, answer, refusal, say, unsent
from handlers.files import Fetched

MARK = 8
"""Characters of the hash by which a button says which lambang it stood under."""
MEGABYTE = 1_000_000


def begin(request: Request) -> Replies:
    held = lambang.allowed(request.scope)
    if isinstance(held, Refused):
        return (Say(refusal(held)),)
    lambang.send(request.scope)
    asking.begin(request.scope, "lambang", request.scope.office.id, {})
    return (_ask(request.scope),)


def _ask(scope: Scope) -> Say:
    office = scope.office
    cancel = button("cancel", "cancel", "lambang", office.id)
    if not office.lambang:
        return _limits("lambang.ask", stacked(cancel))
    drop = button("lambang_drop", "lambang_drop", office.id, office.lambang[:MARK])
    return _limits("lambang.ask_other", stacked(drop, cancel))


def _limits(key: str, choices: Rows) -> Say:
    return say(key, choices, megabytes=LARGEST // MEGABYTE, side=WIDEST)


def again(request: Request, dialog: Dialog) -> Replies:
    return (_ask(request.scope),)


def typed(request: Request) -> Replies:
    return (say("lambang.only_pictures"),)


# -- sent ------------------------------------------------------------------------------------------------------------


async def prepare(said: In, fetch: Callable[[str, int], Awaitable[bytes]]) -> Fetched | Refused | None:
    """As every file, and drawn anew."""
    found = await files.prepare(said, fetch)
    return replace(found, picture=await read_picture(found.sent.content)) if isinstance(found, Fetched) else found


def sent(request: Request) -> Replies:
    """What was sent beside the picture is handed back."""
    return (*_sent(request), *unsent(request.said.text))


def _sent(request: Request) -> Replies:
    scope, found = request.scope, request.prepared
    picture = found.picture if isinstance(found, Fetched) else Flaw.TOO_LARGE
    if picture is None:  # it came before it was asked for
        return (_ask(scope),)
    if isinstance(picture, Flaw):
        return (_flawed(picture),)
    changed = lambang.change(scope, picture)
    if isinstance(changed, Refused):
        return (Say(refusal(changed)),)
    asking.end(scope, "lambang", scope.office.id)
    return (say("lambang.kept" if changed else "lambang.same"),)


def _flawed(flaw: Flaw) -> Say:
    return _limits("lambang.too_large", ()) if flaw is Flaw.TOO_LARGE else say(f"lambang.{flaw}")


# -- taken out -------------------------------------------------------------------------------------------------------


def drop(request: Request) -> Replies:
    """Hapus lambang: asked once more."""
    if (against := _against(request)) is not None:
        return against
    office = request.scope.office
    asking.end(request.scope, "lambang", office.id)
    sure = button("lambang_sure", "lambang_sure", office.id, office.lambang[:MARK], style=Style.DANGER)
    return (SEE, say("lambang.drop", stacked(sure, button("cancel", "dismiss"))))


def dropped(request: Request) -> Replies:
    if (against := _against(request)) is not None:
        return against
    refused = lambang.drop(request.scope)
    return answer(request, refused) if refused else (Toast(text("toast.done")), say("lambang.dropped"))


def _against(request: Request) -> Replies | None:
    """That it is not theirs to press, or that the button is not of this office and of the lambang that it has now."""
    held, own = lambang.allowed(request.scope), request.scope.office
    if isinstance(held, Refused):
        return answer(request, held)
    stands = bool(own.lambang) and request.said.args == (str(own.id), own.lambang[:MARK])
    return None if stands else OLD


PRESSES: Mapping[str, Handle] = {"lambang_drop": drop, "lambang_sure": dropped}
