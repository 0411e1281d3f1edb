"""Some times an hour: whether today's backup is made, and if not, makes it."""

import asyncio
import logging
import sqlite3
from datetime import datetime

from bot.runtime.runtime import Runtime
from bot.services import trouble
from bot.services.scope import scope_for
from bot.store import offices
from bot.store.backup import BackupError
from bot.store.engine import Tx
from bot.texts.say import text

log = logging.getLogger(__name__)


async def nightly(rt: Runtime) -> int:
    """How many were made. One that fails is tried again at the next call; the admin is told once a day."""
    now = rt.clock.now()
    if rt.backups is None or not rt.backups.due(now):
        return 0
    try:
        taken = await asyncio.to_thread(rt.backups.take, now)
    except (BackupError, OSError, sqlite3.Error) as error:
        log.exception("the backup failed")
        if rt.backups.first_failure(now):
            await rt.runner.run(_tell, f"{type(error).__name__}", now)
        return 0
    log.info("backup %s: %s rows", taken.path, sum(taken.rows.values()))
    return 1


def _tell(tx: Tx, error: str, now: datetime) -> None:
    for row in offices.all_offices(tx):
        trouble.tell_admin(scope_for(tx, row.id, now), text("notice.backup_failed", error=error))
