"""Why a database cannot be used at all, for who starts something on it: said once, for every command alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

import sqlalchemy as sa

from bot.store.engine import Engine, lost_race, open_engine
from bot.store.schema import migrate


class AccessReason(StrEnum):
    ADDRESS = "address"  # it cannot be read as one
    UNREACHABLE = "unreachable"  # no server there, or it knows neither this user nor this database
    FORBIDDEN = "forbidden"  # the server lets this user in, and make no tables
    UNWRITABLE = "unwritable"  # the file or its folder
    FULL = "full"  # the disk
    NO_DATABASE = "no_database"  # the file is something else, or damaged
    BUSY = "busy"  # another program keeps the file locked


class AccessError(Exception):
    """The database cannot be used; `facts` names its address without the password, where it could be read."""

    def __init__(self, reason: AccessReason, **facts: str) -> None:
        super().__init__(f"{reason}: {facts}")
        self.reason, self.facts = reason, facts


FILE_REASONS = {
    "SQLITE_NOTADB": AccessReason.NO_DATABASE,
    "SQLITE_CORRUPT": AccessReason.NO_DATABASE,
    "SQLITE_BUSY": AccessReason.BUSY,
    "SQLITE_LOCKED": AccessReason.BUSY,
    "SQLITE_CANTOPEN": AccessReason.UNWRITABLE,
    "SQLITE_READONLY": AccessReason.UNWRITABLE,
    "SQLITE_PERM": AccessReason.UNWRITABLE,
    "SQLITE_IOERR": AccessReason.UNWRITABLE,
    "SQLITE_FULL": AccessReason.FULL,
}
"""By the first two words of SQLite's own name for an error: the third, where there is one, is a detail of it."""

STATES = {
    "42501": AccessReason.FORBIDDEN,  # insufficient privilege
    "53100": AccessReason.FULL,  # disk full
    "25006": AccessReason.UNWRITABLE,  # read-only transaction
    "XX001": AccessReason.NO_DATABASE,  # data corrupted
    "XX002": AccessReason.NO_DATABASE,  # index corrupted
}
"""By PostgreSQL's SQLSTATE."""
AWAY = ("08", "53", "57", "58", "XX")
"""Classes of SQLSTATE that are the server's own trouble: connection, resources, intervention, system, internal."""


def open_ready(url: str) -> Engine:
    """The database at this address, with the schema that this code knows. Raises AccessError and SchemaError."""
    with explained(url):
        engine = open_engine(url)
        migrate(engine)
        return engine


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Raises AccessError for whatever keeps the database at this address from being used; a bug stays what it is."""
    where = shown(url)
    try:
        yield
    except OSError as error:
        raise AccessError(AccessReason.UNWRITABLE, where=where) from error
    except sa.exc.DBAPIError as error:
        reason = reason_of(error)
        if reason is None:
            raise
        raise AccessError(reason, where=where) from error


def shown(url: str) -> str:
    """The address without its password."""
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except (ValueError, sa.exc.ArgumentError) as error:
        raise AccessError(AccessReason.ADDRESS) from error


def reason_of(error: BaseException) -> AccessReason | None:
    """None for what the database is not to blame for."""
    if not isinstance(error, sa.exc.DBAPIError) or lost_race(error):
        return None
    name = getattr(error.orig, "sqlite_errorname", "")
    if name:
        return FILE_REASONS.get("_".join(name.split("_")[:2]))
    state = getattr(error.orig, "sqlstate", None) or ""
    away = isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError) and (not state or state[:2] in AWAY)
    return STATES.get(state) or (AccessReason.UNREACHABLE if away else None)


def is_outage(error: BaseException) -> bool:
    """Whether the database was out of reach, full, locked or damaged: nothing that the job itself did."""
    return isinstance(error, sa.exc.TimeoutError) or reason_of(error) is not None
