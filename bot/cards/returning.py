"""The Sekretaris ticks what is to be completed: units, then single indicators, then a comment each."""

from dataclasses import dataclass

from bot.cards.buttons import Rows, button, stacked
from bot.cards.form import cut
from bot.channels.base import Button, Style
from bot.texts.say import Text, text


@dataclass(frozen=True)
class Choice:
    """An entry that can be flagged."""

    entry_id: int
    number: int
    indicator: str
    flagged: bool
    comment: str


@dataclass(frozen=True)
class UnitChoice:
    unit_id: int
    name: str
    choices: tuple[Choice, ...]

    @property
    def flagged(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice.flagged)


@dataclass(frozen=True)
class ReturnView:
    """`unit_id`: whose indicators are listed now; None lists the units."""

    task_id: int
    period: str
    units: tuple[UnitChoice, ...]
    unit_id: int | None
    done: bool = False


def said(view: ReturnView) -> Text:
    if view.done:
        return text("return.over", period=view.period)
    flags = tuple(
        text(
            "return.flag",
            unit=unit.name,
            number=choice.number,
            indicator=choice.indicator,
            comment=choice.comment or "-",
        )
        for unit in view.units
        for choice in unit.flagged
    )
    key = "return.units" if view.unit_id is None else "return.entries"
    return text(key, period=view.period, flags=flags or (text("return.none"),))


def buttons(view: ReturnView) -> Rows:
    if view.done:
        return ()
    if view.unit_id is None:
        return stacked(*(_unit(view, unit) for unit in view.units)) + _ends(view)
    unit = next(one for one in view.units if one.unit_id == view.unit_id)
    ends = stacked(button("return_all", "rt_all", view.task_id), button("return_units", "rt_units", view.task_id))
    return stacked(*(_entry(view, choice) for choice in unit.choices)) + ends


def _ends(view: ReturnView) -> Rows:
    return stacked(
        button("return_next", "rt_next", view.task_id, style=Style.PRIMARY), button("cancel", "rt_cancel", view.task_id)
    )


def _unit(view: ReturnView, unit: UnitChoice) -> Button:
    mark = f"✓{len(unit.flagged)} " if unit.flagged else ""
    return Button(cut(mark + unit.name), f"rt_unit:{view.task_id}:{unit.unit_id}")


def _entry(view: ReturnView, choice: Choice) -> Button:
    mark = "✓ " if choice.flagged else ""
    return Button(cut(f"{mark}{choice.number}. {choice.indicator}"), f"rt_entry:{view.task_id}:{choice.entry_id}")
