"""Which papers are asked for, and in how many versions."""

from datetime import datetime

from bot.documents.makers import DocumentKind
from bot.services import handing, own_papers, steps
from bot.services.papers import form_sheet
from bot.store import archive, forms
from bot.store.documents import DocumentRow
from bot.workflow.steps import Step
from tests.services.desk import KASI, Desk, at
from tests.stories.world import PEMERINTAHAN, TRANTIB

MORNING, NOON = at("4-1 08.00"), at("4-1 11.00")


def papers(desk: Desk, kind: DocumentKind) -> tuple[DocumentRow, ...]:
    with desk.engine.begin() as tx:
        return tuple(row for row in archive.of_cycle(tx, desk.cycle_id) if row.kind == kind)


def hand_over(desk: Desk, unit: str) -> None:
    """The Staf brings the form in person."""
    fill = desk.task(Step.FILL, unit)
    assert desk.run(steps.hand_over_form, NOON, "staf", (fill.id, fill.version)) is None


def test_every_kind_of_paper_of_a_cycle_has_a_caption_and_goes_to_somebody() -> None:
    of_a_cycle = set(DocumentKind) - own_papers.OF_THE_OFFICE - handing.ON_CARDS - handing.TO_KEEP
    handed = {kind for kinds in handing.PAPERS.values() for kind in kinds} | set(handing.COPIES)
    assert set(handing.CAPTIONS) == of_a_cycle
    assert handed | handing.ON_REQUEST == of_a_cycle


def receipts(desk: Desk) -> list[tuple[int, bool]]:
    """Version of every Tanda Terima, and whether it is final."""
    return [(row.version, row.paper["final"]) for row in papers(desk, DocumentKind.RECEIPTS)]


def test_a_tanda_terima_that_has_every_receipt_at_once_is_made_once(desk: Desk) -> None:
    desk.shared_out(MORNING)
    for unit in KASI:
        hand_over(desk, unit)
    assert receipts(desk) == [(1, True)]


def test_the_tanda_terima_of_step_4_is_followed_by_the_final_one(desk: Desk) -> None:
    desk.shared_out(MORNING)
    hand_over(desk, PEMERINTAHAN)
    desk.sends(NOON)
    assert receipts(desk) == [(1, False)]
    fill = desk.task(Step.FILL, TRANTIB)
    assert desk.run(steps.receive, NOON, KASI[TRANTIB], (fill.id, fill.version)) is None
    assert receipts(desk) == [(1, False), (2, True)]


def test_the_workbook_of_a_complete_form_still_says_by_when(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    assert title_due(desk) == at("7-1 16.00")
    desk.fills(at("4-1 10.00"), TRANTIB)
    assert desk.task(Step.SUBMIT, TRANTIB)
    assert title_due(desk) == at("7-1 16.00")


def title_due(desk: Desk) -> datetime | None:
    with desk.engine.begin() as tx:
        scope = desk.scope(tx, at("4-1 11.00"), "tiara")
        (form,) = (one for one in forms.of_cycle(tx, desk.cycle_id) if one.unit_name == TRANTIB)
        return form_sheet(scope, desk.cycle_id, form).due_at
