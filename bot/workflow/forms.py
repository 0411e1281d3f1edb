"""A unit's form: its entries, what each still lacks, and which question comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.workflow.achievement import (
    Achievement,
    Aggregation,
    Direction,
    State,
    achievement,
    below_threshold,
    predicate_of,
)
from bot.workflow.numbers import Reading, parse
from bot.workflow.policy import Policy


class Field(StrEnum):
    """What is reported for one indicator; the names are the columns' own."""

    REALISASI = "realisasi"
    ANGGARAN = "anggaran"
    PENGHAMBAT = "penghambat"
    TINDAK_LANJUT = "tindak_lanjut"
    PENDORONG = "pendorong"
    REASON = "reason"


MEASURES = (Field.REALISASI, Field.ANGGARAN)
ASKED = (Field.REALISASI, Field.ANGGARAN, Field.PENDORONG, Field.PENGHAMBAT, Field.TINDAK_LANJUT)
"""In the order of asking."""
EXPLANATIONS = (Field.PENDORONG, Field.PENGHAMBAT, Field.TINDAK_LANJUT)
"""Asked where they are compulsory; elsewhere offered, and pendorong everywhere."""


SHARES = frozenset({"%", "persen", "persentase"})
"""Units of measure of a part of a hundred."""
MONEY = frozenset({"rp", "rupiah", "ribu rupiah", "juta rupiah"})
"""Units of measure of money."""
MOST_AS_FRACTION = Decimal("1.5")
"""150% as its fraction; more is taken for what it says."""


@dataclass(frozen=True)
class Indicator:
    """An indicator with the targets of the cycle's year; `earlier` holds (period key, realisasi) in order of time,
    `spent` the anggaran likewise."""

    id: int
    number: int
    sasaran: str
    name: str
    satuan: str
    direction: Direction
    aggregation: Aggregation
    definition: str
    evidence: str
    annual: Decimal | None
    target: Decimal | None  # of the period
    targets: tuple[tuple[str, Decimal | None], ...] = ()  # of this year's periods up to this one, by period key
    upper: Decimal | None = None
    pagu: Decimal | None = None
    earlier: tuple[tuple[str, Decimal | None], ...] = ()
    spent: tuple[tuple[str, Decimal | None], ...] = ()

    @property
    def last(self) -> Decimal | None:
        return self.earlier[-1][1] if self.earlier else None

    @property
    def is_share(self) -> bool:
        return self.satuan.strip().casefold() in SHARES


class Revised(StrEnum):
    """What became of an indicator after its form was prepared."""

    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


Changes = tuple[tuple[str, str, str], ...]
"""(field, old, new), as text."""


@dataclass(frozen=True)
class Noted:
    """A revision of an entry's indicator, as it is shown from then on; `by` is a jabatan."""

    at: datetime
    by: str
    kind: Revised
    changes: Changes = ()


@dataclass(frozen=True)
class Entry:
    """What was reported for one indicator. `flagged`: returned, and not yet looked at again."""

    id: int
    number: int
    indicator: Indicator
    realisasi: Decimal | None = None
    anggaran: Decimal | None = None
    pendorong: str = ""
    penghambat: str = ""
    tindak_lanjut: str = ""
    reason: str = ""
    open: bool = True
    flagged: bool = False
    comment: str = ""
    old: Decimal | None = None
    how: str = ""
    evidence: tuple[str, ...] = ()  # the names of what stands behind the figure
    revisions: tuple[Noted, ...] = ()


def perhaps_fraction(given: Indicator, realisasi: Decimal) -> bool:
    """Whether this may be a percentage that a spreadsheet keeps as its fraction: "98,5%" in a cell is 0.985.

    Only where a hundred times as much would be expected: by the target, else by the year's, else by the last period.
    """
    expected = next((value for value in (given.target, given.annual, given.last) if value), None)
    return given.is_share and expected is not None and 0 < realisasi <= MOST_AS_FRACTION < expected


def read_figure(words: str, field: Field, given: Indicator, policy: Policy) -> Reading | None:
    """A figure as a person writes it: a number, also with its satuan, and the realisasi of a predikat by its code."""
    if field is not Field.REALISASI:
        return parse(words)
    return read_score(words, given.direction, policy) or parse(_bare(words, given.satuan))


def graded(entry: Entry, field: Field) -> bool:
    """Whether this field of the entry says a predikat."""
    return field is Field.REALISASI and entry.indicator.direction is Direction.GRADE


def read_score(words: str, direction: Direction, policy: Policy) -> Reading | None:
    """A number; of a predikat also its code."""
    score = policy.score(words) if direction is Direction.GRADE else None
    return parse(words) if score is None else Reading(score)


