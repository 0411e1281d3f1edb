"""The thirteen rows: the SOP's own words, its times, and everything else a step needs to be shown and done."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.cards import task as task_card
from bot.services import views
from bot.texts.say import templates
from bot.workflow import collecting, deciding, distributing, ordering, recapping, reporting
from bot.workflow.cycle import FormState, Phase, RecapInfo, State, Task, Turn, UnitForm, take
from bot.workflow.events import EntryFilled, Outcome, Refused, TaskOpened
from bot.workflow.roles import Actor, Role
from bot.workflow.steps import BY_STEP, LAST, ROWS, Row, Step
from tests.workflow.evolving import (
    CAMAT,
    KASI,
    KASUBAG,
    PERIOD,
    RULES,
    SEKRETARIS,
    STAF,
    START,
    WIB,
    Moment,
    begun,
    evolve,
)

SOP = Path(__file__).parent.parent / "data" / "sop-data-kinerja.txt"
PRINTED = {step for step in Step if step not in (Step.SECOND, Step.FORWARD, Step.SIGN, Step.DELIVER)}
"""One task for each printed row: the others are ways out of row 11 and parts of row 13."""
PARTS = {Step.SECOND: Step.DECIDE, Step.SIGN: Step.LETTER, Step.DELIVER: Step.LETTER}


def sop_rows() -> list[tuple[int, str, str, str, str]]:
    """(No, Kegiatan, Kelengkapan, Waktu, Output) of the office's own document."""
    lines = (line.split("\t") for line in SOP.read_text(encoding="utf-8").splitlines())
    found = [[cell.strip() for cell in line if cell.strip()] for line in lines if line[0].strip().isdecimal()]
    return [
        (int(number), kegiatan, kelengkapan, waktu, output) for number, kegiatan, kelengkapan, waktu, output in found
    ]


def words(row: Row) -> tuple[int, str, str, str, str]:
    return row.number, row.kegiatan, row.kelengkapan, row.waktu, row.output


def test_the_rows_are_the_sops_own_words() -> None:
    assert [words(row) for row in ROWS if row.step in PRINTED] == sop_rows()
    assert len(sop_rows()) == LAST


def test_the_parts_of_a_row_carry_its_words() -> None:
    for part, whole in PARTS.items():
        one, other = words(BY_STEP[part]), words(BY_STEP[whole])
        assert (one[:3], one[4]) == (other[:3], other[4])
    assert BY_STEP[Step.SIGN].waktu == "", "13b has no standard time"


def test_every_step_stands_in_the_table_once() -> None:
    assert [row.step for row in ROWS] == list(Step)


def test_the_times_add_up_to_325_minutes_and_3_days() -> None:
    durations = [row.duration for row in ROWS if row.step in PRINTED]
    assert sum(d.minutes for d in durations if d) == 325
    assert sum(d.days for d in durations if d) == 3


def test_waktu_as_printed_is_the_duration_that_is_counted() -> None:
    for row in ROWS:
        assert (row.duration.label if row.duration else "") == row.waktu.lower()


def test_steps_5_and_6_are_done_by_every_unit_and_no_other_step_is() -> None:
    assert {row.step for row in ROWS if row.per_unit} == {Step.FILL, Step.SUBMIT}
    assert Role.OPERATOR in BY_STEP[Step.FILL].may_act
    assert BY_STEP[Step.SUBMIT].may_act == (Role.KASI,)


@pytest.mark.parametrize("step", Step)
def test_every_step_has_its_words_and_its_buttons(step: Step) -> None:
    assert f"lead.{step}" in templates()
    assert step in task_card.BUTTONS
    assert all(f"role.{role}" in templates() for role in BY_STEP[step].may_act)


def test_what_a_card_quotes_is_kept_under_a_name_that_events_keep() -> None:
    kept = {"instruction", "staf_note", "recap_note", "direction", "leader_note", "referred_note"}
    assert set(views.WORDS.values()) <= kept


# -- every row used up to its deadline (sop.md, deadlines) ------------------------------------------------------------


