"""The play on the stage: Putar, Jeda, Selangkah, Mulai lagi, and the strip of the thirteen steps meanwhile."""

import asyncio

import pytest

from demo.acts import describe
from demo.script import ORDER
from tests.demo.conftest import Panel

pytestmark = pytest.mark.long
TO_FILLING = 1 + len(ORDER)  # Selangkah: the Jadwal Kerja proposes, then six small acts


async def test_a_step_is_one_small_act_and_tells_who_did_it(panel: Panel) -> None:
    state = await panel.steps(2)
    assert state["play"] == {
        "mode": "paused",
        "speed": "normal",
        "said": "Sekretaris Kecamatan menekan “Tambah instruksi”",
        "upcoming": "Sekretaris Kecamatan menulis “Mohon dicermati capaian indikator yang pada triwulan lalu di ...”",
        "actor": panel.phone("sekretaris").id,
    }
    assert state["clock"]["time"] == "08.06"


async def test_before_the_first_cycle_the_strip_is_empty(panel: Panel) -> None:
    assert (await panel.state())["cycles"] == []


async def test_the_strip_lights_the_step_that_waits_and_names_whose_turn_it_is(panel: Panel) -> None:
    (cycle,) = (await panel.steps(3))["cycles"]
    assert [step["state"] for step in cycle["steps"]] == ["done", "now"] + ["waiting"] * 11
    assert cycle["steps"][1]["due"] == "04-01 08.26"
    kasubag = panel.phone("kasubag-keu")
    assert cycle["turn"] == [{"chat": kasubag.id, "who": "Kasubag Keu dan Prolap"}]
    assert cycle["units"] == []


async def test_steps_four_to_six_are_shown_for_every_unit(panel: Panel) -> None:
    (cycle,) = (await panel.steps(TO_FILLING + 1))["cycles"]
    assert [step["number"] for step in cycle["steps"] if step["state"] == "now"] == [5]
    units = {unit["name"]: [cell["state"] for cell in unit["cells"]] for unit in cycle["units"]}
    assert len(units) == 8
    assert units["Kasi Pemerintahan"] == ["done", "now", "waiting"]  # has confirmed its receipt
    assert units["Kasi Kesos"] == ["now", "now", "waiting"]
    assert {unit["filled"] for unit in cycle["units"] if unit["name"] == "Kasi Pemerintahan"} == {"0 dari 5"}


async def test_what_is_late_is_marked_so(panel: Panel) -> None:
    await panel.press("clock", "next")
    await panel.press("clock", "hour")
    (cycle,) = (await panel.state())["cycles"]
    assert cycle["steps"][0] | {"kegiatan": ""} == {
        "number": 1,
        "state": "now",
        "late": True,
        "due": "04-01 08.15",
        "kegiatan": "",
    }


async def test_the_play_runs_until_it_is_paused_and_goes_on_from_there(panel: Panel) -> None:
    await panel.press("speed", "fast")
    assert (await panel.press("play", "start"))["play"]["mode"] == "playing"
    await panel.phone("kasubag-keu").expect("Langkah 2 dari 13", timeout=20)
    assert (await panel.press("play", "pause"))["play"]["mode"] == "paused"
    stood = await panel.state()
    await asyncio.sleep(0.7)
    assert await panel.state() == stood
    await panel.press("play", "start")
    await panel.phone("staf").expect("Langkah 4 dari 13", timeout=20)


async def test_a_pause_need_not_wait_for_the_slow_pause_between_two_acts(panel: Panel) -> None:
    await panel.press("speed", "slow")
    await panel.press("play", "start")
    await panel.until(lambda play: play["said"])
    async with asyncio.timeout(2):  # of the three seconds until the next act
        paused = await panel.press("play", "pause")
    assert paused["play"]["mode"] == "paused"


async def test_starting_over_gives_a_clean_office_in_which_the_play_begins_again(panel: Panel) -> None:
    before = panel.show.stage.telegram.state.epoch
    await panel.steps(3)
    state = await panel.press("play", "restart")
    assert state["clock"]["iso"] == "2026-12-31T15:00:00+07:00"
    assert (state["cycles"], state["play"]["mode"], state["play"]["said"]) == ([], "ready", "")
    assert panel.show.stage.telegram.state.epoch != before  # open pages draw everything anew
    assert panel.phone("sekretaris").find("Langkah") is None
    assert [step["state"] for step in (await panel.steps(3))["cycles"][0]["steps"]][:2] == ["done", "now"]


async def test_a_page_may_look_while_the_office_starts_over(panel: Panel) -> None:
    await panel.steps(1)
    restarted = asyncio.create_task(panel.press("play", "restart"))
    while not restarted.done():
        await panel.state()
    assert (await restarted)["cycles"] == []


@pytest.mark.parametrize(("kind", "value"), [("play", "rewind"), ("speed", "warp"), ("play", "")])
async def test_what_the_stage_does_not_know_is_refused_in_words(panel: Panel, kind: str, value: str) -> None:
    assert "tidak dikenal" in (await panel.press(kind, value, status=409))["error"]


async def test_whoever_looks_meanwhile_does_not_make_the_play_pass_anything_over(panel: Panel) -> None:
    looking = asyncio.create_task(_look(panel))
    said = [(await panel.press("play", "step"))["play"]["said"] for _ in range(TO_FILLING)]
    looking.cancel()
    assert [words.partition(" men")[2] for words in said[1:]] == [describe(act).removeprefix("men") for act in ORDER]


async def _look(panel: Panel) -> None:
    while True:
        await panel.show.upcoming()


@pytest.mark.timeout(400)
async def test_the_whole_quarter_plays_to_its_end_even_when_the_camat_returns_the_report_by_hand(panel: Panel) -> None:
    """The script has no such return: what it opens anew is found earlier in the script."""
    camat = panel.phone("camat")
    while not any("Sudah ditandatangani" in message.labels for message in camat.received):
        assert (await panel.steps(1))["play"]["mode"] == "paused"
    await camat.press("Kembalikan")
    await panel.show.stage.settle()
    await camat.say("Mohon narasi indikator di bawah target dilengkapi.")
    await panel.show.stage.settle()
    await panel.press("speed", "fast")
    await panel.press("play", "start")
    state = await panel.until(lambda play: play["mode"] != "playing", seconds=200)
    assert state["play"]["mode"] == "over", state["play"]
    (cycle,) = state["cycles"]
    assert (cycle["phase"], cycle["round"], cycle["turn"]) == ("finished", 3, [])
    assert {step["state"] for step in cycle["steps"]} == {"done"}
    assert {tuple(cell["state"] for cell in unit["cells"]) for unit in cycle["units"]} == {("done",) * 3}
