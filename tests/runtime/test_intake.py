"""Updates are kept before they are acknowledged, and handled once each, in order within a chat."""

import asyncio
import logging

import pytest
import sqlalchemy as sa

from bot.channels.base import Failure, In, SendError
from bot.channels.telegram.channel import Telegram
from bot.store import tables
from bot.store.engine import Tx
from simulator import Person, Simulator
from tests.plain_channel import PlainChannel
from tests.runtime.echo_office import EchoOffice, channel_to, until


async def test_what_is_said_is_answered(office: EchoOffice, telegram: Simulator, siti: Person) -> None:
    async with office.running(channel_to(telegram)) as runtime:
        await siti.say("halo")
        await siti.expect("halo")
        await runtime.quiet()
    assert office.states() == [1]
    assert office.undone() == 0


async def test_updates_are_stored_before_they_are_acknowledged_and_survive_a_crash(
    office: EchoOffice, telegram: Simulator, siti: Person, budi: Person
) -> None:
    office.gate.clear()
    async with office.open(channel_to(telegram)) as runtime, runtime.channels[0].session():
        runtime.intake.start()
        for n in range(10):
            await siti.say(f"siti {n}")
            await budi.say(f"budi {n}")
        await telegram.quiet()
        crash()
    assert not telegram.updates.pending
    assert office.undone() == 20
    assert office.echoes() == []

    office.gate.set()
    office.lapse_claims()
    async with office.running(channel_to(telegram)) as runtime:
        await runtime.quiet()
    assert sorted(office.echoes()) == sorted(f"{who} {n}" for who in ("siti", "budi") for n in range(10))
    assert [m.text for m in siti.received] == [f"siti {n}" for n in range(10)]


def crash() -> None:
    """What receives and handles stops where it is, as with kill -9; only the database stays."""
    for task in asyncio.all_tasks():
        if task.get_name().startswith(("receive-", "intake")) or "_run_lane" in repr(task.get_coro()):
            task.cancel()


async def test_an_update_that_comes_twice_is_handled_once(
    office: EchoOffice, telegram: Simulator, siti: Person
) -> None:
    async with office.running(channel_to(telegram)) as runtime:
        await siti.say("satu")
        await telegram.quiet()
        telegram.updates.repeat(1)
        await siti.say("dua")
        await siti.expect("dua")
        await telegram.quiet()
        await runtime.quiet()
    assert office.echoes() == ["satu", "dua"]


async def test_ids_that_start_anew_are_received(office: EchoOffice, telegram: Simulator, siti: Person) -> None:
    async with office.running(channel_to(telegram)) as runtime:
        await siti.say("satu")
        await siti.expect("satu")
        telegram.updates.restart_ids(1000)
        await siti.say("dua")
        await siti.expect("dua")
        await telegram.quiet()
        await siti.say("tiga")
        await siti.expect("tiga")
        await runtime.quiet()
    assert office.echoes() == ["satu", "dua", "tiga"]


async def test_a_poison_update_is_tried_three_times_then_parked_and_stops_nobody(
    office: EchoOffice, telegram: Simulator, siti: Person, budi: Person, caplog: pytest.LogCaptureFixture
) -> None:
    async with office.running(channel_to(telegram)) as runtime:
        await siti.say("gagal")
        await siti.say("lagi")
        await budi.say("halo")
        await budi.expect("halo")
        await siti.expect("lagi")
        await runtime.quiet()
    assert [m.text for m in siti.received] == ["Maaf", "lagi"]
    assert office.parked == ["gagal: not today"]
    assert sum("handling update" in record.message for record in caplog.records) == 3
    assert office.rows(sa.select(tables.inbox.c.attempts).where(tables.inbox.c.done == 2)) == [3]


async def test_one_chat_is_in_order_while_another_goes_on(office: EchoOffice) -> None:
    plain = PlainChannel()
    held = asyncio.Event()

    async def prepare(said: object) -> None:
        if getattr(said, "text", "") == "a0":
            await held.wait()

    office.prepare = prepare  # type: ignore[method-assign]
    async with office.running(plain) as runtime:
        for n in range(5):
            plain.inject("a", f"a{n}")
            plain.inject("b", f"b{n}")
        await until(lambda: len(plain.said_to("b")) == 5)
        assert plain.said_to("a") == []
        held.set()
        await runtime.quiet()
    assert plain.said_to("a") == [f"a{n}" for n in range(5)]
    assert plain.said_to("b") == [f"b{n}" for n in range(5)]


async def test_an_update_waits_while_the_network_is_away(office: EchoOffice) -> None:
    plain = PlainChannel()
    tries: list[int] = []

    async def prepare(_said: object) -> None:
        tries.append(1)
        if len(tries) < 5:
            raise SendError(Failure.RETRY, "no network", retry_after=0.01)

    office.prepare = prepare  # type: ignore[method-assign, assignment]
    async with office.running(plain) as runtime:
        plain.inject("a", "halo")
        await until(lambda: bool(plain.sent))
        await runtime.quiet()
    assert office.parked == []
    assert len(tries) == 5


async def test_receiving_goes_on_after_errors_of_the_network(
    office: EchoOffice, telegram: Simulator, siti: Person
) -> None:
    telegram.faults.server_error("getUpdates", status=502)
    telegram.faults.drop("getUpdates")
    async with office.running(channel_to(telegram)):
        await siti.say("halo")
        await siti.expect("halo")


async def test_a_second_bot_is_explained_once(
    office: EchoOffice, telegram: Simulator, siti: Person, caplog: pytest.LogCaptureFixture
) -> None:
    words = "Conflict: terminated by other getUpdates request"
    telegram.faults.refuse("getUpdates", code=409, description=words, times=2)
    async with office.running(channel_to(telegram)):
        await siti.say("halo")
        await siti.expect("halo")
    told = [record for record in caplog.records if "Bot lain sedang memakai token" in record.getMessage()]
    assert [record.levelno for record in told] == [logging.WARNING]


async def test_a_token_that_is_none_ends_receiving_with_a_clear_error(
    office: EchoOffice, telegram: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = Telegram("123:salah-sekali", base_url=telegram.base_url, base_file_url=telegram.base_file_url)
    async with office.running(wrong) as runtime:
        with pytest.raises(SendError, match="Token ditolak"):
            await asyncio.wait_for(runtime.intake.ended(), 3)
    assert "salah-sekali" not in caplog.text


async def test_a_statement_that_the_database_refuses_is_no_outage_and_its_update_is_parked(
    office: EchoOffice, telegram: Simulator, siti: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    echo = office.handle

    def handle(tx: Tx, said: In, prepared: object) -> None:
        if said.text == "salah":
            tx.exec_driver_sql("SELECT tidak_ada FROM inbox")
        echo(tx, said, prepared)

    monkeypatch.setattr(office, "handle", handle)
    async with office.running(channel_to(telegram)) as runtime:
        await siti.say("salah")
        await siti.say("benar")
        await siti.expect("benar", timeout=10)
        await runtime.quiet()
    assert len(office.parked) == 1
