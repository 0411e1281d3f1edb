"""The first sentence of a card, why it came, says what is so for who reads it."""

from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from bot.cards import task as task_card
from bot.services import leaving_out, starting, steps, views
from bot.store import tables
from bot.store.engine import Engine
from bot.texts.say import from_json, plain, render
from bot.workflow.events import Refused
from bot.workflow.master import MasterData, RoleData
from bot.workflow.policy import Policy, StepOverride
from bot.workflow.roles import Kind, Role
from bot.workflow.steps import Step
from handlers.base import refusal
from tests.services.desk import PERIOD, Desk, at, open_desk
from tests.stories.world import PEMERINTAHAN, TRANTIB, small_office

MORNING = at("4-1 09.00")
SEKAR_HOLDS_A_UNIT = RoleData("sekretaris", Role.OPERATOR, "Pengelola Data", TRANTIB)
KARTIKA_STANDS_IN = RoleData(
    "kasubag", Role.SEKRETARIS, "Sekretaris Kecamatan", kind=Kind.PLH, starts_on=date(2027, 1, 5)
)


def card(desk: Desk, who: str, step: Step, unit: str = "", now: datetime = MORNING) -> str:
    """As this person reads the card of the open task."""
    task_id = desk.task(step, unit).id
    with desk.engine.begin() as tx:
        view = views.task(desk.scope(tx, now, who), task_id)
        assert view is not None
        return plain(render(task_card.said(view)))


def notice(desk: Desk, key: str) -> str:
    """The last of this key."""
    box = tables.outbox
    with desk.engine.begin() as tx:
        bodies = tx.execute(sa.select(box.c.body).where(box.c.kind == "text").order_by(box.c.id)).scalars().all()
    return next(render(from_json(body["said"])) for body in reversed(bodies) if body["said"]["key"] == key)


# -- step 1 -----------------------------------------------------------------------------------------------------------


def test_the_jadwal_kerja_is_named_where_it_proposed_the_period(desk: Desk) -> None:
    desk.start(MORNING)
    assert "Yth. Sekretaris Kecamatan. Sesuai Jadwal Kerja, pengumpulan" in card(desk, "sekretaris", Step.ORDER)


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("kasubag", "Triwulan IV Tahun 2026 telah dimulai oleh Kasubag Keu dan Prolap. Mohon perkenan"),
        ("sekretaris", "Triwulan IV Tahun 2026 telah dimulai. Mohon perkenan"),
    ],
)
def test_a_cycle_started_by_hand_says_by_whom(desk: Desk, who: str, words: str) -> None:
    desk.cycle_id = desk.run(starting.start, MORNING, who, PERIOD)
    said = card(desk, "sekretaris", Step.ORDER)
    assert words in said
    assert "Sesuai Jadwal Kerja" not in said


# -- steps 5 to 7 -----------------------------------------------------------------------------------------------------


def test_a_receipt_is_asked_for_until_it_is_given(desk: Desk) -> None:
    desk.shared_out(MORNING)
    assert "Dimohon mengonfirmasi penerimaan" in card(desk, "tiara", Step.FILL, TRANTIB)
    task = desk.task(Step.FILL, TRANTIB)
    assert desk.run(steps.receive, MORNING, "tiara", (task.id, task.version)) is None
    said = card(desk, "tiara", Step.FILL, TRANTIB)
    assert "penerimaan" not in said
    assert "Dimohon mengisi" in said


def test_an_operator_is_not_told_to_hand_in_what_only_the_kasi_can(desk: Desk) -> None:
    desk.distributed(MORNING)
    desk.fills(MORNING, PEMERINTAHAN)
    assert "Dimohon menyerahkannya" in card(desk, "pandu", Step.SUBMIT, PEMERINTAHAN)
    said = card(desk, "opi", Step.SUBMIT, PEMERINTAHAN)
    assert "Dimohon menyerahkannya" not in said
    assert "diserahkan oleh Kasi/PPTK" in said


def test_the_order_to_recap_says_of_how_many_units_there_is_data(desk: Desk) -> None:
    desk.distributed(MORNING)
    desk.fills(MORNING, TRANTIB)
    desk.submits(MORNING, TRANTIB)
    late = at("8-1 08.00")
    assert desk.run(leaving_out.go_on_without, late, "kasubag", desk.cycle_id, "Banjir.") is None
    assert "telah diterima dari 1 dari 2 unit" in card(desk, "kasubag", Step.ASSIGN_RECAP, now=late)


