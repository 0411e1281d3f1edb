"""A webhook answers once the update is stored, and only to Telegram."""

import asyncio
import io
import socket
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.channels.base import Failure, Received, SendError
from bot.channels.telegram.channel import Telegram, webhook_secret
from bot.channels.telegram.receive import SECRET_HEADER, WebhookAt
from simulator import Person, Simulator

Batches = AsyncGenerator[tuple[Received, ...], None]


@pytest.fixture
def at(telegram: Simulator) -> WebhookAt:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return WebhookAt(f"http://127.0.0.1:{port}/telegram", webhook_secret(telegram.token), port=port)


@asynccontextmanager
async def listening(telegram: Simulator, at: WebhookAt) -> AsyncIterator[Batches]:
    made = Telegram(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url, at=at)
    async with made.session():
        batches = made.receive()
        try:
            assert await anext(batches) == ()  # it receives, and nothing came yet
            yield batches
        finally:
            await batches.aclose()


async def post(at: WebhookAt, secret: str, body: bytes = b'{"update_id": 1}') -> int:
    headers = {SECRET_HEADER: secret}
    async with (
        aiohttp.ClientSession() as session,
        session.post(at.url, data=io.BytesIO(body), headers=headers) as answer,
    ):
        return answer.status


async def test_an_update_is_acknowledged_after_it_was_stored(telegram: Simulator, at: WebhookAt, siti: Person) -> None:
    async with listening(telegram, at) as batches:
        (update,) = await anext(batches)
        assert update.payload["message"]["text"] == "/start"
        await asyncio.sleep(0.05)
        assert telegram.updates.pending
        asking = asyncio.ensure_future(anext(batches))
        await telegram.quiet()
        await siti.say("halo")
        (update,) = await asking
        assert update.payload["message"]["text"] == "halo"


async def test_what_could_not_be_stored_is_not_acknowledged(telegram: Simulator, at: WebhookAt, siti: Person) -> None:
    async with listening(telegram, at) as batches:
        await anext(batches)
    await asyncio.sleep(0.05)
    assert len(telegram.updates.pending) == 1
    assert siti.received == []


async def test_strangers_and_nonsense_are_turned_away(telegram: Simulator, at: WebhookAt) -> None:
    async with listening(telegram, at) as batches:
        asking = asyncio.ensure_future(anext(batches))
        assert await post(at, "salah") == 403
        assert await post(at, "") == 403
        assert await post(at, at.secret, b"bukan json") == 400
        assert await post(at, at.secret, b"[]") == 400
        assert await post(at, at.secret, b"x" * 2_000_000) == 413
        assert not asking.done()
        posting = asyncio.ensure_future(post(at, at.secret))
        assert (await asking)[0].key == "1"
        assert not posting.done()
        asking = asyncio.ensure_future(anext(batches))
        assert await posting == 200
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)


async def test_a_port_that_another_program_has_is_said_and_no_reason_to_try_again(
    telegram: Simulator, at: WebhookAt
) -> None:
    async with listening(telegram, at):
        with pytest.raises(SendError) as caught:
            async with listening(telegram, at):
                pass
    assert caught.value.failure is Failure.REFUSED
    assert f"{at.host}:{at.port} untuk webhook tidak dapat dipakai" in caught.value.detail