def at(text: str) -> datetime:
    """A moment of January 2027 written "7-1 16.00"."""
    return datetime.strptime(f"2027 {text}", "%Y %d-%m %H.%M").replace(tzinfo=WIB)


class Walk:
    """One unit's cycle in which everybody acts exactly at the deadline."""

    def __init__(self) -> None:
        self.now = START
        self.state = begun({1: 1})

    def due(self, step: Step) -> datetime:
        task = self._task(step)
        assert task.due_at is not None
        return task.due_at

    def _task(self, step: Step) -> Task:
        task = self.state.open_task(step, 1 if BY_STEP[step].per_unit else None)
        assert task is not None, f"step {step} is not open"
        return task

    def turn(self, step: Step, by: Actor) -> Turn:
        task = self._task(step)
        taken = take(self.state, RULES, self.now, by, (task.id, task.version), step)
        assert isinstance(taken, Turn)
        return taken

    def happen(self, outcome: Outcome, by: Actor) -> None:
        assert not isinstance(outcome, Refused)
        for event in outcome:
            self.state = evolve(self.state, event, Moment(self.now, by))

    def wait(self, step: Step) -> datetime:
        """Until the deadline of the step, which is then now."""
        self.now = self.due(step)
        return self.now


def test_every_row_used_up_to_its_deadline_ends_where_the_sop_says() -> None:
    walk = Walk()
    deadlines = [walk.wait(Step.ORDER)]
    walk.happen(ordering.order(walk.turn(Step.ORDER, SEKRETARIS), ""), SEKRETARIS)
    deadlines.append(walk.wait(Step.PREPARE))
    walk.happen(ordering.prepare(walk.turn(Step.PREPARE, KASUBAG), 1, 1), KASUBAG)
    deadlines.append(walk.wait(Step.INSTRUCT))
    walk.happen(ordering.instruct(walk.turn(Step.INSTRUCT, KASUBAG), ""), KASUBAG)
    deadlines.append(walk.wait(Step.DISTRIBUTE))
    walk.happen(distributing.distribute(walk.turn(Step.DISTRIBUTE, STAF)), STAF)
    deadlines.append(walk.wait(Step.FILL))
    filled = (EntryFilled(1, 100, 1, "chat", (("realisasi", "", "1"),)),)
    walk.happen(collecting.fill(walk.turn(Step.FILL, KASI[1]), filled, 0), KASI[1])
    deadlines.append(walk.wait(Step.SUBMIT))
    walk.happen(collecting.submit(walk.turn(Step.SUBMIT, KASI[1])), KASI[1])
    deadlines.append(walk.wait(Step.ASSIGN_RECAP))
    walk.happen(recapping.assign(walk.turn(Step.ASSIGN_RECAP, KASUBAG)), KASUBAG)
    deadlines.append(walk.wait(Step.RECAP))
    walk.happen(recapping.confirm(walk.turn(Step.RECAP, STAF), 1, "sha256"), STAF)
    deadlines.append(walk.wait(Step.HAND_OVER))
    walk.happen(recapping.hand_over(walk.turn(Step.HAND_OVER, STAF)), STAF)
    deadlines.append(walk.wait(Step.REPORT))
    walk.happen(recapping.report(walk.turn(Step.REPORT, KASUBAG)), KASUBAG)
    deadlines.append(walk.wait(Step.DECIDE))
    walk.happen(deciding.approve(walk.turn(Step.DECIDE, SEKRETARIS), "sha256", ""), SEKRETARIS)
    deadlines.append(walk.wait(Step.ARCHIVE))
    walk.happen(reporting.archive(walk.turn(Step.ARCHIVE, KASUBAG), "000"), KASUBAG)
    deadlines.append(walk.wait(Step.LETTER))
    assert deadlines == [at(text) for text in (
        "4-1 08.15", "4-1 08.35", "4-1 09.05", "4-1 09.25", "7-1 16.00", "8-1 07.45", "8-1 08.00", "8-1 10.00",
        "8-1 10.15", "8-1 10.45", "11-1 16.00", "12-1 07.45", "12-1 08.15",
    )]  # fmt: skip


