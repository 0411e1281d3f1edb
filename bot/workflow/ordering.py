"""Steps 1 to 3: the Sekretaris orders, the Kasubag prepares the form and instructs the Staf."""

from collections.abc import Collection
from datetime import datetime

from bot.workflow.cycle import Rules, Turn
from bot.workflow.events import (
    CycleOpened,
    Events,
    FormsPrepared,
    Instructed,
    Ordered,
    Outcome,
    StafChosen,
    refused,
)
from bot.workflow.periods import Period
from bot.workflow.steps import Step


def open_cycle(rules: Rules, now: datetime, period: Period) -> Events:
    """The Jadwal Kerja, or a person, proposes a period; the Sekretaris is asked first."""
    return (CycleOpened(period.key), rules.opening(Step.ORDER, now, 1))


def order(turn: Turn, instruction: str) -> Outcome:
    """Step 1: the disposisi."""
    prepare = turn.opens(Step.PREPARE)
    return (turn.done("ordered"), Ordered(instruction, prepare.due_at or turn.now), prepare)


def prepare(turn: Turn, units: int, indicators: int) -> Outcome:
    """Step 2: units, indicators and targets are frozen as they are now."""
    if not indicators:
        return refused("refused.no_indicators")
    return (turn.done("prepared"), FormsPrepared(units, indicators), turn.opens(Step.INSTRUCT))


def choose_staf(turn: Turn, person_id: int | None, staf: Collection[int], *, again: bool = False) -> Outcome:
    """Step 3, before the order is given: who of several Staf gets it; None for all of them.

    `again`: it is chosen already.
    """
    if person_id is not None and person_id not in staf:
        return refused("refused.no_staf")
    return () if again else (StafChosen(person_id),)


def instruct(turn: Turn, note: str, staf: StafChosen | None = None) -> Outcome:
    """Step 3: the Staf is told to hand out the form; `staf` is a choice taken over from the last cycle."""
    taken_over = (staf,) if staf is not None else ()
    return (*taken_over, turn.done("instructed"), Instructed(note), turn.opens(Step.DISTRIBUTE))
