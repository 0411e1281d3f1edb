"""Steps 5 and 6: each unit fills its form and submits it; a late one may be left out."""

from datetime import datetime

from bot.workflow import distributing, rights
from bot.workflow.completing import completed
from bot.workflow.cycle import FormState, Phase, Rules, State, Task, Turn, UnitForm, over, take
from bot.workflow.events import (
    EntryFilled,
    Event,
    Events,
    FormCameLate,
    FormEntrusted,
    FormExcluded,
    FormSubmitted,
    Late,
    Outcome,
    ProblemRaised,
    Refused,
    refused,
)
from bot.workflow.forms import BEHALF, PAPER
from bot.workflow.pausing import onward
from bot.workflow.rights import Right
from bot.workflow.roles import Actor, Assignment
from bot.workflow.steps import Step

RAISED_AT = (Step.FILL, Step.SUBMIT)
"""The steps at which a unit may say what stands in its way, by Sampaikan Kendala."""


def filling(state: State, rules: Rules, now: datetime, actor: Actor, unit_id: int) -> Turn | Refused:
    """The actor's turn at a unit's form: filling belongs to step 5, and to step 6 while nothing was handed over.

    The Staf may too, for a unit that wrote its figures on paper; and who was entrusted with a unit out of reach.
    """
    own = rights.by_right(rules.policy, actor, Right.FILL, unit_id)
    acting_as = own or rights.by_right(rules.policy, actor, Right.ENTER) or _entrusted(state, rules, actor, unit_id)
    if acting_as is None:
        return rights.without(rules.policy, actor, Right.FILL, unit_id)
    task = state.unit_task(unit_id) or late(state, unit_id)
    if task is None:
        return refused("refused.locked") if state.phase is Phase.OPEN else over(state)
    return Turn(state, rules, now, task, actor, acting_as)


def late(state: State, unit_id: int | None) -> Task | None:
    """The closed task of a unit that the recap went on without, while its form is still open: it may yet be filled
    and handed in."""
    form = next((one for one in state.forms if one.unit_id == unit_id), None)
    if form is None or not form.excluded or form.state is not FormState.OPEN or state.phase is not Phase.OPEN:
        return None
    own = [task for task in state.tasks if task.unit_id == unit_id and task.outcome == "left_out"]
    return own[-1] if own else None


def _entrusted(state: State, rules: Rules, actor: Actor, unit_id: int | None) -> Assignment | None:
    """By which jabatan, as long as it is still held."""
    given = (unit_id, actor.person_id) in state.entrusted
    return rights.by_right(rules.policy, actor, Right.GO_ON) if given else None


def entrust(state: State, rules: Rules, actor: Actor, unit_id: int, *, reached: bool) -> Outcome:
    """Isi atas nama unit: for whoever could also go on without the unit, while nobody of it can be reached."""
    if rights.by_right(rules.policy, actor, Right.GO_ON) is None:
        return rights.without(rules.policy, actor, Right.GO_ON)
    form = next((one for one in state.forms if one.unit_id == unit_id), None)
    if form is None or state.unit_task(unit_id) is None or form.state is not FormState.OPEN:
        return refused("refused.locked" if form is not None else "refused.unknown")
    if reached:
        return refused("refused.reached", unit=form.name)
    if (unit_id, actor.person_id) in state.entrusted:
        return ()
    return (FormEntrusted(unit_id, actor.person_id),)


def fill(turn: Turn, filled: tuple[EntryFilled, ...], missing_after: int) -> Outcome:
    """Answers were saved. The first one is also the receipt; the one that completes the form opens step 6."""
    form = turn.state.form(turn.task.unit_id or 0)
    if form.state is not FormState.OPEN:
        return refused("refused.locked")
    events: list[Event] = []
    if not form.received:
        told = {one.how for one in filled} & {PAPER, BEHALF}
        events += distributing.receipt(turn, form, min(told, default="isian"))
    events += filled
    if missing_after == 0 and turn.task.step is Step.FILL and turn.task.open:
        events += completed(turn, turn.task)
    return tuple(events)


def source(turn: Turn, how: str) -> str:
    """How an answer came: what somebody types who holds nothing in this unit was on paper, or in its stead."""
    held, who = turn.acting_as, turn.actor
    if held is None or held.unit_id == turn.task.unit_id:
        return how
    return BEHALF if who and (turn.task.unit_id, who.person_id) in turn.state.entrusted else PAPER


def submitting(state: State, rules: Rules, now: datetime, actor: Actor, press: tuple[int, int]) -> Turn | Refused:
    """The actor's turn at step 6: the Kasi's, the Staf's where the whole form came on paper, and of who was entrusted
    with it. A form that comes late is handed in at the task that was closed without it."""
    task = state.task(press[0])
    if task is not None and task == late(state, task.unit_id):
        return _late_turn(state, rules, now, actor, task, press[1])
    paper = task is not None and task.unit_id is not None and state.form(task.unit_id).on_paper
    own = take(state, rules, now, actor, press, Step.SUBMIT)
    if isinstance(own, Refused) and task is not None and _entrusted(state, rules, actor, task.unit_id):
        return take(state, rules, now, actor, press, Step.SUBMIT, by=Step.ASSIGN_RECAP)
    if not isinstance(own, Refused) or not paper or rights.by_right(rules.policy, actor, Right.ENTER) is None:
        return own
    return take(state, rules, now, actor, press, Step.SUBMIT, by=Step.DISTRIBUTE)


