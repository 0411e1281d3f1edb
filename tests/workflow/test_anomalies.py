"""Figures that are asked about once more."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.achievement import Direction
from bot.workflow.anomalies import Anomaly, anomalies
from bot.workflow.policy import Doubts, Policy
from tests.workflow.reported import entry

POLICY = Policy()
LAST = (("2026-triwulan-3", Decimal(100)),)


@pytest.mark.parametrize(
    ("realisasi", "more", "found"),
    [
        ("200", {"satuan": "Kali"}, ()),
        ("200.01", {"satuan": "Kali"}, (Anomaly.ABOVE_TARGET,)),
        ("100", {}, ()),
        ("100.01", {}, (Anomaly.SHARE,)),
        ("100.01", {"satuan": " % "}, (Anomaly.SHARE,)),
        ("201", {}, (Anomaly.SHARE, Anomaly.ABOVE_TARGET)),
        ("70", {"earlier": LAST}, ()),
        ("69.99", {"earlier": LAST}, (Anomaly.FALLEN,)),
        ("69.99", {"earlier": (("2026-triwulan-3", None),)}, ()),
        ("5", {"target": "0", "satuan": "Kali"}, ()),
        ("19", {"target": "5", "direction": Direction.RANGE, "upper": Decimal(10), "satuan": "Hari"}, ()),
        ("21", {"target": "5", "direction": Direction.RANGE, "upper": Decimal(10), "satuan": "Hari"},
         (Anomaly.ABOVE_TARGET,)),
        ("50", {"pagu": Decimal(100), "anggaran": Decimal(75)}, ()),
        ("50", {"pagu": Decimal(100), "anggaran": Decimal(76)}, (Anomaly.SPENT_FASTER,)),
        ("100", {"pagu": Decimal(100), "anggaran": Decimal(101)}, (Anomaly.OVERSPENT,)),
        ("-0.01", {"satuan": "Kali"}, (Anomaly.NEGATIVE,)),
        ("-3", {"direction": Direction.DOWN, "satuan": "Kejadian"}, (Anomaly.NEGATIVE,)),
        ("-3", {"target": "-5", "satuan": "Persen"}, ()),
        ("-3", {"earlier": (("2026-triwulan-3", Decimal(-2)),), "satuan": "Persen"}, ()),
        ("100", {"pagu": Decimal(100), "anggaran": Decimal(-1)}, (Anomaly.NEGATIVE_MONEY,)),
        (None, {"reason": "belum-terbit", "pagu": Decimal(100), "anggaran": Decimal(101)}, ()),
        (None, {"earlier": LAST}, ()),
    ],
)  # fmt: skip
def test_what_is_unusual_is_named(realisasi: str | None, more: dict[str, object], found: tuple[Anomaly, ...]) -> None:
    target = str(more.pop("target", "100"))
    assert anomalies(entry(1, realisasi, target, **more), POLICY) == found


def test_an_office_draws_its_own_lines() -> None:
    strict = Policy(doubts=Doubts(times_target=Decimal(1), fall=Decimal(5), absorption_gap=Decimal(0)))
    unusual = entry(1, "94", "90", satuan="Kali", earlier=LAST, pagu=Decimal(100), anggaran=Decimal("94.5"))
    assert anomalies(unusual, POLICY) == ()
    assert anomalies(unusual, strict) == (Anomaly.ABOVE_TARGET, Anomaly.FALLEN)


@given(st.decimals(0, 100, places=2), st.decimals(1, 100, places=2))
def test_what_reaches_its_target_and_not_twice_of_it_is_never_doubted(realisasi: Decimal, target: Decimal) -> None:
    usual = entry(1, str(realisasi), str(target))
    assert bool(anomalies(usual, POLICY)) is (realisasi > 2 * target)
