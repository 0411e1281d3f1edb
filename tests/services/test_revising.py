"""A change of the master data and the cycle under way: nothing by itself, everything shown once it is brought in."""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
import sqlalchemy as sa

from bot.cards import entry as entry_card
from bot.cards import task as task_card
from bot.cards.entry import EntryView
from bot.documents.form import form_workbook
from bot.documents.form_notes import NOTES_SHEET
from bot.services import forming, loading, mastering, papers, revising, steps, views
from bot.services.forming import Answer
from bot.services.importing import Imported
from bot.services.mastering import Proposal
from bot.services.revising import Offer
from bot.store import forms, history, offices, tables
from bot.texts.say import from_json, plain, render
from bot.workflow.events import Refused
from bot.workflow.forms import Entry, Field, Revised
from bot.workflow.master import IndicatorData, MasterData
from bot.workflow.recap import line_of
from bot.workflow.rights import Right
from bot.workflow.steps import Step
from tests.services.desk import Desk, at
from tests.stories.world import PATROLS, PEMERINTAHAN, TRANTIB, UNREST

MORNING, NOON = at("4-1 09.25"), at("4-1 11.00")


def with_indicators(change: Callable[[IndicatorData], IndicatorData | None]) -> Callable[[MasterData], MasterData]:
    def changed(data: MasterData) -> MasterData:
        kept = tuple(new for one in data.indicators if (new := change(one)) is not None)
        return replace(data, indicators=kept)

    return changed


def retargeted(number: int, target: int) -> Callable[[MasterData], MasterData]:
    def change(one: IndicatorData) -> IndicatorData:
        first, second, third, _ = one.quarters
        return replace(one, quarters=(first, second, third, Decimal(target))) if one.number == number else one

    return with_indicators(change)


def switched_off(number: int) -> Callable[[MasterData], MasterData]:
    return with_indicators(lambda one: replace(one, active=False) if one.number == number else one)


def added(number: int, unit: str) -> Callable[[MasterData], MasterData]:
    def change(data: MasterData) -> MasterData:
        new = replace(data.indicators[0], number=number, unit=unit, name="Penyuluhan")
        return replace(data, indicators=(*data.indicators, new))

    return change


def changes(desk: Desk, change: Callable[[MasterData], MasterData], who: str = "adi") -> None:
    with desk.engine.begin() as tx:
        scope = desk.scope(tx, NOON, who)
        proposal = mastering.propose(scope, change(mastering.present(scope)), Right.MANAGE)
        assert isinstance(proposal, Proposal)
        done = mastering.apply(scope, proposal.data, proposal.against, Right.MANAGE)
        assert isinstance(done, Imported)


def offered(desk: Desk) -> list[tuple[str, Revised, int, tuple[tuple[str, str, str], ...]]]:
    with desk.engine.begin() as tx:
        return [
            (unit, one.kind, one.number, one.changes)
            for offer in revising.offers(desk.scope(tx, NOON))
            for unit, event in zip(offer.units, offer.events, strict=True)
            for one in event.revisions
        ]


def bring_in(desk: Desk, who: str = "kasubag") -> Offer | Refused:
    with desk.engine.begin() as tx:
        scope = desk.scope(tx, NOON, who)
        found = revising.offers(scope)
        return revising.apply(scope, desk.cycle_id, found[0].mark if found else "")


def entries(desk: Desk, unit: str) -> list[Entry]:
    with desk.engine.begin() as tx:
        scope = desk.scope(tx, NOON)
        unit_id = next(u.id for u in offices.units(tx, desk.office_id) if u.name == unit)
        return list(loading.entries(scope, loading.unit_form(scope, desk.cycle_id, unit_id).id))


def said_to(desk: Desk, who: str) -> list[str]:
    """Every message written to this person, as read."""
    box = tables.outbox
    with desk.engine.begin() as tx:
        found = tx.execute(sa.select(box.c.body).where(box.c.chat_id == who, box.c.kind == "text").order_by(box.c.id))
        return [plain(render(from_json(body["said"]))) for body in found.scalars()]


TO_15 = (("target", "12", "15"),)


def test_a_change_is_offered_and_changes_no_form_by_itself(desk: Desk) -> None:
    desk.distributed(MORNING)
    assert offered(desk) == []
    changes(desk, retargeted(3, 15))
    assert offered(desk) == [(TRANTIB, Revised.CHANGED, 1, TO_15)]
    assert entries(desk, TRANTIB)[0].indicator.target == 12


def test_a_cycle_whose_forms_are_not_prepared_has_nothing_to_revise(desk: Desk) -> None:
    desk.start(MORNING)
    changes(desk, retargeted(3, 15))
    assert offered(desk) == []


