"""A row of the outbox may come to several calls: each of them waits for its turn."""

from datetime import timedelta
from itertools import pairwise

from bot.runtime.pacing import Pacing
from bot.runtime.run import Runner
from bot.runtime.sender import Sending
from bot.store import outbox
from simulator import Person, Simulator
from tests.runtime.card_board import CardBoard
from tests.runtime.echo_office import MONDAY, EchoOffice, deliver, put

LONG = "\n\n".join(f"Paragraf {n}. " + "kata " * 200 for n in range(10))
"""In three parts."""
FREE = 1000.0


def times(telegram: Simulator, *methods: str) -> list[float]:
    """Seconds between each of these calls and the first of them."""
    at = [call.at for call in telegram.calls if call.method in (methods or ("sendMessage",))]
    return [(one - at[0]).total_seconds() for one in at]


async def test_each_part_of_a_long_text_counts_for_its_chat(
    office: EchoOffice, telegram: Simulator, runner: Runner, siti: Person
) -> None:
    await siti.start()
    await runner.run(put, "telegram", str(siti.id), LONG, MONDAY)
    await runner.run(put, "telegram", str(siti.id), "sesudahnya", MONDAY)
    await deliver(office, telegram, Sending(Pacing(burst=1, per_second=5, overall=FREE, overall_burst=FREE)))
    at = times(telegram)
    assert len(at) == 4
    assert all(later - earlier > 0.15 for earlier, later in pairwise(at))
    assert siti.last.text == "sesudahnya"


async def test_each_part_counts_for_the_second_of_everybody(
    office: EchoOffice, telegram: Simulator, runner: Runner
) -> None:
    for number in range(5):
        person = telegram.person(f"Orang {number}")
        await person.start()
        await runner.run(put, "telegram", str(person.id), LONG, MONDAY)
    await deliver(office, telegram, Sending(Pacing(burst=FREE, per_second=FREE, overall=10, overall_burst=10)))
    at = times(telegram)
    assert len(at) == 15
    assert max(sum(one <= other < one + 0.95 for other in at) for one in at) <= 10


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
    assert send - edit > 0.4


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
    assert caption - text > 0.4
    assert office.states()[-1] == outbox.SENT


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
    later = [call.at for call in tries if call.at > flooded and str(call.params["chat_id"]) == str(siti.id)]
    assert later
    assert min(later) - flooded >= timedelta(seconds=1)
