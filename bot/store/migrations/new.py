"""Writes a migration from what the tables have that a database at head lacks.

Use: python -m bot.store.migrations.new "what changes"; then read it, and tidy it.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from bot.store.engine import open_engine
from bot.store.schema import config, migrate


def main(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'head.db'}")
        migrate(engine)
        with engine.begin() as tx:
            command.revision(config(tx), message, autogenerate=True, rev_id=f"{count() + 1:04d}")
        engine.dispose()


def count() -> int:
    """How many revisions there are: they are numbered, so that a folder listing shows their order."""
    return len(list(ScriptDirectory.from_config(config()).walk_revisions()))


if __name__ == "__main__":
    main(sys.argv[1])
