"""The servers that are measured, each in a process of its own, which prints its ports, its path and a chat:

python -m bench.servers bare | simulator | full
"""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from simulator import Simulator
from simulator.methods.sending import send_message
from simulator.params import Query

CHATS, MESSAGES = 50, 1_000
TEXT = "<b>Langkah 9 dari 13</b>\nRekapitulasi menunggu <i>keputusan</i> Anda. <a href='https://x.id'>Rincian</a>"
BUTTONS = [[{"text": name, "callback_data": f"{name}:1:1", "style": "success"} for name in ("Setujui", "Kembalikan")]]


@dataclass(frozen=True)
class Server:
    port: int
    page: int  # the port of the page
    path: str
    chat_id: int


def call(chat_id: int) -> dict[str, object]:
    """The parameters of one sendMessage: HTML text with a keyboard."""
    return {"chat_id": chat_id, "text": TEXT, "parse_mode": "HTML", "reply_markup": {"inline_keyboard": BUTTONS}}


@asynccontextmanager
async def running(which: str) -> AsyncIterator[Server]:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bench.servers", which, stdout=PIPE)
    try:
        assert process.stdout
        port, page, path, chat_id = (await process.stdout.readline()).decode().split()
        yield Server(int(port), int(page), path, int(chat_id))
    finally:
        process.terminate()
        await process.communicate()


async def serve_bare() -> None:
    """As little as aiohttp allows: reads the same request and answers one fixed JSON."""

    async def answer(request: web.Request) -> web.Response:
        await request.json()
        return web.json_response({"ok": True, "result": True})

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await _tell(runner.addresses[0][1], 0, "/bot1/sendMessage", 1)


async def serve_simulator() -> None:
    async with Simulator() as telegram:
        person = telegram.person("Siti")
        await person.start()
        await _tell(telegram.line.port, telegram.port, f"/bot{telegram.token}/sendMessage", person.id)


async def serve_full() -> None:
    """CHATS chats of MESSAGES messages each."""
    async with Simulator() as telegram:
        for number in range(CHATS):
            person = telegram.person(f"Orang {number}")
            await person.start()
            for _ in range(MESSAGES - 1):
                send_message(telegram.state, Query("sendMessage", call(person.id)))
        await _tell(telegram.line.port, telegram.port, "/", 0)


async def _tell(port: int, page: int, path: str, chat_id: int) -> None:
    print(port, page, path, chat_id, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run({"bare": serve_bare, "simulator": serve_simulator, "full": serve_full}[sys.argv[1]]())
