"""A whole database taken to another one, row by row as they are, and held against it: by counts and by hashes."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.store import tables
from bot.store.codec import canonical
from bot.store.engine import Engine, Tx, embedded

BATCH = 500
TABLES: tuple[sa.Table, ...] = tuple(tables.metadata.sorted_tables)
"""Each after those that it refers to."""


class NotEmptyError(Exception):
    """There is something in the database to be copied into."""


@dataclass(frozen=True)
class Counted:
    """How many rows a table has, and the hash of them all in the order of their keys."""

    table: str
    rows: int
    sha256: str


def copy(source: Engine, target: Engine) -> tuple[Counted, ...]:
    """What was copied, table by table; the target is migrated already. In one transaction on either side.

    Raises NotEmptyError, and ValueError where the copy is not the same as what was copied.
    """
    with source.begin() as taken, target.begin() as put:
        if not is_empty(put):
            raise NotEmptyError
        for table in TABLES:
            for batch in _batches(taken, table):
                put.execute(table.insert(), batch)
        follow_keys(put)
        before, after = counted(taken), counted(put)
        if before != after:
            differing = [one.table for one, other in zip(before, after, strict=True) if one != other]
            raise ValueError(f"the copy differs in {', '.join(differing)}")
    return after


def is_empty(tx: Tx) -> bool:
    return all(tx.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is None for table in TABLES)


def counted(tx: Tx) -> tuple[Counted, ...]:
    return tuple(_counted(tx, table) for table in TABLES)


def _counted(tx: Tx, table: sa.Table) -> Counted:
    rows, digest = 0, hashlib.sha256()
    for batch in _batches(tx, table):
        for row in batch:
            digest.update(canonical({name: _plain(value) for name, value in row.items()}))
            rows += 1
    return Counted(table.name, rows, digest.hexdigest())


def _plain(value: Any) -> Any:
    """As JSON can carry it; the same for equal values, whatever the database."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value if value is None or isinstance(value, bool | int | float | str | list | dict) else str(value)


def _batches(tx: Tx, table: sa.Table) -> Iterator[Sequence[dict[str, Any]]]:
    key = tuple(table.primary_key.columns)
    found = tx.execute(sa.select(table).order_by(*key).execution_options(yield_per=BATCH))
    for part in found.mappings().partitions():
        yield [dict(row) for row in part]


def follow_keys(tx: Tx) -> None:
    """PostgreSQL counts keys by itself, from one; after rows came with theirs it must go on behind them."""
    if embedded(tx.engine):
        return
    for table in TABLES:
        column = table.autoincrement_column
        if column is not None:
            name = sa.func.pg_get_serial_sequence(table.name, column.name)
            highest = sa.select(sa.func.max(column)).scalar_subquery()
            tx.execute(sa.select(sa.func.setval(name, sa.func.coalesce(highest, 1), highest.is_not(None))))
