"""A pasted list of figures: read like the rows of a workbook, previewed, and applied on Terapkan."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.documents.form_parser import CellReading, RowReading
from bot.services import forming, interview, loading, returned_rows, uploading
from bot.services.scope import Scope
from bot.services.uploading import Preview
from bot.store import forms
from bot.store.forms import FormRow
from bot.texts.say import Text, text
from bot.workflow.events import Refused
from bot.workflow.forms import Entry, Field
from bot.workflow.pasting import Pasted


def form_for(scope: Scope, asked: int | None) -> FormRow | Refused | None:
    """The form that is asked about here, else the only one that this person may fill; None where there are several."""
    if asked is not None:
        form = forms.get(scope.tx, asked)
        return interview.may_fill(scope, form) or form
    own = forming.open_forms(scope)
    if not own:
        return forming.why_none(scope, "refused.locked")
    return own[0] if len(own) == 1 and not forming.is_for_another(scope, own[0]) else None


def preview(scope: Scope, form: FormRow, lines: Sequence[Pasted]) -> Preview:
    """What would change; a line that cannot be read is named and holds up no other."""
    entries, policy = loading.entries(scope, form.id), scope.rules.policy
    rows = returned_rows.read_rows(_rows(lines, entries), entries, policy)
    by_number = {entry.number: entry for entry in entries}
    unknown = tuple(_unknown(at, one) for at, one in enumerate(lines, 1) if one.number not in by_number)
    found = uploading.previewed(scope, form, rows, entries)
    return replace(found, problems=(*(_problem(one) for one in rows.bad), *unknown))


def _rows(lines: Iterable[Pasted], entries: Sequence[Entry]) -> tuple[RowReading, ...]:
    """Each line as a row with one cell, its realisasi."""
    by_number = {entry.number: entry for entry in entries}
    known = ((at, by_number[one.number], one) for at, one in enumerate(lines, 1) if one.number in by_number)
    return tuple(
        RowReading(at, entry.id, entry.number, entry.indicator.name, (_cell(at, one),)) for at, entry, one in known
    )


def _cell(at: int, one: Pasted) -> CellReading:
    return CellReading(Field.REALISASI, one.words, str(at))


def _problem(bad: returned_rows.Bad) -> Text:
    name, typed = uploading.quoted(bad.entry.indicator.name), uploading.quoted(bad.typed)
    return text("paste.problem", line=bad.cell, indicator=name, typed=typed, why=bad.why)


def _unknown(at: int, one: Pasted) -> Text:
    return text("paste.unknown", line=at, typed=uploading.quoted(one.line))
