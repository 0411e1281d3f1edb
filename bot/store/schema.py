"""The database's schema: which revision it has, and how it is brought to the one this code knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store.engine import Engine, Tx, embedded

SCRIPTS = "bot.store:migrations"
"""Found as a package resource, so that the working folder does not matter."""


LOCK = 20260104
"""Any number, the same in every process."""


class SchemaReason(StrEnum):
    FOREIGN = "foreign"
    NEWER = "newer"
    LOST = "lost"  # a migration would leave references that lead nowhere


class SchemaError(Exception):
    """The database cannot be used by this version of the program; the message, for developers, says why."""

    def __init__(self, reason: SchemaReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


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
                raise SchemaError(SchemaReason.FOREIGN, "the database holds tables of another program")
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
        raise SchemaError(SchemaReason.NEWER, "the database was written by a newer version of the program")
    if state is not SchemaState.CURRENT:
        with engine.connect() as tx, _references_unchecked(tx), tx.begin():
            _alone(tx)
            command.upgrade(config(tx), "head")
            _nothing_lost(tx)


@contextmanager
def _references_unchecked(tx: Tx) -> Iterator[None]:
    """SQLite changes a table by copying and dropping it, which rows that point to it would forbid. The switch works
    outside a transaction only, so it goes past SQLAlchemy, which would begin one."""
    if not embedded(tx.engine):
        yield
        return
    driver: Any = tx.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _nothing_lost(tx: Tx) -> None:
    """Inside the transaction, so that a migration that would lose something changes nothing."""
    lost = tx.exec_driver_sql("PRAGMA foreign_key_check").fetchall() if embedded(tx.engine) else []
    if lost:
        raise SchemaError(SchemaReason.LOST, f"references would lead nowhere: {lost[:5]}")


def _alone(tx: Tx) -> None:
    """Two processes that start at once migrate one after the other; the second finds nothing left to do."""
    if not embedded(tx.engine):
        tx.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def config(tx: Tx | None = None) -> Config:
    """Alembic's configuration, without a file beside the code; `tx` is handed to migrations/env.py."""
    made = Config()
    made.set_main_option("script_location", SCRIPTS)
    made.attributes["connection"] = tx
    return made


def _revision(tx: Tx) -> str | None:
    return MigrationContext.configure(tx).get_current_revision()
