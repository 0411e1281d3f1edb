"""The second approver of a cycle: the Camat, unless the admin names another for it."""

from bot.workflow.cycle import Phase, Rules, State, own_part
from bot.workflow.events import Outcome, SecondNamed, refused
from bot.workflow.rights import Right, by_right, without
from bot.workflow.roles import Actor


def name_second(state: State, rules: Rules, actor: Actor, named: Actor | None) -> Outcome:
    """Not the admin himself, and nobody with an own part in the data. None: whose step it is, again."""
    if by_right(rules.policy, actor, Right.SECOND) is None:
        return without(rules.policy, actor, Right.SECOND)
    if state.phase is not Phase.OPEN:
        return refused("refused.cycle_over")
    if named is None or named.highest is None:
        return (SecondNamed(None, "", ""),)
    if named.person_id == actor.person_id:
        return refused("refused.second_self")
    part = own_part(state, named)
    if part is not None:
        return refused("refused.second_part", name=named.name, part=part)
    return (SecondNamed(named.person_id, named.name, named.highest.style),)
