"""Runs the local Telegram by itself, for a bot in any language and with any library.

Give the bot the token and the addresses that are printed, then open the page and talk to it:

  python-telegram-bot   ApplicationBuilder().token(...).base_url(...).base_file_url(...)
  aiogram               Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))
  anything else         POST {api_url}/bot{token}/sendMessage, as at api.telegram.org

Everything is kept in memory and is gone when it stops (Ctrl+C).
"""

import argparse
import asyncio

from simulator.model import DEFAULT_TOKEN
from simulator.simulator import Simulator

EXAMPLE = """example:
  python -m simulator --port 8081 --bot-name "Bot Kantor" --zone Asia/Jakarta --person Siti --person "Budi=Camat"
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m simulator",
        description=__doc__,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8081, help="port of the page, 0 for any (default: %(default)s)")
    parser.add_argument("--api-port", type=int, help="port of the Bot API, 0 for any (default: the page's + 1)")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the bot's token (default: %(default)s)")
    parser.add_argument("--bot-name", default="Bot", help="how the bot is called (default: %(default)s)")
    parser.add_argument("--bot-username", default="simulasi_bot", help="the name in its links (default: %(default)s)")
    parser.add_argument("--zone", default="", help="zone of the page's times, as Asia/Jakarta (default: the browser's)")
    person = "a person with a phone, and what is said of them; may be repeated"
    parser.add_argument("--person", action="append", default=[], metavar="NAME[=NOTE]", help=person)
    return parser.parse_args()


def api_port(options: argparse.Namespace) -> int:
    if options.api_port is not None:
        return int(options.api_port)
    return options.port + 1 if options.port else 0


async def serve(options: argparse.Namespace) -> None:
    telegram = Simulator(
        options.token,
        host=options.host,
        port=options.port,
        api_port=api_port(options),
        bot_name=options.bot_name,
        bot_username=options.bot_username,
        zone=options.zone,
    )
    for given in options.person:
        name, _, note = given.partition("=")
        telegram.person(name, note=note)
    async with telegram:
        tell(telegram)
        await asyncio.Event().wait()


def tell(telegram: Simulator) -> None:
    print(f"page           {telegram.url}/")
    print(f"api_url        {telegram.api_url}")
    print(f"base_url       {telegram.base_url}")
    print(f"base_file_url  {telegram.base_file_url}")
    print(f"token          {telegram.token}")
    for person in telegram.people:
        print(f"person         {person.id}  {person.name}", flush=True)


def main() -> None:
    try:
        asyncio.run(serve(arguments()))
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