def foreign_sign(reading: Reading, field: Field, given: Indicator) -> bool:
    """Whether it was written as a percentage or an amount of money where it can be neither: "11%" of 12 Kali."""
    if field is Field.ANGGARAN:
        return reading.percent
    share = given.is_share or given.direction is Direction.GRADE
    money = given.satuan.strip().casefold().removesuffix(".") in MONEY
    return (reading.percent and not share) or (reading.rupiah and not money)


def _bare(words: str, satuan: str) -> str:
    """ "12 kali." as "12"."""
    plain, unit = words.strip().removesuffix(".").casefold(), satuan.strip().casefold()
    return plain.removesuffix(unit) if unit else plain


def written(value: Decimal | None, given: Indicator, policy: Policy) -> Decimal | str | None:
    """A target or realisasi as the office writes it: of a predikat the code."""
    return (predicate_of(policy.predicates, value) if given.direction is Direction.GRADE else "") or value


def achieved(entry: Entry, policy: Policy) -> Achievement:
    given = entry.indicator
    return achievement(given.direction, given.target, entry.realisasi, upper=given.upper, down=policy.down)


def assessed(entry: Entry, policy: Policy) -> bool:
    return achieved(entry, policy).state is not State.NOT_ASSESSED


def needs_explanation(entry: Entry, policy: Policy) -> bool:
    """Penghambat and tindak lanjut are compulsory below the threshold."""
    percent = achieved(entry, policy).percent
    return percent is not None and below_threshold(percent, policy.threshold)


def compulsory(entry: Entry, field: Field, policy: Policy) -> bool:
    """Whether this explanation has to be given."""
    return field is not Field.PENDORONG and not entry.reason and needs_explanation(entry, policy)


def missing(entry: Entry, policy: Policy) -> tuple[Field, ...]:
    """What keeps this entry from being complete, in the order of asking."""
    if entry.flagged:
        return (Field.REALISASI,)
    if entry.reason or not assessed(entry, policy):
        return ()
    if entry.realisasi is None:
        return (Field.REALISASI,)
    if not needs_explanation(entry, policy):
        return ()
    explained = {Field.PENGHAMBAT: entry.penghambat, Field.TINDAK_LANJUT: entry.tindak_lanjut}
    return tuple(field for field, words in explained.items() if not words)


def incomplete(entries: Sequence[Entry], policy: Policy) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.open and missing(entry, policy))


PAPER = "kertas"
"""How an entry came that the Staf typed from a form on paper."""


BEHALF = "diwakili"
"""How an entry came that somebody was entrusted with because nobody of the unit could be reached."""


def on_paper(entries: Sequence[Entry]) -> bool:
    """Whether whatever is in the form was typed from paper."""
    given = [e for e in entries if e.how]
    return bool(given) and all(e.how == PAPER for e in given)


def unproved(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries with a figure and nothing behind it, also those that a return has left closed: the recap holds all."""
    return tuple(e for e in entries if e.realisasi is not None and not e.evidence)


def unreported(entries: Sequence[Entry], policy: Policy) -> tuple[Entry, ...]:
    """Open entries with a pagu that say what was reached and not what was spent: allowed, but asked about."""
    return tuple(
        e
        for e in entries
        if e.open and e.indicator.pagu is not None and e.anggaran is None and not e.reason and assessed(e, policy)
    )


@dataclass(frozen=True)
class Question:
    entry_id: int
    field: Field


def first_question(entries: Sequence[Entry], policy: Policy) -> Question | None:
    """Where a form is resumed: the first thing missing."""
    waiting = incomplete(entries, policy)
    return Question(waiting[0].id, missing(waiting[0], policy)[0]) if waiting else None


def applicable(entry: Entry, policy: Policy, *, explained: bool = False) -> tuple[Field, ...]:
    """The fields worth asking for this entry as it stands now; `explained`: whoever fills it wants to say more."""
    fields = [Field.REALISASI]
    if entry.indicator.pagu is not None and not entry.reason:
        fields.append(Field.ANGGARAN)
    if explained:
        fields += EXPLANATIONS
    elif not entry.reason and needs_explanation(entry, policy):
        fields += [Field.PENGHAMBAT, Field.TINDAK_LANJUT]
    return tuple(fields)


def next_question(
    entries: Sequence[Entry], policy: Policy, answered: Question, *, again: bool = False, explained: bool = False
) -> Question | None:
    """What follows an answer: the rest of this entry, then the first thing missing anywhere.

    `again`: the entry is being corrected, so that what it has already is asked too. `explained` as in `applicable`.
    """
    entry = next(e for e in entries if e.id == answered.entry_id)
    order = ASKED.index(answered.field)
    later = [field for field in applicable(entry, policy, explained=explained) if ASKED.index(field) > order]
    wanted = later if again else [field for field in later if getattr(entry, field) in (None, "")]
    return Question(entry.id, wanted[0]) if wanted else first_question(entries, policy)
