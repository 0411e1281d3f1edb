"""The whole bot as a process of its own, to be killed.

python -m tests.stories.killed_bot DATABASE API TOKEN MOMENT [timetable]
"""

import asyncio
import sys
from datetime import datetime

from bot.app import build, telegram
from bot.runtime.clock import MovableClock
from bot.runtime.pacing import UNPACED
from bot.runtime.sender import Sending
from bot.settings import Settings


async def main(database: str, api: str, token: str, moment: str, timetable: str = "") -> None:
    settings = Settings(token=token, api_url=api, database_url=database)
    clock = MovableClock(datetime.fromisoformat(moment))
    app = build(settings, clock, (telegram(settings),), Sending(pacing=UNPACED))
    async with app.running(timetable=bool(timetable)):
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
