"""A decision is on the version that was seen: a tap on an older one is answered with the newest card."""

from bot.services import people
from bot.store import cycles
from bot.workflow.cycle import RecapInfo
from bot.workflow.events import Refused
from bot.workflow.steps import Step
from handlers import base
from handlers.base import SEE, Replies, Request, say

DECIDED_AT = (Step.DECIDE, Step.SECOND)


def is_seen(request: Request, recap: RecapInfo | None) -> bool:
    """Whether the button, by its third argument, was made for this version."""
    seen = request.said.args[2] if len(request.said.args) > 2 else ""
    return recap is not None and bool(seen) and recap.sha256.startswith(seen)


def answer(request: Request, failed: Refused | None) -> Replies:
    """As any answer; who was asked about a version that there is a newer one of is shown that."""
    replies = base.answer(request, failed)
    if failed is not None and failed.key in ("refused.closed", "refused.newer") and _show(request):
        return (SEE, say("talk.newer"))
    return replies


def shown(request: Request, recap: RecapInfo | None) -> Replies:
    _show(request)
    return (SEE, say("refused.newer", version=recap.version if recap else 0))


def _show(request: Request) -> bool:
    """The open card of the same question, for who is asked it; False where there is none."""
    row = cycles.task(request.scope.tx, request.number(0))
    if row is None or row.step not in DECIDED_AT or row.office_id != request.scope.office.id:
        return False
    open_ = [t for t in cycles.tasks(request.scope.tx, row.cycle_id) if t.closed_at is None and t.step in DECIDED_AT]
    mine = {t.id for t in people.waiting(request.scope)}
    found = next((t for t in open_ if t.id in mine), None)
    return found is not None and people.show_task(request.scope, found.id) is None
