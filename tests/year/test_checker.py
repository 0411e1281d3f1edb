"""The checker of the year: content with a record as the SOP has it, and not with any other."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import year.checker
from tests.workflow.test_workflow_is_pure import imported
from tests.year.record import (
    DUE,
    TRANTIB,
    UMUM,
    UMUM_SUBMITS,
    Fact,
    at,
    happened,
    lines,
    opened,
    reminder,
    role,
    told,
)
from year.checker.check import CARD, DEADLINE, DOUBLED, MISSING, MOMENT, PERSON, SOUND, SPLIT, SUPERFLUOUS, WORDS, check
from year.checker.facts import read


def found(facts: list[Fact]) -> list[str]:
    """What is wrong, finding by finding."""
    return [finding.what for finding in check(read(lines(*facts))).findings]


def test_a_record_as_the_sop_has_it_is_right() -> None:
    report = check(read(lines(*happened(), *told())))
    assert report.findings == ()
    assert report.owed == len(told()) == 21


# -- it can fail -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dropped", range(len(told())))
def test_whichever_reminder_is_dropped_is_missed(dropped: int) -> None:
    kept = [one for number, one in enumerate(told()) if number != dropped]
    assert found([*happened(), *kept]) == [MISSING]


@pytest.mark.parametrize("shifted", range(len(told())))
@pytest.mark.parametrize("minutes", [-1, 1])
def test_whichever_reminder_goes_a_minute_off_is_found(shifted: int, minutes: int) -> None:
    facts = told()
    hour, minute = facts[shifted]["at"][11:16].split(":")
    clock = int(hour) * 60 + int(minute) + minutes
    facts[shifted]["at"] = at(int(facts[shifted]["at"][8:10]), f"{clock // 60:02}.{clock % 60:02}")
    assert found([*happened(), *facts]) == [MOMENT]


@pytest.mark.parametrize("doubled", range(len(told())))
def test_whichever_reminder_goes_twice_is_found(doubled: int) -> None:
    assert sorted(found([*happened(), *told(), told()[doubled]])) == sorted([DOUBLED, SPLIT])


def test_a_person_too_many_is_found() -> None:
    extra = reminder(at(11, "07.45"), "camat", (TRANTIB, "late2", "escalated"))
    assert found([*happened(), *told(), extra]) == [PERSON]


def test_a_person_instead_of_another_is_found() -> None:
    facts = told()
    next(one for one in facts if one["person"] == "sekretaris")["person"] = "camat"
    assert sorted(found([*happened(), *facts])) == sorted([PERSON, MISSING])


@pytest.mark.parametrize(
    "extra",
    [
        reminder(at(6, "16.00"), "tiara", (TRANTIB, "due", "due")),
        reminder(at(7, "07.45"), "umar", (UMUM, "today", "ahead_dimohon")),  # it was done
        reminder(at(7, "16.00"), "umar", (UMUM_SUBMITS, "due", "due")),
        reminder(at(8, "09.00"), "tiara"),
    ],
)
def test_a_reminder_that_nobody_owes_is_found(extra: Fact) -> None:
    assert found([*happened(), *told(), extra]) == [SUPERFLUOUS]


def test_two_messages_at_one_moment_are_found() -> None:
    """Umar holds Trantib too: what falls together is one message."""
    both = [{**fact, "person": "umar"} if fact.get("person") == "tiara" else fact for fact in (*happened(), *told())]
    assert found(both) == [SPLIT]
    morning = [
        one for one in both if one["fact"] == "reminder" and one["person"] == "umar" and one["at"] == at(6, "07.45")
    ]
    together = {**morning[0], "lines": [*morning[0]["lines"], *morning[1]["lines"]]}
    assert found([*(one for one in both if one not in morning), together]) == []


def test_wrong_words_and_a_reminder_without_sound_are_found() -> None:
    facts = told()
    facts[0]["lines"][0]["says"] = "late"
    facts[1]["silent"] = True
    assert sorted(found([*happened(), *facts])) == sorted([WORDS, SOUND])


def test_another_deadline_is_found() -> None:
    facts = [
        {**one, "due": at(7, "16.30")} if one["fact"] == "shown" and one["task"] == UMUM else one for one in happened()
    ]
    assert found([*facts, *told()]) == [DEADLINE]


def test_a_card_that_never_came_came_late_or_with_the_wrong_sound_is_found() -> None:
    cards = [one for one in happened() if one["fact"] == "card"]
    rest = [one for one in happened() if one["fact"] != "card"]
    assert found([*rest, *cards[1:], *told()]) == [CARD, CARD], "not at once, and never"
    assert found([*rest, *cards[1:], {**cards[0], "at": at(4, "09.40")}, *told()]) == [CARD]
    assert found([*rest, *cards[1:], {**cards[0], "silent": True}, *told()]) == [SOUND]


def test_what_is_no_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="no fact"):
        read(lines(*happened(), {"fact": "rumour"}))


# -- outages, mandates, extensions, Ingatkan nanti -------------------------------------------------------------------


def outage(first: str, last: str) -> Fact:
    return {"fact": "outage", "begins": first, "ends": last}


def told_at(facts: list[Fact]) -> set[tuple[str, str, str]]:
    """(moment, person, rung) of everything owed but not told: what the checker itself expects."""
    words = [one.detail for one in check(read(lines(*facts))).findings if one.what == MISSING]
    return {(one[4:20], one.split(": ")[1].split(",")[0], one.split(": ")[2].split(" of")[0]) for one in words}


def test_an_outage_over_the_deadline_owes_the_highest_rung_once_the_bot_is_back() -> None:
    facts = [*happened(), outage(at(7, "14.00"), at(7, "16.05"))]
    thursday = {one for one in told_at(facts) if one[0].startswith("2027-01-07 1")}
    assert thursday == {("2027-01-07 16.05", who, "due") for who in ("tiara", "opi", "kasubag")}


@pytest.mark.parametrize("back", ["16.11", "18.00"])
def test_back_later_than_ten_minutes_after_closing_it_waits_for_the_morning(back: str) -> None:
    facts = [*happened(), outage(at(7, "14.00"), at(7, back))]
    owed = told_at(facts)
    assert not any(one[0].startswith("2027-01-07 1") for one in owed)
    assert ("2027-01-08 07.45", "tiara", "late1") in owed


def test_after_days_todays_late_rung_goes_and_to_its_people_alone() -> None:
    facts = [*happened(), outage(at(7, "17.00"), at(12, "10.00"))]
    owed = {one for one in told_at(facts) if one[0] > "2027-01-07 17"}
    assert owed == {("2027-01-12 10.00", who, "late3") for who in ("tiara", "opi", "kasubag", "camat")}


def test_a_mandate_takes_the_reminders_from_its_first_day_and_gives_them_back() -> None:
    facts = [*happened(), role("plh", "kasi", "Trantib", "2027-01-08", "2027-01-11", mandate=True)]
    late = {one for one in told_at(facts) if one[1] in ("tiara", "plh") and one[2].startswith("late")}
    assert late == {
        ("2027-01-08 07.45", "plh", "late1"),
        ("2027-01-11 07.45", "plh", "late2"),
        ("2027-01-12 07.45", "tiara", "late3"),
    }
    assert CARD in found([*facts, *told()]), "the substitute was never shown the task"


def test_an_extension_gets_a_ladder_of_its_own() -> None:
    moved = {"fact": "moved", "task": TRANTIB, "days": 1, "at": at(7, "15.30")}
    facts = [*happened(), moved, {"fact": "shown", "task": TRANTIB, "deadline": 2, "due": at(8, "16.30")}]
    later = {one for one in told_at(facts) if one[1] == "tiara" and one[0] > "2027-01-07 15.30"}
    assert later == {
        ("2027-01-08 07.45", "tiara", "today"),
        ("2027-01-08 15.30", "tiara", "last_hour"),
        ("2027-01-08 16.30", "tiara", "due"),
        ("2027-01-11 07.45", "tiara", "late1"),
        ("2027-01-12 07.45", "tiara", "late2"),
    }, "a Friday closes at 16.30"


def test_a_reminder_put_off_is_owed_again_an_hour_of_office_time_later_to_who_put_it_off() -> None:
    put_off = {"fact": "snoozed", "person": "tiara", "at": at(7, "15.20"), "of": [one_rung("last_hour")]}
    assert told_at([*happened(), *told(), put_off]) == {("2027-01-08 07.50", "tiara", "last_hour")}


def one_rung(rung: str) -> Fact:
    return {"task": TRANTIB, "rung": rung, "deadline": 1}


@pytest.mark.parametrize(
    ("step", "opens", "due"),
    [
        ("1", at(4, "08.00"), at(4, "08.15")),
        ("2", at(4, "11.50"), at(4, "13.10")),
        ("8", at(8, "15.00"), at(11, "08.00")),
        ("8", at(8, "10.30"), at(8, "14.00")),
        ("7", at(4, "20.00"), at(6, "07.45")),
        ("11", at(8, "16.40"), at(12, "16.00")),
        ("5", at(6, "09.00"), at(8, "16.30")),
    ],
)
def test_deadlines_run_through_open_office_time_only(step: str, opens: str, due: str) -> None:
    """Fri 8-1 16.40 is outside office hours: Monday is its first day."""
    facts = [one for one in opened(9, step, "Trantib" if step == "5" else "", opens) if one["fact"] == "opened"]
    shown = {"fact": "shown", "task": 9, "deadline": 1, "due": due}
    assert DEADLINE not in found([*happened(), *facts, shown])
    assert DEADLINE in found([*happened(), *facts, {**shown, "due": DUE}])


# -- independent -----------------------------------------------------------------------------------------------------

FILES = sorted(Path(str(year.checker.__file__)).parent.glob("*.py"))
OWN = ("year.checker", "holidays")


def foreign(source: str) -> Iterator[str]:
    for module in imported(source):
        top = module.partition(".")[0]
        if top not in sys.stdlib_module_names and not module.startswith(OWN):
            yield module


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_checker_imports_nothing_of_what_it_checks(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert list(foreign(source)) == []
    assert not any(isinstance(node, ast.Name) and node.id == "__import__" for node in ast.walk(ast.parse(source)))


@pytest.mark.parametrize(
    "source", ["from bot.workflow import ladder", "import year.play", "from jobs import TIMETABLE"]
)
def test_whatever_else_it_imported_would_be_found(source: str) -> None:
    assert list(foreign(source)) != []
