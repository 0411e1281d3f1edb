"""Recap versions and the decisions on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx


@dataclass(frozen=True)
class RecapRow:
    id: int
    cycle_id: int
    version: int
    round: int
    paper: dict[str, Any]
    sha256: str
    made_at: datetime
    archived_at: datetime | None
    replaced_at: datetime | None  # when a later version was archived in its stead


@dataclass(frozen=True)
class DecisionRow:
    recap_id: int
    round: int
    verdict: str
    words: str
    flags: list[list[Any]]
    sha256: str
    decided_at: datetime
    decided_by: int
    decided_as: str


_r, _d = tables.recaps, tables.decisions
_RECAPS = sa.select(*rows.columns(_r, RecapRow)).where(_r.c.cycle_id == sa.bindparam("cycle_id")).order_by(_r.c.version)
_DECISIONS = (
    sa.select(*rows.columns(_d, DecisionRow)).where(_d.c.cycle_id == sa.bindparam("cycle_id")).order_by(_d.c.id)
)


_ARCHIVE = (
    _r.update().where(_r.c.cycle_id == sa.bindparam("b_cycle"), _r.c.version == sa.bindparam("b_version"))
).values(archived_at=sa.bindparam("at"))
_REPLACE = (
    _r.update()
    .where(_r.c.cycle_id == sa.bindparam("b_cycle"), _r.c.version < sa.bindparam("b_version"))
    .where(_r.c.archived_at.is_not(None), _r.c.replaced_at.is_(None))
    .values(replaced_at=sa.bindparam("at"))
)


def of_cycle(tx: Tx, cycle_id: int) -> tuple[RecapRow, ...]:
    """Oldest version first."""
    return rows.many(tx, _RECAPS, RecapRow, cycle_id=cycle_id)


def latest(tx: Tx, cycle_id: int) -> RecapRow | None:
    versions = of_cycle(tx, cycle_id)
    return versions[-1] if versions else None


def add(tx: Tx, **values: Any) -> int:
    return rows.insert(tx, _r, **values)


def archive(tx: Tx, cycle_id: int, version: int, at: datetime | None) -> None:
    """The version is the archived one, and every earlier one was replaced; None takes the mark off again."""
    params = {"b_cycle": cycle_id, "b_version": version, "at": at}
    tx.execute(_ARCHIVE, params)
    if at is not None:
        tx.execute(_REPLACE, params)


def decide(tx: Tx, **values: Any) -> int:
    return rows.insert(tx, _d, **values)


def decisions(tx: Tx, cycle_id: int) -> tuple[DecisionRow, ...]:
    return rows.many(tx, _DECISIONS, DecisionRow, cycle_id=cycle_id)
