"""The page without a mouse: everything is reached with Tab, and one sees where one is."""

from playwright.async_api import Locator, Page, expect

from tests.browser.desk import Desk

FURTHEST = 300
FOCUSED = "element => element === document.activeElement"
HERE = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const style = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return {
        what: element.outerHTML.slice(0, 120),
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        area: width * height * Number(style.opacity),
    };
}"""


async def test_a_person_answers_with_nothing_but_the_keyboard(desk: Desk, page: Page) -> None:
    await desk.move("Ke pengingat berikutnya")
    sekretaris = desk.phone("sekretaris")
    await expect(sekretaris.button("order_with")).to_be_visible()
    await page.get_by_role("link", name="Langsung ke percakapan").focus()
    await page.keyboard.press("Enter")
    await tab_to(page, sekretaris.button("order_with"))
    await page.keyboard.press("Enter")
    await expect(sekretaris.said("instruksi")).to_be_visible()
    await tab_to(page, sekretaris.field)
    await page.keyboard.type("Mohon segera.")
    await page.keyboard.press("Enter")
    await expect(desk.phone("kasubag-keu").said("Mohon segera.")).to_be_visible()


async def tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(FURTHEST):
        await page.keyboard.press("Tab")
        if await wanted.evaluate(FOCUSED):
            return
    raise AssertionError(f"{FURTHEST} times Tab do not lead to {wanted}")


async def test_one_sees_where_the_keyboard_stands(desk: Desk, page: Page) -> None:
    await desk.move("Ke pengingat berikutnya")
    await expect(desk.phone("sekretaris").button("order")).to_be_visible()
    await page.keyboard.press("Tab")
    stops = 0
    while (here := await page.evaluate(HERE)) is not None and stops < FURTHEST:
        assert here["outline"] >= 2, here["what"]
        assert here["area"] > 0, here["what"]
        stops += 1
        await page.keyboard.press("Tab")
    assert stops > 50


async def test_the_arrows_and_escape_work_in_the_menus(desk: Desk, page: Page) -> None:
    sekretaris = desk.phone("sekretaris")
    await sekretaris.element.get_by_role("button", name="Perintah", exact=True).press("Enter")
    await expect(sekretaris.element.get_by_role("menuitem", name="/tugas")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(sekretaris.element.get_by_role("menuitem", name="/mulai")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(sekretaris.field).to_be_focused()
    await sekretaris.element.get_by_role("button", name="Pilihan untuk Retno").press("Enter")
    await expect(page.get_by_role("menuitemcheckbox", name="Bot diblokir")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(sekretaris.element.get_by_role("button", name="Pilihan untuk Retno")).to_be_focused()
