"""Who did what, when, as whom: append-only, each row chained to the hash of the one before, per cycle and per office.

A cycle's book holds what happened in it; an office's holds what changed in its master data, outside any cycle.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.codec import digest
from bot.store.engine import Tx

GENESIS = "0" * 64


@dataclass(frozen=True)
class HistoryRow:
    seq: int
    at: datetime
    person_id: int | None
    acting_as: str
    event: str
    data: dict[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True)
class _Book:
    """A table of chains, the column that says whose chain a row belongs to, and the questions asked of it."""

    table: sa.Table
    owner: str
    rows: sa.Select[Any]
    newest: sa.Select[Any]
    head: sa.Select[Any]


def _book(table: sa.Table, owner: str) -> _Book:
    mine, last = table.c[owner] == sa.bindparam("owner"), table.c.seq.desc()
    of_owner = sa.select(*rows.columns(table, HistoryRow)).where(mine)
    head = sa.select(table.c.seq, table.c.hash).where(mine).order_by(last).limit(1)
    newest = of_owner.order_by(last).limit(sa.bindparam("most"))
    return _Book(table, owner, of_owner.order_by(table.c.seq), newest, head)


_OF_CYCLES = _book(tables.history, "cycle_id")
_OF_OFFICES = _book(tables.office_history, "office_id")


def append(
    tx: Tx,
    *,
    office_id: int,
    cycle_id: int | None,
    at: datetime,
    person_id: int | None,
    acting_as: str,
    event: str,
    data: dict[str, Any],
) -> None:
    """Into the cycle's book; without a cycle into the office's."""
    values = {"at": at, "person_id": person_id, "acting_as": acting_as, "event": event, "data": data}
    if cycle_id is None:
        _append(tx, _OF_OFFICES, office_id, values)
    else:
        _append(tx, _OF_CYCLES, cycle_id, {**values, "office_id": office_id})


def _append(tx: Tx, book: _Book, owner: int, values: dict[str, Any]) -> None:
    head = tx.execute(book.head, {"owner": owner}).first()
    seq, previous = (head.seq + 1, head.hash) if head else (1, GENESIS)
    facts = {name: value for name, value in values.items() if name in HistoryRow.__dataclass_fields__}
    row = HistoryRow(seq=seq, previous=previous, hash="", **facts)
    link = {book.owner: owner, "seq": seq, "previous": previous, "hash": hash_of(row, owner)}
    rows.insert(tx, book.table, **values, **link)


def hash_of(row: HistoryRow, owner: int) -> str:
    """sha256 over everything the row says, whose chain it is in, and the hash of the row before."""
    facts = [owner, row.seq, row.at.astimezone(UTC).isoformat(timespec="microseconds"), row.person_id]
    return digest([*facts, row.acting_as, row.event, row.data, row.previous])


def of_cycle(tx: Tx, cycle_id: int) -> tuple[HistoryRow, ...]:
    return rows.many(tx, _OF_CYCLES.rows, HistoryRow, owner=cycle_id)


def of_office(tx: Tx, office_id: int) -> tuple[HistoryRow, ...]:
    return rows.many(tx, _OF_OFFICES.rows, HistoryRow, owner=office_id)


def newest_of_office(tx: Tx, office_id: int, most: int) -> tuple[HistoryRow, ...]:
    """Newest first."""
    return rows.many(tx, _OF_OFFICES.newest, HistoryRow, owner=office_id, most=most)


def broken(tx: Tx, cycle_id: int) -> int | None:
    """The seq of the first row that does not follow from the one before; None for a whole chain."""
    return _broken(of_cycle(tx, cycle_id), cycle_id)


def broken_of_office(tx: Tx, office_id: int) -> int | None:
    return _broken(of_office(tx, office_id), office_id)


def _broken(chain: tuple[HistoryRow, ...], owner: int) -> int | None:
    previous = GENESIS
    for expected, row in enumerate(chain, 1):
        if row.seq != expected or row.previous != previous or row.hash != hash_of(row, owner):
            return row.seq
        previous = row.hash
    return None
