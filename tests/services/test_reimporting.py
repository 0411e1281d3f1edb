"""The Data Induk is imported again while a cycle runs: what was frozen stays, who holds a unit now acts."""

from dataclasses import replace

from bot.cards import status
from bot.documents.makers import DocumentKind
from bot.services import catching_up, collecting, forming, importing, papers, reporting, reports, return_views
from bot.services.importing import Imported
from bot.services.scope import Chat
from bot.store import archive, forms, offices, outbox, talks
from bot.texts.say import plain, render, text
from bot.workflow.events import Refused
from bot.workflow.master import MasterData, Problem, RoleData
from bot.workflow.roles import Role
from bot.workflow.steps import Step
from tests.services.desk import CHANNEL, Desk, at
from tests.stories.world import PEMERINTAHAN, TRANTIB, small_office

MORNING, NOON = at("4-1 09.25"), at("4-1 11.00")
TRAMTIBUM = "Kasi Trantib dan Tibum"


def renamed(old: str, new: str) -> MasterData:
    """The same office, where one unit has another name."""

    def name(unit: str) -> str:
        return new if unit == old else unit

    data = small_office()
    return replace(
        data,
        units=tuple(replace(u, name=name(u.name)) for u in data.units),
        roles=tuple(replace(r, unit=name(r.unit)) for r in data.roles),
        indicators=tuple(replace(i, unit=name(i.unit)) for i in data.indicators),
    )


def without(unit: str) -> MasterData:
    data = small_office()
    return replace(
        data,
        units=tuple(u for u in data.units if u.name != unit),
        roles=tuple(r for r in data.roles if r.unit != unit),
        indicators=tuple(i for i in data.indicators if i.unit != unit),
    )


def imports(desk: Desk, data: MasterData) -> Imported | tuple[Problem, ...]:
    with desk.engine.begin() as tx:
        return importing.import_office(tx, data, NOON)


def active(desk: Desk) -> list[str]:
    with desk.engine.begin() as tx:
        return [unit.name for unit in offices.units(tx, desk.office_id)]


# -- a unit that is renamed or dropped --------------------------------------------------------------------------------


def test_a_unit_whose_form_is_not_handed_in_can_neither_be_dropped_nor_renamed(desk: Desk) -> None:
    desk.distributed(MORNING)
    for data in (without(TRANTIB), renamed(TRANTIB, TRAMTIBUM)):
        refused = imports(desk, data)
        assert not isinstance(refused, Imported)
        assert [(p.sheet, TRANTIB in p.words, "Triwulan IV Tahun 2026" in p.words) for p in refused] == [
            ("Unit", True, True)
        ]
        assert active(desk) == [PEMERINTAHAN, TRANTIB]


def test_a_refused_import_changes_nothing_else_either(desk: Desk) -> None:
    desk.distributed(MORNING)
    data = without(TRANTIB)
    assert not isinstance(imports(desk, replace(data, office=replace(data.office, name="Kecamatan Lain"))), Imported)
    with desk.engine.begin() as tx:
        assert offices.office(tx, desk.office_id).name == "Kecamatan Contoh"


def test_a_unit_that_has_handed_in_may_go_and_keeps_its_name_in_the_cycle(desk: Desk) -> None:
    desk.reported(MORNING)
    assert isinstance(imports(desk, renamed(TRANTIB, TRAMTIBUM)), Imported)
    assert active(desk) == [PEMERINTAHAN, TRAMTIBUM]
    decide = desk.task(Step.DECIDE)
    with desk.engine.begin() as tx:
        scope = desk.scope(tx, NOON, "sekretaris")
        picker = return_views.view(replace(scope, chat=Chat("uji", "sekretaris")), decide.id)
        assert picker is not None
        assert [unit.name for unit in picker.units] == [PEMERINTAHAN, TRANTIB]
        assert [unit.unit for unit in papers.recap_sheet(scope, desk.cycle_id).units] == [PEMERINTAHAN, TRANTIB]
        assert {log.unit for log in reports.step_logs(scope, desk.cycle_id)} == {"", PEMERINTAHAN, TRANTIB}
        assert [line.unit for line in papers.receipts(scope, desk.cycle_id, 3).lines] == [PEMERINTAHAN, TRANTIB]
        rows = forms.of_cycle(tx, desk.cycle_id)
        assert [papers.form_sheet(scope, desk.cycle_id, row).unit for row in rows] == [PEMERINTAHAN, TRANTIB]
        assert list(forming.form_names(scope, rows).values()) == [PEMERINTAHAN, TRANTIB]


