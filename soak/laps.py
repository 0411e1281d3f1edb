"""A lap: whatever people ask of a bot day after day, once the forms of a second cycle lie with them."""

from crash.people import People
from simulator import Message
from simulator.views import view
from soak.habits import labels
from soak.office import Cast

PICTURE = "Lihat gambar"
NO_WORKBOOK = b"PK\x03\x04 bukan formulir"


async def ask(people: People, cast: Cast) -> None:
    """A status, a form as a workbook, a question, words that mean nothing, a file that cannot be taken."""
    for who, phone in people.phones.items():
        if phone.chat.deactivated:
            continue
        await people.ask(who, "/bantuan", "talk.help")
        await people.say(who, "/status")
        if who in cast.kasi.values():
            await _kasi(people, who)
        else:
            await people.say(who, "/tugas")


async def _kasi(people: People, who: str) -> None:
    """The workbook of a cycle that is over is refused, and so is what is none."""
    phone = people.phones[who]
    form = next((one for one in phone.received if one.document and one.document.name.startswith("formulir")), None)
    await people.say(who, "/excel")
    if form is not None and form.document is not None and phone.id % 2:
        await people.send(who, form.document.name, await phone.download(form))
    else:
        await people.send(who, "formulir.xlsx", NO_WORKBOOK)


async def look(people: People) -> int:
    """Who reads the newest status asks for its picture, as long as nobody has pressed there; how many did."""
    pressed = 0
    for who in people.phones:
        found = _status(people, who)
        if found is not None:
            await people.press(who, PICTURE, found)
            pressed += 1
    return pressed


def _status(people: People, who: str) -> Message | None:
    stored = reversed(list(people.phones[who].chat.messages.values()))
    return next((view(one) for one in stored if PICTURE in labels(one.api)), None)
