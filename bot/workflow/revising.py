"""A running cycle takes over what has changed in the master data: while a form is with its unit, never by itself."""

from collections.abc import Mapping
from datetime import datetime

from bot.workflow import rights
from bot.workflow.completing import completed
from bot.workflow.cycle import FormState, Phase, Rules, State, Turn, UnitForm
from bot.workflow.events import Event, IndicatorsRevised, Outcome, refused
from bot.workflow.rights import Right
from bot.workflow.roles import Actor
from bot.workflow.steps import Step


def open_forms(state: State) -> tuple[UnitForm, ...]:
    """Not handed out yet, or still to be filled or handed in; what the recap goes on without is neither."""
    return tuple(
        form
        for form in state.forms
        if form.state is FormState.PREPARED or (form.state is FormState.OPEN and state.unit_task(form.unit_id))
    )


def revise(
    state: State,
    rules: Rules,
    now: datetime,
    actor: Actor,
    revised: tuple[IndicatorsRevised, ...],
    missing: Mapping[int, int],
) -> Outcome:
    """`missing`: how many entries of each unit are incomplete afterwards; what lacks nothing more is complete."""
    acting_as = rights.by_right(rules.policy, actor, Right.MANAGE)
    if acting_as is None:
        return rights.without(rules.policy, actor, Right.MANAGE)
    if state.phase is not Phase.OPEN:
        return refused("refused.cycle_over")
    if not revised:
        return refused("revise.none")
    events: list[Event] = []
    for one in revised:
        events.append(one)
        fill = state.open_task(Step.FILL, one.unit_id)
        if fill is not None and state.form(one.unit_id).received and not missing[one.unit_id]:
            events += completed(Turn(state, rules, now, fill, actor, acting_as), fill)
    return tuple(events)
