"""backup, restore, copy: the whole database elsewhere, and back. verify: whether its histories are whole."""

import argparse
import getpass
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.commands.telling import DIFFERS, tell
from bot.services import records, verifying
from bot.services.verifying import Chain
from bot.settings import Settings, python
from bot.store import backup, copying, sealing
from bot.store.access import open_ready
from bot.store.backup import BackupError, BackupReason
from bot.texts.say import plain, say


def copy(settings: Settings, asked: argparse.Namespace) -> int:
    """Moves everything to another database, which has to be empty; held against the original before it is kept."""
    source, target = open_ready(settings.database_url), open_ready(asked.to)
    try:
        found = copying.copy(source, target)
    except copying.NotEmptyError:
        tell("cli.copy_not_empty")
        return 1
    finally:
        source.dispose()
        target.dispose()
    for one in found:
        print(f"{one.table:<20} {one.rows:>8} {one.sha256[:16]}")
    tell("cli.copied", rows=sum(one.rows for one in found), tables=len(found))
    return 0


def back_up(settings: Settings, asked: argparse.Namespace) -> int:
    """A copy of the database as it is now, verified; the bot may be running."""
    folder = asked.folder or Path(settings.backup_folder or "cadangan")
    open_ready(settings.database_url).dispose()
    taken = backup.take(settings.database_url, folder, datetime.now(settings.zone))
    tell("cli.backed_up", file=str(taken.path), rows=taken.count, tables=len(taken.rows))
    return 0


def restore(settings: Settings, asked: argparse.Namespace) -> int:
    """A backup in the place of the database, while the bot stands still."""
    backup.file_of(settings.database_url)
    if any(sealing.is_sealed(file) for file in asked.files):
        aside = _unseal(settings, asked.files)
    elif len(asked.files) == 1:
        aside = backup.restore(asked.files[0], settings.database_url, datetime.now(settings.zone))
    else:
        raise BackupError(BackupReason.MIXED, ", ".join(file.name for file in asked.files))
    open_ready(settings.database_url).dispose()
    if aside is not None:
        tell("cli.set_aside", file=str(aside))
    tell("cli.restored", file=", ".join(map(str, asked.files)), python=python())
    return 0


def _unseal(settings: Settings, files: Sequence[Path]) -> Path | None:
    """The passphrase is nobody's argument: those are seen by whoever looks at the processes of the machine."""
    sealing.in_order(files)
    secret = settings.backup_passphrase or getpass.getpass(plain(say("cli.ask_passphrase"))).strip()
    content = sealing.opened(files, secret)
    folder = backup.file_of(settings.database_url).parent
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="buka-", dir=folder) as beside:
        plainly = Path(beside, "kantor.db")
        plainly.write_bytes(content)
        return backup.restore(plainly, settings.database_url, datetime.now(settings.zone))


def verify(settings: Settings, asked: argparse.Namespace) -> int:
    """Each history and whether it is whole, and what is kept beside it another way than it tells; 1 where something is
    not as it was, or where no history reaches the anchor."""
    engine = open_ready(settings.database_url)
    with engine.begin() as tx:
        found, differing = verifying.chains(tx, asked.anchor), records.differing(tx)
    engine.dispose()
    for one in found:
        _tell_chain(one)
    for each in differing:
        tell(DIFFERS[each.what], history=f"{each.office}, {each.period}", version=each.version)
    anchored = next((one for one in found if one.anchored is not None), None)
    if anchored is not None:
        tell("cli.anchored", history=_history(anchored), row=anchored.anchored or 0, rows=anchored.rows)
    elif asked.anchor:
        tell("cli.not_anchored", anchor=asked.anchor)
    whole = all(one.broken is None for one in found) and not differing
    return 0 if whole and (anchored is not None or not asked.anchor) else 1


def _tell_chain(one: Chain) -> None:
    if one.broken is None:
        tell("cli.history_whole", history=_history(one), rows=one.rows, head=one.head)
    else:
        tell(f"cli.history_{one.broken.fault}", history=_history(one), row=one.broken.seq)


def _history(one: Chain) -> str:
    return f"{one.office}, {one.period}" if one.period else one.office
