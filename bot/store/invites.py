"""One-time codes, of which only the hash is kept: for a person of an office, or for who founds the first office."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx


@dataclass(frozen=True)
class Invite:
    """`office_id` and `person_id` None: who opens it founds an office."""

    id: int
    office_id: int | None
    person_id: int | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


_b = sa.bindparam
_i = tables.invites
_ROW = sa.select(*rows.columns(_i, Invite))
_BY_HASH = _ROW.where(_i.c.code_hash == _b("code_hash"))
_waits = (_i.c.person_id.is_not_distinct_from(_b("b_person_id")), _i.c.used_at.is_(None))
_WAITING = _ROW.where(*_waits).order_by(_i.c.id)
_WITHDRAW = _i.delete().where(*_waits)
_USE = _i.update().where(_i.c.id == _b("b_id"), _i.c.used_at.is_(None)).values(used_at=_b("now"))


def find(tx: Tx, code_hash: str) -> Invite | None:
    return rows.first(tx, _BY_HASH, Invite, code_hash=code_hash)


def waiting(tx: Tx, person_id: int | None, now: datetime) -> tuple[Invite, ...]:
    """Not used, and not over."""
    return tuple(one for one in rows.many(tx, _WAITING, Invite, b_person_id=person_id) if one.expires_at > now)


def withdraw(tx: Tx, person_id: int | None) -> None:
    """What this person was sent before, and has not used, opens nothing any more."""
    tx.execute(_WITHDRAW, {"b_person_id": person_id})


def use(tx: Tx, invite_id: int, now: datetime) -> bool:
    """False when somebody was faster."""
    return tx.execute(_USE, {"b_id": invite_id, "now": now}).rowcount == 1


def add(
    tx: Tx, office_id: int | None, person_id: int | None, code_hash: str, now: datetime, expires_at: datetime
) -> int:
    who = {"office_id": office_id, "person_id": person_id}
    return rows.insert(tx, _i, **who, code_hash=code_hash, created_at=now, expires_at=expires_at)
