"""What an office measures: indicators with a year's targets, and realisasi of earlier periods."""

from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx


@dataclass(frozen=True)
class IndicatorRow:
    """`quarters` holds four numbers as text, None where there is no target."""

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
    annual: Decimal | None
    quarters: list[str | None] | None
    upper: Decimal | None
    pagu: Decimal | None


@dataclass(frozen=True)
class Measurement:
    indicator_id: int
    period: str
    realisasi: Decimal | None
    anggaran: Decimal | None


_i, _t, _m = tables.indicators, tables.targets, tables.measurements

_INDICATORS = (
    sa.select(*rows.columns(_i, IndicatorRow), _t.c.annual, _t.c.quarters, _t.c.upper, _t.c.pagu)
    .select_from(_i.outerjoin(_t, sa.and_(_t.c.indicator_id == _i.c.id, _t.c.year == sa.bindparam("year"))))
    .where(_i.c.office_id == sa.bindparam("office_id"), _i.c.active)
    .order_by(_i.c.number, _i.c.id)
)
_MEASUREMENTS = sa.select(*rows.columns(_m, Measurement)).where(_m.c.office_id == sa.bindparam("office_id"))
_KNOWN = (_m.c.indicator_id == sa.bindparam("b_indicator"), _m.c.period == sa.bindparam("b_period"))


def active(tx: Tx, office_id: int, year: int) -> tuple[IndicatorRow, ...]:
    return rows.many(tx, _INDICATORS, IndicatorRow, office_id=office_id, year=year)


def measurements(tx: Tx, office_id: int) -> tuple[Measurement, ...]:
    return rows.many(tx, _MEASUREMENTS, Measurement, office_id=office_id)


def measure(
    tx: Tx, office_id: int, indicator_id: int, period: str, realisasi: Decimal | None, anggaran: Decimal | None
) -> None:
    """Keeps what a period brought; a later figure replaces the earlier, no figure (None) replaces nothing."""
    given = {"realisasi": realisasi, "anggaran": anggaran}
    known = {name: value for name, value in given.items() if value is not None}
    if not known:
        return
    key = {"b_indicator": indicator_id, "b_period": period}
    if not tx.execute(_m.update().where(*_KNOWN).values(**known), key).rowcount:
        rows.insert(tx, _m, office_id=office_id, indicator_id=indicator_id, period=period, **given)
