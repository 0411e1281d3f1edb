"""What a Kasi does on a phone: answers the open question, or fills the workbook and sends it back."""

import re
from collections.abc import Mapping

from bot.workflow.forms import ASKED as FIELDS
from demo.excel import fill_workbook
from demo.figures import Figure
from demo.stage import Stage
from simulator import ImpossibleError, Message, Person

ASKED = re.compile(r"Indikator \d+ (?:dari \d+|\(\d+ dari \d+\))\n(.+)")
"""The head of an open question, also where only some indicators are asked; the group is the indicator's name."""

REASON = "Data sumber belum terbit"
APPLY = "Terapkan"
SURE = "Sudah benar"
TRIES = 3
UNKNOWN = Figure(
    0,
    "100",
    "",
    "Data baru dihimpun pada akhir periode.",
    "Pengumpulan data dimulai lebih awal pada periode berikutnya.",
)
"""For a question that the example has no answer to: somebody went another way by hand."""


def open_question(person: Person) -> Message | None:
    """The question at the end of the chat, if one is open."""
    waiting = [message for message in person.received if ASKED.search(message.text)]
    return waiting[-1] if waiting else None


async def answer(stage: Stage, person: Person, question: Message, figures: Mapping[str, Figure]) -> None:
    """Reads the question as a person would and answers it, and whatever else is asked of the same indicator; lets an
    unusual figure stand when asked once more."""
    asked: Message | None = question
    for _ in FIELDS:
        if asked is None or _indicator(asked) != _indicator(question):
            return
        await _answer(stage, person, asked, figures)
        await stage.settle()
        if SURE in person.last.labels:
            await person.press(SURE)
            await stage.settle()
        asked = open_question(person)


def _indicator(question: Message) -> str:
    found = ASKED.search(question.text)
    return found[1].strip() if found else ""


async def _answer(stage: Stage, person: Person, question: Message, figures: Mapping[str, Figure]) -> None:
    """Types or taps; `figures` by the indicator's name."""
    figure = figures.get(_indicator(question), UNKNOWN)
    if "realisasi anggarannya" in question.text:
        await (person.say(figure.anggaran) if figure.anggaran else person.press("Lewati"))
    elif "Berapa realisasinya" in question.text and figure.reason:
        await person.press("Data belum tersedia")
        await stage.settle()
        await person.press(REASON[:19])
    elif "Berapa realisasinya" in question.text:
        await person.say(figure.realisasi)
    elif "faktor penghambat" in question.text:
        await person.say(figure.penghambat or UNKNOWN.penghambat)
    else:
        await person.say(figure.tindak_lanjut or UNKNOWN.tindak_lanjut)


async def send_workbook(stage: Stage, person: Person, figures: Mapping[str, Figure]) -> None:
    """Downloads the form, fills it, and sends it back; again where a busy machine did not read it in time."""
    form = next((m for m in reversed(person.received) if m.document and m.document.name.startswith("formulir")), None)
    if form is None or form.document is None:
        raise ImpossibleError("there is no form in the chat")
    filled = fill_workbook(await person.download(form), figures)
    for _ in range(TRIES):
        await person.upload(form.document.name, filled)
        await stage.settle()
        if APPLY in person.last.labels:
            return
