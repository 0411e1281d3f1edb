"""A unit's form at a glance: every indicator with its state, and a way to each of them."""

from dataclasses import dataclass

from bot.cards.buttons import Rows, stacked
from bot.channels.base import MAX_LABEL, Button
from bot.texts.say import Param, Text, text
from bot.workflow.papers import Line


@dataclass(frozen=True)
class FormLine:
    position: int
    line: Line
    complete: bool
    returned: bool
    open: bool


@dataclass(frozen=True)
class FormView:
    unit: str
    period: str
    lines: tuple[FormLine, ...]


def said(view: FormView) -> Text:
    done = sum(line.complete for line in view.lines)
    shown = tuple(_line(line) for line in view.lines)
    return text("form.card", unit=view.unit, period=view.period, done=done, entries=len(view.lines), lines=shown)


def _line(view: FormLine) -> Text:
    words: dict[str, Param] = {"position": view.position, "indicator": view.line.indicator}
    if view.returned:
        return text("form.returned", **words)
    if view.line.reason:
        return text("form.no_data", **words)
    if view.line.realisasi is None:
        return text("form.empty" if not view.complete else "form.not_assessed", **words)
    key = "form.filled" if view.complete else "form.unexplained"
    return text(key, value=view.line.realisasi, satuan=view.line.satuan, **words)


def buttons(view: FormView) -> Rows:
    return stacked(*(_open(line) for line in view.lines if line.open))


def _open(line: FormLine) -> Button:
    return Button(cut(f"{line.position}. {line.line.indicator}"), f"change:{line.line.entry_id}")


def cut(words: str) -> str:
    return words if len(words) <= MAX_LABEL else words[: MAX_LABEL - 1].rstrip() + "…"
