"""An everyday change in the making: what was chosen and typed so far, and what is asked next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.workflow.days_off import Given
from bot.workflow.everyday import Figure
from bot.workflow.master import PersonData


class Task(StrEnum):
    TARGET = "target"
    INDICATOR = "indicator"
    HOLDER = "holder"
    DAYS = "days"


class Asks(StrEnum):
    TASK = "task"
    UNIT = "unit"
    INDICATOR = "indicator"
    FIGURE = "figure"
    VALUE = "value"
    PERSON = "person"
    SAPAAN = "sapaan"
    DAY = "day"
    SURE = "sure"


@dataclass(frozen=True)
class Draft:
    """`year` is of the target; `active` what becomes of the indicator; the holder is `person_id`, or who was typed.

    `days` are those of the office that are to be set, or forgotten.
    `against` is the hash of the state that the change was shown against.
    """

    year: int
    asks: Asks = Asks.TASK
    task: Task = Task.TARGET
    unit_id: int = 0
    number: int = 0
    active: bool = True
    figure: Figure = Figure.ANNUAL
    value: Decimal | None = None
    person_id: int = 0
    person: PersonData | None = None
    days: Given = field(default_factory=Given)
    page: int = 0
    against: str = ""


def holds(asks: Asks) -> bool:
    """Whether something was typed that would be lost, or waits to be applied."""
    return asks in (Asks.SAPAAN, Asks.SURE)


def picked(draft: Draft, choice: str) -> Draft:
    """What follows a choice out of those that were offered."""
    step = FOLLOWING.get(draft.asks)
    return step(replace(draft, page=0), choice) if step else draft


def _task(draft: Draft, choice: str) -> Draft:
    task = Task(choice)
    return replace(draft, asks=Asks.DAY if task is Task.DAYS else Asks.UNIT, task=task)


def _day(draft: Draft, choice: str) -> Draft:
    return dated(draft, Given(forgotten=(date.fromordinal(int(choice)),)))


def _unit(draft: Draft, choice: str) -> Draft:
    asks = Asks.PERSON if draft.task is Task.HOLDER else Asks.INDICATOR
    return replace(draft, asks=asks, unit_id=int(choice))


def _indicator(draft: Draft, choice: str) -> Draft:
    asks = Asks.FIGURE if draft.task is Task.TARGET else Asks.SURE
    return replace(draft, asks=asks, number=int(choice))


def _figure(draft: Draft, choice: str) -> Draft:
    """A year only turns to its targets."""
    if choice.isdecimal():
        return replace(draft, year=int(choice))
    return replace(draft, asks=Asks.VALUE, figure=Figure(choice))


def _person(draft: Draft, choice: str) -> Draft:
    return replace(draft, asks=Asks.SURE, person_id=int(choice), person=None)


def _sapaan(draft: Draft, choice: str) -> Draft:
    return draft if draft.person is None else named(draft, replace(draft.person, sapaan=choice))


FOLLOWING: Mapping[Asks, Callable[[Draft, str], Draft]] = {
    Asks.TASK: _task,
    Asks.UNIT: _unit,
    Asks.INDICATOR: _indicator,
    Asks.FIGURE: _figure,
    Asks.PERSON: _person,
    Asks.SAPAAN: _sapaan,
    Asks.DAY: _day,
}


def dated(draft: Draft, days: Given) -> Draft:
    return replace(draft, asks=Asks.SURE, days=days)


def aimed(draft: Draft, value: Decimal | None) -> Draft:
    return replace(draft, asks=Asks.SURE, value=value)


def named(draft: Draft, person: PersonData) -> Draft:
    """Somebody typed: how they are addressed is asked where it was not said."""
    asks = Asks.SURE if person.sapaan else Asks.SAPAAN
    return replace(draft, asks=asks, person_id=0, person=person)
