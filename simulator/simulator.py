"""The simulated Telegram as one object: a server, the people who use it, and what they did."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from aiohttp import web

from simulator import bot_api, human_api, page_routes, tools
from simulator.calls import CallLog
from simulator.faults import Faults
from simulator.line import Line
from simulator.model import DEFAULT_TOKEN, UPLOAD_LIMIT
from simulator.panels import Panel
from simulator.panels import add_routes as add_panel_routes
from simulator.params import FORM_ROOM
from simulator.people import Person
from simulator.saving import Saved, restore, save
from simulator.state import State, add_person, calm, find_chat, forget_everybody
from simulator.updates import UpdateQueue
from simulator.webhook import Webhook


def utc_now() -> datetime:
    return datetime.now(UTC)


def _bot_id(token: str) -> int:
    head = token.split(":", 1)[0]
    return int(head) if head.isdecimal() else 7_000_000_001


class Simulator:
    """`async with Simulator() as telegram:` serves the page on `.url` and the Bot API on `.api_url` until the
    block ends. Memory only."""

    def __init__(  # noqa: PLR0913 (settings, each called by its name)
        self,
        token: str = DEFAULT_TOKEN,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        api_port: int = 0,
        now: Callable[[], datetime] = utc_now,
        bot_name: str = "Bot",
        bot_username: str = "simulasi_bot",
        first_update_id: int = 700_000_001,
        callback_seconds: float = 15.0,
        panels: Sequence[Panel] = (),
        zone: str = "",
    ) -> None:
        self.host, self.port = host, port
        self.panels = list(panels)
        updates = UpdateQueue(first_update_id)
        bot = {"id": _bot_id(token), "is_bot": True, "first_name": bot_name, "username": bot_username}
        webhook = Webhook(updates, lambda: int(now().timestamp()))
        line = Line(host, api_port, updates, webhook)
        self.state = State(token, bot, now, updates, webhook, line, callback_seconds, zone)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def open(self) -> None:
        await self._open_line()
        app = web.Application(client_max_size=UPLOAD_LIMIT + FORM_ROOM)
        bot_api.add_directions(app, self.api_url)
        human_api.add_routes(app, self.state)
        page_routes.add_routes(app)
        add_panel_routes(app, (*self.panels, *tools.panels(self.state)))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _open_line(self) -> None:
        app = web.Application(client_max_size=UPLOAD_LIMIT + FORM_ROOM)
        bot_api.add_routes(app, self.state)
        await self.line.open(app)

    async def close(self) -> None:
        self.state.faults.closing.set()
        self.state.updates.close()
        self.state.changed.notify()
        await self.state.webhook.stop()
        await self.line.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    # Where it is

    @property
    def token(self) -> str:
        return self.state.token

    @property
    def url(self) -> str:
        """Of the page, and of what the people do."""
        return f"http://{self.host}:{self.port}"

    @property
    def api_url(self) -> str:
        """Of the Bot API, for the bot."""
        return f"http://{self.host}:{self.line.port}"

    @property
    def base_url(self) -> str:
        """For python-telegram-bot's `base_url`, which appends the token."""
        return f"{self.api_url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.api_url}/file/bot"

    # The page

    def add_panel(self, panel: Panel) -> None:
        """Puts a panel on the page; only before `open`."""
        if self._runner is not None:
            raise RuntimeError("the page is being served already")
        self.panels.append(panel)

    def refresh(self) -> None:
        """Tells the panels of every open page that something changed which no chat shows."""
        self.state.changed.notify()

    # Who and what is in it

    def person(
        self,
        name: str,
        *,
        username: str | None = None,
        last_name: str | None = None,
        language_code: str | None = "id",
        note: str = "",
    ) -> Person:
        """A new person who has not met the bot yet; `note` is what the page says below the name."""
        more = {"last_name": last_name, "username": username, "language_code": language_code}
        chat = add_person(self.state, name, note, **more)
        return Person(self.state, chat)

    def reset(self) -> None:
        """Starts over with nobody; a bot that runs meanwhile must be stopped before, open pages begin anew."""
        forget_everybody(self.state)

    def save(self) -> Saved:
        """Everybody's chats as they are now. Raises ValueError while an update waits for the bot."""
        return save(self.state)

    def restore(self, saved: Saved) -> None:
        """Back to that moment, here or in another simulator with the same people, added in the same order; a bot that
        runs meanwhile must be stopped before, and have its own memory of then. Raises KeyError for other people."""
        restore(self.state, saved)

    @property
    def people(self) -> list[Person]:
        return [Person(self.state, chat) for chat in self.state.chats.values()]

    def person_of(self, chat_id: int) -> Person:
        return Person(self.state, find_chat(self.state, chat_id))

    @property
    def calls(self) -> CallLog:
        return self.state.calls

    @property
    def faults(self) -> Faults:
        return self.state.faults

    @property
    def line(self) -> Line:
        return self.state.line

    @property
    def troubled(self) -> bool:
        """Whether some call may still go wrong."""
        return self.faults.active or not self.line.is_up

    async def calm(self) -> None:
        """Takes away whatever was ordered to go wrong."""
        await calm(self.state)

    @property
    def updates(self) -> UpdateQueue:
        return self.state.updates

    @property
    def webhook(self) -> Webhook:
        return self.state.webhook

    async def quiet(
        self,
        for_: float = 0.05,
        *,
        timeout: float = 10,  # noqa: ASYNC109 (a test names its patience)
    ) -> None:
        """Waits until every update is confirmed and no call came for `for_` seconds."""
        deadline = time.monotonic() + timeout
        seen, since = -1, time.monotonic()
        while True:
            busy = bool(self.updates.pending) or self.calls.running > 0
            count = self.state.changed.count + self.calls.total - self.calls.polls
            if busy or count != seen:
                seen, since = count, time.monotonic()
            elif time.monotonic() - since >= for_:
                return
            if time.monotonic() > deadline:
                raise AssertionError(f"no quiet within {timeout} s: {len(self.updates.pending)} updates wait")
            await asyncio.sleep(min(for_ / 5, 0.01))
