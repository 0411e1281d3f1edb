"""Step 11: the Sekretaris approves, or returns what is to be completed; the Kasubag forwards the return.

Silence never approves. A decision binds the hash of the one version it saw.
"""

from datetime import datetime

from bot.workflow.cycle import FormState, Phase, RecapInfo, Rules, State, Task, Turn, holding, take
from bot.workflow.events import (
    CycleReopened,
    DataCorrected,
    DecisionReferred,
    DirectionForwarded,
    Event,
    Events,
    Flag,
    FormReopened,
    Located,
    Outcome,
    RecapApproved,
    RecapReturned,
    Refused,
    TaskOpened,
    refused,
    uncommented,
)
from bot.workflow.rights import not_yours
from bot.workflow.roles import Actor
from bot.workflow.steps import Step
from bot.workflow.worktime import Duration


def _seen(turn: Turn, sha256: str) -> RecapInfo | Refused:
    """The version that a decision is on: the one whose hash begins as the button said, and no other."""
    recap = turn.state.recap
    if recap is None:
        return refused("refused.no_recap")
    seen = bool(sha256) and recap.sha256.startswith(sha256)
    return recap if seen else refused("refused.newer", version=recap.version)


def approve(turn: Turn, sha256: str, words: str) -> Outcome:
    """Setujui. Who has an own part may not, and is not asked; what they decide all the same is passed on."""
    recap = _seen(turn, sha256)
    if isinstance(recap, Refused):
        return recap
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


def return_for_completion(turn: Turn, sha256: str, words: str, flags: tuple[Flag, ...]) -> Outcome:
    """Kembalikan: the arahan is compulsory; units and entries may be flagged with a comment each."""
    recap = _seen(turn, sha256)
    if isinstance(recap, Refused):
        return recap
    if not words.strip():
        return refused("refused.direction_needed")
    if uncommented(flags):
        return refused("refused.comment_needed")
    returned = RecapReturned(recap.version, recap.sha256, words.strip(), flags)
    return (turn.done("returned"), returned, turn.opens(Step.FORWARD))


def forward(turn: Turn, days: int = 0) -> Outcome:
    """Meneruskan arahan. Flagged units, and those still missing, fill again; with none it goes straight to 8.

    `days`: less than the standard of step 5, if the Kasubag says so; 0 for the standard.
    """
    if not 0 <= days <= _standard(turn).days:
        return refused("refused.unknown")
    return (turn.done("forwarded"), *_new_round(turn, turn.state.flags, days))


CORRECTABLE = (Step.LETTER, Step.SIGN, Step.DELIVER)
"""After the data was archived, and before the cycle is finished."""


def ended(state: State) -> Task | None:
    """The task that a finished cycle ended with."""
    return next((t for t in reversed(state.tasks) if t.outcome == "delivered"), None) if _finished(state) else None


def _finished(state: State) -> bool:
    return state.phase is Phase.FINISHED


def correcting(state: State, rules: Rules, now: datetime, actor: Actor, press: tuple[int, int]) -> Turn | Refused:
    """The Kasubag's turn for a Ralat: at the task of step 13 that is open, or at the last one of a finished cycle."""
    task = ended(state)
    if task is None or press != (task.id, task.version):
        return take(state, rules, now, actor, press, *CORRECTABLE, by=Step.ARCHIVE)
    acting_as = holding(state, rules.policy, actor, Step.ARCHIVE)
    if acting_as is None:
        return not_yours(rules.policy, actor, Step.ARCHIVE)
    return Turn(state, rules, now, task, actor, acting_as)


def correct(turn: Turn, sha256: str, words: str, flags: tuple[Located, ...]) -> Outcome:
    """Ralat: the Kasubag's own order, so it is not forwarded; why is compulsory. What was archived stays."""
    recap = _seen(turn, sha256)
    if isinstance(recap, Refused):
        return recap
    if not words.strip():
        return refused("refused.reason_needed")
    if uncommented(flags):
        return refused("refused.comment_needed")
    corrected = DataCorrected(recap.version, recap.sha256, words.strip(), tuple((e, said) for _, e, said in flags))
    first = CycleReopened(words.strip()) if _finished(turn.state) else turn.done("corrected")
    return (first, corrected, *_new_round(turn, flags))


def _standard(turn: Turn) -> Duration:
    return turn.rules.policy.row(Step.FILL).duration or Duration(days=2)


def _new_round(turn: Turn, flags: tuple[Located, ...], days: int = 0) -> Events:
    less = Duration(days=days) if 0 < days < _standard(turn).days else _standard(turn)
    round_ = turn.state.round + 1
    reopened = _reopened(turn.state, flags)
    events: list[Event] = [DirectionForwarded(tuple(r.unit_id for r in reopened), round_)]
    for form in reopened:
        events += [form, _again(turn, form, round_, less)]
    if not reopened:
        events.append(turn.opens(Step.RECAP, round_=round_))
    return tuple(events)


def _again(turn: Turn, reopened: FormReopened, round_: int, time: Duration) -> TaskOpened:
    """Step 5; a complete form that was never handed over lacks only step 6, and gets the time of 5 for it."""
    step = Step.SUBMIT if turn.state.form(reopened.unit_id).complete and not reopened.flags else Step.FILL
    return turn.opens(step, unit_id=reopened.unit_id, round_=round_, duration=time)


def _reopened(state: State, flags: tuple[Located, ...]) -> tuple[FormReopened, ...]:
    flagged = {form.unit_id: tuple((e, words) for u, e, words in flags if u == form.unit_id) for form in state.forms}
    if not any(flagged.values()):
        return ()
    missing = {form.unit_id for form in state.forms if form.state is not FormState.SUBMITTED}
    return tuple(
        FormReopened(f.unit_id, flagged[f.unit_id]) for f in state.forms if flagged[f.unit_id] or f.unit_id in missing
    )
