"""The end of the time for which the files of a closed cycle are kept; its history stays, and says so."""

from datetime import datetime

from bot.services.recording import record
from bot.services.scope import Scope, scope_for
from bot.store import history, retained
from bot.store.engine import Tx
from bot.workflow.events import FilesExpired
from bot.workflow.retention import Retention

EVENT = FilesExpired.__name__


def expire_next(tx: Tx, retention: Retention, now: datetime) -> bool:
    """Lets the files go of the oldest cycle whose time is over; False where there is none. What was typed stays: the
    history that has to stay says it too, and the recaps are what their approvals are bound to."""
    before = retention.closed_before(now)
    if before is None or retention.years is None:
        return False
    for office_id, cycle_id in retained.closed_before(tx, before, EVENT):
        files = retained.going(tx, cycle_id, EVENT)
        if files:
            record(scope_for(tx, office_id, now), cycle_id, (FilesExpired(retention.years, len(files)),))
            return True
    return False


def expired_at(scope: Scope, cycle_id: int) -> datetime | None:
    """Since when the cycle's files are gone."""
    at = history.last_at(scope.tx, cycle_id, EVENT)
    return at.astimezone(scope.office.zone) if at else None
