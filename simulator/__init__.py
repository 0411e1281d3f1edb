"""A local Telegram: a Bot API server over HTTP, the people who use it, and a page to watch them.

It knows Telegram and nothing of any bot, and works with any library that lets the server's address be chosen.

    async with Simulator(port=8081, api_port=8082, zone="Asia/Jakarta") as telegram:
        bot = Application.builder().token(telegram.token)
        bot = bot.base_url(telegram.base_url).base_file_url(telegram.base_file_url).build()   # python-telegram-bot
        bot = Bot(telegram.token, session=AiohttpSession(TelegramAPIServer.from_base(telegram.api_url)))    # aiogram

`telegram.api_url` is the Bot API, for the bot; `telegram.url` is the page, on a port of its own.
`python -m simulator --help` tells how it stands alone.

People. `siti = telegram.person("Siti", username="siti", note="Camat")` has a phone but has not met the bot.

    does     await siti.start("CODE"), .say("halo", reply_to=message), .press("Setujui", on=message, wait=True),
             .upload("a.xlsx", data, caption="..."), .photo(data), .share_contact("+62..."), .edit(message, "..."),
             .react(message, "👍"), .block(), .unblock(), .deactivate(), await siti.download(message) -> bytes
    sees     .messages, .received (the bot's), .last, .find("words"), .toasts, .keyboard, .transcript()
    waits    await siti.expect("words", after=message) -> Message, await siti.until(lambda person: ...)

A whole talk: `await verify_dialog(siti, ("/start CODE", "Selamat datang"), ("[Setujui]", "Tercatat"))`; the page
copies a talk just had in these words.

The server. `telegram.calls` is every call with its request and answer (`.of("sendMessage")`, `.unknown()`, `.jsonl()`);
`telegram.updates` what waits for the bot (`.repeat()`, `.reverse()`, `.doubling`, `.mixing`, `.restart_ids(1000)`);
`telegram.faults` what is to go wrong (`.flood("sendMessage", retry_after=5)`, `.server_error("*", status=502)`,
`.slow(...)`, `.cut(...)`, `.drop(...)`, `.hang(...)`, `.refuse(...)`, each with `times=` and `chat_id=`; the method
"download" stands for fetching a file); `await telegram.line.down()` has the system refuse every connection of the bot,
and closes those it has, until `await telegram.line.up()`; `await telegram.calm()` takes all of that away.
`await telegram.quiet()` waits until the bot has nothing left to do; `telegram.reset()` starts over with nobody;
`saved = telegram.save()` keeps a moment, `telegram.restore(saved)` comes back to it. `now=` gives the simulator a clock
of its own.

The page. `Simulator(panels=[Panel(...)])` puts further parts on it. The same doors are open to other processes over
HTTP under /_sim/: see human_api.py.
"""

from simulator.actions import ImpossibleError
from simulator.dialog import verify_dialog
from simulator.faults import Fault, Kind
from simulator.model import Toast
from simulator.panels import Panel, Place
from simulator.people import Person
from simulator.saving import Saved
from simulator.simulator import Simulator
from simulator.views import Button, File, Message

__all__ = [
    "Button",
    "Fault",
    "File",
    "ImpossibleError",
    "Kind",
    "Message",
    "Panel",
    "Person",
    "Place",
    "Saved",
    "Simulator",
    "Toast",
    "verify_dialog",
]
