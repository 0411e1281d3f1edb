"""Steps 1 to 3: the Sekretaris orders, the Kasubag prepares the form and instructs the Staf."""

from datetime import datetime

from bot.workflow.cycle import Rules, Turn
from bot.workflow.events import CycleOpened, Events, FormsPrepared, Instructed, Ordered, Outcome, refused
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


def instruct(turn: Turn, note: str) -> Outcome:
    """Step 3: the Staf is told to hand out the form."""
    return (turn.done("instructed"), Instructed(note), turn.opens(Step.DISTRIBUTE))
