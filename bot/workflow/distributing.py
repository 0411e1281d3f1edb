"""Step 4: the forms are handed out, delivered, received; by the channel, or by hand where it fails."""

from datetime import datetime

from bot.workflow.completing import completed
from bot.workflow.cycle import FormState, Rules, State, Task, Turn, UnitForm
from bot.workflow.events import (
    DeadlineMoved,
    Event,
    Events,
    FormDelivered,
    FormReceived,
    FormsDistributed,
    FormUndeliverable,
    Outcome,
    refused,
)
from bot.workflow.steps import Step
from bot.workflow.worktime import minutes_between


def distribute(turn: Turn) -> Outcome:
    """Bagikan: every unit's clock starts now. The task itself is done when every form has arrived."""
    waiting = tuple(f.unit_id for f in turn.state.forms if f.state is FormState.PREPARED)
    if not waiting:
        return refused("refused.distributed_already")
    opened = tuple(turn.opens(Step.FILL, unit_id=unit_id) for unit_id in waiting)
    return (FormsDistributed(waiting), *opened)


def deliver(state: State, rules: Rules, now: datetime, unit_id: int, how: str) -> Events:
    """A form arrived, over the channel or by hand. A clock that stood still starts anew."""
    form = state.form(unit_id)
    if form.delivered:
        return ()
    events: list[Event] = [FormDelivered(unit_id, how)]
    task = state.unit_task(unit_id)
    if task is not None and task.due_at is None:
        events.append(_restart(rules, now, task))
    return (*events, *finished(state, rules, now, besides=(unit_id,)))


def finished(state: State, rules: Rules, now: datetime, *, besides: tuple[int, ...]) -> Events:
    """Step 4 is done once every form has arrived, besides those that just have, or that nobody waits for any more."""
    waiting = [f for f in state.forms if not f.delivered and f.unit_id not in besides]
    task = state.open_task(Step.DISTRIBUTE)
    return (Turn(state, rules, now, task, None).done("distributed"),) if task is not None and not waiting else ()


def _restart(rules: Rules, now: datetime, task: Task) -> DeadlineMoved:
    """The time of step 5, also where after a return only step 6 is left to do."""
    due_at = rules.due(Step.FILL, now)
    allowed = minutes_between(rules.calendar, now, due_at) if due_at else None
    return DeadlineMoved(task.id, due_at, allowed, "delivered", task.unit_id)


def hand_over(turn: Turn) -> Outcome:
    """The Staf brought the form in person: that is its delivery, and its receipt, which a return does not ask anew."""
    form = turn.state.form(turn.task.unit_id or 0)
    if not form.received:
        return _received(turn, form, "langsung")
    return deliver(turn.state, turn.rules, turn.now, form.unit_id, "langsung") or refused("refused.received_already")


def undeliverable(state: State, unit_id: int) -> Events:
    """The channel refused for good: the unit's clock stands still until the form arrives another way."""
    form, task = state.form(unit_id), state.unit_task(unit_id)
    if form.delivered or task is None or task.due_at is None:
        return ()
    return (DeadlineMoved(task.id, None, None, "undeliverable", unit_id), FormUndeliverable(unit_id))


def receive(turn: Turn, how: str) -> Outcome:
    """Terima, or the first entry, is the unit's receipt."""
    form = turn.state.form(turn.task.unit_id or 0)
    if form.received:
        return refused("refused.received_already")
    return _received(turn, form, how)


def _received(turn: Turn, form: UnitForm, how: str) -> Events:
    """A form in which nothing is to be assessed this period has nothing left to fill."""
    fill = turn.state.open_task(Step.FILL, form.unit_id)
    return (*receipt(turn, form, how), *(completed(turn, fill) if fill is not None and form.complete else ()))


def receipt(turn: Turn, form: UnitForm, how: str) -> Events:
    others = [f for f in turn.state.forms if not f.received and f.unit_id != form.unit_id]
    delivery = deliver(turn.state, turn.rules, turn.now, form.unit_id, how)
    return (*delivery, FormReceived(form.unit_id, how, last=not others))
