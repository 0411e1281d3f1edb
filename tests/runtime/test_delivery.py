"""Messages go out once, in order within a chat, and what the channel says about them is obeyed."""

import asyncio
import time
from datetime import timedelta

import sqlalchemy as sa

from bot.runtime.run import Runner
from bot.runtime.sender import Sending
from bot.store import outbox, tables
from bot.store.engine import Tx
from simulator import Person, Simulator
from tests.plain_channel import PlainChannel
from tests.runtime.card_board import CardBoard
from tests.runtime.conftest import only_on_sqlite
from tests.runtime.echo_office import MONDAY, EchoOffice, channel_to, deliver, put, words

TO = {"office_id": None, "channel": "telegram", "now": MONDAY}


async def write(runner: Runner, person: Person, *said: str, **more: int) -> None:
    def all_of_it(tx: Tx) -> None:
        for one in said:
            put(tx, "telegram", str(person.id), one, MONDAY, **more)

    await runner.run(all_of_it)


async def test_a_chat_is_written_to_in_order_and_the_urgent_chat_first(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person, budi: Person
) -> None:
    await siti.start()
    await budi.start()
    await write(runner, siti, *(f"massal {n}" for n in range(5)), priority=outbox.BULK)
    await write(runner, budi, "jawaban", priority=outbox.REPLY)
    await deliver(office, telegram, Sending(slots=1))
    sent = [call.params["text"] for call in telegram.calls if call.method == "sendMessage"]
    assert sent == ["jawaban", *(f"massal {n}" for n in range(5))]


@only_on_sqlite  # the pace is kept in the process
async def test_too_many_requests_pause_that_chat_as_long_as_told(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person, budi: Person
) -> None:
    await siti.start()
    await budi.start()
    telegram.faults.flood("sendMessage", retry_after=1, chat_id=siti.id)
    await write(runner, siti, "satu", "dua")
    await write(runner, budi, "halo")
    async with office.running(channel_to(telegram)):
        await budi.expect("halo")
        assert siti.find("satu") is None, "nobody waits for a chat that is limited"
        await siti.expect("dua")
    sends = [call for call in telegram.calls if call.method == "sendMessage"]
    tries = [call.at for call in sends if str(call.params["chat_id"]) == str(siti.id)]
    assert tries[1] - tries[0] >= timedelta(seconds=1)
    assert [m.text for m in siti.received if m.text != "/start"] == ["satu", "dua"]  # what she said is echoed any time


@only_on_sqlite  # the pace is kept in the process
async def test_two_limited_chats_mean_that_everybody_waits(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person, budi: Person
) -> None:
    tono = telegram.person("Tono")
    for person in (siti, budi, tono):
        await person.start()
    telegram.faults.flood("sendMessage", retry_after=1, chat_id=siti.id)
    telegram.faults.flood("sendMessage", retry_after=1, chat_id=budi.id)
    await write(runner, siti, "a")
    await write(runner, budi, "b")
    async with office.open(channel_to(telegram)) as runtime, runtime.channels[0].session(), runtime.delivery:
        await asyncio.sleep(0.2)
        await runtime.runner.run(put, "telegram", str(tono.id), "c", MONDAY)
        await asyncio.sleep(0.2)
        assert tono.received == []
        await runtime.delivery.quiet()
    assert [m.text for m in tono.received] == ["c"]


async def test_a_message_waits_out_errors_of_the_network_in_its_place(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person
) -> None:
    await siti.start()
    telegram.faults.server_error("sendMessage", status=502)
    telegram.faults.drop("sendMessage")
    await write(runner, siti, "satu", "dua", "tiga")
    await deliver(office, telegram)
    assert [m.text for m in siti.received] == ["satu", "dua", "tiga"]


async def test_who_blocked_the_bot_becomes_unreachable_and_a_refused_message_is_reported(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person, budi: Person
) -> None:
    await siti.start()
    await budi.start()
    await siti.block()
    telegram.faults.refuse("sendMessage", code=400, description="Bad Request: can't parse entities", chat_id=budi.id)
    address = tables.addresses.insert().values(channel="telegram", chat_id=str(siti.id))
    await runner.run(lambda tx: tx.execute(address).rowcount)
    await write(runner, siti, "satu", "dua")
    await write(runner, budi, "rusak", "utuh")
    await deliver(office, telegram)
    assert office.states() == [outbox.FAILED, outbox.FAILED, outbox.FAILED, outbox.SENT]
    assert office.rows(sa.select(tables.addresses.c.unreachable_at)) == [MONDAY]
    assert office.refused == ["Can't parse entities"]
    assert [m.text for m in budi.received] == ["utuh"]


async def test_a_sentence_that_cannot_be_said_fails_alone(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person
) -> None:
    await siti.start()
    unsayable = words("apa")
    await runner.run(
        outbox.put_text,
        type(unsayable)("uji.tidak_ada", {}),
        chat_id=str(siti.id),
        **TO,  # type: ignore[arg-type]
    )
    await write(runner, siti, "utuh")
    await deliver(office, telegram)
    assert office.states() == [outbox.FAILED, outbox.SENT]
    assert office.refused == ["KeyError: 'uji.tidak_ada'"]


async def test_a_toast_answers_a_press_at_once_and_is_dropped_after_ten_seconds(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person
) -> None:
    await siti.start()
    to = {**TO, "chat_id": str(siti.id)}
    await runner.run(outbox.put_answer, "1", words("terlambat"), **to)  # type: ignore[arg-type]
    office.clock.advance(timedelta(seconds=11))
    await deliver(office, telegram)
    to["now"] = office.clock.now()
    await runner.run(outbox.put_answer, "2", words("tak dikenal"), **to)  # type: ignore[arg-type]
    await deliver(office, telegram)
    assert office.states() == [outbox.DROPPED, outbox.DROPPED]
    answered = [call.params["callback_query_id"] for call in telegram.calls if call.method == "answerCallbackQuery"]
    assert answered == ["2"]


async def test_stopping_leaves_what_was_not_sent_for_the_next_start(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person
) -> None:
    await siti.start()
    telegram.faults.hang("sendMessage", times=1)
    await write(runner, siti, "satu", "dua")
    started = time.monotonic()
    async with office.open(channel_to(telegram)) as runtime, runtime.channels[0].session():
        runtime.delivery.start()
        await asyncio.sleep(0.1)
        await runtime.delivery.stop()
    assert time.monotonic() - started < 5
    assert office.states() == [outbox.WAITING, outbox.WAITING]
    await deliver(office, telegram)
    assert [m.text for m in siti.received] == ["satu", "dua"]


@only_on_sqlite  # the pace is kept in the process
async def test_pacing_lets_five_through_then_one_a_second(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person
) -> None:
    await siti.start()
    await write(runner, siti, *(str(n) for n in range(7)))
    await deliver(office, telegram, Sending())
    at = [call.at for call in telegram.calls if call.method == "sendMessage"]
    after = [(one - at[0]).total_seconds() for one in at]
    assert after[4] < 3.5, "the first five wait for nobody; one a second would take four"
    assert after[5] > 0.8, "the sixth waits for the first second to pass"
    assert after[6] > 1.5


async def test_a_second_channel_gets_the_same_without_markup(office: EchoOffice, cards: CardBoard) -> None:
    plain = PlainChannel()
    cards.words = "<b>Tugas</b> &amp; tenggat"
    await cards.put("plain", "7")
    async with office.running(plain) as runtime:
        await runtime.quiet()
    assert plain.said_to("7") == ["Tugas & tenggat"]
