"""python -m bot.store.migrations.new "what changes": writes a migration, for somebody to read and tidy."""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from bot.store.engine import open_engine
from bot.store.schema import config, migrate

ABOUT = "Writes a migration from what the tables have that a database at head lacks; then read it, and tidy it."


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.store.migrations.new", description=ABOUT)
    parser.add_argument("what", help='what changes: "a form keeps its unit\'s name"')
    write(parser.parse_args(arguments).what)


def write(message: str) -> None:
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
    main()
