"""Updates are posted to a webhook until it accepts them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from simulator import Person, Simulator
from simulator.webhook import SECRET_HEADER
from tests.simulator.support import Call


@dataclass
class Receiver:
    url: str = ""
    failures: int = 0
    bodies: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    arrived: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.bodies.append(body)
        self.secrets.append(request.headers.get(SECRET_HEADER))
        if self.failures:
            self.failures -= 1
            return web.Response(status=503)
        self.arrived.put_nowait(body)
        return web.Response()

    async def next(self) -> dict[str, Any]:
        return await asyncio.wait_for(self.arrived.get(), 3)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/hook", made.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_updates_arrive_with_the_secret_and_are_done(siti: Person, call: Call, receiver: Receiver) -> None:
    await call("setWebhook", url=receiver.url, secret_token="rahasia")
    await siti.say("halo")
    assert (await receiver.next())["message"]["text"] == "halo"
    assert receiver.secrets == ["rahasia"]
    info = await call("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (receiver.url, 0)


async def test_a_refused_update_comes_again_and_the_failure_is_told(
    telegram: Simulator, siti: Person, call: Call, receiver: Receiver
) -> None:
    telegram.webhook.first_pause = 0.01
    receiver.failures = 2
    await call("setWebhook", url=receiver.url)
    await siti.say("halo")
    update = await receiver.next()
    assert receiver.bodies == [update] * 3
    info = await call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_a_person_s_updates_come_in_order_and_do_not_wait_for_others(
    telegram: Simulator, siti: Person, call: Call, receiver: Receiver
) -> None:
    await call("setWebhook", url=receiver.url)
    budi = telegram.person("Budi")
    for number in range(5):
        await siti.say(f"siti {number}")
        await budi.say(f"budi {number}")
    texts = [(await receiver.next())["message"]["text"] for _ in range(10)]
    for name in ("siti", "budi"):
        assert [text for text in texts if text.startswith(name)] == [f"{name} {number}" for number in range(5)]


async def test_what_waited_while_nobody_listened_is_delivered_or_dropped(
    siti: Person, call: Call, receiver: Receiver
) -> None:
    await siti.say("dibuang")
    await call("setWebhook", url=receiver.url, drop_pending_updates=True)
    await call("deleteWebhook")
    await siti.say("disimpan")
    assert (await call("getWebhookInfo"))["pending_update_count"] == 1
    await call("setWebhook", url=receiver.url)
    assert (await receiver.next())["message"]["text"] == "disimpan"


async def test_polling_and_a_webhook_exclude_each_other(call: Call, raw: Call, receiver: Receiver) -> None:
    polling = asyncio.create_task(raw("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await call("setWebhook", url=receiver.url)
    assert (await asyncio.wait_for(polling, 2))["description"] == "Conflict: terminated by setWebhook request"
    refused = await raw("getUpdates")
    assert (refused["error_code"], refused["description"]) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    await call("deleteWebhook")
    assert await call("getUpdates") == []


async def test_a_webhook_outside_this_machine_is_refused(raw: Call) -> None:
    assert (await raw("setWebhook", url="https://example.org/hook"))["error_code"] == 400
    assert (await raw("setWebhook", url="http://127.0.0.1/hook", secret_token="a b"))["description"] == (
        "Bad Request: secret token contains unallowed characters"
    )


async def test_an_update_can_be_posted_twice(telegram: Simulator, siti: Person, call: Call, receiver: Receiver) -> None:
    await call("setWebhook", url=receiver.url)
    await siti.say("sekali")
    first = await receiver.next()
    await telegram.quiet()
    telegram.updates.repeat()
    assert await receiver.next() == first