@pytest.mark.parametrize("who", ["kasubag", "adi"])
def test_what_is_brought_in_is_in_the_form_the_cycles_history_and_nowhere_else(desk: Desk, who: str) -> None:
    desk.distributed(MORNING)
    changes(desk, retargeted(3, 15))
    assert isinstance(bring_in(desk, who), Offer)
    first, second = entries(desk, TRANTIB)
    assert (first.indicator.target, second.indicator.target) == (Decimal(15), Decimal(4))
    (noted,) = first.revisions
    assert (noted.at, noted.changes) == (NOON, TO_15)
    assert second.revisions == ()
    with desk.engine.begin() as tx:
        last = history.of_cycle(tx, desk.cycle_id)[-1]
        assert history.broken(tx, desk.cycle_id) is None
    assert last.event == "IndicatorsRevised"
    assert last.person_id == desk.persons[who]
    (kept,) = last.data["revisions"]
    assert (kept["number"], kept["changes"]) == (1, [["target", "12", "15"]])
    assert offered(desk) == []


@pytest.mark.parametrize("who", ["sekretaris", "staf", "tiara"])
def test_nobody_else_brings_anything_in(desk: Desk, who: str) -> None:
    desk.distributed(MORNING)
    changes(desk, retargeted(3, 15))
    refused = bring_in(desk, who)
    assert isinstance(refused, Refused)
    assert refused.key == "refused.role"
    assert entries(desk, TRANTIB)[0].indicator.target == 12


def test_what_was_handed_in_stays_and_so_does_what_the_recap_goes_on_without(desk: Desk) -> None:
    desk.distributed(MORNING)
    desk.fills(MORNING, TRANTIB)
    desk.submits(MORNING, TRANTIB)
    changes(desk, retargeted(3, 15))
    changes(desk, retargeted(1, 95))
    assert offered(desk) == [(PEMERINTAHAN, Revised.CHANGED, 1, (("target", "90", "95"),))]
    assert isinstance(bring_in(desk), Offer)
    assert entries(desk, TRANTIB)[0].indicator.target == 12


def test_another_offer_than_the_one_shown_brings_nothing_in(desk: Desk) -> None:
    desk.distributed(MORNING)
    changes(desk, retargeted(3, 15))
    with desk.engine.begin() as tx:
        shown = revising.offers(desk.scope(tx, NOON))[0].mark
    changes(desk, retargeted(3, 16))
    with desk.engine.begin() as tx:
        now = revising.apply(desk.scope(tx, NOON, "kasubag"), desk.cycle_id, shown)
        assert isinstance(now, Offer)
        assert now.mark != shown
    assert entries(desk, TRANTIB)[0].indicator.target == 12


def test_a_cycle_of_another_office_is_not_found(desk: Desk) -> None:
    desk.distributed(MORNING)
    with desk.engine.begin() as tx:
        refused = revising.apply(desk.scope(tx, NOON, "adi"), 999, "")
    assert isinstance(refused, Refused)
    assert refused.key == "refused.unknown"


def test_what_was_filled_stays_with_the_form_of_another_target(desk: Desk) -> None:
    desk.distributed(MORNING)
    fill(desk, 0, "12")
    changes(desk, retargeted(3, 24))
    assert isinstance(bring_in(desk), Offer)
    first = entries(desk, TRANTIB)[0]
    assert (first.realisasi, first.indicator.target) == (Decimal(12), Decimal(24))
    assert [task.step for task in desk.tasks(Step.FILL)] == [Step.FILL, Step.FILL]


def fill(desk: Desk, position: int, value: str, field: Field = Field.REALISASI) -> None:
    entry = entries(desk, TRANTIB)[position]
    given: Decimal | str = Decimal(value) if field is Field.REALISASI else value
    with desk.engine.begin() as tx:
        row = forms.entry(tx, entry.id)
        assert row is not None
        done = forming.fill(desk.scope(tx, MORNING, "tiara"), row.form_id, (Answer(entry.id, field, given),), "chat")
        assert not isinstance(done, Refused)


def test_a_harder_target_asks_for_an_explanation_before_the_form_can_be_handed_in(desk: Desk) -> None:
    desk.distributed(MORNING)
    fill(desk, 0, "12")
    fill(desk, 1, "3")
    submit = desk.task(Step.SUBMIT, TRANTIB)
    changes(desk, retargeted(3, 24))
    assert isinstance(bring_in(desk), Offer)
    with desk.engine.begin() as tx:
        form = loading.state(desk.scope(tx, NOON), desk.cycle_id).form(submit.unit_id or 0)
    assert (form.missing, desk.task(Step.SUBMIT, TRANTIB).id) == (1, submit.id)


def test_an_indicator_switched_off_leaves_the_form_which_may_then_be_complete(desk: Desk) -> None:
    desk.distributed(MORNING)
    fill(desk, 0, "12")
    changes(desk, switched_off(4))
    assert offered(desk) == [(TRANTIB, Revised.DROPPED, 2, ())]
    assert isinstance(bring_in(desk), Offer)
    assert [one.indicator.name for one in entries(desk, TRANTIB)] == [PATROLS]
    assert desk.task(Step.SUBMIT, TRANTIB)


