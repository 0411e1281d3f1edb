"""The log: one line an event, and ids by which an update, its transaction and what was sent are found together."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs
from simulator import Person, Simulator
from tests.runtime.conftest import only_on_sqlite
from tests.runtime.echo_office import EchoOffice, channel_to


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log says, as JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter("json"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def lines(written: io.StringIO, event: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in written.getvalue().splitlines()]
    return [line for line in found if line["event"] == event]


@only_on_sqlite
async def test_ids_lead_from_what_was_received_to_what_was_sent(
    office: EchoOffice, telegram: Simulator, siti: Person, written: io.StringIO
) -> None:
    async with office.running(channel_to(telegram)) as runtime:
        await siti.say("rahasia saya")
        await siti.expect("rahasia saya")
        await runtime.quiet()
    received, update, sent = (lines(written, event) for event in ("received", "update", "sent"))
    assert [len(one) for one in (received, update, sent)] == [1, 1, 1]
    assert received[0]["keys"] == [update[0]["key"]]
    [transaction] = [one for one in lines(written, "transaction") if one.get("update") == update[0]["update"]]
    assert transaction["outbox"] == [sent[0]["sending"]]
    assert sent[0]["as"] == str(siti.received[-1].id)
    assert (update[0]["said"], update[0]["chat"]) == ("text", str(siti.id))
    assert "rahasia saya" not in written.getvalue(), "what people say is no matter of the log"


@only_on_sqlite
async def test_an_update_that_fails_is_logged_with_its_id(
    office: EchoOffice, telegram: Simulator, siti: Person, written: io.StringIO
) -> None:
    async with office.running(channel_to(telegram)) as runtime:
        await siti.say("gagal")
        await siti.expect("Maaf")
        await runtime.quiet()
    failed = [json.loads(line) for line in written.getvalue().splitlines() if "ValueError" in line]
    assert len({one["update"] for one in failed}) == 1


def test_people_read_one_line_an_event() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter("text"))
    log = logging.Logger("bot.contoh")
    log.addHandler(handler)
    log.warning("sambungan terputus", extra={"update": 7})
    [line] = stream.getvalue().splitlines()
    assert "[warning  ] sambungan terputus" in line
    assert "update=7" in line
