"""What a Kasi does on a phone: answers the open question, or fills the workbook and sends it back."""

import io
import re
from collections.abc import Mapping

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.columns import FIELD_HEADERS, INDICATOR_HEADER
from bot.workflow.forms import Field
from bot.workflow.numbers import parse
from demo.figures import Figure
from demo.stage import Stage
from simulator import Message, Person

ASKED = re.compile(r"Indikator (\d+) dari (\d+)\n(.+)")
"""The head of an open question; the third group is the indicator's name."""

REASON = "Data sumber belum terbit"


async def fill_by_chat(stage: Stage, person: Person, figures: Mapping[str, Figure], *, most: int = 100) -> int:
    """Answers what is asked, at most `most` questions; returns how many were answered. `figures` by indicator."""
    answered = 0
    while answered < most and (question := open_question(person)) is not None:
        await answer(stage, person, question, figures)
        answered += 1
    return answered


def open_question(person: Person) -> Message | None:
    """The question at the end of the chat, if one is open."""
    waiting = [message for message in person.received if ASKED.search(message.text)]
    return waiting[-1] if waiting else None


async def answer(stage: Stage, person: Person, question: Message, figures: Mapping[str, Figure]) -> None:
    """Reads the question as a person would, and types or taps the answer."""
    found = ASKED.search(question.text)
    figure = figures[found[3].strip()] if found else Figure(0, "")
    if "realisasi anggarannya" in question.text:
        await (person.say(figure.anggaran) if figure.anggaran else person.press("Lewati"))
    elif "Berapa realisasinya" in question.text and figure.reason:
        await person.press("Data belum tersedia")
        await stage.settle()
        await person.press(REASON[:19])
    elif "Berapa realisasinya" in question.text:
        await person.say(figure.realisasi)
    elif "faktor penghambat" in question.text:
        await person.say(figure.penghambat)
    else:
        await person.say(figure.tindak_lanjut)
    await stage.settle()


async def fill_by_workbook(stage: Stage, person: Person, figures: Mapping[str, Figure]) -> None:
    """Downloads the form, fills it, sends it back and applies it."""
    form = next(m for m in reversed(person.received) if m.document and m.document.name.startswith("formulir"))
    filled = fill_workbook(await person.download(form), figures)
    await person.upload(form.document.name if form.document else "formulir.xlsx", filled)
    await stage.settle()
    await person.press("Terapkan")
    await stage.settle()


def fill_workbook(data: bytes, figures: Mapping[str, Figure]) -> bytes:
    """The same workbook with every figure that it has a row for, numbers as numbers."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(cell.value == INDICATOR_HEADER for cell in row))
    top = header[0].row or 1
    columns = {str(cell.value): cell.column for cell in header if cell.value}
    for row in range(top + 1, sheet.max_row + 1):
        figure = figures.get(str(sheet.cell(row, columns[INDICATOR_HEADER]).value or ""))
        if figure is not None:
            _fill_row(sheet, row, columns, figure)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill_row(sheet: Worksheet, row: int, columns: Mapping[str, int], figure: Figure) -> None:
    values = {
        Field.REALISASI: _number(figure.realisasi),
        Field.ANGGARAN: _number(figure.anggaran),
        Field.PENGHAMBAT: figure.penghambat or None,
        Field.TINDAK_LANJUT: figure.tindak_lanjut or None,
    }
    for field, value in values.items():
        if value is not None and FIELD_HEADERS[field] in columns:
            sheet.cell(row, columns[FIELD_HEADERS[field]]).value = value


def _number(typed: str) -> float | None:
    reading = parse(typed) if typed else None
    return float(reading.value) if reading else None
