"""The recap at one glance, as the Sekretaris' card shows it: three figures, and a bar for each unit."""

from dataclasses import dataclass
from decimal import Decimal

from bot.workflow.papers import NOT_SUBMITTED, RecapSheet, UnitRecap

MOST_BARS = 20
"""What a phone shows in one picture; where there are more units, those that came least far."""


@dataclass(frozen=True)
class Bar:
    """`percent`: None where nothing can be computed. `weak`: below the threshold."""

    unit: str
    percent: Decimal | None
    grade: str
    weak: bool
    absent: bool


@dataclass(frozen=True)
class RecapChart:
    period: str
    office: str
    sample: bool
    version: int
    mean: Decimal | None
    grade: str
    absorption: Decimal | None
    below: int
    threshold: Decimal
    bars: tuple[Bar, ...]
    more: int  # units that are not shown


def chart(paper: RecapSheet) -> RecapChart:
    units = paper.units
    if len(units) > MOST_BARS:
        least = sorted(units, key=lambda one: (one.mean is not None, one.mean or Decimal(0)))[:MOST_BARS]
        units = tuple(one for one in paper.units if one in least)
    return RecapChart(
        period=paper.period,
        office=paper.letterhead.office,
        sample=paper.letterhead.sample,
        version=paper.version,
        mean=paper.mean,
        grade=paper.grade,
        absorption=paper.absorption,
        below=paper.below,
        threshold=paper.threshold,
        bars=tuple(_bar(one, paper.threshold) for one in units),
        more=len(paper.units) - len(units),
    )


def _bar(unit: UnitRecap, threshold: Decimal) -> Bar:
    weak = unit.mean is not None and unit.mean < threshold
    return Bar(unit.unit, unit.mean, unit.grade, weak, unit.status in NOT_SUBMITTED)
