"""Somebody the bot does not reach: what whoever is told of it can do about it with a tap."""

from collections.abc import Iterable, Sequence

from bot.cards.buttons import Rows, button, stacked
from bot.channels.base import Button, cut
from bot.services import telling
from bot.services.scope import Scope, scope_for
from bot.store import cycles, offices
from bot.workflow import mandates, rights
from bot.workflow.mandating import POSTS
from bot.workflow.rights import Right
from bot.workflow.roles import Actor
from bot.workflow.steps import Step


def ways(scope: Scope, told: int, lost: Sequence[int], tasks: Iterable[cycles.TaskRow] = ()) -> Rows:
    """For one of those who are told: a substitute, another invite, and the unit's form filled in its stead. Where
    several are lost, the way to each of them."""
    actor = scope_for(scope.tx, scope.office.id, scope.now, told).actor
    if actor is None:
        return ()
    found = tuple(one for one in lost if one != told)
    people = _to_one(scope, actor, found[0]) if len(found) == 1 else _to_each(scope, actor, found)
    return (*people, *_behalf(scope, actor, tasks))


def _to_one(scope: Scope, actor: Actor, person_id: int) -> Rows:
    held = offices.held(scope.tx, scope.office.id, scope.now.date())
    own = [one for one in held if one.person_id == person_id]
    policy = scope.rules.policy
    posts = [one for one in own if one.role in POSTS and not mandates.is_mandate(one)]
    rows: Rows = ()
    if any(rights.may_appoint(policy, actor, one.role) for one in posts):
        rows += stacked(button("stand_in", "stand_in", person_id))
    if own and rights.by_right(policy, actor, Right.MANAGE) and rights.may_invite(actor, {one.role for one in own}):
        rows += stacked(button("invite_again", "invite", person_id))
    return rows


def _to_each(scope: Scope, actor: Actor, person_ids: Sequence[int]) -> Rows:
    """Of nobody at all: a post that is vacant."""
    if rights.by_right(scope.rules.policy, actor, Right.MANAGE) is None:
        return ()
    if not person_ids:
        return stacked(button("stand_in", "stand_in", 0))
    return tuple((Button(cut(offices.person(scope.tx, one).name), f"person:{one}"),) for one in person_ids)


def _behalf(scope: Scope, actor: Actor, tasks: Iterable[cycles.TaskRow]) -> Rows:
    if rights.by_right(scope.rules.policy, actor, Right.GO_ON) is None:
        return ()
    mine = [task for task in tasks if task.unit_id is not None and is_lost(scope, task.unit_id)]
    if len(mine) == 1:
        return stacked(button("behalf", "behalf", mine[0].id))
    return stacked(*(button("behalf_of", "behalf", task.id, number=n) for n, task in enumerate(mine, 1)))


def is_lost(scope: Scope, unit_id: int) -> bool:
    """Whether nobody of the unit can be reached."""
    return not telling.chats(scope, telling.step_holders(scope, Step.FILL, unit_id))


def tasks_of(scope: Scope, person_id: int) -> tuple[cycles.TaskRow, ...]:
    """The open forms of this person's units."""
    return tuple(
        task
        for task in cycles.open_tasks(scope.tx, scope.office.id)
        if task.unit_id is not None and person_id in telling.step_holders(scope, Step(task.step), task.unit_id)
    )
