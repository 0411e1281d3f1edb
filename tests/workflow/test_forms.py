"""A unit's form: what each entry still lacks, and which question comes next."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.achievement import Direction
from bot.workflow.forms import (
    ASKED,
    Entry,
    Field,
    Question,
    applicable,
    assessed,
    first_question,
    incomplete,
    missing,
    needs_explanation,
    next_question,
    perhaps_fraction,
    read_figure,
    unreported,
)
from bot.workflow.policy import Policy
from tests.workflow.reported import entry, indicator

POLICY = Policy()
R, A, P, T = Field.REALISASI, Field.ANGGARAN, Field.PENGHAMBAT, Field.TINDAK_LANJUT


def explained(one: Entry) -> Entry:
    return replace(one, penghambat="banjir", tindak_lanjut="dikerjakan lembur")


def test_an_empty_entry_lacks_its_realisasi() -> None:
    assert missing(entry(), POLICY) == (R,)


def test_zero_is_a_value_and_blank_is_none() -> None:
    assert missing(entry(realisasi="0", target="0", direction=Direction.DOWN), POLICY) == ()
    assert missing(entry(realisasi=None, target="0", direction=Direction.DOWN), POLICY) == (R,)


def test_a_reason_stands_for_a_value() -> None:
    assert missing(entry(reason="belum-terbit"), POLICY) == ()


def test_what_is_not_assessed_this_period_is_complete_by_itself() -> None:
    one = entry(target="0")
    assert not assessed(one, POLICY)
    assert missing(one, POLICY) == ()


def test_an_indicator_without_a_target_is_still_asked_for() -> None:
    assert missing(entry(target=None), POLICY) == (R,)
    assert missing(entry(realisasi="5", target=None), POLICY) == ()


@pytest.mark.parametrize(("realisasi", "lacks"), [("76", ()), ("75.995", ()), ("75.99", (P, T)), ("0", (P, T))])
def test_below_the_threshold_both_explanations_are_compulsory(realisasi: str, lacks: tuple[Field, ...]) -> None:
    assert missing(entry(realisasi=realisasi), POLICY) == lacks
    assert missing(explained(entry(realisasi=realisasi)), POLICY) == ()


def test_one_explanation_is_not_the_other() -> None:
    assert missing(entry(realisasi="50", penghambat="banjir"), POLICY) == (T,)
    assert missing(entry(realisasi="50", tindak_lanjut="lembur"), POLICY) == (P,)


def test_an_office_may_set_its_own_threshold() -> None:
    assert not needs_explanation(entry(realisasi="75"), replace(POLICY, threshold=Decimal(75)))
    assert needs_explanation(entry(realisasi="75"), POLICY)


def test_a_returned_entry_is_not_complete_until_it_was_looked_at() -> None:
    assert missing(entry(realisasi="100", flagged=True), POLICY) == (R,)
    assert missing(entry(reason="belum-terbit", flagged=True), POLICY) == (R,)
    assert missing(entry(realisasi="100"), POLICY) == ()


def test_budget_is_never_compulsory() -> None:
    assert missing(entry(realisasi="100", pagu=Decimal(5)), POLICY) == ()


def test_locked_entries_are_nobodys_concern() -> None:
    assert incomplete((entry(1, open=False), entry(2)), POLICY) == (entry(2),)


def test_a_form_is_resumed_at_the_first_thing_missing() -> None:
    whole = (entry(1, "100"), entry(2, "50", penghambat="banjir"), entry(3))
    assert first_question(whole, POLICY) == Question(2, T)
    assert first_question((entry(1, "100"),), POLICY) is None
    assert first_question((), POLICY) is None


def test_only_what_applies_is_asked() -> None:
    assert applicable(entry(realisasi="100"), POLICY) == (R,)
    assert applicable(entry(realisasi="100", pagu=Decimal(5)), POLICY) == (R, A)
    assert applicable(entry(realisasi="50", pagu=Decimal(5)), POLICY) == (R, A, P, T)
    assert applicable(entry(reason="belum-terbit", pagu=Decimal(5)), POLICY) == (R,)


def test_after_a_poor_value_comes_budget_then_why_then_what_next_then_the_next_indicator() -> None:
    asked, one = [Question(1, R)], entry(1, "50", pagu=Decimal(5))
    values: dict[Field, Any] = {
        A: {"anggaran": Decimal(3)},
        P: {"penghambat": "banjir"},
        T: {"tindak_lanjut": "lembur"},
    }
    while (following := next_question((one, entry(2)), POLICY, asked[-1])) is not None:
        asked.append(following)
        if following.entry_id != 1:
            break
        one = replace(one, **values[following.field])
    assert asked == [Question(1, R), Question(1, A), Question(1, P), Question(1, T), Question(2, R)]


def test_a_skipped_budget_is_not_asked_again_at_once() -> None:
    one = entry(1, "100", pagu=Decimal(5))
    assert next_question((one,), POLICY, Question(1, R)) == Question(1, A)
    assert next_question((one,), POLICY, Question(1, A)) is None


def test_a_changed_value_does_not_ask_again_for_what_is_known() -> None:
    one = explained(entry(1, "50", pagu=Decimal(5), anggaran=Decimal(1)))
    assert next_question((one,), POLICY, Question(1, R)) is None


def test_a_correction_goes_through_all_that_applies() -> None:
    one = explained(entry(1, "50", pagu=Decimal(5), anggaran=Decimal(1)))
    asked = [Question(1, R)]
    while (following := next_question((one, entry(2, "100")), POLICY, asked[-1], again=True)) is not None:
        asked.append(following)
    assert [question.field for question in asked] == [R, A, P, T]


def test_after_a_reason_the_next_indicator_is_asked() -> None:
    assert next_question((entry(1, reason="belum-terbit"), entry(2)), POLICY, Question(1, R)) == Question(2, R)


def test_after_the_last_answer_an_earlier_gap_is_asked() -> None:
    assert next_question((entry(1), entry(2, "100")), POLICY, Question(2, R)) == Question(1, R)


entries = st.builds(
    lambda id_, realisasi, reason, words, pagu, flagged: entry(
        id_,
        realisasi,
        reason=reason if realisasi is None else "",
        penghambat=words,
        tindak_lanjut=words,
        pagu=Decimal(10) if pagu else None,
        flagged=flagged,
    ),
    st.just(0),
    st.sampled_from((None, "0", "50", "75.99", "76", "100", "250")),
    st.sampled_from(("", "belum-terbit")),
    st.sampled_from(("", "banjir")),
    st.booleans(),
    st.booleans(),
)
ANSWERS: dict[Field, dict[str, Any]] = {
    R: {"realisasi": Decimal(60)},
    A: {"anggaran": Decimal(1)},
    P: {"penghambat": "x"},
    T: {"tindak_lanjut": "x"},
}


@given(st.lists(entries, min_size=1, max_size=6))
def test_answering_what_is_asked_always_completes_the_form(found: list[Entry]) -> None:
    form = [replace(one, id=n, number=n) for n, one in enumerate(found, 1)]
    question = first_question(form, POLICY)
    for _ in range(len(ASKED) * len(form) + 1):
        if question is None:
            break
        answer: dict[str, Any] = {"flagged": False, "reason": "", **ANSWERS[question.field]}
        form = [replace(one, **answer) if one.id == question.entry_id else one for one in form]
        question = next_question(form, POLICY, question)
    assert question is None
    assert incomplete(form, POLICY) == ()


@pytest.mark.parametrize(
    ("satuan", "target", "written", "asked"),
    [
        ("Persen", "90", "0.985", True),
        (" % ", "90", "0.985", True),
        ("Persen", "90", "1", True),
        ("Persen", "90", "1.5", True),
        ("Persen", "90", "1.51", False),
        ("Persen", "90", "0", False),
        ("Persen", "90", "-0.5", False),
        ("Persen", "1", "0.9", False),
        ("Persen", None, "0.985", True),
        ("Menit", "90", "0.985", False),
    ],
)
def test_a_share_far_below_its_target_may_be_a_fraction(
    satuan: str, target: str | None, written: str, asked: bool
) -> None:
    assert perhaps_fraction(indicator(target, satuan=satuan), Decimal(written)) is asked


def test_without_any_expectation_a_small_share_is_what_it_says() -> None:
    assert not perhaps_fraction(indicator(None, annual=None), Decimal("0.985"))
    assert perhaps_fraction(indicator(None, annual=None, earlier=(("2026-triwulan-3", Decimal(88)),)), Decimal("0.985"))


@pytest.mark.parametrize(
    ("words", "satuan", "value"),
    [
        ("12 kali", "Kali", "12"),
        ("12 Kali.", "Kali", "12"),
        ("12Kali", "Kali", "12"),
        ("1.234,5 m2", "M2", "1234.5"),
        ("98,5 persen", "Persen", "98.5"),
        ("12 hari", "Kali", None),
        ("kali", "Kali", None),
        ("12", "", "12"),
    ],
)
def test_a_figure_may_come_with_its_satuan(words: str, satuan: str, value: str | None) -> None:
    found = read_figure(words, R, indicator(satuan=satuan), POLICY)
    assert (found and found.value) == (value and Decimal(value))


def test_what_was_spent_is_asked_about_where_a_figure_goes_without_it() -> None:
    pagu = Decimal(100)
    silent = entry(1, "90", pagu=pagu)
    told = entry(2, "90", pagu=pagu, anggaran=Decimal(0))
    others = (entry(3, "90"), entry(4, reason="belum-terbit", pagu=pagu), replace(entry(5, "9", pagu=pagu), open=False))
    assert unreported((silent, told, *others), POLICY) == (silent,)
