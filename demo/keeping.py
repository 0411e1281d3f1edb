"""Where a stage keeps its office: one database after another, each of which can be saved and come back to."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4


class Keeping(Protocol):
    """What is saved means something only to the same kind of database."""

    @property
    def url(self) -> str:
        """SQLAlchemy's address of the present one."""
        ...

    def renew(self) -> None:
        """Another one, with nothing in it; the one before is used no more."""
        ...

    def save(self) -> Any:
        """Everything in it, while it is at rest."""
        ...

    def restore(self, saved: Any) -> None:
        """Another one, with what was saved."""
        ...


@dataclass
class SqliteFile:
    """A file, and others of its kind beside it."""

    path: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def renew(self) -> None:
        for part in self.path.parent.glob(f"{self.path.name}*"):
            with suppress(OSError):  # an open file cannot be removed everywhere; the folder is removed in the end
                part.unlink()
        self.path = self.path.with_name(f"{uuid4().hex}.db")

    def save(self) -> bytes:
        with closing(sqlite3.connect(self.path)) as database:
            return database.serialize()

    def restore(self, saved: bytes) -> None:
        self.renew()
        self.path.write_bytes(saved)
