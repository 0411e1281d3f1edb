"""Telegram as a channel."""

import hashlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from telegram import Bot
from telegram.error import Forbidden, TelegramError

from bot.channels.base import Failure, In, Out, Received, SendError
from bot.channels.telegram import send, translate
from bot.channels.telegram.errors import send_error
from bot.channels.telegram.receive import Polling, Webhook, WebhookAt
from bot.channels.telegram.request import AiohttpRequest

API = "https://api.telegram.org/bot"
FILES = "https://api.telegram.org/file/bot"
POLL_SECONDS = 30


class Telegram:
    """Polls, or listens `at` a webhook. Implements bot.channels.base.Channel."""

    def __init__(
        self, token: str, *, base_url: str = API, base_file_url: str = FILES, at: WebhookAt | None = None
    ) -> None:
        _keep_secret()
        self.name = translate.NAME
        self.capabilities = send.CAPABILITIES
        self._request = AiohttpRequest()
        self._bot = Bot(
            token,
            base_url=base_url,
            base_file_url=base_file_url,
            request=self._request,
            get_updates_request=self._request,
        )
        self._source = Webhook(self._bot, at) if at else Polling(self._bot, self._request, POLL_SECONDS)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[None]:
        await self._request.initialize()
        try:
            yield
        finally:
            await self._request.shutdown()

    def receive(self) -> AsyncGenerator[tuple[Received, ...], None]:
        return self._source.batches()

    def translate(self, payload: Mapping[str, Any]) -> In | None:
        return translate.translate(payload)

    async def fetch(self, ref: str, limit: int) -> bytes:
        try:
            file = await self._bot.get_file(ref)
            if (file.file_size or 0) > limit or not file.file_path:
                raise SendError(Failure.REFUSED, "file is too big")
            return await self._request.download(file.file_path, limit)
        except TelegramError as error:
            raise send_error(error) from error

    async def send(self, chat_id: str, out: Out) -> str:
        return await send.send(self._bot, chat_id, out)

    async def edit(self, chat_id: str, message_id: str, out: Out, *, captioned: bool) -> None:
        await send.edit(self._bot, chat_id, message_id, out, captioned=captioned)

    async def answer(self, press_id: str, text: str) -> None:
        await send.answer(self._bot, press_id, text)

    async def leave(self, chat_id: str) -> None:
        try:
            await self._bot.leave_chat(int(chat_id))
        except Forbidden:
            return  # it was put out already
        except TelegramError as error:
            raise send_error(error) from error

    async def set_menu(self, chat_id: str, commands: tuple[tuple[str, str], ...]) -> None:
        await send.set_menu(self._bot, chat_id, commands)


def webhook_secret(token: str) -> str:
    """What Telegram shows with every webhook call: from the token, so that nobody has to think of one."""
    return hashlib.sha256(b"webhook:" + token.encode()).hexdigest()


def _keep_secret() -> None:
    """The library logs addresses with the token in them when it logs everything."""
    logging.getLogger("telegram.Bot").setLevel(logging.INFO)
