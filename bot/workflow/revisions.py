"""What the indicators of a running cycle would be now, beside what was frozen for its forms at step 2."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.workflow.forms import Changes, Entry, Indicator, Revised

FIELDS = (
    "name", "sasaran", "satuan", "definition", "direction", "aggregation", "evidence",
    "target", "annual", "upper", "pagu",
)  # fmt: skip
"""What a form says of an indicator; realisasi of earlier periods is none of it."""
OTHER_TARGET = "targets."
"""Before the key of another period of the year, whose target counts for the realisasi to date."""


@dataclass(frozen=True)
class Revision:
    """One entry of a form: `indicator` as it is from then on, or was until then; `entry_id` None for one that comes."""

    kind: Revised
    entry_id: int | None
    number: int
    indicator: Indicator
    changes: Changes = ()


def differing(entries: Sequence[Entry], wanted: Sequence[Indicator], *, grows: bool) -> tuple[Revision, ...]:
    """What the form of a unit lacks of what the master data says of this unit now, entry by entry.

    1. An open entry whose indicator has changed, or is no longer wanted. What is locked stays as it was handed in.
    2. Where the form may grow, at its end, an indicator that it does not have.
    """
    by_id = {one.id: one for one in wanted}
    found = [one for entry in entries if entry.open for one in _of_entry(entry, by_id.get(entry.indicator.id))]
    known = {entry.indicator.id for entry in entries}
    last = max((entry.number for entry in entries), default=0)
    new = [one for one in wanted if one.id not in known] if grows else []
    return (*found, *(Revision(Revised.ADDED, None, number, one) for number, one in enumerate(new, last + 1)))


def _of_entry(entry: Entry, new: Indicator | None) -> tuple[Revision, ...]:
    if new is None:
        return (Revision(Revised.DROPPED, entry.id, entry.number, entry.indicator),)
    changes = changed(entry.indicator, new)
    as_from_now = replace(new, earlier=entry.indicator.earlier, spent=entry.indicator.spent)
    return (Revision(Revised.CHANGED, entry.id, entry.number, as_from_now, changes),) if changes else ()


def changed(old: Indicator, new: Indicator) -> Changes:
    pairs = [(field, getattr(old, field), getattr(new, field)) for field in FIELDS]
    before, after = dict(old.targets[:-1]), dict(new.targets[:-1])
    pairs += [(OTHER_TARGET + key, before.get(key), after.get(key)) for key in sorted(before.keys() | after.keys())]
    return tuple((field, _text(was), _text(now)) for field, was, now in pairs if was != now)


def _text(value: Decimal | str | None) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def revised(entries: Sequence[Entry], revisions: Sequence[Revision]) -> tuple[Entry, ...]:
    """The form as it would be; a new entry has no id yet."""
    by_entry = {one.entry_id: one for one in revisions}
    kept = (
        replace(entry, indicator=by_entry[entry.id].indicator) if entry.id in by_entry else entry
        for entry in entries
        if entry.id not in by_entry or by_entry[entry.id].kind is not Revised.DROPPED
    )
    new = (Entry(0, one.number, one.indicator) for one in revisions if one.kind is Revised.ADDED)
    return (*kept, *new)
