"""A moment that is saved can be come back to, as often as one likes, and goes on from there."""

import pytest

from simulator import Person, Simulator
from tests.simulator.support import Call

pytestmark = pytest.mark.usefixtures("echo")


async def test_everything_is_as_it_was_and_goes_on_from_there(telegram: Simulator, siti: Person) -> None:
    await siti.start()
    await siti.upload("a.txt", b"satu")
    await telegram.quiet()
    saved, before = telegram.save(), siti.transcript()
    for _ in range(2):
        await siti.say("lupakan ini")
        await telegram.quiet()
        assert siti.transcript() != before
        telegram.restore(saved)
        assert siti.transcript() == before
    newest = max(message.id for message in siti.messages)
    await siti.say("halo")
    await telegram.quiet()
    assert siti.messages[-2].id == newest + 1
    assert await siti.download(next(message for message in siti.messages if message.file)) == b"satu"


async def test_another_telegram_with_the_same_people_goes_on_there_too(telegram: Simulator, siti: Person) -> None:
    await siti.start()
    await telegram.quiet()
    saved = telegram.save()
    async with Simulator() as other:
        same = other.person("Siti", username="siti")
        other.restore(saved)
        assert same.transcript() == siti.transcript()
        assert other.updates.next_id == telegram.updates.next_id


async def test_other_people_have_nothing_to_come_back_to(telegram: Simulator, siti: Person) -> None:
    saved = telegram.save()
    telegram.person("Budi")
    with pytest.raises(KeyError):
        telegram.restore(saved)


async def test_nothing_is_saved_while_an_update_waits(raw: Call) -> None:
    async with Simulator() as alone:
        await alone.person("Budi").say("halo")
        with pytest.raises(ValueError, match="1 updates wait"):
            alone.save()
