"""Some times an hour: whether today's backup is made, and sent to where it should be safe, and if not, does it."""

import logging
import sqlite3
from datetime import datetime

from bot.runtime.aside import aside
from bot.runtime.backups import Backups
from bot.runtime.runtime import Runtime
from bot.services import safekeeping, trouble
from bot.services.scope import scope_for
from bot.store import offices, sent_backups
from bot.store.backup import BackupError
from bot.store.engine import Tx
from bot.texts.say import text

log = logging.getLogger(__name__)


async def nightly(rt: Runtime) -> int:
    """How many were made or sent. One that fails is tried again at the next call; the admin is told once a day."""
    now, backups = rt.clock.now(), rt.backups
    if backups is None:
        return 0
    try:
        made = await _make(backups, now) if backups.due(now) else 0
        return made + (await _send(rt, backups, now) if backups.passphrase else 0)
    except (BackupError, OSError, sqlite3.Error) as error:
        log.exception("the backup failed")
        if backups.first_failure(now):
            await rt.runner.run(_tell, f"{type(error).__name__}", now)
        return 0


async def _make(backups: Backups, now: datetime) -> int:
    taken = await aside(backups.take, now)
    log.info("backup %s: %s rows", taken.path, taken.count)
    return 1


async def _send(rt: Runtime, backups: Backups, now: datetime) -> int:
    """1. What earlier nights left on the disk goes, unless it still waits. 2. Once a day the newest is sealed and put
    into the outbox; while no admin can be reached nothing is sealed, and the next call looks again."""
    backups.sweep(await rt.runner.run(sent_backups.waiting))
    if not backups.leaves(now):
        return 0
    if backups.is_today(await rt.runner.run(sent_backups.last), now):
        backups.sent(now)
        return 0
    if not await rt.runner.run(trouble.admins, now):
        return 0
    taken, files = await aside(backups.sealed)
    chats = await rt.runner.run(safekeeping.send, taken, files, now)
    backups.sent(now)
    log.info("backup %s goes to %s chats in %s files", taken.path.name, chats, len(files))
    return 1


def _tell(tx: Tx, error: str, now: datetime) -> None:
    for row in offices.all_offices(tx):
        trouble.tell_admin(scope_for(tx, row.id, now), text("notice.backup_failed", error=error))
