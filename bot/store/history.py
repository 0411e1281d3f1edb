"""Who did what, when, as whom: append-only, each row chained to the hash of the one before, per cycle and per office.

A cycle's book holds what happened in it; an office's holds what changed in its master data, outside any cycle.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.codec import digest
from bot.store.engine import Tx, wrote

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


_h = tables.heads
_OF_CHAIN = (_h.c.office_id == sa.bindparam("b_office"), _h.c.cycle_id.is_not_distinct_from(sa.bindparam("b_cycle")))
_MOVE_HEAD = _h.update().where(*_OF_CHAIN).values(seq=sa.bindparam("seq"), hash=sa.bindparam("hash"))
_REACHED = sa.select(_h.c.seq, _h.c.hash)
_REACHED_OF_CYCLE = _REACHED.where(_h.c.cycle_id == sa.bindparam("b_cycle"))
_REACHED_OF_OFFICE = _REACHED.where(_h.c.office_id == sa.bindparam("b_office"), _h.c.cycle_id.is_(None))


_c = tables.history.c
_LAST_AT = (
    sa.select(_c.at)
    .where(_c.cycle_id == sa.bindparam("cycle"), _c.event == sa.bindparam("event"))
    .order_by(_c.seq.desc())
    .limit(1)
)


_OF_EVENTS = (
    sa.select(*rows.columns(tables.history, HistoryRow))
    .where(_c.cycle_id == sa.bindparam("cycle"), _c.event.in_(sa.bindparam("events", expanding=True)))
    .order_by(_c.seq)
)


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
    wrote(tx, book.table.name, rows.insert(tx, book.table, **values, **link))
    _reach(tx, book, owner, values.get("office_id", owner), link)


def _reach(tx: Tx, book: _Book, owner: int, office_id: int, link: dict[str, Any]) -> None:
    """How far the chain goes, beside it: one that was cut short does not come so far any more."""
    cycle_id = owner if book is _OF_CYCLES else None
    newest = {"seq": link["seq"], "hash": link["hash"]}
    if not tx.execute(_MOVE_HEAD, {"b_office": office_id, "b_cycle": cycle_id, **newest}).rowcount:
        rows.insert(tx, tables.heads, office_id=office_id, cycle_id=cycle_id, **newest)


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


class Fault(StrEnum):
    CHANGED = "changed"  # the row does not say what was hashed
    REMOVED = "removed"
    INSERTED = "inserted"
    CUT = "cut"  # the chain once went further


@dataclass(frozen=True)
class Deed:
    """`cycle_id` is None for what changed in the master data."""

    cycle_id: int | None
    at: datetime
    acting_as: str
    event: str
    data: dict[str, Any]


def _deeds(table: sa.Table, cycle_id: sa.ColumnElement[Any]) -> sa.Select[Any]:
    mine = (table.c.office_id == sa.bindparam("office_id"), table.c.person_id == sa.bindparam("person_id"))
    told = (table.c.at, table.c.acting_as, table.c.event, table.c.data)
    chosen = sa.select(cycle_id.label("cycle_id"), *told).where(*mine, table.c.at >= sa.bindparam("since"))
    return chosen.order_by(table.c.at, table.c.id)


_DEEDS = (_deeds(tables.history, tables.history.c.cycle_id), _deeds(tables.office_history, sa.null()))


def deeds(tx: Tx, office_id: int, person_id: int, since: datetime) -> tuple[Deed, ...]:
    """What somebody did in the office, in its cycles first, each in order of time."""
    given = {"office_id": office_id, "person_id": person_id, "since": since}
    return tuple(one for book in _DEEDS for one in rows.many(tx, book, Deed, **given))


@dataclass(frozen=True)
class Broken:
    """The first row of a chain that is not as it was written, or that is gone."""

    fault: Fault
    seq: int


def head(tx: Tx, cycle_id: int) -> str:
    """The hash of the cycle's newest row, on which all the others hang."""
    found = tx.execute(_OF_CYCLES.head, {"owner": cycle_id}).first()
    return str(found.hash) if found else GENESIS


def of_events(tx: Tx, cycle_id: int, events: Sequence[str]) -> tuple[HistoryRow, ...]:
    """What happened in the cycle of these names, oldest first."""
    return rows.many(tx, _OF_EVENTS, HistoryRow, cycle=cycle_id, events=list(events))


def last_at(tx: Tx, cycle_id: int, event: str) -> datetime | None:
    """When something of that name last happened in the cycle."""
    found: datetime | None = tx.execute(_LAST_AT, {"cycle": cycle_id, "event": event}).scalar()
    return found


def broken(tx: Tx, cycle_id: int) -> Broken | None:
    """None for a whole chain."""
    reached = tx.execute(_REACHED_OF_CYCLE, {"b_cycle": cycle_id}).first()
    return _broken(of_cycle(tx, cycle_id), cycle_id, reached)


def broken_of_office(tx: Tx, office_id: int) -> Broken | None:
    reached = tx.execute(_REACHED_OF_OFFICE, {"b_office": office_id}).first()
    return _broken(of_office(tx, office_id), office_id, reached)


def _broken(chain: tuple[HistoryRow, ...], owner: int, reached: Any) -> Broken | None:
    previous = GENESIS
    for expected, row in enumerate(chain, 1):
        if reached is not None and (reached.seq, reached.hash) == (expected - 1, previous):  # whatever its number
            return Broken(Fault.INSERTED, row.seq)
        if (row.seq, row.previous, row.hash) != (expected, previous, hash_of(row, owner)):
            return _fault(chain, owner, expected)
        previous = row.hash
    if reached is None or (reached.seq, reached.hash) == (len(chain), previous):
        return None
    return Broken(Fault.CUT, len(chain) + 1) if reached.seq > len(chain) else Broken(Fault.INSERTED, reached.seq + 1)


def _fault(chain: tuple[HistoryRow, ...], owner: int, expected: int) -> Broken:
    """What was done where the chain breaks, as far as the rows around it still tell: a row's hash knows its number."""
    row, after = chain[expected - 1], chain[expected : expected + 1]
    if row.seq > expected or _numbered(row, row.seq + 1, owner):
        return Broken(Fault.REMOVED, expected)
    if _numbered(row, row.seq - 1, owner):
        return Broken(Fault.INSERTED, expected - 1)
    if any(_numbered(one, expected, owner) for one in after):
        return Broken(Fault.INSERTED, expected)
    if row.hash != hash_of(row, owner):
        return Broken(Fault.CHANGED, expected)
    # It is whole by itself and does not follow: the row before was changed, and hashed anew.
    return Broken(Fault.CHANGED, max(1, expected - 1))


def _numbered(row: HistoryRow, seq: int, owner: int) -> bool:
    """Whether this was the row's number when it was hashed."""
    return row.hash == hash_of(replace(row, seq=seq), owner)
