"""Achievement: the formulas with their edges, the quarters, the means, and the category of the regulation."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.achievement import (
    Aggregation,
    Direction,
    DownFormula,
    Scale,
    State,
    absorption,
    achievement,
    aggregate,
    aggregate_targets,
    below_threshold,
    grade_of,
    mean_capped,
    parse_predicate,
    round2,
)
from bot.workflow.policy import Policy

UP, DOWN, RANGE, GRADE = Direction
SUM, LAST, MEAN = Aggregation


def d(figure: str) -> Decimal | None:
    return Decimal(figure) if figure else None


def shown(percent: Decimal | None) -> str:
    """A percentage with its two decimals, "" for none."""
    return "" if percent is None else str(round2(percent))


@pytest.mark.parametrize(
    ("direction", "target", "realisasi", "percent"),
    [
        (UP, "90", "87.5", "97.22"),
        (UP, "100", "0", "0.00"),
        (UP, "8", "18.35", "229.38"),
        (UP, "10", "-1", "0.00"),
        (DOWN, "30", "24", "120.00"),
        (DOWN, "30", "36", "80.00"),
        (DOWN, "30", "70", "0.00"),
        (DOWN, "30", "0", "200.00"),
        (DOWN, "0", "0", "100.00"),
        (DOWN, "0", "3", "0.00"),
        (GRADE, "4", "3", "75.00"),
    ],
)
def test_the_formula_follows_the_direction(direction: Direction, target: str, realisasi: str, percent: str) -> None:
    assert shown(achievement(direction, d(target), d(realisasi)).percent) == percent


@pytest.mark.parametrize(
    ("target", "realisasi", "percent"),
    [("30", "24", "125.00"), ("30", "60", "50.00"), ("30", "0", "100.00"), ("0", "0", "100.00"), ("0", "2", "0.00")],
)
def test_an_office_may_choose_the_ratio_where_lower_is_better(target: str, realisasi: str, percent: str) -> None:
    assert shown(achievement(DOWN, d(target), d(realisasi), down=DownFormula.RATIO).percent) == percent


@pytest.mark.parametrize(
    ("lower", "upper", "realisasi", "percent"),
    [
        ("40", "60", "40", "100.00"),
        ("40", "60", "60", "100.00"),
        ("60", "40", "50", "100.00"),
        ("40", "60", "30", "75.00"),
        ("40", "60", "75", "75.00"),
        ("40", "60", "200", "0.00"),
        ("0", "5", "0", "100.00"),
        ("0", "5", "-1", "0.00"),
        ("0", "0", "1", "0.00"),
    ],
)
def test_a_range_counts_full_inside_and_less_by_distance(lower: str, upper: str, realisasi: str, percent: str) -> None:
    assert shown(achievement(RANGE, d(lower), d(realisasi), upper=d(upper)).percent) == percent


@pytest.mark.parametrize(
    ("direction", "target", "realisasi", "state"),
    [
        (UP, "", "5", State.NOT_YET),
        (UP, "5", "", State.NOT_YET),
        (DOWN, "0", "", State.NOT_YET),
        (RANGE, "5", "5", State.NOT_YET),
        (UP, "-5", "5", State.NOT_YET),
        (UP, "0", "5", State.NOT_ASSESSED),
        (UP, "0", "", State.NOT_ASSESSED),
        (GRADE, "0", "4", State.NOT_ASSESSED),
    ],
)
def test_a_blank_is_never_a_zero(direction: Direction, target: str, realisasi: str, state: State) -> None:
    result = achievement(direction, d(target), d(realisasi))
    assert (result.percent, result.state) == (None, state)


def test_the_percentage_is_not_rounded_before_it_is_shown() -> None:
    percent = achievement(UP, Decimal(3), Decimal(2)).percent
    assert percent is not None
    assert percent != round2(percent)


QUARTERS = [Decimal(10), None, Decimal(20), None]
TARGETS = [Decimal(10), Decimal(10), Decimal(30), Decimal(40)]


@pytest.mark.parametrize(("way", "value", "target"), [(SUM, "30", "40"), (LAST, "20", "30"), (MEAN, "15", "20")])
def test_only_filled_quarters_make_the_year_so_far(way: Aggregation, value: str, target: str) -> None:
    assert aggregate(way, QUARTERS) == Decimal(value)
    assert aggregate_targets(way, TARGETS, QUARTERS) == Decimal(target)


def test_the_cumulative_achievement_is_the_sum_over_the_sum_of_the_filled_quarters() -> None:
    total, target = aggregate(SUM, QUARTERS), aggregate_targets(SUM, TARGETS, QUARTERS)
    assert achievement(UP, target, total).percent == Decimal(75)


@pytest.mark.parametrize("way", list(Aggregation))
def test_quarters_all_blank_give_no_figure_and_no_target(way: Aggregation) -> None:
    assert aggregate(way, [None, None]) is None
    assert aggregate_targets(way, [Decimal(1), Decimal(2)], [None, None]) is None


def test_a_filled_quarter_without_target_leaves_the_last_position_without_one() -> None:
    assert aggregate_targets(LAST, [Decimal(5), None], [Decimal(1), Decimal(2)]) is None
    assert aggregate_targets(SUM, [Decimal(5), None], [Decimal(1), Decimal(2)]) == 5


def test_targets_and_values_must_be_of_the_same_quarters() -> None:
    with pytest.raises(ValueError, match="argument"):
        aggregate_targets(SUM, [Decimal(1)], [Decimal(1), Decimal(2)])


def test_an_outlier_counts_up_to_the_cap_and_blanks_not_at_all() -> None:
    percents = [Decimal("229.38"), None, Decimal(50)]
    assert mean_capped(percents) == Decimal(75)
    assert mean_capped(percents, Decimal(110)) == Decimal(80)
    assert mean_capped(percents, None) == Decimal("139.69")
    assert mean_capped([None]) is None


def test_absorption_needs_both_figures_and_a_budget() -> None:
    assert absorption(Decimal(912), Decimal(1000)) == Decimal("91.2")
    assert absorption(Decimal(0), Decimal(1000)) == 0
    assert absorption(None, Decimal(1000)) is absorption(Decimal(5), None) is absorption(Decimal(5), Decimal(0)) is None


@pytest.mark.parametrize(
    ("percent", "label"),
    [
        ("229.38", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90.995", "Sangat Tinggi"),
        ("90.994", "Tinggi"),
        ("90.99", "Tinggi"),
        ("76", "Tinggi"),
        ("75.99", "Sedang"),
        ("66", "Sedang"),
        ("65.99", "Rendah"),
        ("51", "Rendah"),
        ("50.99", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
    ],
)
def test_the_category_goes_by_lower_bounds_on_the_value_shown(percent: str, label: str) -> None:
    assert grade_of(Scale(), Decimal(percent)) == label


def test_an_office_may_have_its_own_scale_whose_last_band_takes_the_rest() -> None:
    lights = Scale(((Decimal("90.01"), "hijau"), (Decimal(70), "kuning"), (Decimal(50), "merah")))
    assert [grade_of(lights, Decimal(value)) for value in ("95", "90", "12")] == ["hijau", "kuning", "merah"]


def test_a_scale_that_does_not_descend_is_refused() -> None:
    for bands in ((), ((Decimal(1), "a"), (Decimal(2), "b"))):
        with pytest.raises(ValueError, match="descending"):
            Scale(bands)


def test_the_threshold_is_judged_like_the_category() -> None:
    assert below_threshold(Decimal("75.99"))
    assert not below_threshold(Decimal("75.995"))
    assert below_threshold(Decimal(79), Decimal(80))
    assert not below_threshold(None)


def test_predicates_have_the_offices_scores() -> None:
    assert [parse_predicate(code) for code in ("WTP", " wdp ", "T W", "bb")] == [4, 3, 1, 80]
    assert parse_predicate("WTS") is None
    assert parse_predicate("baik", {"Baik": Decimal(2)}) == 2
    assert parse_predicate("sangatbaik", {"Sangat baik": Decimal(3)}) == 3


def test_an_office_may_have_predicates_of_its_own() -> None:
    assert Policy().score("bb") == 80
    assert Policy(predicates=(("Baik", Decimal(2)),)).score("BAIK") == 2
    assert Policy(predicates=(("Baik", Decimal(2)),)).score("bb") is None


def test_rounding_is_half_up() -> None:
    rounded = [round2(Decimal(value)) for value in ("0.005", "2.675", "-0.005", "97.2249")]
    assert rounded == [Decimal("0.01"), Decimal("2.68"), Decimal("-0.01"), Decimal("97.22")]


figures = st.decimals(Decimal(0), Decimal("1E+12"), places=2, allow_nan=False)
above_zero = st.decimals(Decimal("0.01"), Decimal("1E+12"), places=2, allow_nan=False)
directions = st.sampled_from(list(Direction))


@given(directions, st.none() | figures, st.none() | figures, st.none() | figures, st.sampled_from(list(DownFormula)))
def test_there_is_a_percentage_not_below_zero_exactly_where_it_was_computed(
    direction: Direction,
    target: Decimal | None,
    realisasi: Decimal | None,
    upper: Decimal | None,
    down: DownFormula,
) -> None:
    result = achievement(direction, target, realisasi, upper=upper, down=down)
    assert (result.percent is not None) is (result.state is State.COMPUTED)
    assert result.percent is None or result.percent >= 0


@given(directions, above_zero)
def test_meeting_the_target_is_a_hundred(direction: Direction, target: Decimal) -> None:
    assert achievement(direction, target, target, upper=target).percent == 100


@given(above_zero, figures, figures)
def test_more_is_better_upwards_and_worse_downwards(target: Decimal, one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))
    ups = [achievement(UP, target, value).percent or Decimal(0) for value in (less, more)]
    downs = [achievement(DOWN, target, value).percent or Decimal(0) for value in (less, more)]
    assert ups == sorted(ups)
    assert downs == sorted(downs, reverse=True)


@given(st.lists(figures, min_size=1), figures)
def test_a_capped_mean_lies_between_the_least_and_the_cap(percents: list[Decimal], cap: Decimal) -> None:
    mean = mean_capped(percents, cap)
    assert mean is not None
    assert min([*percents, cap]) <= round(mean, 6) <= cap


@given(figures, figures)
def test_a_higher_percentage_never_has_a_lower_category(one: Decimal, other: Decimal) -> None:
    labels = [label for _, label in Scale().bands]
    less, more = sorted((one, other))
    assert labels.index(grade_of(Scale(), more)) <= labels.index(grade_of(Scale(), less))
