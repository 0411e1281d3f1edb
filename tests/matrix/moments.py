"""The scenes as they are kept: what was in the database and on the phones at each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from demo.keeping import Keeping
from demo.stage import Moment
from simulator.model import Chat
from tests.matrix.files import MADE
from tests.matrix.scenes import SCENES, Scene, Turn
from tests.services.desk import at
from tests.stories.office import OnTelegram, open_office, phone_of, read
from tests.stories.phones import TelegramPhone
from tests.stories.world import PERSONS

BY_NAME = {scene.name: scene for scene in SCENES}


@dataclass(frozen=True)
class Saved:
    """`buttons`: what each person's phone would send, oldest first; `files`: what it was sent, by name."""

    at: datetime
    database: Any
    buttons: Mapping[str, tuple[str, ...]]
    files: Mapping[str, bytes]


async def play(wanted: frozenset[str], database: Keeping) -> dict[str, Saved]:
    """The wanted scenes, and no others but those on the way to them."""
    on_the_way = _ways_to(wanted)
    kept: dict[str, tuple[Moment, Saved]] = {}
    async with open_office(database) as office:
        before = ""
        for scene in (one for one in SCENES if one.name in on_the_way):
            if scene.after and scene.after != before:
                await office.stage.go_back(kept[scene.after][0])
            await _played(office, scene)
            moment = await office.stage.save()
            kept[scene.name] = (moment, _saved(office, moment))
            before = scene.name
    return {name: saved for name, (_, saved) in kept.items() if name in wanted}


def _ways_to(wanted: frozenset[str]) -> frozenset[str]:
    found = set(wanted)
    for scene in reversed(SCENES):
        if scene.name in found and scene.after:
            found.add(scene.after)
    return frozenset(found)


async def _played(office: OnTelegram, scene: Scene) -> None:
    for turn in scene.turns:
        try:
            await _turn(office, turn)
        except AssertionError as error:
            labels = phone_of(office, turn.split()[0]).labels if isinstance(turn, str) else ()
            raise AssertionError(f"scene {scene.name!r}, {turn!r}: {error}; there is {labels}") from error


async def _turn(office: OnTelegram, turn: Turn) -> None:
    if not isinstance(turn, str):
        await read(office, turn, office.stage.clock.now())
        return
    who, _, what = turn.partition(" ")
    if who == "clock":
        await office.stage.travel(at(what))
    elif what == "block":
        await phone_of(office, who).person.block()
        await office.stage.settle()
    else:
        await _does(office, phone_of(office, who), what)


async def _does(office: OnTelegram, phone: TelegramPhone, what: str) -> None:
    if what[0] == "[":
        await phone.press(what[1:-1])
    elif what[0] == "<":
        await phone.send(what[1:-1], MADE[what[1:-1]](_files(office)))
    else:
        await phone.say(what)


def _saved(office: OnTelegram, moment: Moment) -> Saved:
    buttons = {person.key: tuple(_data(phone_of(office, person.key).person.chat)) for person in PERSONS}
    return Saved(moment.at, moment.database, buttons, _files(office))


def _files(office: OnTelegram) -> Mapping[str, bytes]:
    phones = [phone_of(office, person.key).person for person in PERSONS]
    return {
        message.file.name: phone._state.files[message.file.file_id].data
        for phone in phones
        for message in phone.received
        if message.file
    }


def _data(chat: Chat) -> list[str]:
    rows = [row for one in chat.messages.values() for row in one.api.get("reply_markup", {}).get("inline_keyboard", ())]
    return [str(button["callback_data"]) for row in rows for button in row if "callback_data" in button]
