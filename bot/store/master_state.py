"""An office's own rows as they stand, for its master data to be written out again."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx


@dataclass(frozen=True)
class HeldRole:
    person_id: int
    unit_id: int | None
    role: str
    title: str
    kind: str
    sk_number: str
    starts_on: date | None
    ends_on: date | None
    stands_for: int | None


@dataclass(frozen=True)
class YearRow:
    """An indicator, active or not, with the targets of one year; `quarters` as text, None where there is no target."""

    id: int
    unit_id: int
    number: int
    sasaran: str
    name: str
    satuan: str
    direction: str
    aggregation: str
    definition: str
    evidence: str
    active: bool
    year: int
    annual: Decimal | None
    quarters: list[str | None]
    upper: Decimal | None
    pagu: Decimal | None


_b = sa.bindparam
_a, _u, _i, _t = tables.assignments, tables.units, tables.indicators, tables.targets
_HELD = (
    sa.select(*rows.columns(_a, HeldRole))
    .outerjoin(_u, _u.c.id == _a.c.unit_id)
    .where(
        _a.c.office_id == _b("office_id"),
        sa.or_(_a.c.ends_on.is_(None), _a.c.ends_on >= _b("today")),
        sa.or_(_a.c.unit_id.is_(None), _u.c.active),
    )
    .order_by(_a.c.id)
)
_YEARS = (
    sa.select(*rows.columns(_i, YearRow), _t.c.year, _t.c.annual, _t.c.quarters, _t.c.upper, _t.c.pagu)
    .join_from(_i, _t, _t.c.indicator_id == _i.c.id)
    .join(_u, _u.c.id == _i.c.unit_id)
    .where(_i.c.office_id == _b("office_id"), _u.c.active)
    .order_by(_i.c.number, _i.c.id, _t.c.year)
)


def held_roles(tx: Tx, office_id: int, today: date) -> tuple[HeldRole, ...]:
    """Held today or later, where of a unit, of one that there still is."""
    return rows.many(tx, _HELD, HeldRole, office_id=office_id, today=today)


def indicator_years(tx: Tx, office_id: int) -> tuple[YearRow, ...]:
    """Of the units that there are, by number and year."""
    return rows.many(tx, _YEARS, YearRow, office_id=office_id)
