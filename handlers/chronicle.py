"""/riwayat: the history of a cycle, page by page."""

from collections.abc import Mapping

from bot.cards.buttons import Rows, button, row, stacked
from bot.channels.base import Button
from bot.services import chronicle
from bot.services.chronicle import Page
from bot.texts.say import text
from bot.workflow.events import Refused
from handlers.base import SEE, Handle, Replies, Request, Say, answer, refusal, say


def begin(request: Request) -> Replies:
    """Who has several cycles chooses; the newest page is shown first."""
    failed = chronicle.may(request.scope)
    if failed is not None:
        return (Say(refusal(failed)),)
    found = chronicle.periods(request.scope)
    if not found:
        return (say("riwayat.none"),)
    if len(found) > 1:
        choices = (Button(s.period.short, f"history:{s.cycle_id}") for s in found)
        return (say("riwayat.which", stacked(*choices)),)
    page = chronicle.page(request.scope, found[0].cycle_id)
    return (Say(refusal(page)),) if isinstance(page, Refused) else (_shown(page),)


def show(request: Request) -> Replies:
    """Cycle, and page where one is named."""
    number = request.number(1) if len(request.said.args) > 1 else None
    page = chronicle.page(request.scope, request.number(0), number)
    return answer(request, page) if isinstance(page, Refused) else (SEE, _shown(page))


def _shown(page: Page) -> Say:
    return say(
        "riwayat.page",
        _turning(page),
        period=page.state.period.label,
        page=page.number + 1,
        pages=page.pages,
        lines=page.lines or (text("riwayat.none"),),
        kept=page.kept,
        head=page.head,
    )


def _turning(page: Page) -> Rows:
    cycle_id, ways = page.state.cycle_id, []
    if page.number > 0:
        ways.append(button("page_back", "history", cycle_id, page.number - 1))
    if page.number + 1 < page.pages:
        ways.append(button("page_on", "history", cycle_id, page.number + 1))
    return (row(*ways),) if ways else ()


PRESSES: Mapping[str, Handle] = {"history": show}
