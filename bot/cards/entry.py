"""The card of one indicator: a question while it is asked here, one line once it is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.cards.buttons import Rows, button, stacked
from bot.cards.figures import written
from bot.cards.task import shortened
from bot.texts.revised import noted
from bot.texts.say import Param, Text, text, text_from
from bot.workflow.forms import EXPLANATIONS, Entry, Field
from bot.workflow.papers import Line


@dataclass(frozen=True)
class EntryView:
    """`field` is what this card asks; `asked` says whether that is the question open in this chat now."""

    entry: Entry
    line: Line
    position: int
    of: int
    field: Field
    asked: bool
    editable: bool
    offered: bool = False  # an explanation that is not compulsory


def said(view: EntryView) -> Text:
    return text("ask.card", head=_head(view), question=_question(view)) if view.asked else ANSWERED[view.field](view)


def _head(view: EntryView) -> Text:
    given = view.entry.indicator
    facts = [text("ask.satuan", satuan=given.satuan or "-")]
    if given.target is not None and given.upper is not None:
        facts.append(text("ask.target_range", lower=given.target, upper=given.upper))
    elif given.target is not None:
        facts.append(text("ask.target", target=written(view.line, given.target)))
    if given.last is not None:
        facts.append(text("ask.last", last=written(view.line, given.last)))
    if given.definition:
        facts.append(text("ask.definition", definition=given.definition))
    facts += [text("revise.fact", words=noted(one)) for one in view.entry.revisions[-1:]]
    if view.entry.comment:
        facts.append(text("ask.comment", comment=view.entry.comment, old=written(view.line, view.entry.old)))
    elif view.entry.flagged:
        facts.append(text("ask.returned", old=written(view.line, view.entry.old)))
    if _has_value(view):
        facts.append(text("ask.now", now=_now(view)))
    place: dict[str, Param] = {"number": view.entry.number, "position": view.position, "of": view.of}
    key = "ask.head" if view.position == view.entry.number else "ask.head_of_some"
    return text_from(key, {**place, "indicator": given.name, "facts": tuple(facts)})


def _has_value(view: EntryView) -> bool:
    """Whether what is asked here was answered before; a returned value is shown with its comment instead."""
    if view.field is Field.REALISASI:
        return not view.entry.flagged and (view.line.realisasi is not None or bool(view.line.reason))
    return getattr(view.entry, view.field) not in (None, "")


def _now(view: EntryView) -> Param:
    if view.field is Field.ANGGARAN and view.line.anggaran is not None:
        return text("ask.rupiah", value=view.line.anggaran)
    if view.field is Field.REALISASI:
        return view.line.reason or written(view.line, view.line.realisasi)
    return shortened(str(getattr(view.entry, view.field)), 200)


def _question(view: EntryView) -> Text:
    if view.offered:
        return text(f"ask.{view.field}_offered")
    if view.field is Field.ANGGARAN and view.entry.indicator.pagu is not None:
        return text("ask.anggaran", pagu=view.entry.indicator.pagu)
    if view.field is Field.PENGHAMBAT and view.line.percent is not None:
        return text("ask.penghambat", percent=view.line.percent, grade=view.line.grade)
    if view.field is Field.REALISASI and view.line.predicates:
        return text("ask.predikat", codes=", ".join(code for code, _ in view.line.predicates))
    return text(f"ask.{view.field}_open" if view.field in WITH_FIGURES else f"ask.{view.field}")


WITH_FIGURES = (Field.ANGGARAN, Field.PENGHAMBAT)
"""Their questions quote a figure, which a colleague may have taken away while the question is open here."""


def _echo(view: EntryView) -> Text:
    """ "2. Indikator: 87,50 Persen · capaian 97,22% (Sangat Tinggi)": the echo of what was read."""
    line = view.line
    words: dict[str, Param] = {"number": view.entry.number, "indicator": line.indicator}
    if line.reason:
        return text("ask.no_data", reason=line.reason, **words)
    if line.realisasi is None:
        return text("ask.empty", **words)
    reached = (
        text("ask.reached", percent=line.percent, grade=line.grade)
        if line.percent is not None
        else text("ask.grade", grade=line.grade)
    )
    return text("ask.echo", value=written(line, line.realisasi), satuan=line.satuan, reached=reached, **words)


def _spent(view: EntryView) -> Text:
    line = view.line
    if line.anggaran is None:
        return text("ask.not_spent", number=view.entry.number)
    if line.absorption is None:
        return text("ask.spent", number=view.entry.number, anggaran=line.anggaran)
    return text("ask.absorbed", number=view.entry.number, anggaran=line.anggaran, absorption=line.absorption)


def _explained(field: Field) -> Callable[[EntryView], Text]:
    def explained(view: EntryView) -> Text:
        words: Param = shortened(str(getattr(view.entry, field)), 200) or text("ask.unsaid")
        return text(f"ask.explained_{field}", number=view.entry.number, words=words)

    return explained


ANSWERED: Mapping[Field, Callable[[EntryView], Text]] = {
    Field.REALISASI: _echo,
    Field.ANGGARAN: _spent,
    **{field: _explained(field) for field in EXPLANATIONS},
}
"""One line for what was asked and answered."""


def buttons(view: EntryView) -> Rows:
    entry_id = view.entry.id
    if not view.asked:
        return _ways_back(view) if view.editable and view.field is Field.REALISASI else ()
    if view.field is Field.REALISASI:
        keep = stacked(button("keep", "keep", entry_id)) if view.entry.flagged and view.entry.old is not None else ()
        return keep + _stay(view) + stacked(button("no_data", "nodata", entry_id))
    if (view.field is Field.ANGGARAN or view.offered) and not _has_value(view):
        return stacked(button("skip", "skip", entry_id, view.field))
    return _stay(view)


def _ways_back(view: EntryView) -> Rows:
    """To what was answered; there is more to say of it only once it is."""
    change = button("change", "change", view.entry.id)
    return ((change, button("explain", "explain", view.entry.id)),) if _has_value(view) else stacked(change)


def _stay(view: EntryView) -> Rows:
    return stacked(button("stay", "skip", view.entry.id, view.field)) if _has_value(view) else ()
