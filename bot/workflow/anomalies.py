"""Figures worth a second look: each is asked about once more, none is forbidden."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum

from bot.workflow.achievement import HUNDRED, Direction, absorption
from bot.workflow.forms import Entry, Field, achieved
from bot.workflow.policy import Policy


class Anomaly(StrEnum):
    """What is unusual; the texts under `anomaly.` say it."""

    ABOVE_TARGET = "above_target"
    FALLEN = "fallen"
    SHARE = "share"
    NEGATIVE = "negative"
    NEGATIVE_MONEY = "negative_money"
    SPENT_FASTER = "spent_faster"
    OVERSPENT = "overspent"


def _above_target(entry: Entry, policy: Policy) -> bool:
    """More than so many times the target, or the upper bound of a range."""
    given = entry.indicator
    target = given.upper if given.direction is Direction.RANGE else given.target
    if target is None or target <= 0 or entry.realisasi is None:
        return False
    return entry.realisasi > policy.doubts.times_target * target


def _fallen(entry: Entry, policy: Policy) -> bool:
    """A fall of more than so many percent against the last period of the same kind."""
    last = entry.indicator.last
    if not last or last < 0 or entry.realisasi is None:
        return False
    return (last - entry.realisasi) / last * HUNDRED > policy.doubts.fall


def _share(entry: Entry, policy: Policy) -> bool:
    """More than 100 where the unit of measure is a share."""
    return entry.indicator.is_share and entry.realisasi is not None and entry.realisasi > HUNDRED


def _negative(entry: Entry, policy: Policy) -> bool:
    """Below zero, where neither the target nor the last period was."""
    given = entry.indicator
    known = [value for value in (given.target, given.annual, given.last) if value is not None]
    return entry.realisasi is not None and entry.realisasi < 0 <= min(known, default=Decimal(0))


def _negative_money(entry: Entry, policy: Policy) -> bool:
    return entry.anggaran is not None and entry.anggaran < 0


def _spent_faster(entry: Entry, policy: Policy) -> bool:
    """Absorption far above achievement, in percentage points; what has no achievement yet is not compared."""
    spent, percent = absorption(entry.anggaran, entry.indicator.pagu), achieved(entry, policy).percent
    return spent is not None and percent is not None and spent - percent > policy.doubts.absorption_gap


def _overspent(entry: Entry, policy: Policy) -> bool:
    pagu = entry.indicator.pagu
    return pagu is not None and entry.anggaran is not None and entry.anggaran > pagu


CHECKS: Mapping[Anomaly, Callable[[Entry, Policy], bool]] = {
    Anomaly.NEGATIVE: _negative,
    Anomaly.SHARE: _share,
    Anomaly.ABOVE_TARGET: _above_target,
    Anomaly.FALLEN: _fallen,
    Anomaly.NEGATIVE_MONEY: _negative_money,
    Anomaly.OVERSPENT: _overspent,
    Anomaly.SPENT_FASTER: _spent_faster,
}
ASKED_ABOUT: Mapping[Field, tuple[Anomaly, ...]] = {
    Field.REALISASI: (Anomaly.NEGATIVE, Anomaly.SHARE, Anomaly.ABOVE_TARGET, Anomaly.FALLEN),
    Field.ANGGARAN: (Anomaly.NEGATIVE_MONEY, Anomaly.OVERSPENT, Anomaly.SPENT_FASTER),
}
"""Which of them a figure just given is asked about."""


def anomalies(entry: Entry, policy: Policy) -> tuple[Anomaly, ...]:
    """What is unusual about this entry, the plainest first; nothing where data is said not to be available."""
    if entry.reason:
        return ()
    return tuple(anomaly for anomaly, unusual in CHECKS.items() if unusual(entry, policy))


def doubted(entry: Entry, field: Field, policy: Policy) -> tuple[Anomaly, ...]:
    """What is unusual about the figure just given for this field."""
    return tuple(one for one in anomalies(entry, policy) if one in ASKED_ABOUT.get(field, ()))
