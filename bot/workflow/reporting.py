"""Steps 12 and 13: the data is archived, the Camat signs, the report goes to the Bupati."""

from datetime import date, datetime
from itertools import pairwise

from bot.workflow.cycle import State, Turn
from bot.workflow.events import (
    CycleFinished,
    DataArchived,
    LetterPrepared,
    NarrativeEdited,
    Outcome,
    Refused,
    ReportDelivered,
    ReportReturned,
    ReportSigned,
    refused,
)
from bot.workflow.letters import read_number, too_far
from bot.workflow.steps import Step
from bot.workflow.worktime import Calendar, Duration, is_working_day

LONGEST = 20_000
"""Characters of one passage of the narrative."""


def archive(turn: Turn, number: str) -> Outcome:
    """Step 12: the approved version is frozen and read-only from now on."""
    if turn.state.recap is None:
        return refused("refused.no_recap")
    archived = DataArchived(turn.state.recap.version, number)
    return (turn.done("archived"), archived, turn.opens(Step.LETTER))


def edit_narrative(turn: Turn, edited: NarrativeEdited) -> Outcome:
    """Between 12 and 13 the Kasubag may write the report's narrative anew; the figures stay as they were approved."""
    if not edited.passages:
        return refused("naskah.nothing")
    long = next((key for key, _, words in edited.passages if len(words) > LONGEST), None)
    return refused("naskah.too_long", longest=LONGEST) if long else (edited,)


def prepare_letter(turn: Turn, number: str, dated: date, on_behalf: bool = False) -> Outcome:
    """Step 13a: number and date of the letter are asked, never invented, and who signs it is said."""
    read = read_number(number)
    far = too_far(dated, turn.now.date())
    if isinstance(read, Refused):
        return read
    return far or (turn.done("letter_prepared"), LetterPrepared(read, dated, on_behalf), turn.opens(Step.SIGN))


def sign(turn: Turn) -> Outcome:
    """Step 13b: the Camat signed on paper; 13c has what 13a left of their 30 minutes together."""
    rest = _rest(turn)
    delivery = (
        turn.opens(Step.DELIVER, duration=Duration(minutes=rest)) if rest else turn.opens(Step.DELIVER, due_at=turn.now)
    )
    return (turn.done("signed"), ReportSigned(), delivery)


def _rest(turn: Turn) -> int:
    """Minutes of the standard that 13a did not use."""
    standard = turn.rules.policy.row(Step.LETTER).duration or Duration(minutes=30)
    letters = [t for t in turn.state.tasks if t.step is Step.LETTER and t.used_minutes is not None]
    used = letters[-1].used_minutes or 0 if letters else 0
    return max(0, standard.minutes - used)


def return_report(turn: Turn, words: str) -> Outcome:
    """Step 13b, the other way: the Camat's arahan opens a new round like the Sekretaris' does."""
    if not words.strip():
        return refused("refused.direction_needed")
    return (turn.done("report_returned"), ReportReturned(words.strip()), turn.opens(Step.FORWARD))


def deliver(turn: Turn) -> Outcome:
    """Step 13c: handed to the Bupati; the cycle is finished."""
    days = working_days(turn.rules.calendar, turn.state, turn)
    return (turn.done("delivered"), ReportDelivered(), CycleFinished(days))


def working_days(calendar: Calendar, state: State, turn: Turn) -> int:
    """Working days from the cycle's first day to this one, both counted, without those on which it stood finished."""
    days = set(range(_day(calendar, state.opened_at), _day(calendar, turn.now) + 1))
    for task, following in pairwise(state.tasks):
        if task.outcome == "delivered" and task.closed_at and task.undone_at is None:
            days -= set(range(_day(calendar, task.closed_at) + 1, _day(calendar, following.opened_at)))
    return sum(is_working_day(calendar, date.fromordinal(day)) for day in days)


def _day(calendar: Calendar, at: datetime) -> int:
    return at.astimezone(calendar.zone).date().toordinal()