def test_the_order_to_recap_says_that_all_units_have_handed_in(desk: Desk) -> None:
    desk.collected(MORNING)
    assert "telah diterima dari seluruh unit" in card(desk, "kasubag", Step.ASSIGN_RECAP)


# -- step 11: who has an own part -------------------------------------------------------------------------------------


def filling_allowed(*roles: Role) -> MasterData:
    data = small_office()
    policy = Policy(steps=(StepOverride(Step.FILL, delegates=roles),))
    return replace(data, office=replace(data.office, policy=policy))


def referred_by(engine: Engine, who: str, data: MasterData, *, fills: str = "", on: datetime = MORNING) -> Desk:
    """Step 11, approved by somebody with an own part: the Camat is asked."""
    desk = open_desk(engine, at("4-1 07.40"), data)
    desk.distributed(MORNING)
    for unit in (PEMERINTAHAN, TRANTIB):
        desk.fills(MORNING, unit, fills)
        desk.submits(MORNING, unit)
    desk.recapped(MORNING)
    desk.does(on, who, steps.approve, Step.DECIDE, desk.seen())
    return desk


def test_who_holds_a_unit_has_not_filled_anything(engine: Engine) -> None:
    desk = referred_by(engine, "sekretaris", small_office(SEKAR_HOLDS_A_UNIT))
    part = "memegang unit yang datanya direkap"
    assert f"karena Sekretaris Kecamatan {part}." in card(desk, "camat", Step.SECOND)
    assert f"karena Bapak/Ibu {part}." in notice(desk, "notice.referred")


def test_who_typed_an_entry_is_told_so(engine: Engine) -> None:
    desk = referred_by(engine, "sekretaris", filling_allowed(Role.SEKRETARIS), fills="sekretaris")
    assert "karena Sekretaris Kecamatan turut mengisi datanya." in card(desk, "camat", Step.SECOND)
    assert "karena Bapak/Ibu turut mengisi datanya." in notice(desk, "notice.referred")


def test_who_reported_the_recap_has_not_filled_anything(engine: Engine) -> None:
    desk = referred_by(engine, "kasubag", small_office(KARTIKA_STANDS_IN), on=at("5-1 09.00"))
    assert "karena Plh. Sekretaris Kecamatan melaporkan rekapitulasi tersebut." in card(desk, "camat", Step.SECOND)
    assert "karena Bapak/Ibu melaporkan rekapitulasi tersebut." in notice(desk, "notice.referred")


def test_a_second_approver_with_an_own_part_is_told_which_and_what_is_left_to_do(engine: Engine) -> None:
    data = small_office(SEKAR_HOLDS_A_UNIT, RoleData("camat", Role.OPERATOR, "Pengelola Data", PEMERINTAHAN))
    desk = referred_by(engine, "sekretaris", data)
    task = desk.task(Step.SECOND)
    refused = desk.run(steps.approve, MORNING, "camat", (task.id, task.version), desk.seen())
    assert isinstance(refused, Refused)
    assert render(refusal(refused)) == (
        "Mohon maaf, rekapitulasi ini tidak dapat Bapak/Ibu setujui karena Bapak/Ibu memegang unit yang datanya "
        "direkap. Rekapitulasi masih dapat dikembalikan; untuk persetujuannya mohon menghubungi admin."
    )


# -- step 11, the other way -------------------------------------------------------------------------------------------


def test_the_kasubag_reads_who_returned_the_recap(desk: Desk) -> None:
    desk.reported(MORNING)
    desk.does(MORNING, "sekretaris", steps.return_for_completion, Step.DECIDE, desk.seen(), "Mohon dicek.", ())
    said = card(desk, "kasubag", Step.FORWARD)
    assert "Rekapitulasi Triwulan IV Tahun 2026 dikembalikan oleh Sekretaris Kecamatan" in said


def test_the_kasubag_reads_that_it_was_the_report_that_the_camat_returned(desk: Desk) -> None:
    desk.reported(MORNING)
    desk.does(MORNING, "sekretaris", steps.approve, Step.DECIDE, desk.seen())
    desk.does(MORNING, "kasubag", steps.archive, Step.ARCHIVE)
    desk.does(MORNING, "kasubag", steps.prepare_letter, Step.LETTER, "17", MORNING.date())
    desk.does(MORNING, "camat", steps.return_report, Step.SIGN, "Mohon dicek.")
    said = card(desk, "kasubag", Step.FORWARD)
    assert "Laporan capaian kinerja Triwulan IV Tahun 2026 dikembalikan oleh Camat Contoh" in said
