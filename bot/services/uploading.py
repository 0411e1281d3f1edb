"""A returned workbook: whose form it is, what would change, and nothing changed before it is confirmed."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.documents.form_parser import CellReading, FormReading, RowReading
from bot.services import interview, loading, papers
from bot.services.forming import Answer
from bot.services.scope import Scope
from bot.store import forms
from bot.texts.say import Text, text
from bot.workflow.cycle import FormState
from bot.workflow.events import Refused, refused
from bot.workflow.forms import MEASURES, Entry, Field
from bot.workflow.numbers import format_number, parse
from bot.workflow.policy import Policy


@dataclass(frozen=True)
class Preview:
    """What would change, what stays, and what could not be read, cell by cell."""

    form_id: int
    version: int  # of the form
    answers: tuple[Answer, ...]
    changes: tuple[Text, ...]
    problems: tuple[Text, ...]
    unchanged: int


def preview(scope: Scope, reading: FormReading) -> Preview | Refused:
    """Refuses the workbook of another office, unit, cycle or an older version; bad cells never block good rows."""
    form = _form(scope, reading.key)
    if isinstance(form, Refused):
        return form
    failed = interview.may_fill(scope, form)
    if failed is not None:
        return failed
    entries = {entry.id: entry for entry in loading.entries(scope, form.id)}
    rows = [(row, entry) for row in reading.rows if (entry := _entry(entries, row)) is not None]
    read = [one for row, entry in rows for one in _cells(row, entry, scope.rules.policy)]
    answers = tuple(one for one in read if isinstance(one, Answer))
    changed = {answer.entry_id for answer in answers}
    return Preview(
        form_id=form.id,
        version=form.version,
        answers=answers,
        changes=tuple(_change(entries[a.entry_id], a, scope.rules.policy) for a in answers),
        problems=tuple(one for one in read if isinstance(one, Text)),
        unchanged=sum(entry.id not in changed for _, entry in rows),
    )


def _form(scope: Scope, key: str | None) -> forms.FormRow | Refused:
    """The form of the signed key; which of its parts does not fit is said."""
    parts = key.split(".") if key else []
    if len(parts) != 5 or not all(part.isdecimal() for part in parts[:4]):
        return refused("upload.no_key")
    office_id, cycle_id, unit_id, version = (int(part) for part in parts[:4])
    if office_id != scope.office.id:
        return refused("upload.other_office")
    signed = papers.sign(scope, f"{office_id}.{cycle_id}.{unit_id}.{version}")
    if not hmac.compare_digest(signed.encode(), parts[4].encode()):  # before anything forged reaches the database
        return refused("upload.no_key")
    form = forms.of_unit(scope.tx, cycle_id, unit_id)
    if form is None or form.office_id != scope.office.id:
        return refused("upload.no_key")
    if version != form.version:
        return refused("upload.older")
    return form if form.state == FormState.OPEN else refused("refused.locked")


def _entry(entries: dict[int, Entry], row: RowReading) -> Entry | None:
    """By the hidden key, else by number and name where these leave no doubt."""
    if row.entry_id is not None:
        return entries.get(row.entry_id)
    named = [e for e in entries.values() if e.number == row.number and e.indicator.name == row.indicator.strip()]
    return named[0] if len(named) == 1 else None


def _cells(row: RowReading, entry: Entry, policy: Policy) -> Iterator[Answer | Text]:
    """An answer for every cell that says something new, a problem for every one that cannot be read."""
    for cell in row.cells:
        field = Field(cell.field.value)
        value = _value(cell, field, entry, policy)
        if isinstance(value, Text):
            yield value
        elif value is not None and not entry.open and value != getattr(entry, field):
            yield text("upload.locked_cell", cell=cell.address, indicator=entry.indicator.name)
        elif value is not None and value != getattr(entry, field):
            yield Answer(entry.id, field, value)


def _value(cell: CellReading, field: Field, entry: Entry, policy: Policy) -> Decimal | str | Text | None:
    """What the cell means, or what is wrong with it. None for an empty one: a workbook adds, it does not wipe out."""
    if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
        return None
    problem = text("upload.problem", cell=cell.address, indicator=entry.indicator.name, value=str(cell.value))
    if field is Field.REASON:
        return next((code for code, words in policy.reasons if words == str(cell.value).strip()), problem)
    if field not in MEASURES:
        return str(cell.value).strip()
    if isinstance(cell.value, Decimal):
        return cell.value
    reading = parse(cell.value)
    return reading.value if reading else problem


def _change(entry: Entry, answer: Answer, policy: Policy) -> Text:
    old, new = (_shown(value, answer.field, policy) for value in (getattr(entry, answer.field), answer.value))
    label = text(f"field.{answer.field}")
    return text("upload.change", number=entry.number, indicator=entry.indicator.name, field=label, old=old, new=new)


def _shown(value: Decimal | str | None, field: Field, policy: Policy) -> str:
    if value in (None, ""):
        return "-"
    if field is Field.REASON:
        return policy.reason(str(value))
    shown = format_number(value) if isinstance(value, Decimal) else str(value)
    return shown if len(shown) <= 60 else shown[:60] + "…"


def pack(answers: tuple[Answer, ...]) -> list[list[Any]]:
    """As the dialog keeps them until Terapkan."""
    return [[a.entry_id, a.field, str(a.value)] for a in answers]


def unpack(stored: list[list[Any]]) -> tuple[Answer, ...]:
    return tuple(
        Answer(entry_id, Field(field), Decimal(value) if Field(field) in MEASURES else value)
        for entry_id, field, value in stored
    )
