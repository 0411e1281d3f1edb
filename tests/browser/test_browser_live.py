"""What arrives while somebody is at it: it shows at once, and takes nothing from under a finger."""

import aiohttp
from playwright.async_api import Locator, Page, expect

from simulator import Person, Simulator
from tests.browser.desk import Desk


async def write(telegram: Simulator, person: Person, words: str) -> None:
    """A message of the bot that nobody asked for."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{telegram.base_url}{telegram.token}/sendMessage", json={"chat_id": person.id, "text": words}
        ) as answer,
    ):
        assert answer.status == 200


async def put_finger_on(page: Page, button: Locator) -> None:
    box = await button.bounding_box()
    assert box
    await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await page.mouse.down()


async def test_a_press_reaches_its_button_though_a_message_arrives_before_the_finger_lifts(
    desk: Desk, page: Page
) -> None:
    await desk.move("Ke pengingat berikutnya")
    sekretaris, stage = desk.phone("sekretaris"), desk.show.stage
    await expect(sekretaris.button("order")).to_be_visible()
    await put_finger_on(page, sekretaris.button("order"))
    await write(stage.telegram, stage.people["sekretaris"], "Pesan di tengah tekanan")
    await page.wait_for_timeout(500)
    await page.mouse.up()
    await expect(desk.phone("kasubag-keu").said("Langkah 2 dari 13")).to_be_visible()
    await expect(sekretaris.said("Pesan di tengah tekanan")).to_be_visible()


async def test_a_finger_that_stays_holds_nothing_up_for_long(desk: Desk, page: Page) -> None:
    sekretaris, stage = desk.phone("sekretaris"), desk.show.stage
    await put_finger_on(page, sekretaris.element.get_by_role("log"))
    await write(stage.telegram, stage.people["sekretaris"], "Pesan selagi jari tetap menekan")
    await expect(sekretaris.said("Pesan selagi jari tetap menekan")).to_be_visible()
    await page.mouse.up()
