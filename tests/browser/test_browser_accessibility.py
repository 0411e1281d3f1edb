"""What axe-core finds on the page: names of controls, roles, contrast of text (4.5 and more); light and dark."""

from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser.desk import Desk

EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
"""The one rule that depends on the colours."""
LAY_OPEN = "() => document.querySelectorAll('.overlay').forEach(overlay => { overlay.hidden = true; })"
"""axe judges no text that something lies over, be it transparent."""


async def check(page: Page, part: str = "html", rules: Any = EVERY_RULE) -> None:
    """Nothing is wrong in this part, and the contrast of every text in it could be judged."""
    await page.evaluate(LAY_OPEN)
    wanted = {"runOnly": rules, "resultTypes": ["violations", "incomplete"]}
    found = await Axe().run(page, context=part, options=wanted)
    assert found.response["violations"] == [], found.generate_report()
    undecided = [rule for rule in found.response["incomplete"] if rule["id"] == "color-contrast"]
    assert [node["html"] for rule in undecided for node in rule["nodes"]] == []


async def show_cards(desk: Desk) -> None:
    """Cards with every style of button, documents, days, something late on the strip."""
    await desk.hand_out_forms()
    await expect(desk.phone("kasi-kesos").said("Langkah 5 dari 13")).to_be_visible()
    await desk.move("+1 hari kerja")
    await expect(desk.stage.get_by_role("time")).to_have_text("08.00 WIB")
    await expect(desk.stage.locator("[aria-busy]")).to_have_count(0)


async def test_everybody_can_read_and_work_the_page(desk: Desk, page: Page) -> None:
    await show_cards(desk)
    await check(page)


async def test_everybody_can_read_the_page_in_the_dark(desk: Desk, page: Page) -> None:
    await page.emulate_media(color_scheme="dark")
    await show_cards(desk)
    await check(page, rules=CONTRAST)


async def test_everybody_can_read_and_work_what_opens_over_the_page(desk: Desk, page: Page) -> None:
    for title in ("Gangguan", "Pengembang"):
        drawer = await desk.open(title)
        await check(page, "#drawer")
        await drawer.get_by_role("button", name="Tutup").click()
    for title in ("Orang baru", "Tautan /start"):
        await page.get_by_role("button", name=title).click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        await check(page, "dialog")
        await page.keyboard.press("Escape")
