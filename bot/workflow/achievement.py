"""How far an indicator came: achievement in percent, its category, and the means over quarters, units and the office.

Formulas: SOP office rules (README, "Aturan"); categories: Permendagri 86/2017. Nothing is
rounded before it is shown, so that a mean of shown figures is never taken for the mean itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

HUNDRED = Decimal(100)
ZERO = Decimal(0)
CENT = Decimal("0.01")
WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


class Direction(StrEnum):
    """Which way an indicator is good: higher, lower, within a range, or a predicate turned into a score."""

    UP = "naik"
    DOWN = "turun"
    RANGE = "rentang"
    GRADE = "predikat"


class Aggregation(StrEnum):
    """How the quarters of a year make one figure."""

    SUM = "akumulasi"
    LAST = "posisi terakhir"
    MEAN = "rata-rata"


class DownFormula(StrEnum):
    """The formula of "lower is better": (2T - R) / T by default, T / R where an office chose so."""

    LINEAR = "(2T-R)/T"
    RATIO = "T/R"


class State(StrEnum):
    """Why there is a percentage, or why there is none."""

    COMPUTED = "dihitung"
    NOT_YET = "belum dapat dihitung"
    NOT_ASSESSED = "tidak dinilai pada periode ini"


@dataclass(frozen=True)
class Achievement:
    """`percent` is unrounded, at least 0, without a cap, and None unless the state is COMPUTED."""

    percent: Decimal | None
    state: State


NOT_YET = Achievement(None, State.NOT_YET)
NOT_ASSESSED = Achievement(None, State.NOT_ASSESSED)


def achievement(
    direction: Direction,
    target: Decimal | None,
    realisasi: Decimal | None,
    *,
    upper: Decimal | None = None,
    down: DownFormula = DownFormula.LINEAR,
) -> Achievement:
    """The achievement of one indicator in one period.

    `target` is the lower bound and `upper` the upper bound of a RANGE; for GRADE both figures are scores.

    1. A target of 0 where higher is better is not assessed, whatever was entered.
    2. A blank target, bound or realisasi, or a target below 0, for which no formula is given, cannot be computed yet.
    3. Otherwise the formula of the direction, not below 0.
    """
    if direction in (Direction.UP, Direction.GRADE) and target == 0:
        return NOT_ASSESSED
    if target is None or realisasi is None:
        return NOT_YET
    if direction is Direction.RANGE:
        return NOT_YET if upper is None else _computed(_within(target, upper, realisasi))
    if target < 0:
        return NOT_YET
    if direction is Direction.DOWN:
        return _computed(_lower_is_better(target, realisasi, down))
    return _computed(realisasi / target * HUNDRED)


def _computed(percent: Decimal) -> Achievement:
    return Achievement(max(percent, ZERO), State.COMPUTED)


def _lower_is_better(target: Decimal, realisasi: Decimal, down: DownFormula) -> Decimal:
    """A target of 0 is met by nothing but 0: 100 or 0. T / R has no value at 0 either and counts 100 there."""
    if target == 0:
        return HUNDRED if realisasi <= 0 else ZERO
    if down is DownFormula.LINEAR:
        return (2 * target - realisasi) / target * HUNDRED
    return HUNDRED if realisasi <= 0 else target / realisasi * HUNDRED


def _within(one: Decimal, other: Decimal, realisasi: Decimal) -> Decimal:
    """100 inside; below as "higher is better" of the lower bound, above as "lower is better" of the upper.

    Outside, a bound of 0 or less measures nothing: 0.
    """
    lower, upper = sorted((one, other))
    if lower <= realisasi <= upper:
        return HUNDRED
    bound = lower if realisasi < lower else upper
    if bound <= 0:
        return ZERO
    distance = realisasi if realisasi < lower else 2 * upper - realisasi
    return distance / bound * HUNDRED


def aggregate(aggregation: Aggregation, values: Sequence[Decimal | None]) -> Decimal | None:
    """One figure from the quarters in their order; a blank quarter counts for nothing, and all blank give None."""
    filled = [value for value in values if value is not None]
    if not filled:
        return None
    if aggregation is Aggregation.LAST:
        return filled[-1]
    total = sum(filled, ZERO)
    return total if aggregation is Aggregation.SUM else total / len(filled)


def aggregate_targets(
    aggregation: Aggregation, targets: Sequence[Decimal | None], values: Sequence[Decimal | None]
) -> Decimal | None:
    """The target that belongs to `aggregate` of the same quarters: of the filled quarters only.

    A filled quarter without target adds none to a sum or mean; as the last one it leaves LAST without target. Raises
    ValueError unless there are as many targets as values.
    """
    asked = [target for target, value in zip(targets, values, strict=True) if value is not None]
    if aggregation is Aggregation.LAST:
        return asked[-1] if asked else None
    return aggregate(aggregation, asked)


def mean_capped(percents: Iterable[Decimal | None], cap: Decimal | None = HUNDRED) -> Decimal | None:
    """The mean of a unit's or the office's indicators, each counted up to the cap (None: in full).

    What could not be computed is left out; None if nothing is left. Without a cap single outliers, such as the 229,38 %
    of real reports, would hide the rest.
    """
    counted = [percent if cap is None else min(percent, cap) for percent in percents if percent is not None]
    return sum(counted, ZERO) / len(counted) if counted else None


def absorption(realisasi: Decimal | None, pagu: Decimal | None) -> Decimal | None:
    """Serapan anggaran in percent; None without one of the two or with a pagu of 0."""
    return None if realisasi is None or not pagu else realisasi / pagu * HUNDRED


def round2(value: Decimal) -> Decimal:
    """To two decimals, half up: for showing and for the category only."""
    return WIDE.quantize(value, CENT)


@dataclass(frozen=True)
class Scale:
    """Categories from the best down, each with its lower bound in percent; the last takes all the rest.

    The default is the Skala Nilai Peringkat Kinerja of Permendagri 86/2017. Raises ValueError unless descending.
    """

    bands: tuple[tuple[Decimal, str], ...] = (
        (Decimal(91), "Sangat Tinggi"),
        (Decimal(76), "Tinggi"),
        (Decimal(66), "Sedang"),
        (Decimal(51), "Rendah"),
        (ZERO, "Sangat Rendah"),
    )

    def __post_init__(self) -> None:
        bounds = [bound for bound, _ in self.bands]
        if not bounds or bounds != sorted(set(bounds), reverse=True):
            raise ValueError("a scale needs bands with descending bounds")


def grade_of(scale: Scale, percent: Decimal) -> str:
    """The category by lower bounds on the value as shown with two decimals: 90,99 is still Tinggi, 90,995 is not.

    The bands are printed in whole numbers and leave gaps between 90 and 91; this closes them.
    """
    shown = round2(percent)
    return next((label for bound, label in scale.bands if shown >= bound), scale.bands[-1][1])


def below_threshold(percent: Decimal | None, threshold: Decimal = Decimal(76)) -> bool:
    """Whether an explanation is due, judged by the value as shown, like the category; never for what has no value."""
    return percent is not None and round2(percent) < threshold


# Audit opinions, and the AKIP predicates by the top of their score ranges (PermenPANRB 88/2021).
PREDICATES: Mapping[str, Decimal] = {
    "WTP": Decimal(4),
    "WDP": Decimal(3),
    "TMP": Decimal(2),
    "TW": Decimal(1),
    "AA": Decimal(100),
    "A": Decimal(90),
    "BB": Decimal(80),
    "B": Decimal(70),
    "CC": Decimal(60),
    "C": Decimal(50),
    "D": Decimal(30),
}


def parse_predicate(text: str, scores: Mapping[str, Decimal] = PREDICATES) -> Decimal | None:
    """The score of a predicate's code, in any case and spacing; None for a code the office does not have."""
    code = "".join(text.split()).casefold()
    return next((score for known, score in scores.items() if "".join(known.split()).casefold() == code), None)


def predicate_of(predicates: Iterable[tuple[str, Decimal]], score: Decimal | None) -> str:
    """The code that has exactly this score; empty where none has."""
    return next((code for code, known in predicates if known == score), "")
