"""THE TABLE: whatever a button says is answered, whatever a chat can be in the middle of too, and nothing twice."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.cards import entry as entry_card
from bot.cards import evidence as evidence_card
from bot.cards import form as form_card
from bot.cards import managing as manage_card
from bot.cards import mandating as mandate_card
from bot.cards import personnel as personnel_card
from bot.cards import returning as return_card
from bot.cards import task as task_card
from bot.cards.buttons import Rows
from bot.cards.entry import EntryView
from bot.cards.evidence import EvidenceView, Piece
from bot.cards.form import FormLine, FormView
from bot.cards.managing import Choice as ManageChoice
from bot.cards.managing import ManageView
from bot.cards.mandating import Choice as MandateChoice
from bot.cards.mandating import MandateView
from bot.cards.personnel import MandateLine, MemberView, StaffView
from bot.cards.returning import Choice, ReturnState, ReturnView, UnitChoice
from bot.cards.task import FlagLine, TaskView, UnitLine
from bot.channels.base import MAX_NAME, Button, In, Said
from bot.documents.master_cells import UnreadError
from bot.documents.master_rules import LONGEST_CODE, read_reasons
from bot.services import people
from bot.services.asking import HOLDS
from bot.services.subjects import LOST
from bot.texts.say import plain, render, templates, text
from bot.workflow.achievement import Direction
from bot.workflow.collecting import RAISED_AT
from bot.workflow.events import OwnPart
from bot.workflow.forms import ASKED, applicable
from bot.workflow.managing import Asks as ManageAsks
from bot.workflow.managing import Draft as ManageDraft
from bot.workflow.managing import Task as ManageTask
from bot.workflow.mandating import Asks as MandateAsks
from bot.workflow.mandating import Draft as MandateDraft
from bot.workflow.master import PersonData
from bot.workflow.policy import REASONS, Policy
from bot.workflow.recap import line_of
from bot.workflow.steps import BY_STEP, Step
from handlers import TABLE, commands
from handlers.dispatch import row_for
from tests.stories.world import small_office
from tests.workflow.reported import entry

ROOT = Path(__file__).parent.parent.parent
BIG = 999_999_999
NOW = datetime(2027, 1, 4, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
LEFT = text("left.hours", hours=7, minutes=30)
MAX_DATA = 64
LONG = "Persentase penyelesaian administrasi kependudukan yang tepat waktu sesuai standar pelayanan"


# -- every card in every state --------------------------------------------------------------------------------------


def unit_lines() -> Iterator[UnitLine]:
    base = UnitLine(BIG, LONG, sent=False, delivered=False, received=False, submitted=False, filled=0, entries=5)
    yield base
    for values in (
        {"sent": True},
        {"sent": True, "delivered": True},
        {"sent": True, "delivered": True, "received": True},
        {"sent": True, "delivered": True, "received": True, "filled": 5},
        {"sent": True, "excluded": True},
        {"sent": True, "delivered": True, "received": True, "submitted": True, "filled": 5},
    ):
        yield replace(base, **values)


def task_views() -> Iterator[TaskView]:
    for step in Step:
        plain = TaskView(
            task_id=BIG, version=BIG, row=BY_STEP[step], period="Triwulan IV Tahun 2026", due_at=NOW,
            clock_stopped=False, closed_at=None, closed_as="", outcome="", to="Kasubag", unit=LONG,
        )  # fmt: skip
        yield plain
        yield replace(plain, by="Kasubag")
        yield replace(plain, by="Sekretaris", of_report=True)
        yield replace(plain, due_at=None)
        yield replace(plain, due_at=None, clock_stopped=True)
        yield replace(plain, mine_to_submit=False, words="x" * 4000)
        yield from (replace(plain, own_part=part) for part in OwnPart)
        yield replace(plain, flags=(FlagLine(1, LONG, "87,5", ""), FlagLine(2, LONG, "", "lengkapi " * 100)))
        yield replace(plain, seen="0123abcd", correct=(BIG, BIG))
        yield replace(plain, closed_at=NOW, closed_as="Sekretaris", outcome="ordered")
        for line in unit_lines():
            yield replace(plain, unit_line=line, units=(line, line))


def entry_views() -> Iterator[EntryView]:
    entries = (
        entry(BIG), entry(BIG, "50", pagu=Decimal(10)), entry(BIG, "90", anggaran=Decimal(5), pagu=Decimal(10)),
        entry(BIG, "90", anggaran=Decimal(5)), entry(BIG, reason="belum-terbit"), entry(BIG, "5", target="0"),
        entry(BIG, "5", flagged=True, comment="lengkapi", old=Decimal(4)), entry(BIG, flagged=True, comment="x"),
        entry(BIG, "5", target=None, penghambat="x" * 4000, tindak_lanjut="y"),
    )  # fmt: skip
    for one in entries:
        for field in ASKED:
            for asked in {False, field in applicable(one, Policy())}:
                for editable in (True, False):
                    yield EntryView(one, line_of(one, Policy()), 1, 5, field, asked=asked, editable=editable)


def _later(line: FormLine, n: int) -> FormLine:
    return replace(line, position=n, open=n % 2 == 0, line=replace(line.line, entry_id=BIG - n))


def form_views() -> Iterator[FormView]:
    for one in (entry(BIG), entry(BIG, "5"), entry(BIG, reason="belum-terbit")):
        for complete in (True, False):
            for returned in (True, False):
                line = FormLine(12, replace(line_of(one, Policy()), indicator=LONG), complete, returned, open=True)
                for submit in (None, (BIG, BIG)):
                    own = (line, *(_later(line, n) for n in range(13, 33)))
                    yield FormView(BIG, LONG, "Triwulan IV Tahun 2026", own, NOW, LEFT, wanted=2, submit=submit)


def evidence_views() -> Iterator[EvidenceView]:
    pieces = (Piece(BIG, LONG, 12_345_678), Piece(BIG - 1, "https://contoh.go.id/laporan", 0))
    for editable in (True, False):
        for some in ((), pieces):
            yield EvidenceView(BIG, 12, LONG, "Laporan", some, editable)


def return_views() -> Iterator[ReturnView]:
    choices = (Choice(BIG, 1, LONG, flagged=True, comment="lengkapi"), Choice(BIG - 1, 2, LONG, False, ""))
    units = (UnitChoice(BIG, LONG, choices), UnitChoice(BIG - 1, LONG, choices[1:]))
    for unit_id in (None, BIG, BIG - 1):
        for state in ReturnState:
            yield ReturnView(BIG, BIG, "Triwulan IV Tahun 2026", units, unit_id, state, "returned", "Sekretaris", NOW)


def manage_views() -> Iterator[ManageView]:
    data = small_office()
    given = replace(data.indicators[0], name=LONG, direction=Direction.RANGE)
    choices = tuple(ManageChoice(BIG - n, n, LONG, LONG, off=n % 2 == 0) for n in range(1, 21))
    for asks in (one for one in ManageAsks if one is not ManageAsks.SURE):
        for task in ManageTask:
            draft = ManageDraft(2026, asks, task, page=2, person=PersonData("", LONG, ""))
            yield ManageView(BIG, draft, LONG, given, 30, data.persons[0], (2026, 2027), Policy(), choices)
            graded = replace(given, direction=Direction.GRADE, annual=Decimal(4))
            yield ManageView(BIG, draft, LONG, graded, 30, None, (2026, 2027), Policy())


def mandate_lines() -> tuple[MandateLine, ...]:
    day = NOW.date()
    return tuple(
        MandateLine(f"sekretaris.{BIG}.{BIG - n}.20270104", LONG, LONG, "800/1", day, None, may_end=True)
        for n in (1, 2)
    )


def staff_views() -> Iterator[StaffView]:
    for count in (1, 9, 20):
        for page in (0, 2):
            people_ = tuple(MemberView(BIG - n, f"{n} {LONG}", (LONG,), "linked") for n in range(count))
            yield StaffView(LONG, people_, page)


def member_views() -> Iterator[MemberView]:
    lines = mandate_lines()
    for reach in personnel_card.REACH:
        for may in (True, False):
            for mandates in ((), lines[:1], lines):
                rights = {"may_invite": may, "may_unlink": may, "may_appoint": may}
                yield MemberView(BIG, LONG, (LONG,), reach, mandates, **rights)


def mandate_views() -> Iterator[MandateView]:
    choices = tuple(MandateChoice(f"kasi.{BIG}.{BIG - n}", n, LONG, LONG if n % 2 else "") for n in range(1, 21))
    for asks in MandateAsks:
        for some in ((), choices[:9], choices):
            for holder in ("", LONG):
                draft = MandateDraft(asks, holder_id=len(holder), sk_number="800/1", starts_on=NOW.date(), page=1)
                yield MandateView(BIG, draft, LONG, holder, LONG, NOW.date(), some)


def cards() -> Iterator[tuple[str, Rows]]:
    """Every card in every state: its words, and its buttons."""
    kinds: tuple[tuple[Any, Iterator[Any]], ...] = (
        (task_card, task_views()),
        (entry_card, entry_views()),
        (form_card, form_views()),
        (evidence_card, evidence_views()),
        (return_card, return_views()),
        (manage_card, manage_views()),
        (mandate_card, mandate_views()),
    )
    for kind, views in kinds:
        for view in views:
            yield render(kind.said(view)), kind.buttons(view)
    for staff in staff_views():
        yield render(personnel_card.staff(staff)), personnel_card.staff_buttons(staff)
    for member in member_views():
        yield render(personnel_card.member(member)), personnel_card.member_buttons(member)


CARDS = tuple(cards())
SHOWN = tuple(button for _, rows in CARDS for row in rows for button in row)


def verb(button: Button) -> str:
    return button.data.split(":")[0]


def test_every_button_of_every_card_has_its_row() -> None:
    answered = {row.trigger for row in TABLE if row.said is Said.PRESS}
    assert {verb(button) for button in SHOWN} - answered == set()
    assert len({verb(button) for button in SHOWN}) > 25


def test_the_data_of_a_button_fits_with_ids_of_nine_digits() -> None:
    assert max(len(button.data.encode()) for button in SHOWN) <= MAX_DATA


def test_a_label_fits_a_phone_however_long_a_name_is() -> None:
    assert {button.label for button in SHOWN if not 0 < len(button.label) <= MAX_NAME} == set()


def test_a_decision_has_at_most_three_buttons() -> None:
    for view in task_views():
        assert len(task_card.buttons(view)) <= 3


def test_a_card_of_a_done_task_has_no_buttons() -> None:
    assert {task_card.buttons(view) for view in task_views() if view.closed_at is not None} == {()}


def test_two_buttons_of_one_card_never_say_the_same() -> None:
    for _, rows in CARDS:
        data = [button.data for row in rows for button in row]
        labels = [button.label for row in rows for button in row]
        assert len(set(data)) == len(data)
        assert len(set(labels)) == len(labels) or "…" in "".join(labels)


@pytest.mark.parametrize("step", Step)
def test_every_step_can_be_done_from_its_card(step: Step) -> None:
    assert any(task_card.buttons(view) for view in task_views() if view.row.step is step)


def test_a_problem_can_be_told_from_the_card_of_every_step_that_may_raise_one_and_from_no_other() -> None:
    offered = {
        view.row.step
        for view in task_views()
        if view.closed_at is None and "problem" in {verb(b) for row in task_card.buttons(view) for b in row}
    }
    assert offered == set(RAISED_AT)


def test_who_may_not_submit_is_offered_no_button_that_would_be_refused() -> None:
    card = next(view for view in task_views() if view.row.step is Step.SUBMIT and not view.mine_to_submit)
    assert [verb(b) for row in task_card.buttons(card) for b in row] == ["fill"]


def test_a_card_with_a_picture_fits_its_caption_whatever_there_is_to_say() -> None:
    long = text("recap.late", units=", ".join([LONG] * 30))
    brief = text("recap.late", units="30 unit")
    for view in (one for one in task_views() if one.row.step in task_card.PICTURED and one.closed_at is None):
        filled = replace(view, summary=long, brief=brief)
        said = replace(filled, words="x" * 4000)
        own = replace(said, by="Sekretaris Kecamatan", own_part=OwnPart.UNIT, part=OwnPart.UNIT)
        direction = task_card.Direction("😀" * 4000, LONG, datetime(2027, 1, 4, tzinfo=UTC))
        again = replace(own, direction=direction, words="")
        named = replace(again, to=LONG * 4, by=LONG * 4)
        for one in (filled, said, own, again, named):
            shown = plain(render(task_card.said(one)))
            assert len(shown.encode("utf-16-le")) // 2 <= task_card.MOST_IN_CAPTION
            assert "30 unit" in shown or LONG in shown, "the figures are never what is left out"


def test_a_task_card_fits_beside_a_picture_unless_it_lists_units_or_flags() -> None:
    bare = [view for view in task_views() if not view.units and not view.flags]
    longest = max(bare, key=lambda view: len(render(task_card.said(view))))
    assert len(render(task_card.said(longest))) <= 4096


# -- every button in the code ---------------------------------------------------------------------------------------


def written_verbs() -> dict[str, str]:
    """The verbs of every button made anywhere, by reading the code: (verb, where)."""
    found = {}
    for path in (p for folder in ("bot", "handlers") for p in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                said = _verb_of(name, node.args)
                if said:
                    found[said] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def _verb_of(function: str, args: list[ast.expr]) -> str:
    place = {"button": 1, "_press": 2, "_one": 0, "Button": 1, "_chosen": 1, "turning": 0}.get(function)
    given = args[place] if place is not None and place < len(args) else None
    if isinstance(given, ast.JoinedStr):
        given = given.values[0]
    if not isinstance(given, ast.Constant) or not isinstance(given.value, str):
        return ""
    return given.value.split(":")[0]


def test_every_button_in_the_code_has_its_row() -> None:
    answered = {row.trigger for row in TABLE if row.said is Said.PRESS}
    assert {said: where for said, where in written_verbs().items() if said not in answered} == {}
    assert len(written_verbs()) > 40


def test_every_row_of_a_button_has_a_button() -> None:
    pressed = {row.trigger for row in TABLE if row.said is Said.PRESS and row.trigger}
    assert pressed - set(written_verbs()) == set()


def test_the_reasons_fit_a_button() -> None:
    assert all(len(f"why:{BIG}:{code}".encode()) <= MAX_DATA for code, _ in REASONS)
    assert len(f"why:{BIG}:{'x' * LONGEST_CODE}") <= MAX_DATA


@pytest.mark.parametrize("code", ["x" * (LONGEST_CODE + 1), "é" * 30, "belum terbit", "belum\tterbit", "Belum"])
def test_a_reason_whose_code_would_not_fit_is_refused_on_import(code: str) -> None:
    with pytest.raises(UnreadError, match="alasan"):
        read_reasons(f"{code}: Data sumber belum terbit")


# -- the table itself -----------------------------------------------------------------------------------------------


def test_no_row_stands_twice() -> None:
    twice = [key for key, count in Counter((row.said, row.trigger) for row in TABLE).items() if count > 1]
    assert twice == []


def test_every_command_of_the_menu_is_answered() -> None:
    assert {name for name, _ in people.COMMANDS} <= set(commands.COMMANDS)


@pytest.mark.parametrize("said", [said for said in Said if said not in (Said.BLOCKED, Said.RETURNED)])
def test_whatever_is_said_finds_a_row(said: Said) -> None:
    assert row_for(In("uji", "1", said, text="x", verb="tidak-ada"), "tidak-ada") in TABLE


def begun() -> set[str]:
    """The kinds of dialog, by reading the code."""
    found = set()
    for path in (p for folder in ("bot", "handlers") for p in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "begin" and len(node.args) > 1:
                kind = node.args[1]
                found |= {str(kind.value)} if isinstance(kind, ast.Constant) else set()
    return found


def test_every_dialog_that_is_begun_has_a_row_for_what_is_typed_and_can_be_shown_again() -> None:
    rows = {row.trigger: row for row in TABLE if row.said is Said.TEXT and row.trigger}
    assert begun() == set(rows) == set(LOST) == set(HOLDS)
    assert [kind for kind, row in rows.items() if row.again is None] == []


@pytest.mark.parametrize("kind", LOST)
def test_what_becomes_of_a_dialog_without_a_subject_can_be_said(kind: str) -> None:
    assert f"over.{kind}" in templates()
