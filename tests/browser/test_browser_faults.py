"""Trouble ordered on the page: the bot gets it, and the phones get everything in the end."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.browser.desk import Desk

LONGEST_RETRY = 30_000
"""Milliseconds; the bot waits longer after each refusal."""


@pytest.mark.parametrize(
    ("fault", "times", "amount"),
    [
        ("429, terlalu sering", "1", "1"),
        ("500, kesalahan server", "1", ""),
        ("Jawaban lambat", "1", "1"),
        ("Jawaban terputus di tengah", "1", ""),
        ("Sambungan diputus", "2", ""),
    ],
)
async def test_a_card_arrives_though_the_message_that_brings_it_failed(
    desk: Desk, fault: str, times: str, amount: str
) -> None:
    await desk.move("Ke pengingat berikutnya")
    faults = await desk.open("Gangguan")
    await faults.get_by_label("Gangguan").select_option(fault)
    await faults.get_by_label("Panggilan").select_option("sendMessage")
    await faults.get_by_label("Berapa kali").fill(times)
    if amount:
        await faults.get_by_label("(detik)").fill(amount)
    await faults.get_by_role("button", name="Pasang").click()
    await desk.phone("sekretaris").press("order")
    await expect(faults.get_by_text(f"kena {times} kali")).to_be_visible()
    await expect(desk.phone("kasubag-keu").said("Langkah 2 dari 13")).to_be_visible()
    await expect(desk.step(2)).to_have_attribute("aria-current", "step")


async def test_what_was_pressed_while_telegram_was_out_of_reach_is_done_when_it_is_back(desk: Desk) -> None:
    await desk.move("Ke pengingat berikutnya")
    faults = await desk.open("Gangguan")
    unreachable = faults.get_by_label("Telegram tidak terjangkau")
    await expect(desk.phone("sekretaris").button("order")).to_be_visible()
    await unreachable.check()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", desk.show.stage.telegram.line.port)
    await desk.phone("sekretaris").press("order")
    await expect(unreachable).to_be_checked()
    await unreachable.uncheck()
    await expect(desk.phone("kasubag-keu").said("Langkah 2 dari 13")).to_be_visible(timeout=LONGEST_RETRY)


async def test_a_press_delivered_twice_is_done_once(desk: Desk) -> None:
    await desk.move("Ke pengingat berikutnya")
    faults = await desk.open("Gangguan")
    await faults.get_by_label("Setiap pembaruan dikirim dua kali").check()
    await desk.phone("sekretaris").press("order")
    kasubag = desk.phone("kasubag-keu")
    await expect(kasubag.said("Langkah 2 dari 13")).to_be_visible()
    await kasubag.press("prepare")
    await expect(kasubag.said("Langkah 3 dari 13")).to_be_visible()
    await expect(kasubag.element.get_by_role("article").filter(has_text="Langkah 3 dari 13")).to_have_count(1)
