"""The arahan with which the recap came back last: who decides again reads it beside what has become of it."""

from bot.cards.task import Direction
from bot.services.scope import Scope
from bot.store import recaps
from bot.texts.say import Text, text
from bot.workflow.reports import REOPENING, standing


def last(scope: Scope, cycle_id: int) -> Direction | None:
    """Of the return, or the Ralat, that opened the newest round; None where there was none."""
    kept = recaps.decisions(scope.tx, cycle_id)
    stands = standing([one.verdict for one in kept])
    found = [one for one, counts in zip(kept, stands, strict=True) if counts and one.verdict in REOPENING]
    if not found:
        return None
    return Direction(found[-1].words, found[-1].decided_as, found[-1].decided_at.astimezone(scope.office.zone))


def whole(scope: Scope, cycle_id: int) -> Text | None:
    found = last(scope, cycle_id)
    return text("recap.direction", by=found.by, at=found.at, words=found.words) if found else None