def letter_taking(minutes: int) -> Walk:
    """13a done after so many minutes; the Camat signs three days later."""
    walk = Walk()
    letter = Task(1, Step.LETTER, None, 1, START, START + timedelta(minutes=30))
    form = UnitForm(1, 1, "Seksi 1", FormState.SUBMITTED, 1, 0, delivered=True, received=True)
    walk.state = State(1, 1, PERIOD, Phase.OPEN, 1, START, (letter,), (form,), RecapInfo(1, 1, "sha256"))
    walk.now = START + timedelta(minutes=minutes)
    walk.happen(reporting.prepare_letter(walk.turn(Step.LETTER, KASUBAG), "17", date(2027, 1, 4)), KASUBAG)
    walk.now = at("7-1 09.00")
    walk.happen(reporting.sign(walk.turn(Step.SIGN, CAMAT)), CAMAT)
    return walk


@pytest.mark.parametrize(("used", "due"), [(0, "7-1 09.30"), (10, "7-1 09.20"), (29, "7-1 09.01"), (30, "7-1 09.00")])
def test_13a_and_13c_share_30_minutes(used: int, due: str) -> None:
    assert letter_taking(used).due(Step.DELIVER) == at(due)


def test_who_used_more_than_30_minutes_for_13a_has_none_left_for_13c() -> None:
    assert letter_taking(90).due(Step.DELIVER) == at("7-1 09.00")


def test_13b_has_no_deadline() -> None:
    opened = reporting.prepare_letter(_letter_turn(), "17", date(2027, 1, 4))
    assert not isinstance(opened, Refused)
    sign = next(e for e in opened if isinstance(e, TaskOpened))
    assert (sign.step, sign.role, sign.due_at, sign.allowed_minutes) == (Step.SIGN, Role.CAMAT, None, None)


def _letter_turn() -> Turn:
    letter = Task(1, Step.LETTER, None, 1, START, START + timedelta(minutes=30))
    return Turn(State(1, 1, PERIOD, Phase.OPEN, 1, START, (letter,)), RULES, START, letter, KASUBAG)


@pytest.mark.parametrize(
    ("number", "dated", "key"),
    [("  ", date(2027, 1, 4), "letter.no_digit"), ("17/2027", date(2029, 1, 4), "letter.date_far")],
)
def test_the_letter_needs_a_number_with_a_digit_and_a_date_of_these_days(number: str, dated: date, key: str) -> None:
    refused = reporting.prepare_letter(_letter_turn(), number, dated)
    assert isinstance(refused, Refused)
    assert refused.key == key


def test_a_unit_that_is_early_submits_by_the_deadline_of_5() -> None:
    walk = Walk()
    for step, by, decide in (
        (Step.ORDER, SEKRETARIS, lambda turn: ordering.order(turn, "")),
        (Step.PREPARE, KASUBAG, lambda turn: ordering.prepare(turn, 1, 1)),
        (Step.INSTRUCT, KASUBAG, lambda turn: ordering.instruct(turn, "")),
        (Step.DISTRIBUTE, STAF, distributing.distribute),
    ):
        walk.happen(decide(walk.turn(step, by)), by)
    end = walk.due(Step.FILL)
    walk.now += timedelta(hours=1)
    filled = (EntryFilled(1, 100, 1, "chat", (("realisasi", "", "1"),)),)
    walk.happen(collecting.fill(walk.turn(Step.FILL, KASI[1]), filled, 0), KASI[1])
    assert walk.due(Step.SUBMIT) == end


def test_the_working_days_of_a_cycle_count_its_first_and_its_last_day() -> None:
    walk = letter_taking(0)
    turn = walk.turn(Step.DELIVER, CAMAT)
    assert reporting.working_days(RULES.calendar, walk.state, turn) == 3, "4, 6 and 7 January; the 5th is a holiday"
