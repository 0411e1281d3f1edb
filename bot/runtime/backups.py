"""Where backups are kept, and when the next is due: one a day, at night where the machine is on, else at its start."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.store import backup


@dataclass
class Backups:
    """`zone`: whose midnight begins a day."""

    url: str
    folder: Path
    zone: ZoneInfo
    failed_on: date | None = field(default=None, init=False)  # told once a day

    def due(self, now: datetime) -> bool:
        last = backup.newest(self.folder) if self.folder.is_dir() else None
        return last is None or last.date() < now.astimezone(self.zone).date()

    def take(self, now: datetime) -> backup.Taken:
        """Blocks as long as it takes to copy. Raises BackupError, OSError and sqlite3.Error."""
        taken = backup.take(self.url, self.folder, now.astimezone(self.zone))
        backup.prune(self.folder)
        return taken

    def first_failure(self, now: datetime) -> bool:
        today = now.astimezone(self.zone).date()
        first, self.failed_on = self.failed_on != today, today
        return first
