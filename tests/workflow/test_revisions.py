"""What a running form would take over of the master data, and who may say so while it still can."""

from dataclasses import replace
from decimal import Decimal

from bot.workflow.achievement import Direction
from bot.workflow.cycle import FormState, Phase
from bot.workflow.events import IndicatorsRevised, Refused, TaskClosed, TaskOpened
from bot.workflow.forms import Revised
from bot.workflow.revising import open_forms, revise
from bot.workflow.revisions import changed, differing, revised
from bot.workflow.steps import Step
from tests.workflow.evolving import ADMIN, KASI, KASUBAG, RULES, SEKRETARIS, STAF, START, begun
from tests.workflow.reported import PERIODS, entry, indicator

FIRST, SECOND = entry(1, "50"), entry(2)
SAME = (FIRST.indicator, SECOND.indicator)


def test_a_form_that_is_as_the_master_data_says_lacks_nothing() -> None:
    assert differing((FIRST, SECOND), SAME, grows=True) == ()


def test_another_target_is_told_from_old_to_new_and_for_each_period_of_the_year() -> None:
    (one,) = differing((FIRST, SECOND), (indicator("90", id=1, number=1), SECOND.indicator), grows=True)
    assert (one.kind, one.entry_id, one.number) == (Revised.CHANGED, 1, 1)
    assert one.changes == (
        ("target", "100", "90"),
        *((f"targets.{key}", "100", "90") for key in PERIODS[:-1]),
    )


def test_everything_that_a_form_says_of_an_indicator_counts_and_nothing_else() -> None:
    new = indicator(
        name="Lain", satuan="Kali", definition="x", direction=Direction.DOWN, pagu=Decimal(5), annual=Decimal("400.0")
    )
    assert changed(indicator(pagu=Decimal("7.50")), new) == (
        ("name", "Layanan selesai tepat waktu", "Lain"),
        ("satuan", "Persen", "Kali"),
        ("definition", "", "x"),
        ("direction", "naik", "turun"),
        ("pagu", "7.5", "5"),
    )
    assert changed(indicator(), indicator(earlier=(("2026-triwulan-3", Decimal(9)),), number=7)) == ()


def test_a_revision_keeps_what_the_form_knows_of_earlier_periods() -> None:
    old = entry(1, earlier=(("2026-triwulan-3", Decimal(9)),))
    (one,) = differing((old,), (indicator("90", id=1, number=1),), grows=True)
    assert one.indicator.earlier == (("2026-triwulan-3", Decimal(9)),)
    assert one.indicator.target == 90


def test_what_is_locked_stays_as_it_was_handed_in() -> None:
    locked = replace(FIRST, open=False)
    assert differing((locked, SECOND), (indicator("90", id=1, number=1), SECOND.indicator), grows=False) == ()
    assert differing((locked,), (), grows=False) == ()


def test_an_indicator_goes_and_another_comes_at_the_end_where_the_form_may_grow() -> None:
    third = indicator(id=3, number=3)
    gone, new = differing((FIRST, SECOND), (FIRST.indicator, third), grows=True)
    assert (gone.kind, gone.entry_id, gone.number) == (Revised.DROPPED, 2, 2)
    assert (new.kind, new.entry_id, new.number, new.indicator) == (Revised.ADDED, None, 3, third)
    assert [one.kind for one in differing((FIRST, SECOND), (FIRST.indicator, third), grows=False)] == [Revised.DROPPED]


def test_the_form_as_it_would_be_keeps_what_was_filled() -> None:
    wanted = (indicator("40", id=1, number=1), indicator(id=3, number=3))
    after = revised((FIRST, SECOND), differing((FIRST, SECOND), wanted, grows=True))
    assert [(one.id, one.number, one.indicator.target, one.realisasi) for one in after] == [
        (1, 1, Decimal(40), Decimal(50)),
        (0, 3, Decimal(100), None),
    ]


# -- who may, and until when ------------------------------------------------------------------------------------------

EVENT = IndicatorsRevised(1, differing((FIRST,), (indicator("90", id=1, number=1),), grows=True))


def test_who_prepares_the_form_and_the_admin_may_and_nobody_else() -> None:
    state = begun({1: 2, 2: 2})
    for one in (KASUBAG, ADMIN):
        assert revise(state, RULES, START, one, (EVENT,), {1: 2}) == (EVENT,)
    for one in (SEKRETARIS, STAF, KASI[1]):
        refused = revise(state, RULES, START, one, (EVENT,), {1: 2})
        assert isinstance(refused, Refused)
        assert refused.key == "refused.role"


def test_nothing_to_revise_and_a_cycle_that_is_over_are_refused() -> None:
    state = begun({1: 2})
    keys = [
        outcome.key
        for outcome in (
            revise(state, RULES, START, ADMIN, (), {}),
            revise(replace(state, phase=Phase.FINISHED), RULES, START, ADMIN, (EVENT,), {1: 2}),
        )
        if isinstance(outcome, Refused)
    ]
    assert keys == ["revise.none", "refused.cycle_over"]


def test_a_form_is_open_until_it_is_handed_in_or_the_recap_goes_on_without_it() -> None:
    state = begun({1: 2, 2: 2})
    assert [form.unit_id for form in open_forms(state)] == [1, 2]
    one, two = state.forms
    handed_in = replace(state, forms=(replace(one, state=FormState.SUBMITTED), two))
    assert [form.unit_id for form in open_forms(handed_in)] == [2]
    left_out = replace(state, forms=(replace(one, state=FormState.OPEN, excluded=True), two))
    assert [form.unit_id for form in open_forms(left_out)] == [2]


def test_a_form_that_lacks_nothing_more_is_complete() -> None:
    opened = RULES.opening(Step.FILL, START, 1, unit_id=1)
    state = begun({1: 1})
    form = replace(state.forms[0], state=FormState.OPEN, received=True)
    task = replace(state.tasks[0], id=9, step=Step.FILL, unit_id=1, due_at=opened.due_at)
    state = replace(state, forms=(form,), tasks=(*state.tasks, task))
    events = revise(state, RULES, START, KASUBAG, (EVENT,), {1: 0})
    assert not isinstance(events, Refused)
    assert [type(one) for one in events] == [IndicatorsRevised, TaskClosed, TaskOpened]
    waiting = replace(state, forms=(replace(form, received=False),))
    assert revise(waiting, RULES, START, KASUBAG, (EVENT,), {1: 0}) == (EVENT,)
