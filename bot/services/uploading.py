"""A returned workbook: whose form it is, what would change, and nothing changed before it is confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from bot.cards import doubt
from bot.documents.form_parser import ExtraRow, FormReading, RowReading
from bot.services import forming, handing, loading, recognizing, returned_rows
from bot.services.forming import Answer
from bot.services.returned_rows import Bad, Given, Rows
from bot.services.scope import Scope
from bot.store.forms import FormRow
from bot.texts.say import Param, Text, label, text
from bot.workflow.anomalies import anomalies
from bot.workflow.events import Refused
from bot.workflow.forms import MEASURES, Entry, Field, written
from bot.workflow.papers import Mark
from bot.workflow.policy import Policy
from bot.workflow.recap import line_of

QUOTED = 60
"""Characters of a name or an explanation in one line of the preview."""


@dataclass(frozen=True)
class Preview:
    """What is new, what stays, and what is wrong, cell by cell; `notes` say how the form was recognized."""

    form: FormRow
    period: str
    given: tuple[Given, ...]
    bad: tuple[Bad, ...]
    notes: tuple[Text, ...]
    problems: tuple[Text, ...]
    unchanged: int
    entries: tuple[Entry, ...] = field(repr=False)
    marked: bool = False  # a fresh workbook with the bad cells marked follows

    @property
    def answers(self) -> tuple[Answer, ...]:
        return tuple(one.answer for one in self.given)


def preview(scope: Scope, reading: FormReading) -> Preview | Refused:
    """Refuses the workbook of another office, unit, cycle or an older version; bad cells never block good rows."""
    found = recognizing.recognize(scope, reading)
    if isinstance(found, Refused):
        return found
    entries = loading.entries(scope, found.form.id)
    rows = returned_rows.read_rows(reading.rows, entries, scope.rules.policy)
    beside = (*(_unknown(row) for row in rows.unknown), *(_extra(row) for row in reading.extra))
    problems = (*(_problem(one) for one in rows.bad), *beside)
    seen = previewed(scope, found.form, rows, entries)
    return replace(
        seen, notes=(*_notes(found, rows, seen.period), *seen.notes), problems=problems, marked=bool(rows.bad)
    )


def previewed(scope: Scope, form: FormRow, rows: Rows, entries: tuple[Entry, ...]) -> Preview:
    """What the rows would change in the form, and which of the new figures are unusual."""
    touched = {one.answer.entry_id for one in rows.given} | {one.entry.id for one in rows.bad}
    return Preview(
        form=form,
        period=loading.period(scope, form.cycle_id).label,
        given=tuple(rows.given),
        bad=tuple(rows.bad),
        notes=_doubts(rows, entries, scope.rules.policy),
        problems=(),
        unchanged=len(rows.seen.keys() - touched),
        entries=entries,
    )


def _doubts(rows: Rows, entries: tuple[Entry, ...], policy: Policy) -> tuple[Text, ...]:
    """Unusual figures among the new ones: named, not held up."""
    answers = tuple(one.answer for one in rows.given)
    new = [forming.with_answers(entry, answers) for entry in entries if entry.id in {a.entry_id for a in answers}]
    lines = tuple(
        text("anomaly.of", number=entry.number, indicator=quoted(entry.indicator.name), lines=lines)
        for entry in new
        if (lines := doubt.reasons(entry, line_of(entry, policy), anomalies(entry, policy), policy.doubts))
    )
    return (text("anomaly.several", lines=lines),) if lines else ()


def hand_back(scope: Scope, found: Preview) -> None:
    """A fresh workbook with what was read and the bad cells marked, so that only these are to be mended."""
    filled = tuple(forming.with_answers(entry, found.answers) for entry in found.entries)
    marks = tuple(Mark(one.entry.id, one.field, one.typed, label(one.why.key)) for one in found.bad)
    handing.hand_form(scope, found.form, filled, marks)


def _notes(found: recognizing.Recognized, rows: Rows, period: str) -> tuple[Text, ...]:
    if not found.by_key:
        return (text("upload.by_words", unit=found.form.unit_name, period=period),)
    return (text("upload.rows_by_name", rows=rows.by_name),) if rows.by_name else ()


def _problem(bad: Bad) -> Text:
    name, typed = quoted(bad.entry.indicator.name), quoted(bad.typed)
    return text("upload.problem", cell=bad.cell, indicator=name, typed=typed, why=bad.why)


def _unknown(row: RowReading) -> Text:
    return text("upload.unknown_row", row=row.row, indicator=quoted(row.indicator or "-"))


def _extra(row: ExtraRow) -> Text:
    return text("upload.extra_row", cell=row.address, words=quoted(row.words or "-"), typed=quoted(row.figure))


def _change(entry: Entry, given: Given, policy: Policy) -> Text:
    answer = given.answer
    new = _shown(entry, answer.value, answer.field, policy)
    if given.dot_decided and isinstance(answer.value, Decimal):
        new = text("upload.in_words", value=new, words=answer.value)
    return text(
        "upload.change",
        number=entry.number,
        indicator=quoted(entry.indicator.name),
        field=text(f"field.{answer.field}"),
        old=_before(entry, answer.field, policy),
        new=new,
    )


def _before(entry: Entry, name: Field, policy: Policy) -> Param:
    """A reason takes the place of the figure there was."""
    if name is Field.REASON and not entry.reason:
        return _shown(entry, entry.realisasi, Field.REALISASI, policy)
    return _shown(entry, getattr(entry, name), name, policy)


def _shown(entry: Entry, value: Decimal | str | None, name: Field, policy: Policy) -> Param:
    if value in (None, ""):
        return "-"
    if name is Field.REASON:
        return policy.reason(str(value))
    if not isinstance(value, Decimal):
        return quoted(str(value))
    if name is Field.ANGGARAN:
        return text("ask.rupiah", value=value)
    return written(value, entry.indicator, policy) or value


def quoted(words: str) -> str:
    return words if len(words) <= QUOTED else words[: QUOTED - 1].rstrip() + "…"


def changes(scope: Scope, form_id: int, given: Sequence[Given]) -> tuple[Text, ...]:
    """What they would change in the form as it is now; what stands there already is none."""
    entries, policy = {entry.id: entry for entry in loading.entries(scope, form_id)}, scope.rules.policy
    pairs = [(entries[one.answer.entry_id], one) for one in given if one.answer.entry_id in entries]
    return tuple(
        _change(entry, one, policy) for entry, one in pairs if getattr(entry, one.answer.field) != one.answer.value
    )


def fractions(given: Sequence[Given]) -> tuple[Decimal, ...]:
    """The figures that are perhaps percentages, kept as fractions."""
    return tuple(one.answer.value for one in given if one.fraction and isinstance(one.answer.value, Decimal))


def answers(given: Sequence[Given], *, as_percent: bool) -> tuple[Answer, ...]:
    """`as_percent`: what may be a fraction was one, and 0.985 is 98.5."""
    return tuple(_percent(one.answer) if one.fraction and as_percent else one.answer for one in given)


def _percent(answer: Answer) -> Answer:
    return replace(answer, value=answer.value * 100) if isinstance(answer.value, Decimal) else answer


def pack(given: Sequence[Given]) -> list[list[Any]]:
    """As the dialog keeps them until Terapkan."""
    return [
        [one.answer.entry_id, one.answer.field, str(one.answer.value), one.dot_decided, one.fraction] for one in given
    ]


def unpack(stored: Sequence[Sequence[Any]]) -> tuple[Given, ...]:
    return tuple(
        Given(Answer(entry_id, Field(name), _value(Field(name), value)), dot_decided, fraction)
        for entry_id, name, value, dot_decided, fraction in stored
    )


def _value(name: Field, stored: str) -> Decimal | str:
    return Decimal(stored) if name in MEASURES else stored
