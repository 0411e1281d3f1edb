"""Step 11: the Sekretaris approves, or returns what is to be completed; the Kasubag forwards the return.

Silence never approves. A decision binds the hash of the one version it saw.
"""

from bot.workflow.cycle import FormState, State, Turn
from bot.workflow.events import (
    DecisionReferred,
    DirectionForwarded,
    Event,
    Flag,
    FormReopened,
    Outcome,
    RecapApproved,
    RecapReturned,
    TaskOpened,
    refused,
)
from bot.workflow.steps import Step
from bot.workflow.worktime import Duration


def approve(turn: Turn, words: str) -> Outcome:
    """Setujui. Who has an own part may not, and is not asked; what they decide all the same is passed on."""
    recap = turn.state.recap
    if recap is None:
        return refused("refused.no_recap")
    if turn.own_part:
        second = turn.task.step is Step.SECOND
        return refused("refused.own_part", part=turn.own_part) if second else refer(turn, words)
    approved = RecapApproved(recap.version, recap.sha256, words)
    return (turn.done("approved"), approved, turn.opens(Step.ARCHIVE))


def refer(turn: Turn, words: str = "") -> Outcome:
    """Who has an own part asks the second approver, whose tap alone decides; `words` are a catatan written for it."""
    recap = turn.state.recap
    if recap is None:
        return refused("refused.no_recap")
    part = turn.own_part
    if part is None:
        return refused("refused.changed")
    return (turn.done("referred"), DecisionReferred(recap.version, part, words.strip()), turn.opens(Step.SECOND))


def return_for_completion(turn: Turn, words: str, flags: tuple[Flag, ...]) -> Outcome:
    """Kembalikan: the arahan is compulsory; units and entries may be flagged with a comment each."""
    recap = turn.state.recap
    if recap is None:
        return refused("refused.no_recap")
    if not words.strip():
        return refused("refused.direction_needed")
    returned = RecapReturned(recap.version, recap.sha256, words.strip(), flags)
    return (turn.done("returned"), returned, turn.opens(Step.FORWARD))


def forward(turn: Turn, days: int = 0) -> Outcome:
    """Meneruskan arahan. Flagged units, and those still missing, fill again; with none it goes straight to 8.

    `days`: less than the standard of step 5, if the Kasubag says so; 0 for the standard.
    """
    standard = turn.rules.policy.row(Step.FILL).duration or Duration(days=2)
    less = Duration(days=days) if 0 < days < standard.days else standard
    round_ = turn.state.round + 1
    reopened = _reopened(turn.state)
    events: list[Event] = [turn.done("forwarded")]
    events.append(DirectionForwarded(tuple(r.unit_id for r in reopened), round_))
    for form in reopened:
        events += [form, _again(turn, form, round_, less)]
    if not reopened:
        events.append(turn.opens(Step.RECAP, round_=round_))
    return tuple(events)


def _again(turn: Turn, reopened: FormReopened, round_: int, time: Duration) -> TaskOpened:
    """Step 5; a complete form that was never handed over lacks only step 6, and gets the time of 5 for it."""
    step = Step.SUBMIT if turn.state.form(reopened.unit_id).complete and not reopened.flags else Step.FILL
    return turn.opens(step, unit_id=reopened.unit_id, round_=round_, duration=time)


def _reopened(state: State) -> tuple[FormReopened, ...]:
    flagged = {
        form.unit_id: tuple((e, words) for u, e, words in state.flags if u == form.unit_id) for form in state.forms
    }
    if not any(flagged.values()):
        return ()
    missing = {form.unit_id for form in state.forms if form.state is not FormState.SUBMITTED}
    return tuple(
        FormReopened(f.unit_id, flagged[f.unit_id]) for f in state.forms if flagged[f.unit_id] or f.unit_id in missing
    )
