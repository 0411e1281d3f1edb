"""Steps 7 to 10: the Kasubag orders the recap, the Staf makes and hands over a version, the Kasubag reports it."""

from bot.workflow.cycle import RecapInfo, Turn
from bot.workflow.events import (
    Outcome,
    RecapAssigned,
    RecapConfirmed,
    RecapHandedOver,
    RecapReported,
    RecapSentBack,
    refused,
)
from bot.workflow.steps import Step


def assign(turn: Turn) -> Outcome:
    """Step 7."""
    missing = tuple(f.unit_id for f in turn.state.forms if f.excluded)
    return (turn.done("assigned"), RecapAssigned(missing), turn.opens(Step.RECAP))


def confirm(turn: Turn, version: int, sha256: str) -> Outcome:
    """Step 8: what the Staf saw becomes a version."""
    confirmed = RecapConfirmed(version, turn.state.round, sha256)
    return (turn.done("recapped"), confirmed, turn.opens(Step.HAND_OVER))


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
