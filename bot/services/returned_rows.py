"""What the rows of a returned workbook say: an answer for every cell with something new, a problem for every one that
says nothing usable. Good cells are never held up by bad ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.documents.form_parser import CellReading, CellValue, RowReading, shown, shown_digits
from bot.documents.silent_cells import Fault
from bot.documents.words import clean
from bot.services.forming import Answer
from bot.texts.say import Text, text
from bot.workflow.achievement import Direction
from bot.workflow.forms import MEASURES, Entry, Field, foreign_sign, perhaps_fraction, read_figure
from bot.workflow.numbers import LIMIT
from bot.workflow.policy import Policy

Value = Decimal | str

WITHOUT_VALUE: Mapping[Fault, str] = {Fault.ERROR: "upload.why_error", Fault.NOT_COMPUTED: "upload.why_formula"}


@dataclass(frozen=True)
class Given:
    """One cell's new value, and what is to be asked or said about how it was read."""

    answer: Answer
    dot_decided: bool = False
    fraction: bool = False  # perhaps a percentage that the spreadsheet keeps as its fraction


@dataclass(frozen=True)
class Bad:
    """One cell that is not taken."""

    entry: Entry
    field: Field
    cell: str
    typed: str
    why: Text


@dataclass
class Rows:
    """Everything that was read, in the order of the sheet."""

    given: list[Given] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    unknown: list[RowReading] = field(default_factory=list)
    seen: dict[int, Entry] = field(default_factory=dict)
    by_name: int = 0  # rows whose key was lost


def read_rows(rows: Iterable[RowReading], entries: Sequence[Entry], policy: Policy) -> Rows:
    """1. Each row is an entry's, by its key or its indicator; whatever else was written beside them is passed over.
    2. Each field is what its cells say, on however many rows; a workbook adds and changes, an empty cell wipes out
       nothing.
    """
    read, own = Rows(), {entry.id: entry for entry in entries}
    cells: dict[int, list[CellReading]] = {}
    for row in rows:
        entry = entry_of(own, row)
        filled = [cell for cell in row.cells if not _blank(cell.value)]
        if entry is not None:
            read.seen[entry.id] = entry
            read.by_name += row.entry_id is None
            cells.setdefault(entry.id, []).extend(filled)
        elif filled:
            read.unknown.append(row)
    for entry_id, filled in cells.items():
        found = tuple(_fields(own[entry_id], filled, policy))
        read.given += [one for one in found if isinstance(one, Given)]
        read.bad += [one for one in found if isinstance(one, Bad)]
    return read


def entry_of(entries: Mapping[int, Entry], row: RowReading) -> Entry | None:
    """By the hidden key, else by the indicator where that leaves no doubt; its number decides between equal names."""
    if row.entry_id is not None:
        return entries.get(row.entry_id)
    named = [entry for entry in entries.values() if _words(entry.indicator.name) == _words(row.indicator)]
    numbered = [entry for entry in named if entry.number == row.number]
    likely = named if len(named) == 1 else numbered
    return likely[0] if len(likely) == 1 else None


def _words(name: str) -> str:
    return " ".join(clean(name).split()).casefold()


def _blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _fields(entry: Entry, cells: Sequence[CellReading], policy: Policy) -> Iterator[Given | Bad]:
    for name in Field:
        said = [cell for cell in cells if cell.field is name]
        if said:
            found = _field(entry, said, policy)
            if name is Field.REASON and isinstance(found, Given) and any(c.field is Field.REALISASI for c in cells):
                yield _bad(entry, said[0], text("upload.why_both"))
            elif found is not None:
                yield found


def _field(entry: Entry, cells: Sequence[CellReading], policy: Policy) -> Given | Bad | None:
    """None where nothing new is said."""
    cell = cells[-1]
    if len({one.value for one in cells}) > 1:
        return _bad(entry, cell, text("upload.why_twice"))
    read = _read(cell, entry, policy)
    if isinstance(read, Text):
        return _bad(entry, cell, read)
    if _same(getattr(entry, cell.field), read.answer.value):
        return None
    return read if entry.open else _bad(entry, cell, text("upload.why_locked"))


def _bad(entry: Entry, cell: CellReading, why: Text) -> Bad:
    return Bad(entry, cell.field, cell.address, shown(cell.value), why)


def _same(kept: Value | None, read: Value | None) -> bool:
    """Whether the cell says what it was given: a spreadsheet keeps fifteen digits, and no control characters."""
    if isinstance(kept, Decimal) and isinstance(read, Decimal):
        return read in (kept, shown_digits(kept))
    return isinstance(kept, str) and isinstance(read, str) and clean(kept).strip() == clean(read).strip()


def _read(cell: CellReading, entry: Entry, policy: Policy) -> Given | Text:
    """What the cell means, or what is wrong with it."""
    if cell.fault is not None:
        return text(WITHOUT_VALUE[cell.fault])
    if cell.field is Field.REASON:
        said = _words(str(cell.value))
        code = next((code for code, words in policy.reasons if said in (_words(words), _words(code))), None)
        return text("upload.why_reason") if code is None else Given(Answer(entry.id, cell.field, code))
    if cell.field in MEASURES:
        return _figure(cell, entry, policy)
    return Given(Answer(entry.id, cell.field, shown(cell.value)))


def _figure(cell: CellReading, entry: Entry, policy: Policy) -> Given | Text:
    given = entry.indicator
    reading = read_figure(cell.value, cell.field, given, policy) if isinstance(cell.value, str) else None
    value = reading.value if reading else cell.value
    if not isinstance(value, Decimal):
        graded = cell.field is Field.REALISASI and given.direction is Direction.GRADE
        return text("upload.why_predicate" if graded else "upload.why_number")
    if reading is not None and foreign_sign(reading, cell.field, given):
        return text("upload.why_sign")
    if abs(value) >= LIMIT:
        return text("upload.why_large")
    said_percent = reading is not None and reading.percent
    fraction = cell.field is Field.REALISASI and not said_percent and perhaps_fraction(given, value)
    return Given(Answer(entry.id, cell.field, value), reading is not None and reading.dot_decided, fraction)
