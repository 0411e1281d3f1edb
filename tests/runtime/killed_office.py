"""An echoing office as a process of its own, to be killed: python -m tests.runtime.killed_office DATABASE API TOKEN"""

import asyncio
import sys
from typing import cast

from bot.channels.telegram.channel import Telegram
from bot.store.engine import open_engine
from bot.texts.say import templates
from tests.runtime.echo_office import EchoOffice


async def main(database: str, api: str, token: str) -> None:
    cast(dict[str, str], templates())["uji.kata"] = "{kata}"
    channel = Telegram(token, base_url=f"{api}/bot", base_file_url=f"{api}/file/bot")
    async with EchoOffice(open_engine(database)).running(channel):
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
