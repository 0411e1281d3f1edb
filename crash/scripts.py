"""What is typed ahead while the bot lies dead: five hundred updates over twenty chats, and what must come of them."""

from crash.founding import Cycles
from crash.office import DECIDED, DESKS, EACH, FILLED, HANDED_OUT, KASI, UNITS, YEARLY
from crash.people import People

HELP, UNREAD = ("/bantuan", "talk.help"), ("halo", "talk.not_understood")
ANSWERING = ("kasubag", "sekretaris")
"""Words of theirs would answer a question: the letter's number, the note that goes with an approval."""
OTHERS, FEW = 26, 4
"""Updates of each of those who fill no form; few of the Kasubag, who is told of every form, a second apart."""


async def type_ahead(people: People, cycles: Cycles) -> None:
    """Two forms of each unit are filled, with files and questions in between; a decision is taken; the forms of a third
    cycle are handed out. A button pressed twice counts once."""
    await _desks(people)
    for unit in UNITS:
        await _fill_two(people, unit, cycles)
    for place in range(1, len(UNITS) + 1):
        for event in ("FormReceived", "FormSubmitted"):
            people.notes.add("event", cycle=cycles[FILLED].id, event=event, unit=place, times=1)
    for kind, event in ONCE:
        people.notes.add("event", cycle=cycles[kind].id, event=event, unit=None, times=1)


ONCE = (
    (DECIDED, "RecapApproved"),
    (DECIDED, "DataArchived"),
    (DECIDED, "ReportSigned"),
    (DECIDED, "CycleFinished"),
    (HANDED_OUT, "FormsDistributed"),
)


async def _desks(people: People) -> None:
    """The Staf's and the Sekretaris' turns first; a double tap; then the six are chatty."""
    for who, label in (("staf", "Bagikan"), ("sekretaris", "Setujui")):
        card = people.cards(who, label)[-1]
        await people.press(who, label, card)
        await people.press(who, label, card)
    for who, *_ in DESKS:
        for number in range(FEW if who == "kasubag" else OTHERS):
            await people.ask(who, *(HELP if number % 2 or who in ANSWERING else UNREAD))


async def _fill_two(people: People, unit: str, cycles: Cycles) -> None:
    """26 updates: the first form whole, with an evidence, a question and words that are no figure in its middle; the
    second one up to its middle, in which it stays."""
    who, half = KASI[unit], EACH // 2
    await people.open_form(unit, cycles[FILLED].label)
    await people.answer(unit, cycles[FILLED].id, range(1, half + 1))
    await people.prove(unit, cycles[FILLED].id, half + 1)
    await people.ask(who, *HELP)
    await people.say(who, "menunggu data")
    await people.answer(unit, cycles[FILLED].id, range(half + 1, EACH + 1))
    for _ in range(3):
        await people.ask(who, *HELP)
        await people.ask(who, *UNREAD)
    await people.press(who, "Terima", people.card(who, "Terima", cycles[YEARLY].label))
    await people.open_form(unit, cycles[YEARLY].label)
    await people.answer(unit, cycles[YEARLY].id, range(1, half + 1))
