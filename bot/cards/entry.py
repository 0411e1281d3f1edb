"""The card of one indicator: a question while it is asked here, one line once it is answered."""

from dataclasses import dataclass
from decimal import Decimal

from bot.cards.buttons import Rows, button, stacked
from bot.texts.say import Param, Text, text
from bot.workflow.forms import Entry, Field
from bot.workflow.papers import Line


@dataclass(frozen=True)
class EntryView:
    """`asked` is the field open in this chat now, None when the entry is only shown."""

    entry: Entry
    line: Line
    position: int
    of: int
    asked: Field | None
    editable: bool


def said(view: EntryView) -> Text:
    return _answered(view) if view.asked is None else text("ask.card", head=_head(view), question=_question(view))


def _head(view: EntryView) -> Text:
    given = view.entry.indicator
    facts = [text("ask.satuan", satuan=given.satuan or "-")]
    if given.target is not None:
        facts.append(text("ask.target", target=given.target))
    if given.last is not None:
        facts.append(text("ask.last", last=given.last))
    if given.definition:
        facts.append(text("ask.definition", definition=given.definition))
    if view.entry.comment:
        facts.append(text("ask.comment", comment=view.entry.comment, old=_number(view.entry.old)))
    return text("ask.head", position=view.position, of=view.of, indicator=given.name, facts=tuple(facts))


def _question(view: EntryView) -> Text:
    if view.asked is Field.ANGGARAN and view.entry.indicator.pagu is not None:
        return text("ask.anggaran", pagu=view.entry.indicator.pagu)
    if view.asked is Field.PENGHAMBAT and view.line.percent is not None:
        return text("ask.penghambat", percent=view.line.percent, grade=view.line.grade)
    return text(f"ask.{view.asked}")


def _answered(view: EntryView) -> Text:
    """ "2. Indikator: 87,50 Persen · capaian 97,22% (Sangat Tinggi)": the echo of what was read."""
    line = view.line
    words: dict[str, Param] = {"number": view.position, "indicator": line.indicator}
    if line.reason:
        return text("ask.no_data", reason=line.reason, **words)
    if line.realisasi is None:
        return text("ask.empty", **words)
    reached = (
        text("ask.reached", percent=line.percent, grade=line.grade)
        if line.percent is not None
        else text("ask.grade", grade=line.grade)
    )
    spent = text("ask.spent", anggaran=line.anggaran) if line.anggaran is not None else text("card.nothing")
    return text("ask.echo", value=line.realisasi, satuan=line.satuan, reached=reached, spent=spent, **words)


def _number(value: Decimal | None) -> Text:
    return text("ask.none") if value is None else text("ask.number", value=value)


def buttons(view: EntryView) -> Rows:
    entry_id = view.entry.id
    if view.asked is None:
        return stacked(button("change", "change", entry_id)) if view.editable else ()
    if view.asked is Field.REALISASI:
        keep = stacked(button("keep", "keep", entry_id)) if view.entry.flagged and view.entry.old is not None else ()
        return keep + stacked(button("no_data", "nodata", entry_id))
    if view.asked is Field.ANGGARAN:
        return stacked(button("skip", "skip", entry_id))
    return ()
