"""The Sekretaris ticks what is to be completed: units, then single indicators, then a comment each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.cards.buttons import Rows, button, stacked
from bot.cards.task import shortened
from bot.channels.base import Button, Style, cut
from bot.texts.say import Param, Text, label, text
from bot.workflow.drafts import Purpose


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


class ReturnState(StrEnum):
    ASKED = "asked"
    WAITING = "waiting"  # another question came in between
    LEFT = "left"
    DECIDED = "decided"  # by this return, or by somebody else


@dataclass(frozen=True)
class ReturnView:
    """`unit_id`: whose indicators are listed now; None lists the units."""

    task_id: int
    version: int
    period: str
    units: tuple[UnitChoice, ...]
    unit_id: int | None
    state: ReturnState = ReturnState.ASKED
    outcome: str = ""
    closed_as: str = ""
    closed_at: datetime | None = None
    purpose: Purpose = Purpose.RETURN
    undoable: bool = False  # a Ralat, by the reader: the task's own card may be in another chat
    undone_at: datetime | None = None
    seen: str = ""


def titled(view: ReturnView) -> Text:
    return text(f"return.title_{view.purpose}")


def said(view: ReturnView) -> Text:
    if view.state is ReturnState.DECIDED:
        outcome, at = text(f"outcome.{view.outcome}"), view.closed_at or ""
        facts: dict[str, Param] = {"outcome": outcome, "who": view.closed_as, "at": at}
        undone = text("card.undone", at=view.undone_at) if view.undone_at else text("card.nothing")
        return text("return.decided", title=titled(view), period=view.period, more=undone, **facts)
    if view.state is not ReturnState.ASKED:
        key = "return.waiting" if view.state is ReturnState.WAITING else "return.left"
        return text(key, title=titled(view), period=view.period)
    hint = text(f"return.hint_{view.purpose}") if view.unit_id is None else text("return.hint_entries")
    flags = _flags(view) or (text("return.none"),)
    return text("return.picker", title=titled(view), period=view.period, hint=hint, flags=flags)


def marked(view: ReturnView) -> Text:
    """What is ticked, before it is sent; without anything it goes to the Staf."""
    flags = _flags(view)
    return text("return.marked", flags=flags) if flags else text("return.marked_none")


def _flags(view: ReturnView) -> tuple[Text, ...]:
    """What is ticked, with its comment."""
    return tuple(
        text(
            "return.flag",
            unit=unit.name,
            number=choice.number,
            indicator=choice.indicator,
            comment=shortened(choice.comment or label("return.no_comment"), 200),
        )
        for unit in view.units
        for choice in unit.flagged
    )


def buttons(view: ReturnView) -> Rows:
    if view.state is ReturnState.WAITING:
        return stacked(button("return_resume", "return", view.task_id, view.version, view.seen))
    if view.state is not ReturnState.ASKED:
        return stacked(button("undo", "undo", view.task_id)) if view.undoable else ()
    if view.unit_id is None:
        return stacked(*(_unit(view, unit) for unit in view.units)) + _ends(view)
    unit = next(one for one in view.units if one.unit_id == view.unit_id)
    ends = stacked(button("return_all", "rt_all", view.task_id), button("return_units", "rt_units", view.task_id))
    return stacked(*(_entry(view, choice) for choice in unit.choices)) + ends


NEXT = {Purpose.RETURN: "return_next", Purpose.CHECK: "return_on", Purpose.CORRECT: "return_why"}


def _ends(view: ReturnView) -> Rows:
    key = NEXT[view.purpose]
    return stacked(
        button(key, "rt_next", view.task_id, style=Style.PRIMARY),
        button("cancel", "cancel", "return", view.task_id),
    )


def _unit(view: ReturnView, unit: UnitChoice) -> Button:
    mark = f"✓{len(unit.flagged)} " if unit.flagged else ""
    return Button(cut(mark + unit.name), f"rt_unit:{view.task_id}:{unit.unit_id}")


def _entry(view: ReturnView, choice: Choice) -> Button:
    mark = "✓ " if choice.flagged else ""
    return Button(cut(f"{mark}{choice.number}. {choice.indicator}"), f"rt_entry:{view.task_id}:{choice.entry_id}")