def test_an_indicator_that_was_dropped_answers_nothing_and_comes_back_with_what_was_filled(desk: Desk) -> None:
    desk.distributed(MORNING)
    fill(desk, 1, "3")
    dropped = entries(desk, TRANTIB)[1]
    changes(desk, switched_off(4))
    bring_in(desk)
    with desk.engine.begin() as tx:
        row = forms.entry(tx, dropped.id)
        assert row is not None
        scope = desk.scope(tx, NOON, "tiara")
        refused = forming.fill(scope, row.form_id, (Answer(dropped.id, Field.REALISASI, Decimal(9)),), "chat")
    assert isinstance(refused, Refused)
    changes(desk, with_indicators(lambda one: replace(one, active=True)))
    assert [kind for _, kind, _, _ in offered(desk)] == [Revised.ADDED]
    bring_in(desk)
    back = entries(desk, TRANTIB)[1]
    assert (back.id, back.indicator.name, back.realisasi, back.open) == (dropped.id, UNREST, Decimal(3), True)
    assert [one.kind for one in back.revisions] == [Revised.DROPPED, Revised.ADDED]


def test_a_new_indicator_is_asked_at_the_end_of_its_units_form(desk: Desk) -> None:
    desk.distributed(MORNING)
    changes(desk, added(5, TRANTIB))
    assert offered(desk) == [(TRANTIB, Revised.ADDED, 3, ())]
    bring_in(desk)
    assert [(one.number, one.indicator.name) for one in entries(desk, TRANTIB)][-1] == (3, "Penyuluhan")


def test_a_revision_makes_the_workbooks_that_are_out_old(desk: Desk) -> None:
    desk.start(MORNING)
    desk.does(MORNING, "sekretaris", steps.order, Step.ORDER)
    desk.does(MORNING, "kasubag", steps.prepare, Step.PREPARE)
    changes(desk, retargeted(3, 15))
    bring_in(desk)
    assert editions(desk) == {PEMERINTAHAN: 1, TRANTIB: 1}
    desk.does(MORNING, "kasubag", steps.instruct, Step.INSTRUCT)
    desk.does(MORNING, "staf", steps.distribute, Step.DISTRIBUTE)
    desk.arrives(MORNING)
    changes(desk, retargeted(3, 16))
    bring_in(desk)
    assert editions(desk) == {PEMERINTAHAN: 1, TRANTIB: 2}


def editions(desk: Desk) -> dict[str, int]:
    with desk.engine.begin() as tx:
        return {form.unit_name: form.edition for form in forms.of_cycle(tx, desk.cycle_id)}


def test_a_form_not_handed_out_yet_is_revised_without_a_word_to_its_unit(desk: Desk) -> None:
    desk.start(MORNING)
    desk.does(MORNING, "sekretaris", steps.order, Step.ORDER)
    desk.does(MORNING, "kasubag", steps.prepare, Step.PREPARE)
    changes(desk, retargeted(3, 15))
    before = said_to(desk, "tiara")
    assert isinstance(bring_in(desk), Offer)
    assert entries(desk, TRANTIB)[0].indicator.target == 15
    assert said_to(desk, "tiara") == before


def test_the_card_the_question_and_the_workbook_show_the_revision(desk: Desk) -> None:
    desk.distributed(MORNING)
    changes(desk, retargeted(3, 15))
    bring_in(desk)
    words = "target periode ini 12 → 15 (Kasubag Keu dan Prolap, 04-01-2027 11.00)"
    first = entries(desk, TRANTIB)[0]
    task = desk.task(Step.FILL, TRANTIB)
    with desk.engine.begin() as tx:
        scope = desk.scope(tx, NOON, "tiara")
        view = views.task(scope, task.id)
        assert view is not None
        assert f"• Indikator 1. {PATROLS}: {words}" in plain(render(task_card.said(view)))
        line = line_of(first, scope.rules.policy)
        form = loading.unit_form(scope, desk.cycle_id, task.unit_id)
        sheet = form_workbook(papers.form_sheet(scope, desk.cycle_id, form))
    asked = EntryView(first, line, 1, 2, Field.REALISASI, asked=True, editable=True)
    assert f"Direvisi: {words}" in plain(render(entry_card.said(asked)))
    notes = openpyxl.load_workbook(io.BytesIO(sheet))[NOTES_SHEET]
    assert words in [cell.value for row in notes.iter_rows() for cell in row]


def test_the_unit_is_told_what_has_changed_and_by_whom(desk: Desk) -> None:
    desk.distributed(MORNING)
    changes(desk, retargeted(3, 15))
    before = said_to(desk, "tiara")
    bring_in(desk)
    (notice,) = said_to(desk, "tiara")[len(before) :]
    assert notice.startswith("Formulir Triwulan IV Tahun 2026 direvisi")
    assert f"{TRANTIB}: perubahan berikut ditetapkan oleh Kasubag Keu dan Prolap." in notice
    assert f"• Indikator 1. {PATROLS}: target periode ini 12 → 15" in notice
