"""Takes a picture of one phone, or of the page, the same on every machine: own fonts, few colours, no movement."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Locator, Page, Route, ViewportSize

from demo.browser import open_browser

PHONE_WIDTH = 400
DESK: ViewportSize = {"width": 1440, "height": 860}
BESIDE = 80
"""Pixels of a narrow page above and below its phone."""
COLOURS = 64
FACES = {"LiberationSans-Regular": 400, "LiberationSans-Bold": 700}
LETTERS = ":root { font-family: Guide, sans-serif; }" + "".join(
    f"@font-face {{ font-family: Guide; src: url(/guide/{name}.ttf); font-weight: {weight}; }}"
    for name, weight in FACES.items()
)
PLAIN = ".phone .wall { background: var(--wall); }"
"""Few colours make a small file, and leave enough of them for letters and signs."""
ALONE = "header, #panels, #people { display: none; }"


class Camera:
    def __init__(self, browser: Browser, url: str, folder: Path) -> None:
        self._browser, self._url, self._folder = browser, url, folder

    async def phone(self, name: str, chat: int, height: int, *, menu: bool = False) -> None:
        """`menu`: with the list of commands opened."""
        size: ViewportSize = {"width": PHONE_WIDTH, "height": height + BESIDE}
        async with self._page(size, scale=2) as page:
            await self._show(page, f"{self._url}/#{chat}", LETTERS + PLAIN + ALONE)
            phone = page.locator(f".phone[data-chat='{chat}']")
            if menu:
                await phone.get_by_role("button", name="Perintah", exact=True).click()
            await self._take(phone, name)

    async def desk(self, name: str) -> None:
        async with self._page(DESK, scale=1) as page:
            await self._show(page, self._url, LETTERS + PLAIN)
            await page.get_by_role("region", name="Panggung").get_by_text("WIB").wait_for()
            await self._take(page.locator("body"), name)

    @asynccontextmanager
    async def _page(self, size: ViewportSize, scale: int) -> AsyncIterator[Page]:
        context = await self._browser.new_context(
            viewport=size, device_scale_factor=scale, locale="id-ID", color_scheme="light", reduced_motion="reduce",
            bypass_csp=True,  # the page allows no letters but its own
        )  # fmt: skip
        yield await context.new_page()
        await context.close()

    async def _show(self, page: Page, address: str, style: str) -> None:
        await page.route("**/guide/*.ttf", _bring_letters)
        await page.goto(address)
        await page.add_style_tag(content=style)
        await page.locator("#status.on").wait_for(state="attached")
        await page.locator(".phone:visible .item").last.wait_for()
        await page.evaluate("document.fonts.ready")
        await page.evaluate("for (const image of document.images) image.loading = 'eager'")  # also those above
        await page.wait_for_function("[...document.images].every(image => image.complete)")

    async def _take(self, part: Locator, name: str) -> None:
        picture = Image.open(io.BytesIO(await part.screenshot(animations="disabled")))
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(self._folder / f"{name}.png", optimize=True)


async def _bring_letters(route: Route) -> None:
    name = route.request.url.rsplit("/", 1)[-1]
    await route.fulfill(body=(files("bot.documents") / "fonts" / name).read_bytes())


@asynccontextmanager
async def open_camera(url: str, folder: Path) -> AsyncIterator[Camera]:
    async with open_browser() as browser:
        yield Camera(browser, url, folder)
