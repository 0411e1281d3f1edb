"""A browser, the stage of a small office on a page in it, and no word of complaint in its console when a test ends."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, ConsoleMessage, Page, Request, ViewportSize, expect

from demo.__main__ import START
from demo.browser import open_browser
from demo.panel import open_show
from demo.show import Show
from tests.browser.desk import Desk
from tests.browser.few import few_units

HERE = Path(__file__).parent
WIDE: ViewportSize = {"width": 1600, "height": 1000}
PATIENCE = 10_000
"""Milliseconds; nothing here takes a tenth of it on an idle machine."""
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All in one loop, because they share one browser; and only when they are asked for: they need that browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def window() -> AsyncIterator[BrowserContext]:
    """One for all tests, each on a page of its own: a window of its own each would take three times as long."""
    async with open_browser() as browser:
        context = await browser.new_context(viewport=WIDE, locale="id-ID", reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        yield context


@pytest_asyncio.fixture(loop_scope="session")
async def show(tmp_path: Path) -> AsyncIterator[Show]:
    """What make demo opens, with fewer units: everybody linked, one stranger, the play not begun."""
    async with open_show(few_units(), tmp_path / "demo.db", START) as show:
        yield show


@pytest_asyncio.fixture(loop_scope="session")
async def page(window: BrowserContext, show: Show) -> AsyncIterator[Page]:
    page = await window.new_page()
    complaints = listen(page, show.stage.telegram.url)
    await page.goto(show.stage.telegram.url)
    await expect(page.get_by_text("Tersambung")).to_be_attached()
    yield page
    await page.close()
    assert complaints == []


@pytest.fixture
def desk(page: Page, show: Show) -> Desk:
    return Desk(page, show)


def listen(page: Page, home: str) -> list[str]:
    """Gathers what a developer would see in red or yellow, and what is asked of anybody but `home`."""
    heard: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.append(f"{message.type}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:")):
            heard.append(f"asked elsewhere: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: heard.append(f"thrown: {error}"))
    page.on("request", on_request)
    return heard
