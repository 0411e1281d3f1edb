"""People act by hand on the phones between two acts of the play, and the play goes on sensibly."""

import pytest

from tests.demo.conftest import Panel
from tests.demo.test_stage_play import TO_FILLING

pytestmark = pytest.mark.long
STUCK = "Selesaikan langkah ini di teleponnya, lalu tekan Putar."


async def _settled(panel: Panel) -> None:
    await panel.show.stage.settle()


async def test_what_was_done_by_hand_is_not_done_again(panel: Panel) -> None:
    await panel.steps(5)
    await panel.phone("kasubag-keu").press("Perintahkan Staf")
    await _settled(panel)
    state = await panel.steps(1)
    assert state["play"]["said"] == "Staf Subbag Keu dan Prolap menekan “Bagikan”"


async def test_a_question_that_the_play_opened_may_be_answered_by_hand(panel: Panel) -> None:
    await panel.steps(2)  # Tambah instruksi
    await panel.phone("sekretaris").say("Mohon tepat waktu.")
    await _settled(panel)
    state = await panel.steps(1)
    assert state["play"]["said"] == "Kasubag Keu dan Prolap menekan “Periksa isi”"
    assert panel.phone("kasubag-keu").find("Mohon tepat waktu.") is not None


async def test_a_form_begun_by_hand_is_filled_to_its_end(panel: Panel) -> None:
    await panel.steps(TO_FILLING)
    kasi = panel.phone("kasi-pemerintahan")
    for words in ("Isi formulir", None):
        await (kasi.press(words) if words else kasi.say("88"))
        await _settled(panel)
    await panel.press("speed", "fast")
    await panel.press("play", "start")
    state = await panel.until(lambda _: _handed_in(panel), seconds=60)
    await panel.press("play", "pause")
    (unit,) = (unit for unit in state["cycles"][0]["units"] if unit["name"] == "Kasi Pemerintahan")
    assert unit["filled"] == "5 dari 5"


def _handed_in(panel: Panel) -> bool:
    return any("Sudah diserahkan" in message.text for message in panel.phone("kasi-pemerintahan").received)


async def test_a_clock_moved_by_hand_makes_the_next_act_late_and_no_more(panel: Panel) -> None:
    await panel.steps(4)
    await panel.press("clock", "day")
    state = await panel.steps(1)
    assert state["play"]["said"] == "Kasubag Keu dan Prolap menekan “Formulir siap”"
    assert state["cycles"][0]["steps"][1]["late"]


async def test_a_phone_that_blocks_the_bot_stops_the_play_until_it_is_opened_again(panel: Panel) -> None:
    await panel.steps(3)
    kasubag = panel.phone("kasubag-keu")
    await kasubag.block()
    await _settled(panel)
    play = (await panel.steps(1))["play"]
    assert play["mode"] == "stuck"
    assert play["said"] == (
        "Putar berhenti: Kasubag Keu dan Prolap tidak dapat menekan “Periksa isi”, sebab bot diblokir di telepon itu. "
        f"{STUCK}"
    )
    await kasubag.unblock()
    await _settled(panel)
    assert (await panel.steps(1))["play"]["said"] == "Kasubag Keu dan Prolap menekan “Periksa isi”"
