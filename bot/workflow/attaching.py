"""What comes back on paper at step 13: the signed letter and the receipt, kept with the cycle, also when it is over."""

from enum import StrEnum

from bot.workflow import rights
from bot.workflow.cycle import Phase, Rules, State, over
from bot.workflow.events import Outcome, PaperAttached, Refused, refused
from bot.workflow.roles import Actor, Assignment
from bot.workflow.steps import Step

MOST = 10
"""Files of one kind."""


class Attached(StrEnum):
    """What a file is that is kept with the cycle."""

    SCAN = "pindaian"  # of the signed letter
    RECEIPT = "tanda-terima"  # of who took it in
    NASKAH = "naskah"  # the Dokumen's Word file as it came back


BY_HAND = (Attached.SCAN, Attached.RECEIPT)


def may_attach(state: State, rules: Rules, actor: Actor) -> Assignment | Refused:
    """By which jabatan: who may act at 13c, from when the Camat has signed, and after the cycle is over."""
    held = rights.at_step(rules.policy, actor, Step.DELIVER)
    if held is None:
        return rights.not_yours(rules.policy, actor, Step.DELIVER)
    if state.phase not in (Phase.OPEN, Phase.FINISHED):
        return over(state)
    signed = any(task.step is Step.DELIVER and task.round == state.round for task in state.tasks)
    return held if signed else refused("attach.too_early", period=state.period.label)


def attach(attached: PaperAttached, already: int) -> Outcome:
    """`already`: files of this kind that are kept."""
    if already >= MOST:
        return refused("attach.many", most=MOST)
    return (attached,)
