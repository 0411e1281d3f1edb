"""The database's schema: which revision it has, and how it is brought to the one this code knows."""

from enum import StrEnum

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store.engine import Engine, Tx

SCRIPTS = "bot.store:migrations"
"""Found as a package resource, so that the working folder does not matter."""


class SchemaError(Exception):
    """The database cannot be used by this version of the program; the message says why."""


class SchemaState(StrEnum):
    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def schema_state(engine: Engine) -> SchemaState:
    """Looks only; changes nothing."""
    with engine.connect() as tx:
        found = _revision(tx)
        if found is None:
            if set(sa.inspect(tx).get_table_names()) - {"alembic_version"}:
                raise SchemaError("the database holds tables of another program")
            return SchemaState.EMPTY
    scripts = ScriptDirectory.from_config(config())
    if found == scripts.get_current_head():
        return SchemaState.CURRENT
    known = {script.revision for script in scripts.walk_revisions()}
    return SchemaState.OLDER if found in known else SchemaState.NEWER


def migrate(engine: Engine) -> None:
    """Brings the schema to this code's, in one transaction. Raises SchemaError rather than guess at a newer one."""
    state = schema_state(engine)
    if state is SchemaState.NEWER:
        raise SchemaError("the database was written by a newer version of the program")
    if state is not SchemaState.CURRENT:
        with engine.begin() as tx:
            command.upgrade(config(tx), "head")


def config(tx: Tx | None = None) -> Config:
    """Alembic's configuration, without a file beside the code; `tx` is handed to migrations/env.py."""
    made = Config()
    made.set_main_option("script_location", SCRIPTS)
    made.attributes["connection"] = tx
    return made


def _revision(tx: Tx) -> str | None:
    return MigrationContext.configure(tx).get_current_revision()
