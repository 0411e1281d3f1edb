"""Who did what, when, as whom: append-only, each row chained to the hash of the one before, per cycle."""

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


_h = tables.history
_ROWS = sa.select(*rows.columns(_h, HistoryRow)).where(_h.c.cycle_id == sa.bindparam("cycle_id")).order_by(_h.c.seq)
_HEAD = (
    sa.select(_h.c.seq, _h.c.hash).where(_h.c.cycle_id == sa.bindparam("cycle_id")).order_by(_h.c.seq.desc()).limit(1)
)


def append(
    tx: Tx,
    *,
    office_id: int,
    cycle_id: int,
    at: datetime,
    person_id: int | None,
    acting_as: str,
    event: str,
    data: dict[str, Any],
) -> None:
    head = tx.execute(_HEAD, {"cycle_id": cycle_id}).first()
    seq, previous = (head.seq + 1, head.hash) if head else (1, GENESIS)
    row = HistoryRow(seq, at, person_id, acting_as, event, data, previous, "")
    values = {"seq": seq, "at": at, "person_id": person_id, "acting_as": acting_as, "event": event, "data": data}
    rows.insert(
        tx, _h, office_id=office_id, cycle_id=cycle_id, previous=previous, hash=hash_of(row, cycle_id), **values
    )


def hash_of(row: HistoryRow, cycle_id: int) -> str:
    """sha256 over everything the row says and the hash of the row before."""
    facts = [cycle_id, row.seq, row.at.astimezone(UTC).isoformat(timespec="microseconds"), row.person_id]
    return digest([*facts, row.acting_as, row.event, row.data, row.previous])


def of_cycle(tx: Tx, cycle_id: int) -> tuple[HistoryRow, ...]:
    return rows.many(tx, _ROWS, HistoryRow, cycle_id=cycle_id)


def broken(tx: Tx, cycle_id: int) -> int | None:
    """The seq of the first row that does not follow from the one before; None for a whole chain."""
    previous = GENESIS
    for expected, row in enumerate(of_cycle(tx, cycle_id), 1):
        if row.seq != expected or row.previous != previous or row.hash != hash_of(row, cycle_id):
            return row.seq
        previous = row.hash
    return None
