"""The page on a small phone's screen and on a wide one: nothing sticks out, one phone or all of them."""

import pytest
from playwright.async_api import Locator, Page, ViewportSize, expect

from tests.browser.desk import Desk

NARROW: ViewportSize = {"width": 360, "height": 740}
WIDEST: ViewportSize = {"width": 1920, "height": 1080}
OUTSIDE = """() => [...document.querySelectorAll("body *")]
    .filter(element => element.checkVisibility({ visibilityProperty: true }))
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
    .filter(element => !element.closest("#people, #phones, #tools, .steps"))
    .map(element => element.outerHTML.slice(0, 80))"""
"""What reaches beyond the right edge, without what lies in a row that is made to be moved sideways."""


async def check_nothing_sticks_out(page: Page) -> None:
    assert await page.evaluate(OUTSIDE) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= await page.evaluate("innerWidth")


async def visible(page: Page) -> int:
    """How many phones are wholly in the window."""
    phones = await page.locator(".phone").all()
    boxes = [box for phone in phones if (box := await phone.bounding_box())]
    width = await page.evaluate("innerWidth")
    return sum(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)


@pytest.mark.parametrize("size", [NARROW, WIDEST], ids=["narrow", "widest"])
async def test_nothing_sticks_out_of_the_window(desk: Desk, page: Page, size: ViewportSize) -> None:
    await page.set_viewport_size(size)
    await check_nothing_sticks_out(page)
    await desk.hand_out_forms()
    await expect(desk.phone("kasi-kesos").said("Langkah 5 dari 13")).to_be_visible()
    await check_nothing_sticks_out(page)
    for title in ("Gangguan", "Pengembang"):
        drawer = await desk.open(title)
        await check_nothing_sticks_out(page)
        await drawer.get_by_role("button", name="Tutup").click()


async def test_a_small_screen_shows_one_phone_at_a_time_and_it_fills_the_screen(desk: Desk, page: Page) -> None:
    await page.set_viewport_size(NARROW)
    box = await desk.phone("sekretaris").element.bounding_box()
    assert box
    assert 320 <= box["width"] <= 360
    assert await visible(page) == 1
    await page.get_by_role("navigation").get_by_role("button", name="Agus Contoh").click()
    await expect(desk.phone("kasubag-keu").element).to_be_in_viewport()
    await expect(desk.phone("sekretaris").element).to_be_hidden()
    await expect(desk.phone("kasubag-keu").field).to_be_in_viewport()


async def test_a_wide_screen_shows_many_phones_and_one_of_them_large(desk: Desk, page: Page) -> None:
    await page.set_viewport_size(WIDEST)
    assert await visible(page) >= 4
    sekretaris = desk.phone("sekretaris").element
    before = await width_of(sekretaris)
    await sekretaris.get_by_role("button", name="Perbesar").click()
    await expect(desk.phone("kasubag-keu").element).to_be_hidden()
    assert await width_of(sekretaris) > before
    await sekretaris.get_by_role("button", name="Lihat semua telepon").click()
    await expect(desk.phone("kasubag-keu").element).to_be_visible()


async def width_of(element: Locator) -> float:
    box = await element.bounding_box()
    assert box
    return box["width"]
