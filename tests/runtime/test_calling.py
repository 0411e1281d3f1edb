"""A row of the outbox may come to several calls: each of them waits for its turn."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa

from bot.channels.base import Out
from bot.channels.degrade import fit
from bot.channels.telegram.send import CAPABILITIES
from bot.runtime.pacing import Pacing
from bot.runtime.run import Runner
from bot.runtime.sender import Sending
from bot.store import departures, outbox, tables
from simulator import Person, Simulator
from tests.plain_channel import PlainChannel, busiest
from tests.runtime.card_board import CardBoard
from tests.runtime.conftest import only_on_sqlite
from tests.runtime.echo_office import MONDAY, EchoOffice, channel_to, deliver, put, until

LONG = "\n\n".join(f"Paragraf {n}. " + "kata " * 200 for n in range(10))
"""In three parts."""
FREE = 1000.0


def times(telegram: Simulator, *methods: str) -> list[float]:
    """Seconds between each of these calls and the first of them."""
    at = [call.at for call in telegram.calls if call.method in (methods or ("sendMessage",))]
    return [(one - at[0]).total_seconds() for one in at]


@only_on_sqlite  # the pace is kept in the process
async def test_each_part_of_a_long_text_counts_for_its_chat(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person
) -> None:
    await siti.start()
    await runner.run(put, "telegram", str(siti.id), LONG, MONDAY)
    await runner.run(put, "telegram", str(siti.id), "sesudahnya", MONDAY)
    await deliver(office, telegram, Sending(Pacing(burst=1, per_second=2, overall=FREE, overall_burst=FREE)))
    at = times(telegram)
    assert len(at) == 4
    assert all(later - earlier > 0.2 for earlier, later in pairwise(at)), "half a second, on a machine that is not busy"
    assert siti.last.text == "sesudahnya"


@only_on_sqlite  # the pace is kept in the process
async def test_each_part_counts_for_the_second_of_everybody(office: EchoOffice, runner: Runner) -> None:
    plain = PlainChannel()
    for chat in range(5):
        await runner.run(put, "plain", str(chat), "kata " * 300, MONDAY)
    paced = Sending(Pacing(burst=FREE, per_second=FREE, overall=10, overall_burst=10))
    async with office.running(plain, sending=paced) as runtime:
        await asyncio.wait_for(runtime.quiet(), 15)
    assert len(plain.sent) == 15
    assert busiest(plain.sent_at) == 10


@only_on_sqlite  # the pace is kept in the process
async def test_what_is_sent_anew_because_its_message_is_gone_waits_for_its_turn(
    office: EchoOffice, telegram: Simulator, cards: CardBoard, siti: Person
) -> None:
    await siti.start()
    await cards.put("telegram", str(siti.id))
    await deliver(office, telegram)
    siti.chat.messages.clear()
    cards.words = "Tugas selesai"
    await cards.put("telegram", str(siti.id))
    await deliver(office, telegram, Sending(Pacing(burst=1, per_second=2)))
    _, edit, send, *_ = times(telegram, "sendMessage", "editMessageText")
    assert send - edit > 0.2


@only_on_sqlite  # the pace is kept in the process
async def test_the_other_way_to_edit_waits_for_its_turn_too(
    office: EchoOffice, telegram: Simulator, cards: CardBoard, siti: Person
) -> None:
    """Whether a message is a picture the chat knows better than whoever edits it."""
    await siti.start()
    await cards.put("telegram", str(siti.id))
    await deliver(office, telegram)
    other = "Bad Request: there is no text in the message to edit"
    telegram.faults.refuse("editMessageText", code=400, description=other)
    cards.words = "Tugas selesai"
    await cards.put("telegram", str(siti.id))
    await deliver(office, telegram, Sending(Pacing(burst=1, per_second=2)))
    text, caption, *_ = times(telegram, "editMessageText", "editMessageCaption")
    assert caption - text > 0.2
    assert office.states()[-1] == outbox.SENT


@only_on_sqlite  # the pace is kept in the process
async def test_when_everybody_has_to_wait_the_next_part_does_too(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person, budi: Person
) -> None:
    """Two chats were told to be patient, which means everybody."""
    tono = telegram.person("Tono")
    for person in (siti, budi, tono):
        await person.start()
    for person in (budi, tono):
        telegram.faults.flood("sendMessage", retry_after=1, chat_id=person.id)
    telegram.faults.slow("sendMessage", seconds=0.4, chat_id=siti.id)
    await runner.run(put, "telegram", str(siti.id), LONG, MONDAY)
    for person in (budi, tono):
        await runner.run(put, "telegram", str(person.id), "halo", MONDAY)
    await deliver(office, telegram)
    tries = [call for call in telegram.calls if call.method == "sendMessage"]
    flooded = max(call.at for call in tries if call.status == 429)
    heard = flooded + timedelta(seconds=0.2)  # what left before the bot had read the answer could not know
    assert min(call.at for call in tries if call.at > heard) - flooded >= timedelta(seconds=1)
    assert starts(siti) == PARTS


# -- what is out stays out -------------------------------------------------------------------------------------------


def third_part() -> str:
    return fit(Out(LONG), CAPABILITIES)[2].text


def starts(person: Person) -> list[str]:
    """How each message begins."""
    return [message.text[:12] for message in person.received if message.text != "/start"]


PARTS = ["Paragraf 0. ", "Paragraf 4. ", "Paragraf 8. "]


@pytest.mark.parametrize("part", range(3))
async def test_a_text_goes_on_with_the_part_that_could_not_be_sent(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person, part: int
) -> None:
    await siti.start()
    failing = fit(Out(LONG), CAPABILITIES)[part].text
    telegram.faults.flood("sendMessage", retry_after=1, text=failing)
    telegram.faults.server_error("sendMessage", text=failing)
    await runner.run(put, "telegram", str(siti.id), LONG, MONDAY)
    await deliver(office, telegram)
    assert starts(siti) == PARTS


async def test_a_text_goes_on_where_it_was_after_a_restart(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person
) -> None:
    await siti.start()
    telegram.faults.hang("sendMessage", text=third_part())
    await runner.run(put, "telegram", str(siti.id), LONG, MONDAY)
    async with office.open(channel_to(telegram)) as runtime, runtime.channels[0].session():
        runtime.delivery.start()
        await until(lambda: len(starts(siti)) == 2)
        await runtime.delivery.stop()
    await deliver(office, telegram)
    assert starts(siti) == PARTS
    assert office.rows(sa.select(tables.outbox.c.parts)) == [None], "what was said is nobody's business any more"


async def test_a_part_that_may_have_arrived_is_counted_once(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person
) -> None:
    await siti.start()
    telegram.faults.drop("sendMessage", applied=True, text=third_part())
    await runner.run(put, "telegram", str(siti.id), LONG, MONDAY)
    assert await counted(office, telegram) == 1
    assert starts(siti) == [*PARTS, PARTS[2]]


async def test_what_says_something_else_by_now_is_said_anew_and_what_was_out_of_it_counted(
    office: EchoOffice, telegram: Simulator, cards: CardBoard, siti: Person
) -> None:
    await siti.start()
    telegram.faults.refuse("sendMessage", code=500, description="Internal Server Error", text=third_part())
    cards.words = LONG
    await cards.put("telegram", str(siti.id))
    async with office.open(channel_to(telegram)) as runtime, runtime.channels[0].session():
        runtime.delivery.start()
        await until(lambda: any(call.status == 500 for call in telegram.calls))
        cards.words = "Tugas selesai"
        await runtime.delivery.quiet()
        await runtime.delivery.stop()
        twice = runtime.metrics.perhaps_twice.labels("telegram")._value.get()
    assert [*starts(siti)] == [*PARTS[:2], "Tugas selesa"]
    assert twice == 1 + 2, "the part whose answer was an error, and the two before"


async def test_an_edit_that_may_have_been_made_is_no_message_that_comes_twice(
    office: EchoOffice, telegram: Simulator, cards: CardBoard, siti: Person
) -> None:
    await siti.start()
    await cards.put("telegram", str(siti.id))
    await deliver(office, telegram)
    telegram.faults.drop("editMessageText", applied=True)
    cards.words = "Tugas selesai"
    await cards.put("telegram", str(siti.id))
    assert await counted(office, telegram) == 0
    assert starts(siti) == ["Tugas selesa"]


async def test_nothing_comes_between_the_parts_of_a_text(runner: Runner, cards: CardBoard) -> None:
    """Not even a paper that was to come before it and is made meanwhile."""
    document = await cards.want_document("telegram", "7")
    text = await runner.run(put, "telegram", "7", LONG, MONDAY)
    await runner.run(departures.mark_parts, text, ["aa"])
    await runner.run(outbox.release, document)
    assert [row.id for row in await runner.run(departures.heads, "telegram", 5)] == [text]


async def counted(office: EchoOffice, telegram: Simulator) -> float:
    """Sends what waits; of how many calls the bot says that they may have brought a message twice."""
    channel = channel_to(telegram)
    async with office.open(channel) as runtime, channel.session(), runtime.delivery:
        await asyncio.wait_for(runtime.delivery.quiet(), 15)
        found: float = runtime.metrics.perhaps_twice.labels("telegram")._value.get()
        return found
