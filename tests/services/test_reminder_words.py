"""What a reminder says: which unit it is about, and in the words that fit who reads it."""

from datetime import datetime

import pytest

from bot.services import reminding, steps
from bot.store.engine import Engine
from bot.workflow.master import RoleData
from bot.workflow.roles import Role
from bot.workflow.steps import Step
from tests.services.desk import Desk, at, open_desk
from tests.stories.world import PEMERINTAHAN, TRANTIB, small_office

UPWARD = "Mohon perkenan Bapak/Ibu menindaklanjutinya."
DOWNWARD = "Dimohon segera diselesaikan."
PROBLEM = "Sampaikan Kendala"


def told_at(desk: Desk, *moments: datetime) -> dict[str, list[str]]:
    """What everybody reads at the last of these moments."""
    for moment in moments:
        desk.told()
        with desk.engine.begin() as tx:
            reminding.tick(tx, moment)
    return desk.told()


@pytest.fixture
def two_units_of_tiara(engine: Engine) -> Desk:
    """Both under one jabatan, so that only the unit tells them apart."""
    return open_desk(engine, at("4-1 07.40"), small_office(RoleData("tiara", Role.KASI, TRANTIB, PEMERINTAHAN)))


def test_two_units_of_one_holder_are_told_apart(two_units_of_tiara: Desk) -> None:
    desk = two_units_of_tiara
    desk.distributed(at("4-1 09.25"))
    for moment in ("6-1 07.45", "7-1 16.00", "8-1 07.45"):
        lines = told_at(desk, at(moment))["tiara"][0].splitlines()
        assert [line for line in lines if f"({PEMERINTAHAN}, Triwulan IV Tahun 2026)" in line], moment
        assert [line for line in lines if f"({TRANTIB}, Triwulan IV Tahun 2026)" in line], moment


def test_a_superior_reads_of_which_unit_the_one_holder_is_late_with(two_units_of_tiara: Desk) -> None:
    desk = two_units_of_tiara
    desk.distributed(at("4-1 09.25"))
    desk.fills(at("4-1 10.00"), TRANTIB)
    desk.submits(at("4-1 10.10"), TRANTIB)
    told = told_at(desk, at("7-1 16.00"), at("8-1 07.45"))["kasubag"]
    assert len(told) == 1
    assert f"belum menyelesaikan “Mengisi formulir pengumpulan data capaian kinerja” ({PEMERINTAHAN}, " in told[0]
    assert told[0].endswith("Mohon arahan Bapak/Ibu.")


def test_the_kasi_is_asked_downward_and_shown_the_way_to_tell_a_problem(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    for moment in ("7-1 16.00", "8-1 07.45"):
        said = told_at(desk, at(moment))["tiara"][0]
        assert DOWNWARD in said
        assert PROBLEM in said
    assert desk.buttons_of("tiara") == ["Buka tugas", "Sampaikan Kendala", "Ingatkan nanti"]


def test_the_sekretaris_is_asked_upward_and_of_no_button_that_is_not_there(desk: Desk) -> None:
    desk.start(at("4-1 08.00"))
    for moment in ("4-1 08.15", "6-1 07.45"):
        said = told_at(desk, at(moment))["sekretaris"][0]
        assert UPWARD in said
        assert DOWNWARD not in said
        assert PROBLEM not in said


def test_the_kasubag_is_asked_without_leave_and_without_order(desk: Desk) -> None:
    desk.start(at("4-1 08.00"))
    desk.does(at("4-1 08.05"), "sekretaris", steps.order, Step.ORDER)
    said = told_at(desk, at("4-1 08.25"))["kasubag"][0]
    assert said.endswith("Mohon Bapak/Ibu segera menindaklanjutinya.")


def test_the_camat_who_has_to_sign_is_asked_upward(desk: Desk) -> None:
    desk.reported(at("4-1 09.00"))
    desk.does(at("4-1 09.30"), "sekretaris", steps.approve, Step.DECIDE, desk.seen())
    desk.does(at("4-1 09.40"), "kasubag", steps.archive, Step.ARCHIVE)
    desk.does(at("4-1 09.50"), "kasubag", steps.prepare_letter, Step.LETTER, "17", at("4-1 09.50").date())
    said = told_at(desk, at("6-1 07.45"))["camat"][0]
    assert "masih menunggu" in said
    assert UPWARD in said


def test_a_sekretaris_who_fills_for_a_unit_is_asked_upward_too(engine: Engine) -> None:
    """It is the person who is addressed, whatever the task."""
    desk = open_desk(engine, at("4-1 07.40"), small_office(RoleData("sekretaris", Role.KASI, "Plt. Kasi", TRANTIB)))
    desk.distributed(at("4-1 09.25"))
    said = told_at(desk, at("7-1 16.00"))["sekretaris"][0]
    assert UPWARD in said
    assert PROBLEM in said


def test_what_falls_together_ends_with_one_request(desk: Desk) -> None:
    desk.distributed(at("4-1 09.25"))
    said = told_at(desk, at("7-1 16.00"))["kasubag"][0]
    assert said.count("Mohon arahan") == 1
    assert len(said.splitlines()) == 4, "the address, a line for each unit, the request"
