"""The clock of the stage: where it stands, how it is moved, and what happens on the way."""

import pytest

from tests.demo.conftest import Panel

pytestmark = pytest.mark.long


async def test_the_clock_stands_in_the_zone_of_the_office_and_tells_what_is_planned(panel: Panel) -> None:
    state = await panel.state()
    assert state["clock"] == {
        "iso": "2026-12-31T15:00:00+07:00",
        "day": "Kamis, 31 Desember 2026",
        "time": "15.00",
        "zone": "WIB",
        "hours": "jam kerja",
    }
    assert state["next"] == {"at": "Senin, 04-01-2027 08.00", "what": "usulan Jadwal Kerja"}


@pytest.mark.parametrize(
    ("move", "stands"),
    [
        ("quarter", "2026-12-31T15:15:00+07:00"),
        ("hour", "2026-12-31T16:00:00+07:00"),
        ("close", "2026-12-31T16:00:00+07:00"),
        ("day", "2027-01-04T15:00:00+07:00"),  # over New Year's Day and a weekend
        ("next", "2027-01-04T08:00:00+07:00"),
    ],
)
async def test_every_button_moves_the_clock_where_it_says(panel: Panel, move: str, stands: str) -> None:
    assert (await panel.press("clock", move))["clock"]["iso"] == stands


async def test_what_falls_due_while_the_clock_moves_appears_on_the_phones(panel: Panel) -> None:
    await panel.press("clock", "next")
    sekretaris = panel.phone("sekretaris")
    assert "Disposisikan" in sekretaris.last.labels
    await panel.press("clock", "day")
    reminded = [message.date.astimezone(panel.show.stage.zone) for message in sekretaris.received[-2:]]
    assert [f"{at:%d %H.%M}" for at in reminded] == ["04 08.15", "06 07.45"]  # the 5th is Isra Mikraj


async def test_the_planned_moment_names_the_reminder_and_its_step(panel: Panel) -> None:
    await panel.press("clock", "next")
    state = await panel.state()
    assert state["next"] == {"at": "Senin, 04-01-2027 08.15", "what": "pengingat langkah 1: batas waktu"}


async def test_the_end_of_work_is_that_of_the_next_working_day_once_the_office_has_closed(panel: Panel) -> None:
    for stands in ("2026-12-31T16:00:00+07:00", "2027-01-04T16:00:00+07:00", "2027-01-06T16:00:00+07:00"):
        assert (await panel.press("clock", "close"))["clock"]["iso"] == stands


async def test_the_clock_goes_on_while_telegram_does_not_answer(panel: Panel) -> None:
    """Whoever throws faults wants to see what time does to the bot under them."""
    fault = panel.show.stage.telegram.faults.server_error("sendMessage", times=None)
    state = await panel.press("clock", "next")
    assert state["clock"]["iso"] == "2027-01-04T08:00:00+07:00"
    panel.show.stage.telegram.faults.remove(fault)
    await panel.phone("sekretaris").expect("Langkah 1 dari 13", timeout=20)


async def test_an_unknown_move_is_refused_in_words(panel: Panel) -> None:
    answer = await panel.press("clock", "year", status=409)
    assert answer == {"error": "Gerak jam “year” tidak dikenal."}
    assert (await panel.state())["clock"]["iso"] == "2026-12-31T15:00:00+07:00"


async def test_the_page_is_given_the_zone_of_the_office(panel: Panel) -> None:
    async with panel.session.get(f"{panel.show.stage.telegram.url}/_sim/state") as response:
        assert (await response.json())["zone"] == "Asia/Jakarta"
