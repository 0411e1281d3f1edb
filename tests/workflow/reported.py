"""Indicators and entries as a unit reports them, with everything that a test does not care about filled in."""

from decimal import Decimal
from typing import Any

from bot.workflow.achievement import Aggregation, Direction
from bot.workflow.forms import Entry, Indicator

PERIODS = ("2026-triwulan-1", "2026-triwulan-2", "2026-triwulan-3", "2026-triwulan-4")


def number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def indicator(target: str | None = "100", **values: Any) -> Indicator:
    """Higher is better, summed over the year, of the fourth quarter unless told otherwise."""
    given: dict[str, Any] = {
        "id": 1,
        "number": 1,
        "sasaran": "Meningkatnya layanan",
        "name": "Layanan selesai tepat waktu",
        "satuan": "Persen",
        "direction": Direction.UP,
        "aggregation": Aggregation.SUM,
        "definition": "",
        "evidence": "",
        "annual": Decimal(400),
        "targets": tuple((key, number(target)) for key in PERIODS),
    }
    return Indicator(target=number(target), **{**given, **values})


def entry(id_: int = 1, realisasi: str | None = None, target: str | None = "100", **values: Any) -> Entry:
    """`pagu`, `direction`, ... go to the indicator; `anggaran`, `reason`, ... to the entry."""
    own = {name: value for name, value in values.items() if name in Entry.__dataclass_fields__}
    given = {name: value for name, value in values.items() if name not in own}
    of = indicator(target, id=id_, number=id_, **given)
    return Entry(id=id_, number=id_, indicator=of, realisasi=number(realisasi), **own)
