"""Steps 7 to 10: the Kasubag orders the recap, the Staf makes and hands over a version, the Kasubag reports it."""

from datetime import datetime

from bot.workflow import rights
from bot.workflow.collecting import BEFORE_THE_DECISION
from bot.workflow.cycle import FormState, Phase, RecapInfo, Rules, State, Turn
from bot.workflow.events import (
    EntriesSentBack,
    Event,
    Events,
    FormIncluded,
    FormReopened,
    Located,
    Outcome,
    RecapAssigned,
    RecapConfirmed,
    RecapHandedOver,
    RecapReported,
    RecapSentBack,
    Refused,
    refused,
    uncommented,
)
from bot.workflow.pausing import paused
from bot.workflow.roles import Actor
from bot.workflow.steps import Step
from bot.workflow.worktime import Duration


def assign(turn: Turn) -> Outcome:
    """Step 7."""
    missing = tuple(f.unit_id for f in turn.state.forms if f.excluded)
    return (turn.done("assigned"), RecapAssigned(missing), turn.opens(Step.RECAP))


def confirm(turn: Turn, version: int, sha256: str) -> Outcome:
    """Step 8: what the Staf saw becomes a version, once what they sent back is there again."""
    waiting = [f.name for f in turn.state.outstanding if not f.excluded]
    if waiting:
        return refused("refused.entries_out", units=", ".join(waiting))
    return (turn.done("recapped"), *_confirmed(turn.state, version, sha256), turn.opens(Step.HAND_OVER))


def _confirmed(state: State, version: int, sha256: str) -> Events:
    """With whoever came late and is in it."""
    included = tuple(FormIncluded(unit_id) for unit_id in came_late(state))
    return (*included, RecapConfirmed(version, state.round, sha256))


TIME_TO_MEND = Duration(days=1)


def send_back_entries(turn: Turn, version: int, sha256: str, flags: tuple[Located, ...]) -> Outcome:
    """Step 8, Kembalikan isian: only these entries are open for their units, and the clock of the recap stands."""
    units = {unit_id: tuple((e, words) for u, e, words in flags if u == unit_id) for unit_id, _, _ in flags}
    if not units:
        return refused("refused.nothing_marked")
    if uncommented(flags):
        return refused("refused.comment_needed")
    if any(turn.state.form(unit_id).state is not FormState.SUBMITTED for unit_id in units):
        return refused("refused.entries_out", units=", ".join(turn.state.form(unit_id).name for unit_id in units))
    events: list[Event] = [EntriesSentBack(version, sha256, tuple((e, words) for _, e, words in flags))]
    events += paused(turn.rules, turn.now, turn.task)
    for unit_id, own in units.items():
        events += [FormReopened(unit_id, own), turn.opens(Step.FILL, unit_id=unit_id, duration=TIME_TO_MEND)]
    return tuple(events)


def came_late(state: State) -> tuple[int, ...]:
    """The units that have handed in since the last version went on without them."""
    return tuple(f.unit_id for f in state.forms if f.excluded and f.state is FormState.SUBMITTED)


def refreshing(state: State, rules: Rules, now: datetime, actor: Actor) -> Turn | Refused:
    """Perbarui rekap: for who makes the recap and who orders it, at whatever task its last version has come to."""
    held = [rights.at_step(rules.policy, actor, step) for step in (Step.RECAP, Step.ASSIGN_RECAP)]
    acting_as = next((one for one in held if one is not None), None)
    if acting_as is None:
        return rights.not_theirs(rules.policy, Step.RECAP, Step.ASSIGN_RECAP)
    if state.phase is not Phase.OPEN:
        return refused("refused.cycle_over")
    task = next((t for t in state.tasks if t.open and t.step in BEFORE_THE_DECISION), None)
    if task is None:
        return refused("refused.not_refreshable")
    return Turn(state, rules, now, task, actor, acting_as) if came_late(state) else refused("refused.recap_current")


def refresh(turn: Turn, version: int, sha256: str) -> Outcome:
    """A new version; whoever was at the old one has it taken from them, and is asked anew about this one."""
    return (turn.done("refreshed"), *_confirmed(turn.state, version, sha256), turn.opens(turn.task.step))


def hand_over(turn: Turn) -> Outcome:
    """Step 9."""
    return (turn.done("handed_over"), RecapHandedOver(_recap(turn).version), turn.opens(Step.REPORT))


def report(turn: Turn) -> Outcome:
    """Step 10."""
    return (turn.done("reported"), RecapReported(_recap(turn).version), turn.opens(Step.DECIDE))


def send_back(turn: Turn, note: str) -> Outcome:
    """Step 10, the other way: back to the Staf with a note; it makes a new version, not a new round."""
    if not note.strip():
        return refused("refused.note_needed")
    return (turn.done("sent_back"), RecapSentBack(_recap(turn).version, note), turn.opens(Step.RECAP))


def _recap(turn: Turn) -> RecapInfo:
    if turn.state.recap is None:
        raise ValueError("no recap was confirmed before this step")
    return turn.state.recap
