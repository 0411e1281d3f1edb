"""Papers wanted and made: frozen when they are asked for, made once, kept as blobs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import blobs, rows, tables
from bot.store.engine import Tx, touch

TOPIC = "documents"
WANTED, MADE, FAILED = "wanted", "made", "failed"
ATTEMPTS = 3


@dataclass(frozen=True)
class DocumentRow:
    id: int
    office_id: int
    cycle_id: int | None
    unit_id: int | None
    kind: str
    version: int
    name: str
    paper: Any  # JSON: bot.store.codec reads it into the paper of this kind
    state: str
    attempts: int
    wanted_at: datetime
    made_at: datetime | None
    sha256: str | None
    requested_by: int | None


_b = sa.bindparam
_d = tables.documents
_ROW = sa.select(*rows.columns(_d, DocumentRow))
_ONE = _ROW.where(_d.c.id == _b("row"))
_SAME = _ROW.where(
    _d.c.office_id == _b("office"),
    _d.c.cycle_id.is_not_distinct_from(_b("cycle")),
    _d.c.unit_id.is_not_distinct_from(_b("unit")),
    _d.c.kind == _b("of_kind"),
    _d.c.version == _b("version"),
).limit(1)
_LOCKED = sa.select(_d.c.state).where(_d.c.id == _b("row")).with_for_update(read=True)
_NEXT = (
    _ROW.where(_d.c.state == WANTED, _d.c.id.not_in(_b("tried", expanding=True)))
    .order_by(_d.c.attempts, _d.c.id)
    .limit(1)
)
_MADE = (
    _d.update()
    .where(_d.c.id == _b("row"), _d.c.state == WANTED)
    .values(state=MADE, sha256=_b("hash"), made_at=_b("now"))
)
_FAILED = (
    _d.update()
    .where(_d.c.id == _b("row"), _d.c.state == WANTED)
    .values(
        attempts=_d.c.attempts + 1,
        state=sa.case((_d.c.attempts + 1 >= ATTEMPTS, FAILED), else_=WANTED),
    )
)
_GIVEN_UP = _ROW.where(_d.c.state == FAILED, _d.c.office_id == _b("office")).order_by(_d.c.id)
_AGAIN = _d.update().where(_d.c.id == _b("row"), _d.c.state == FAILED).values(state=WANTED, attempts=0)


def want(
    tx: Tx,
    *,
    office_id: int,
    cycle_id: int | None,
    unit_id: int | None,
    kind: str,
    version: int,
    name: str,
    paper_json: Any,
    requested_by: int | None,
    now: datetime,
) -> int:
    """The id of this version of the paper: wanted once, whoever asks again gets the same."""
    key = {"office": office_id, "cycle": cycle_id, "unit": unit_id, "of_kind": kind, "version": version}
    same = rows.first(tx, _SAME, DocumentRow, **key)
    if same is not None:
        return same.id
    touch(tx, TOPIC)
    return rows.insert(
        tx,
        _d,
        office_id=office_id,
        cycle_id=cycle_id,
        unit_id=unit_id,
        kind=kind,
        version=version,
        name=name,
        paper=paper_json,
        requested_by=requested_by,
        wanted_at=now,
    )


def kept(
    tx: Tx,
    *,
    office_id: int,
    cycle_id: int | None,
    kind: str,
    version: int,
    name: str,
    sha256: str,
    now: datetime,
) -> int:
    """A file that is there already, to be sent as documents are; once, whoever asks again gets the same."""
    key = {"office": office_id, "cycle": cycle_id, "unit": None, "of_kind": kind, "version": version}
    same = rows.first(tx, _SAME, DocumentRow, **key)
    if same is not None:
        return same.id
    values = {"office_id": office_id, "cycle_id": cycle_id, "kind": kind, "version": version, "name": name}
    made_ = {"state": MADE, "wanted_at": now, "made_at": now, "sha256": sha256, "paper": {}}
    return rows.insert(tx, _d, **values, **made_)


def get(tx: Tx, document_id: int) -> DocumentRow | None:
    return rows.first(tx, _ONE, DocumentRow, row=document_id)


def is_wanted(tx: Tx, document_id: int) -> bool:
    """Whether it is still to be made; it does not become made or failed before this transaction ends."""
    return bool(tx.execute(_LOCKED, {"row": document_id}).scalar_one() == WANTED)


def next_wanted(tx: Tx, tried: Collection[int] = ()) -> DocumentRow | None:
    """The next to make, except those just tried."""
    return rows.first(tx, _NEXT, DocumentRow, tried=list(tried))


def made(tx: Tx, document_id: int, content: bytes, now: datetime) -> bool:
    """False when another process made it meanwhile."""
    sha256 = blobs.put(tx, content)
    return tx.execute(_MADE, {"row": document_id, "hash": sha256, "now": now}).rowcount == 1


def failed(tx: Tx, document_id: int) -> bool:
    """Counts a failure; True when that was the last one, and the document is given up."""
    changed = tx.execute(_FAILED, {"row": document_id}).rowcount == 1
    row = get(tx, document_id)
    return changed and row is not None and row.state == FAILED


def given_up(tx: Tx, office_id: int) -> tuple[DocumentRow, ...]:
    """What could not be made."""
    return rows.many(tx, _GIVEN_UP, DocumentRow, office=office_id)


def make_again(tx: Tx, document_id: int) -> bool:
    """Wants a document once more that had been given up."""
    touch(tx, TOPIC)
    return tx.execute(_AGAIN, {"row": document_id}).rowcount == 1


def content(tx: Tx, document_id: int) -> bytes | None:
    """None while it is not made, and once it is not kept any more."""
    row = get(tx, document_id)
    return blobs.get(tx, row.sha256) if row is not None and row.sha256 is not None else None
