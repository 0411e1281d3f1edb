"""The browser that the tests and the users' guide see the page in: a Chromium on the PATH, driven by Playwright.

`python -m demo.browser` sees to it that there is one: Debian's is installed where that may be done. It ends with 1, and
says why, where it may not.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
INSTALL = (("apt-get", "-qq", "update"), ("apt-get", "-qq", "-y", "install", "--no-install-recommends", "chromium"))
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowserError(Exception):
    """There is no Chromium; the message says why none could be installed."""


def find() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def ensure() -> str:
    """Where Chromium is; Debian's is installed if there is none. Raises NoBrowserError."""
    return find() or _install()


def _install() -> str:
    if shutil.which("apt-get") is None:
        raise NoBrowserError("this system has no apt-get to install it with")
    if os.geteuid() != 0:
        raise NoBrowserError("apt-get installs it only as root")
    for command in INSTALL:
        subprocess.run(command, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, stdout=sys.stderr, check=False)
    path = find()
    if path is None:
        raise NoBrowserError("apt-get could not install it; what it said stands above")
    return path


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """Raises NoBrowserError."""
    path = find()
    if path is None:
        raise NoBrowserError("install Debian's package chromium, or run: python -m demo.browser")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


def main() -> int:
    try:
        print(f"Chromium: {ensure()}")
    except NoBrowserError as error:
        print(f"No Chromium: {error}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
