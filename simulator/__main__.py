"""Runs the simulated Telegram by itself: python -m simulator --port 8081 --person Siti."""

import argparse
import asyncio

from simulator.model import DEFAULT_TOKEN
from simulator.simulator import Simulator


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8081, help="port to listen on, 0 for any (default: %(default)s)")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the bot's token (default: %(default)s)")
    parser.add_argument("--bot-name", default="Bot", help="how the bot is called (default: %(default)s)")
    parser.add_argument("--person", action="append", default=[], metavar="NAME", help="a person; may be repeated")
    return parser.parse_args()


async def serve(options: argparse.Namespace) -> None:
    telegram = Simulator(options.token, host=options.host, port=options.port, bot_name=options.bot_name)
    for name in options.person:
        telegram.person(name)
    async with telegram:
        print(f"page           {telegram.url}/")
        print(f"base_url       {telegram.base_url}")
        print(f"base_file_url  {telegram.base_file_url}")
        print(f"token          {telegram.token}")
        for person in telegram.people:
            print(f"person         {person.id}  {person.name}", flush=True)
        await asyncio.Event().wait()


def main() -> None:
    try:
        asyncio.run(serve(arguments()))
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
