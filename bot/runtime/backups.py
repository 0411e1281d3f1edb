"""Where backups are kept, and when the next is due: one a day, at night where the machine is on, else at its start."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.store import backup, sealing
from bot.workflow.packs import MOST_BYTES


@dataclass
class Backups:
    """`zone`: whose midnight begins a day. With a passphrase each day's backup also leaves the machine, in files of at
    most `most` bytes."""

    url: str
    folder: Path
    zone: ZoneInfo
    passphrase: str = field(default="", repr=False)
    most: int = MOST_BYTES
    failed_on: date | None = field(default=None, init=False)  # told once a day
    sent_on: date | None = field(default=None, init=False)  # as far as this process knows

    def due(self, now: datetime) -> bool:
        last = self._last()
        return last is None or last.date() < self._day(now)

    def _last(self) -> datetime | None:
        return backup.newest(self.folder) if self.folder.is_dir() else None

    def _day(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()

    def take(self, now: datetime) -> backup.Taken:
        """Blocks as long as it takes to copy. Raises BackupError, OSError and sqlite3.Error."""
        taken = backup.take(self.url, self.folder, now.astimezone(self.zone))
        backup.prune(self.folder)
        return taken

    def first_failure(self, now: datetime) -> bool:
        today = self._day(now)
        first, self.failed_on = self.failed_on != today, today
        return first

    # -- off the machine ---------------------------------------------------------------------------------------------

    def leaves(self, now: datetime) -> bool:
        """Whether today's may still have to be sent."""
        return bool(self.passphrase) and self.sent_on != self._day(now) and not self.due(now)

    def is_today(self, moment: datetime | None, now: datetime) -> bool:
        return moment is not None and self._day(moment) == self._day(now)

    def sealed(self) -> tuple[backup.Taken, tuple[Path, ...]]:
        """The newest backup, and its files for the way. Blocks; raises BackupError, OSError and sqlite3.Error."""
        path = backup.newest_path(self.folder)
        return backup.verified(path), sealing.seal(path, self.passphrase, self.most)

    def sent(self, now: datetime) -> None:
        self.sent_on = self._day(now)

    def sweep(self, waiting: Iterable[str]) -> int:
        """Removes what was sealed and is sent, or never will be."""
        return sealing.sweep(self.folder, (Path(one).name for one in waiting)) if self.folder.is_dir() else 0
