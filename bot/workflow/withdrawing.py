"""A submission taken back by who made it, until the next actor has acted."""

from datetime import datetime

from bot.workflow.collecting import submits_as
from bot.workflow.cycle import FormState, Phase, Rules, State, Task, Turn
from bot.workflow.events import Event, FormWithdrawn, Outcome, refused
from bot.workflow.pausing import paused
from bot.workflow.rights import not_theirs
from bot.workflow.roles import Actor
from bot.workflow.steps import Step


def submission(state: State, unit_id: int) -> Task | None:
    """The closed task of the unit's last submission, as long as it can be taken back.

    Nobody has gone on with it: step 7 has not been done in this round, nor any unit left out.
    """
    form = state.form(unit_id)
    if form.state is not FormState.SUBMITTED or state.phase is not Phase.OPEN or any(f.excluded for f in state.forms):
        return None
    # Closed as "withdrawn" where the submission that had opened it was taken back: nobody went on with that.
    assigned = [t for t in state.tasks if t.step is Step.ASSIGN_RECAP and t.round == state.round and not t.open]
    own = [t for t in state.tasks if (t.step, t.unit_id, t.outcome) == (Step.SUBMIT, unit_id, "submitted")]
    if not own or own[-1].round != state.round:
        return None
    recap = state.open_task(Step.RECAP)
    if recap is not None:  # sent back from there, and handed in again
        return own[-1] if own[-1].id > recap.id else None
    return None if any(t.outcome == "assigned" and t.undone_at is None for t in assigned) else own[-1]


def withdraw(state: State, rules: Rules, now: datetime, actor: Actor, unit_id: int) -> Outcome:
    """The form opens again as it was, with the deadline it had; step 7, where it had opened, is asked for later."""
    acting_as = submits_as(state, rules, actor, unit_id)
    if acting_as is None:
        return not_theirs(rules.policy, Step.SUBMIT)
    task = submission(state, unit_id)
    if task is None:
        return refused("refused.gone_on")
    form = state.form(unit_id)
    if form.submitted_by != actor.person_id:
        return refused("refused.not_submitter")
    first = sum((t.step, t.unit_id, t.outcome) == (Step.SUBMIT, unit_id, "submitted") for t in state.tasks) == 1
    turn = Turn(state, rules, now, task, actor, acting_as)
    events: list[Event] = [FormWithdrawn(unit_id, None if first else form.on_time)]
    assign, recap = state.open_task(Step.ASSIGN_RECAP), state.open_task(Step.RECAP)
    if assign is not None:
        events.append(turn.done("withdrawn", assign))
    if recap is not None:
        events += paused(rules, now, recap)
    events.append(turn.opens(Step.SUBMIT, unit_id=unit_id, due_at=task.due_at))
    return tuple(events)
