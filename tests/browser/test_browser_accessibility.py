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


COLOURS = """targets => targets.map(target => {
  const text = document.querySelector(target), below = text.closest('.bubble');
  const behind = below ? getComputedStyle(below).backgroundColor : target;
  return `${getComputedStyle(text).color} on ${behind}`;
})"""
"""A bubble is of one colour; any other text is known by itself alone."""


async def check(page: Page, part: str = "html", rules: Any = EVERY_RULE) -> None:
    """Nothing is wrong in this part, and the contrast of every text in it could be judged, or that of another in the
    same two colours: with some fonts a message's corner lies over the end of a line."""
    await page.evaluate(LAY_OPEN)
    wanted = {"runOnly": rules, "resultTypes": ["violations", "incomplete", "passes"]}
    found = await Axe().run(page, context=part, options=wanted)
    assert found.response["violations"] == [], found.generate_report()
    undecided = await colours(page, found.response["incomplete"])
    judged = await colours(page, found.response["passes"])
    assert undecided - judged == set()


async def colours(page: Page, rules: list[dict[str, Any]]) -> set[str]:
    """Of the texts whose contrast was looked at."""
    nodes = [node for rule in rules if rule["id"] == "color-contrast" for node in rule["nodes"]]
    return set(await page.evaluate(COLOURS, [node["target"][0] for node in nodes]))


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
