"""How a change of the master data looks before and after it is made: counted by sheet, listed from old to new."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.documents.master_names import HOLIDAYS_SHEET
from bot.texts.say import Text, text
from bot.workflow.master import Amended, Amendment, Problem

SHOWN = 12
"""Lines of a message; the rest is counted, and all of them follow as a file."""
LONGEST = 60
"""Characters of a value shown in a message."""


def preview(amendments: Sequence[Amendment], moved: tuple[Text, ...] = ()) -> Text:
    """`moved`: the deadlines that follow, a line each."""
    effect = (text("calendar.foreseen"), *shown(moved)) if moved else ()
    return text("induk.preview", counts=_counts(amendments), lines=(*shown(lines(amendments)), *effect))


def _counts(amendments: Sequence[Amendment]) -> tuple[Text, ...]:
    found = Counter((one.sheet, one.kind) for one in amendments)
    sheets = dict.fromkeys(one.sheet for one in amendments)
    return tuple(
        text("induk.count", sheet=sheet, **{kind.value: found[sheet, kind] for kind in Amended}) for sheet in sheets
    )


def lines(amendments: Iterable[Amendment], longest: int = LONGEST) -> tuple[Text, ...]:
    return tuple(line(one, longest) for one in amendments)


def line(one: Amendment, longest: int = LONGEST) -> Text:
    if one.kind is Amended.ADDED and one.new:
        return text("induk.added_with", sheet=one.sheet, what=one.what, new=_cut(one.new, longest))
    if one.kind is Amended.ENDED and one.sheet == HOLIDAYS_SHEET:
        return text("induk.forgotten", sheet=one.sheet, what=one.what)
    if one.kind is not Amended.CHANGED:
        return text(f"induk.{one.kind}", sheet=one.sheet, what=one.what)
    what = f"{one.what}, {one.column}" if one.column else one.what
    old, new = (_cut(value, longest) or "-" for value in (one.old, one.new))
    return text("induk.changed", sheet=one.sheet, what=what, old=old, new=new)


def _cut(value: str, longest: int) -> str:
    words = " ".join(value.split())
    return words if len(words) <= longest else f"{words[:longest].rstrip()}…"


def problems(found: Sequence[Problem]) -> Text:
    return text("induk.problems", count=len(found), lines=shown(problem_lines(found)))


def problem_lines(found: Iterable[Problem]) -> tuple[Text, ...]:
    return tuple(_problem(one) for one in found)


def _problem(one: Problem) -> Text:
    if not one.sheet:
        return text("induk.problem", words=one.words)
    if not one.cell:
        return text("induk.problem_sheet", sheet=one.sheet, words=one.words)
    return text("induk.problem_cell", sheet=one.sheet, cell=one.cell, words=one.words)


def shown(found: tuple[Text, ...]) -> tuple[Text, ...]:
    more = len(found) - SHOWN
    return (*found[:SHOWN], text("induk.more", more=more)) if more > 0 else found