def _late_turn(state: State, rules: Rules, now: datetime, actor: Actor, task: Task, version: int) -> Turn | Refused:
    acting_as = submits_as(state, rules, actor, task.unit_id or 0)
    if acting_as is None:
        return rights.not_yours(rules.policy, actor, Step.SUBMIT, task.unit_id)
    return Turn(state, rules, now, task, actor, acting_as) if task.version == version else refused("refused.changed")


def submits_as(state: State, rules: Rules, actor: Actor, unit_id: int) -> Assignment | None:
    """By which jabatan this person hands the unit's form in, and takes it back; None if by none."""
    own = rights.at_step(rules.policy, actor, Step.SUBMIT, unit_id)
    on_paper = any(form.on_paper for form in state.forms if form.unit_id == unit_id)
    paper = rights.by_right(rules.policy, actor, Right.ENTER) if on_paper else None
    return own or paper or _entrusted(state, rules, actor, unit_id)


def raise_problem(turn: Turn, words: str) -> Outcome:
    """Sampaikan Kendala: the Kasi's own words reach the Kasubag."""
    if not words.strip():
        return refused("refused.note_needed")
    return (ProblemRaised(turn.task.unit_id or 0, words.strip()),)


def submit(turn: Turn) -> Outcome:
    """Step 6: Serahkan locks the form; the last one opens step 7."""
    form = turn.state.form(turn.task.unit_id or 0)
    if not form.complete:
        return refused("refused.incomplete", missing=form.missing)
    if turn.rules.policy.evidence_compulsory and form.provable:
        return refused("refused.unproved", missing=form.provable)
    submitted = FormSubmitted(form.unit_id, _on_time(turn, form))
    if not turn.task.open:
        return (submitted, FormCameLate(form.unit_id, standing(turn.state)))
    events = (turn.done("submitted"), submitted)
    others = [f for f in turn.state.outstanding if f.unit_id != form.unit_id and not f.excluded]
    return (*events, *(() if others else onward(turn.state, turn.rules, turn.now)))


BEFORE_THE_DECISION = (Step.HAND_OVER, Step.REPORT, Step.DECIDE, Step.SECOND)
"""Between the version that was confirmed and its approval."""


def standing(state: State) -> Late:
    """What becomes of a form that comes now."""
    if any(state.open_task(step) for step in (Step.ARCHIVE, Step.LETTER, Step.SIGN, Step.DELIVER)):
        return Late.TOO_LATE
    return Late.OFFERED if any(state.open_task(step) for step in BEFORE_THE_DECISION) else Late.DRAFT


def _on_time(turn: Turn, form: UnitForm) -> bool:
    """Of steps 5 and 6 together, and of the first submission: what is mended after a return makes nobody late."""
    if form.on_time is not None:
        return form.on_time
    own = (t for t in turn.state.tasks if t.unit_id == form.unit_id and t.step in (Step.FILL, Step.SUBMIT))
    return all(task.in_time(turn.now) for task in own)


def to_leave_out(state: State, rules: Rules, now: datetime, actor: Actor) -> tuple[Task, ...] | Refused:
    """Rekap sementara: the tasks of the units that the Kasubag may go on without now.

    Once the latest unit deadline has passed; a clock that stands still has none to wait for.
    """
    if rights.by_right(rules.policy, actor, Right.GO_ON) is None:
        return rights.without(rules.policy, actor, Right.GO_ON)
    late = tuple(t for t in state.tasks if t.open and t.step in (Step.FILL, Step.SUBMIT))
    if not late:
        return refused("refused.nothing_outstanding")
    if any(t.due_at is not None and now <= t.due_at for t in late):
        return refused("refused.deadline_ahead")
    return late


def go_on_without(state: State, rules: Rules, now: datetime, actor: Actor, reason: str) -> Outcome:
    """Their tasks close, their forms stay open; the reason is compulsory and kept."""
    late = to_leave_out(state, rules, now, actor)
    if isinstance(late, Refused):
        return late
    if not reason.strip():
        return refused("refused.reason_needed")
    return _leave_out(state, rules, now, late, reason.strip())


def _leave_out(state: State, rules: Rules, now: datetime, late: tuple[Task, ...], reason: str) -> Events:
    """With the late ones the hand-out ends too: whose form never arrived is asked for it no more."""
    unit_ids = tuple(task.unit_id or 0 for task in late)
    closed = tuple(Turn(state, rules, now, task, None).done("left_out") for task in late)
    excluded = tuple(FormExcluded(unit_id, reason) for unit_id in unit_ids)
    handed_out = distributing.finished(state, rules, now, besides=unit_ids)
    return (*closed, *excluded, *handed_out, *onward(state, rules, now))
