"""A unit's form at a glance: every indicator with its state, what is left to do, and a way to each of them."""

from dataclasses import dataclass
from datetime import datetime

from bot.cards.buttons import Rows, button, row, stacked
from bot.cards.figures import written
from bot.cards.pages import Page
from bot.channels.base import Button, Style, cut
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
    """`submit`: task and version of step 6, for who may submit now. `open`: the form is with its unit."""

    form_id: int
    unit: str
    period: str
    lines: tuple[FormLine, ...]
    due_at: datetime | None = None
    left: Text | None = None  # until then, where it is known
    wanted: int = 0  # page
    open: bool = True
    submit: tuple[int, int] | None = None

    @property
    def done(self) -> int:
        return sum(line.complete for line in self.lines)

    @property
    def page(self) -> Page[FormLine]:
        return Page(self.lines, self.wanted)


def said(view: FormView) -> Text:
    return text(
        "form.card",
        unit=view.unit,
        period=view.period,
        done=view.done,
        entries=len(view.lines),
        due=_due(view),
        lines=tuple(_line(line) for line in view.page.shown),
        hint=_hint(view),
    )


def _due(view: FormView) -> Text:
    if view.due_at is None or view.left is None or not view.open:
        return text("card.nothing")
    return text("form.due", due=view.due_at, left=view.left)


def _hint(view: FormView) -> Text:
    if not view.open:
        return text("form.closed")
    page = view.page
    return text("form.paged", page=page.number + 1, pages=page.pages) if page.pages > 1 else text("form.hint")


def _how(line: Line) -> Text:
    """Where it was not the unit that typed it."""
    return text("form.paper") if line.paper else text("form.behalf") if line.behalf else text("card.nothing")


def _line(view: FormLine) -> Text:
    words: dict[str, Param] = {
        "position": view.position,
        "indicator": view.line.indicator,
        "paper": _how(view.line),
        "proofs": text("form.proofs", count=len(view.line.evidence)) if view.line.evidence else text("card.nothing"),
    }
    if view.returned:
        return text("form.returned", **words)
    if view.line.reason:
        return text("form.no_data", **words)
    if view.line.realisasi is None:
        return text("form.empty" if not view.complete else "form.not_assessed", **words)
    key = "form.filled" if view.complete else "form.unexplained"
    return text(key, value=written(view.line, view.line.realisasi), satuan=view.line.satuan, **words)


def buttons(view: FormView) -> Rows:
    """What goes on first, then a way to each indicator of the page."""
    if not view.open:
        return ()
    ways = stacked(*(_open(line) for line in view.page.shown if line.open))
    return (*_onward(view), *ways, *view.page.turning("formpage", view.form_id))


def _onward(view: FormView) -> Rows:
    ways: list[Button] = []
    if view.done < len(view.lines):
        ways.append(button("next_entry", "fillform", view.form_id, style=Style.PRIMARY))
    elif view.submit is not None:
        ways.append(button("submit", "submit", *view.submit, style=Style.SUCCESS))
    beside = row(button("excel", "excelform", view.form_id), button("evidence", "evform", view.form_id))
    return (*stacked(*ways), beside)


def _open(line: FormLine) -> Button:
    return Button(cut(f"{line.position}. {line.line.indicator}"), f"change:{line.line.entry_id}")
