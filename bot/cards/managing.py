"""How an everyday change of the master data is asked for, step by step, and shown before it is applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.cards import amending
from bot.cards.buttons import Rows, button, row, stacked
from bot.cards.pages import Page
from bot.channels.base import Button, Style, cut
from bot.texts.say import Param, Text, text
from bot.workflow.achievement import Direction, predicate_of
from bot.workflow.everyday import QUARTERS, Figure, figure
from bot.workflow.managing import Asks, Draft, Task
from bot.workflow.master import Amendment, IndicatorData, PersonData
from bot.workflow.naming import SAPAAN
from bot.workflow.policy import Policy

DAYS_SHOWN = 12
"""Days to come that are listed; the rest is counted."""
WHOLE = 1000
"""Characters of a value in a preview of one change: nothing of it is cut that matters."""


@dataclass(frozen=True)
class Choice:
    """A row of the master data; `note` says more of it, `off` that it is not collected."""

    value: int
    number: int
    name: str
    note: str = ""
    off: bool = False


@dataclass(frozen=True)
class DayOff:
    """A day to come that is not as its weekday is; `own`: set by the office, and if so perhaps worked."""

    day: date
    name: str
    own: bool = False
    working: bool = False


@dataclass(frozen=True)
class ManageView:
    """`indicator` with its targets of the draft's year, `number` as the unit's form calls it; `choices` where rows of
    the master data are."""

    office_id: int
    draft: Draft
    unit: str
    indicator: IndicatorData | None
    number: int
    holder: PersonData | None
    years: Sequence[int]
    policy: Policy
    choices: tuple[Choice, ...] = ()
    days: tuple[DayOff, ...] = ()

    @property
    def page(self) -> Page[Choice]:
        return Page(self.choices, self.draft.page)


@dataclass(frozen=True)
class Effect:
    """What a change does beside what it changes. Of a new holder: who held the unit and until when, who stands in, what
    else the new one holds, and whether they have a chat."""

    before: str = ""
    ends_on: date | None = None
    stand_ins: tuple[str, ...] = ()
    name: str = ""
    also: tuple[str, ...] = ()
    linked: bool = True
    moved: tuple[Text, ...] = ()  # deadlines, a line each


# -- the questions ---------------------------------------------------------------------------------------------------


def said(view: ManageView) -> Text:
    return QUESTIONS[view.draft.asks](view)


def _task(view: ManageView) -> Text:
    return text("kelola.task")


def _unit(view: ManageView) -> Text:
    return text("kelola.unit", lines=_lines(view))


def _indicator(view: ManageView) -> Text:
    if not view.choices:
        return text("kelola.no_indicator", unit=view.unit)
    key = "kelola.indicator" if view.draft.task is Task.TARGET else "kelola.switch"
    return text(key, unit=view.unit, lines=_lines(view))


def _lines(view: ManageView) -> tuple[Text, ...]:
    return (*(_line(one) for one in view.page.shown), *view.page.note)


def _line(one: Choice) -> Text:
    if one.off:
        return text("kelola.line_off", number=one.number, name=one.name)
    if one.note:
        return text("kelola.line_noted", number=one.number, name=one.name, note=one.note)
    return text("kelola.line", number=one.number, name=one.name)


def _figure(view: ManageView) -> Text:
    given = view.indicator
    if given is None:
        return text("kelola.gone")
    lines = tuple(
        text("kelola.figure_line", figure=_called(one), value=_written(view, figure(given, one)))
        for one in figures(given)
    )
    return text("kelola.figure", lines=lines, **_head(view, given))


def _head(view: ManageView, given: IndicatorData) -> dict[str, Param]:
    satuan = given.satuan or text("ask.none")
    return {"number": view.number, "indicator": given.name, "satuan": satuan, "year": given.year}


def figures(given: IndicatorData) -> tuple[Figure, ...]:
    return tuple(one for one in Figure if one is not Figure.UPPER or given.direction is Direction.RANGE)


def _value(view: ManageView) -> Text:
    given, which = view.indicator, view.draft.figure
    if given is None:
        return text("kelola.gone")
    codes = ", ".join(code for code, _ in view.policy.predicates)
    how = text("kelola.predikat", codes=codes) if given.direction is Direction.GRADE else text("kelola.typed")
    now = _written(view, figure(given, which))
    return text("kelola.value", figure=_called(which), value=now, how=how, **_head(view, given))


def _called(which: Figure) -> Text:
    return text(f"kelola.figure_{which}")


def _written(view: ManageView, value: Decimal | None) -> Text:
    """A predikat by its code."""
    graded = view.indicator is not None and view.indicator.direction is Direction.GRADE
    code = predicate_of(view.policy.predicates, value) if graded else ""
    if code:
        return text("ask.code", code=code)
    return text("ask.none") if value is None else text("ask.number", value=value)


def _person(view: ManageView) -> Text:
    now = text("kelola.held_by", name=view.holder.name) if view.holder else text("kelola.held_by_nobody")
    return text("kelola.person", unit=view.unit, now=now, lines=_lines(view))


def _sapaan(view: ManageView) -> Text:
    return text("kelola.sapaan", name=view.draft.person.name if view.draft.person else "")


def _day(view: ManageView) -> Text:
    lines = tuple(_day_line(one) for one in view.days[:DAYS_SHOWN])
    more = len(view.days) - DAYS_SHOWN
    if more > 0:
        lines += (text("calendar.more_days", more=more, year=view.days[-1].day.year),)
    return text("calendar.days", lines=lines or (text("calendar.no_days"),))


def _day_line(one: DayOff) -> Text:
    if not one.own:
        return text("calendar.national", day=one.day, name=one.name)
    return text("calendar.own_working" if one.working else "calendar.own_off", day=one.day, name=one.name)


QUESTIONS = {
    Asks.TASK: _task,
    Asks.UNIT: _unit,
    Asks.INDICATOR: _indicator,
    Asks.FIGURE: _figure,
    Asks.VALUE: _value,
    Asks.PERSON: _person,
    Asks.SAPAAN: _sapaan,
    Asks.DAY: _day,
}


def preview(amendments: Sequence[Amendment], effect: Effect) -> Text:
    return text("kelola.sure", lines=(*amending.lines(amendments, WHOLE), *_notes(effect)))


def _notes(effect: Effect) -> tuple[Text, ...]:
    notes = []
    if effect.before and effect.ends_on:
        notes.append(text("kelola.before", name=effect.before, day=effect.ends_on))
    notes += [text("kelola.stand_in", name=name) for name in effect.stand_ins]
    if effect.also:
        notes.append(text("kelola.also", name=effect.name, titles=", ".join(effect.also)))
    if not effect.linked:
        notes.append(text("kelola.needs_invite", name=effect.name))
    if effect.moved:
        notes += [text("calendar.foreseen"), *effect.moved]
    return tuple(notes)


# -- the buttons -----------------------------------------------------------------------------------------------------

TASKS: Mapping[Task, str] = {
    Task.TARGET: "manage_target",
    Task.INDICATOR: "manage_indicator",
    Task.HOLDER: "manage_holder",
    Task.DAYS: "manage_days",
}
FIGURES: Mapping[Figure, str] = {
    Figure.ANNUAL: "figure_annual",
    Figure.TW1: "figure_tw1",
    Figure.TW2: "figure_tw2",
    Figure.TW3: "figure_tw3",
    Figure.TW4: "figure_tw4",
    Figure.UPPER: "figure_upper",
}


def buttons(view: ManageView) -> Rows:
    return (*_choices(view), *view.page.turning("manage_page", view.draft.asks), (cancel(view.office_id),))


def cancel(office_id: int) -> Button:
    return button("cancel", "cancel", "manage", office_id)


def sure(office_id: int, mark: str) -> Rows:
    return stacked(button("apply", "manage_apply", office_id, mark, style=Style.SUCCESS), cancel(office_id))


def _choices(view: ManageView) -> Rows:
    match view.draft.asks:
        case Asks.TASK:
            return stacked(*(button(key, "manage", Asks.TASK, one) for one, key in TASKS.items()))
        case Asks.FIGURE if view.indicator is not None:
            return _figures(view, view.indicator)
        case Asks.SAPAAN:
            return (row(*(Button(one, f"manage:{Asks.SAPAAN}:{one}") for one in SAPAAN)),)
        case Asks.DAY:
            own = (one.day for one in view.days if one.own)
            return stacked(*(button("forget_day", "manage", Asks.DAY, d.toordinal(), day=f"{d:%d-%m-%Y}") for d in own))
    return stacked(
        *(Button(cut(f"{one.number}. {one.name}"), f"manage:{view.draft.asks}:{one.value}") for one in view.page.shown)
    )


def _figures(view: ManageView, given: IndicatorData) -> Rows:
    """The triwulan two in a row; another year's targets below."""

    def of(*which: Figure) -> tuple[Button, ...]:
        return row(*(button(FIGURES[one], "manage", Asks.FIGURE, one) for one in which))

    years = tuple(
        button("figure_year", "manage", Asks.FIGURE, year, year=year) for year in view.years if year != given.year
    )
    upper = tuple(one for one in figures(given) if one is Figure.UPPER)
    return tuple(filter(None, (of(Figure.ANNUAL), of(*QUARTERS[:2]), of(*QUARTERS[2:]), of(*upper), years)))
