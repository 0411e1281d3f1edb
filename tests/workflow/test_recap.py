"""The recap: every line's achievement, the figure to date, the averages with their cap, and what changed."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.achievement import Aggregation, Direction
from bot.workflow.forms import Entry
from bot.workflow.papers import Letterhead, RecapSheet, Signer
from bot.workflow.periods import Period, PeriodKind
from bot.workflow.policy import Policy
from bot.workflow.recap import Heading, Reported, Signers, changes, line_of, recap, unit_recap
from tests.workflow.reported import PERIODS, entry

POLICY = Policy()
NOW = datetime(2027, 1, 8, 3, tzinfo=UTC)
NOBODY = Signer("", "", "", "")
HEADING = Heading(Letterhead("", "", "", "", "", False), Period(2026, PeriodKind.QUARTER, 4), 1, 1, NOW)
EARLIER = tuple(zip(PERIODS[:3], map(Decimal, (10, 20, 30)), strict=True))


def reported(*entries: Entry, unit: str = "Seksi 1", submitted: bool = True, on_time: bool = True) -> Reported:
    return Reported(unit, "Budi", "Kepala Seksi", NOW if submitted else None, on_time if submitted else None, entries)


def sheet(*units: Reported, policy: Policy = POLICY, before: RecapSheet | None = None) -> RecapSheet:
    return recap(HEADING, units, Signers(NOBODY, NOBODY, NOBODY, NOBODY), policy, before)


@pytest.mark.parametrize(
    ("aggregation", "now", "to_date"),
    [
        (Aggregation.SUM, "40", "100"), (Aggregation.LAST, "40", "40"), (Aggregation.MEAN, "40", "25"),
        (Aggregation.SUM, None, "60"), (Aggregation.LAST, None, "30"), (Aggregation.MEAN, None, "20"),
    ],
)  # fmt: skip
def test_the_figure_to_date_follows_the_indicators_aggregation(
    aggregation: Aggregation, now: str | None, to_date: str
) -> None:
    line = line_of(entry(1, now, aggregation=aggregation, earlier=EARLIER), POLICY)
    assert line.realisasi_to_date == Decimal(to_date)
    assert line.percent_year == Decimal(to_date) / 4


def test_last_years_figures_are_history_and_do_not_count_to_date() -> None:
    earlier = (("2025-triwulan-4", Decimal(999)), *EARLIER)
    line = line_of(entry(1, "40", earlier=earlier), POLICY)
    assert line.realisasi_to_date == Decimal(100)
    assert line_of(entry(1, earlier=(("2025-triwulan-4", Decimal(9)),)), POLICY).last_realisasi == Decimal(9)


def test_what_has_no_value_is_not_yet_computed_and_never_zero() -> None:
    line = line_of(entry(1), POLICY)
    assert (line.percent, line.grade) == (None, "belum dapat dihitung")
    assert (line.realisasi_to_date, line.absorption) == (None, None)


def test_a_target_of_zero_is_not_assessed() -> None:
    line = line_of(entry(1, "5", target="0"), POLICY)
    assert (line.percent, line.grade) == (None, "tidak dinilai pada periode ini")


def test_a_reason_is_printed_in_the_offices_words() -> None:
    assert line_of(entry(1, reason="belum-terbit"), POLICY).reason == "Data sumber belum terbit"
    assert line_of(entry(1, reason="alasan-lama"), POLICY).reason == "alasan-lama"


def test_a_line_shows_the_full_achievement_and_the_mean_counts_it_up_to_the_cap() -> None:
    unit = unit_recap(reported(entry(1, "229.38"), entry(2, "50")), POLICY)
    assert [line.percent for line in unit.lines] == [Decimal("229.38"), Decimal(50)]
    assert (unit.mean, unit.grade) == (Decimal(75), "Sedang")


@pytest.mark.parametrize(("cap", "mean"), [(Decimal(110), "80"), (None, "139.69")])
def test_an_office_may_set_the_cap_or_take_it_away(cap: Decimal | None, mean: str) -> None:
    unit = unit_recap(reported(entry(1, "229.38"), entry(2, "50")), replace(POLICY, cap=cap))
    assert unit.mean == Decimal(mean)


def test_lower_is_better_and_never_below_zero() -> None:
    percents = [line_of(entry(1, r, target="30", direction=Direction.DOWN), POLICY).percent for r in ("24", "36", "70")]
    assert percents == [Decimal(120), Decimal(80), Decimal(0)]


def test_the_offices_mean_is_over_all_indicators_and_not_over_the_units_means() -> None:
    found = sheet(reported(entry(1, "100"), entry(2, "100"), entry(3, "100")), reported(entry(4, "0"), unit="Seksi 2"))
    assert found.mean == Decimal(75)
    assert [unit.mean for unit in found.units] == [Decimal(100), Decimal(0)]


def test_what_cannot_be_computed_is_left_out_of_the_mean() -> None:
    found = sheet(reported(entry(1, "80"), entry(2, reason="belum-terbit"), entry(3, "7", target="0")))
    assert found.mean == Decimal(80)
    nothing = sheet(reported(entry(1, reason="belum-terbit")))
    assert (nothing.mean, nothing.grade) == (None, "belum dapat dihitung")


def test_below_counts_the_lines_that_need_an_explanation() -> None:
    found = sheet(reported(entry(1, "75.99"), entry(2, "76"), entry(3, "0"), entry(4, reason="belum-terbit")))
    assert (found.below, found.threshold) == (2, Decimal(76))


def test_absorption_is_of_the_lines_that_tell_what_was_spent() -> None:
    spent = entry(1, "100", pagu=Decimal(1_000), anggaran=Decimal(900))
    silent = entry(2, "100", pagu=Decimal(1_000))
    without = entry(3, "100", anggaran=Decimal(5_000))
    unit = unit_recap(reported(spent, silent, without), POLICY)
    assert (unit.pagu, unit.anggaran, unit.unreported) == (Decimal(2_000), Decimal(900), 1)
    assert unit.absorption == Decimal(90)
    assert unit_recap(reported(entry(1, "100")), POLICY).absorption is None


def test_a_unit_is_punctual_late_or_missing() -> None:
    found = sheet(reported(unit="A"), reported(unit="B", on_time=False), reported(unit="C", submitted=False))
    assert [unit.status for unit in found.units] == ["tepat waktu", "terlambat", "belum menyerahkan"]


def test_a_version_lists_what_differs_from_the_one_before_as_it_is_shown() -> None:
    before = sheet(reported(entry(1, "75", penghambat="banjir"), entry(2, reason="belum-terbit"), entry(3, "1")))
    after = sheet(reported(entry(1, "80.50", penghambat="banjir"), entry(2, "9"), entry(3, "1.00")), before=before)
    assert [(c.number, c.field, c.old, c.new) for c in after.changes] == [
        (1, "Realisasi", "75", "80,5"),
        (2, "Realisasi", "", "9"),
        (2, "Data belum tersedia", "Data sumber belum terbit", ""),
    ]
    assert before.changes == ()


def test_a_predikat_is_written_as_its_code_and_other_figures_as_they_are() -> None:
    def audited(realisasi: str) -> RecapSheet:
        opinion = entry(1, realisasi, "4", direction=Direction.GRADE, aggregation=Aggregation.LAST)
        return sheet(reported(opinion, entry(2, realisasi)))

    before = audited("3")
    opinion, other = audited("4").lines
    assert opinion.written(opinion.realisasi) == "WTP"
    assert opinion.written(Decimal(77)) == 77
    assert opinion.written(None) is None
    assert other.written(other.realisasi) == 4
    assert [(c.old, c.new) for c in changes(before, audited("4").units)] == [("WDP", "WTP"), ("3", "4")]


def test_an_entry_that_is_new_is_no_change() -> None:
    before = sheet(reported(entry(1, "75")))
    assert changes(before, sheet(reported(entry(1, "75"), entry(2, "5"))).units) == ()


values = st.one_of(st.none(), st.decimals(min_value=0, max_value=10**6, places=2))


@given(st.lists(values, max_size=12), st.sampled_from((Decimal(100), Decimal(120), None)))
def test_a_mean_lies_between_its_lines_and_under_the_cap(found: list[Decimal | None], cap: Decimal | None) -> None:
    lines = [entry(n, None if value is None else str(value)) for n, value in enumerate(found, 1)]
    unit = unit_recap(reported(*lines), replace(POLICY, cap=cap))
    percents = [line.percent for line in unit.lines if line.percent is not None]
    if not percents:
        assert unit.mean is None
        return
    assert unit.mean is not None
    assert min(percents) >= 0
    top = max(percents) if cap is None else min(cap, max(percents))
    assert min(*percents, top) <= unit.mean + Decimal("1e-9")
    assert unit.mean <= top + Decimal("1e-9")


def test_nothing_that_was_typed_and_never_submitted_is_counted() -> None:
    found = sheet(
        reported(entry(1, "90")),
        reported(entry(2, "50", anggaran=Decimal(7), pagu=Decimal(10), penghambat="hujan"), unit="B", submitted=False),
    )
    assert (found.mean, found.anggaran, found.below) == (Decimal(90), None, 0)
    line = found.units[1].lines[0]
    assert (line.realisasi, line.penghambat, line.grade) == (None, "", "belum dapat dihitung")
    assert line.target == Decimal(100), "the unit and its indicators are still named"


def test_a_unit_that_did_not_mend_what_was_returned_keeps_what_it_submitted_before() -> None:
    before = sheet(reported(entry(1, "75", penghambat="banjir")), reported(entry(2, reason="belum-terbit"), unit="B"))
    typed = (entry(1, "99", penghambat=""), entry(2, "8"))
    again = [replace(reported(one, unit=unit), left_out=True) for one, unit in zip(typed, "AB", strict=True)]
    after = sheet(*again, before=before)
    assert [line.realisasi for line in after.lines] == [Decimal(75), None]
    assert after.lines[1].reason == "Data sumber belum terbit"
    assert {unit.status for unit in after.units} == {"belum menyerahkan perbaikan"}
    assert after.changes == ()


def test_the_reason_for_going_on_stands_only_where_somebody_is_missing() -> None:
    heading = replace(HEADING, left_out_reason="Sudah diingatkan tiga kali.")
    signers = Signers(NOBODY, NOBODY, NOBODY, NOBODY)
    missing = recap(heading, [reported(entry(1)), reported(entry(2), submitted=False)], signers, POLICY)
    assert missing.left_out_reason == "Sudah diingatkan tiga kali."
    assert recap(heading, [reported(entry(1))], signers, POLICY).left_out_reason == ""
