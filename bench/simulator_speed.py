"""Is the local Telegram fast enough not to be what a measurement measures, and its page quick to open?

1. sendMessage (HTML text with a keyboard; stored, and told to an open page) against a bare aiohttp handler that reads
   the same request, both asked by the same client in many short turns.
2. With 50 chats of 1,000 messages each, the time from opening the page until the last messages of every visible phone
   are painted, beside the same page with one chat of one message. Needs a Chromium (demo/browser.py).

Of every measurement the best turn counts, for what else the machine does can only make it slower.

python -m bench.simulator_speed
"""

import asyncio
import json
import sys
import time
from contextlib import suppress

from playwright.async_api import Browser

from bench.servers import CHATS, MESSAGES, Server, call, running
from demo.browser import NoBrowserError, open_browser

LEAST_RATIO, MOST_SECONDS = 0.3, 1.0
CONNECTIONS, CALLS, TURNS = 8, 800, 30
OPENINGS = 8
PAINTED = """
window.paintedWith = (least) => new Promise((resolve) => {
  const seen = (phone) => phone.getBoundingClientRect().left < innerWidth;
  const phones = () => [...document.querySelectorAll(".phone")].filter(seen);
  const ready = () => phones().length && phones().every((phone) => phone.querySelectorAll(".item").length >= least);
  const look = () => (!ready() ? requestAnimationFrame(look)
    : requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
  requestAnimationFrame(look);
});
"""
"""Resolves in the first moment after a frame that shows so many messages of every phone in the window."""


async def main() -> int:
    passed = [await measure_sending(), await measure_page()]
    return 0 if all(passed) else 1


def verdict(words: str, passed: bool) -> bool:
    print(f"{'PASS' if passed else 'FAIL'}  {words}\n", flush=True)
    return passed


# -- sendMessage -----------------------------------------------------------------------------------------------------


async def measure_sending() -> bool:
    async with running("bare") as bare, running("simulator") as simulator:
        page = asyncio.create_task(watch(simulator))
        turns = [(await rate(bare), await rate(simulator)) for _ in range(TURNS)]
        page.cancel()
    plain, own = (max(column) for column in zip(*turns, strict=True))
    print(f"bare aiohttp handler   {plain:8.0f} calls/s")
    print(f"simulator, sendMessage {own:8.0f} calls/s, a page open beside it")
    return verdict(f"ratio {own / plain:.2f}, at least {LEAST_RATIO}", own / plain >= LEAST_RATIO)


async def rate(server: Server) -> float:
    """Calls answered in a second."""
    began = time.perf_counter()
    await asyncio.gather(*(ask(server, CALLS // CONNECTIONS) for _ in range(CONNECTIONS)))
    return CALLS / (time.perf_counter() - began)


async def ask(server: Server, count: int) -> None:
    """One request after another on one connection: as little of a client as will do, as the server is measured."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    body = json.dumps(call(server.chat_id)).encode()
    kind = "Content-Type: application/json"
    head = f"POST {server.path} HTTP/1.1\r\nHost: x\r\n{kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    for _ in range(count):
        writer.write(head + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200"), answer
        await reader.readexactly(int(answer.lower().split(b"content-length:")[1].split(b"\r\n")[0]))
    writer.close()


async def watch(server: Server) -> None:
    """An open page: takes in whatever it is told."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.page)
    writer.write(b"GET /_sim/events HTTP/1.1\r\nHost: x\r\n\r\n")
    with suppress(ConnectionError):
        while await reader.read(1 << 20):
            pass


# -- the page --------------------------------------------------------------------------------------------------------


async def measure_page() -> bool:
    try:
        async with open_browser() as browser, running("simulator") as small, running("full") as full:
            turns = [(await opened(browser, small, 1), await opened(browser, full, 10)) for _ in range(OPENINGS)]
    except NoBrowserError as error:
        print(f"SKIP  the page: there is no Chromium here; {error}")
        return True
    plain, seconds = (min(column) for column in zip(*turns, strict=True))
    print(f"page with one chat of one message     {plain:6.2f} s")
    print(f"page with {CHATS} chats of {MESSAGES} messages {seconds:6.2f} s, {seconds / plain:.1f} times as long")
    return verdict(f"painted {seconds:.2f} s after opening, at most {MOST_SECONDS} s", seconds <= MOST_SECONDS)


async def opened(browser: Browser, server: Server, least: int) -> float:
    """Seconds from the navigation until every visible phone is painted, in a context that has cached nothing."""
    page = await browser.new_page(viewport={"width": 1600, "height": 900})
    await page.add_init_script(PAINTED)
    await page.goto(f"http://127.0.0.1:{server.page}/", wait_until="commit")
    milliseconds = await page.evaluate("(least) => window.paintedWith(least)", least)
    await page.close()
    return float(milliseconds) / 1000


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