def test_the_report_still_knows_which_lines_are_the_camats(desk: Desk) -> None:
    desk.reported(MORNING)
    assert isinstance(imports(desk, renamed(PEMERINTAHAN, "Kasi Tapem")), Imported)
    with desk.engine.begin() as tx:
        report = reports.report(desk.scope(tx, NOON), desk.cycle_id)
    assert report.leader_unit == PEMERINTAHAN
    assert report.leader_unit in {unit.unit for unit in report.recap.units}
    assert {log.number for log in report.compliance.steps} >= {"1", "10"}
    assert all(log.done_at for log in report.compliance.steps), "what is still open has no place in a frozen report"


def test_another_order_of_the_sheet_leaves_the_cycles_order(desk: Desk) -> None:
    desk.distributed(MORNING)
    data = small_office()
    assert isinstance(imports(desk, replace(data, units=tuple(reversed(data.units)))), Imported)
    assert active(desk) == [TRANTIB, PEMERINTAHAN]
    with desk.engine.begin() as tx:
        said = plain(render(text("status.card", lines=status.lines(reporting.status(desk.scope(tx, NOON, "kasubag"))))))
    assert said.index(PEMERINTAHAN) < said.index(TRANTIB)


# -- a unit that gets another Kasi ------------------------------------------------------------------------------------

OPI_FOR_TIARA = RoleData("opi", Role.KASI, TRANTIB, TRANTIB)


def opi_for_tiara(desk: Desk) -> None:
    data = small_office()
    roles = tuple(OPI_FOR_TIARA if r.person == "tiara" else r for r in data.roles)
    assert isinstance(imports(desk, replace(data, roles=roles)), Imported)


def forms_of(desk: Desk, chat: str, unit_id: int | None) -> int:
    """How many workbooks of this unit were sent to the chat."""
    with desk.engine.begin() as tx:
        own = archive.of_kind(tx, desk.cycle_id, DocumentKind.FORM, unit_id)
        return sum(outbox.was_given(tx, [row.id], CHANNEL, chat) for row in own)


def test_a_new_kasi_is_shown_the_task_with_its_form_once(desk: Desk) -> None:
    desk.distributed(MORNING)
    fill = desk.task(Step.FILL, TRANTIB)
    opi_for_tiara(desk)
    assert forms_of(desk, "opi", fill.unit_id) == 0
    with desk.engine.begin() as tx:
        assert catching_up.relieve(tx, at("4-1 18.00")) == 0  # nobody is at work
        assert catching_up.relieve(tx, at("6-1 07.45")) == 1
        assert catching_up.relieve(tx, at("6-1 07.50")) == 0
        assert [card.chat_id for card in talks.cards_of_task(tx, fill.id)] == ["tiara", "opi"]
    assert forms_of(desk, "opi", fill.unit_id) == 1


def test_a_kasi_who_changes_in_mid_cycle_is_the_holder_from_then_on(desk: Desk) -> None:
    desk.distributed(MORNING)
    due = desk.task(Step.FILL, TRANTIB).due_at
    opi_for_tiara(desk)
    assert desk.task(Step.FILL, TRANTIB).due_at == due
    fill = desk.task(Step.FILL, TRANTIB)
    with desk.engine.begin() as tx:
        before = desk.scope(tx, NOON, "tiara")
        assert before.actor is not None
        assert before.actor.assignments == ()
        refused = collecting.raise_problem(before, (fill.id, fill.version), "x")
        assert isinstance(refused, Refused)
        assert refused.key == "refused.role"
    desk.fills(NOON, TRANTIB, "opi")
    submit = desk.task(Step.SUBMIT, TRANTIB)
    assert desk.run(collecting.submit, NOON, "opi", (submit.id, submit.version)) is None
    desk.fills(NOON, PEMERINTAHAN)
    desk.submits(NOON, PEMERINTAHAN)
    with desk.engine.begin() as tx:
        holders = {u.unit: u.holder for u in papers.recap_sheet(desk.scope(tx, NOON), desk.cycle_id).units}
    assert holders == {PEMERINTAHAN: "Pandu Praja", TRANTIB: "Opi Lestari"}
