"""The second approver of a cycle: the Camat, unless the admin names another for it."""

from bot.workflow.cycle import Phase, Rules, State, own_part
from bot.workflow.events import Outcome, Refused, SecondNamed, refused
from bot.workflow.rights import Right, by_right, without
from bot.workflow.roles import Actor


def name_second(state: State, rules: Rules, actor: Actor, named: Actor | None) -> Outcome:
    """None: whose step it is, again. Who is named already is not named once more."""
    if by_right(rules.policy, actor, Right.SECOND) is None:
        return without(rules.policy, actor, Right.SECOND)
    if state.phase is not Phase.OPEN:
        return refused("refused.cycle_over")
    failed = _barred(state, actor, named) if named else None
    if failed is not None:
        return failed
    held = named.highest if named else None
    if named is None or held is None:
        return () if state.second is None else (SecondNamed(None, "", ""),)
    return () if state.second == named.person_id else (SecondNamed(named.person_id, named.name, held.style),)


def _barred(state: State, actor: Actor, named: Actor) -> Refused | None:
    """Not the admin himself, and nobody with an own part in the data."""
    if named.person_id == actor.person_id:
        return refused("refused.second_self")
    part = own_part(state, named)
    return refused("refused.second_part", name=named.name, part=part) if part is not None else None
