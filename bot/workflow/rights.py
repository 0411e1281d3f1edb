"""Who may do what, and by which jabatan: read from the office's own table of steps; beside it stands the admin."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.workflow.events import Refused, refused
from bot.workflow.policy import Policy
from bot.workflow.roles import RANK, Actor, Assignment, Away, Role
from bot.workflow.steps import Step


class Right(StrEnum):
    """What is done beside the buttons of a task."""

    START = "start"  # open a cycle by hand
    CANCEL = "cancel"  # give a cycle up
    FILL = "fill"  # answer the questions of a unit's form, in the chat or by workbook
    GO_ON = "go_on"  # make the recap without the units that are late
    CHASE = "chase"  # remind the units that are outstanding
    EXTEND = "extend"  # give a unit more time
    ENTER = "enter"  # type what a unit wrote on paper
    ARCHIVES = "archives"  # the papers of any cycle, again
    OVERSEE = "oversee"  # look at tasks that are somebody else's
    MANAGE = "manage"  # the everyday changes of the master data, and bringing them into a running cycle
    REPLACE = "replace"  # the master data as a whole, by a Data Induk
    PEOPLE = "people"  # invite anybody, and take chats away
    SECOND = "second"  # name who decides where the Sekretaris may not
    QUEUES = "queues"  # what the bot could not deal with, once more
    HISTORY = "history"  # read who did what in a cycle


GOES_WITH: Mapping[Right, tuple[Step, ...]] = {
    Right.START: (Step.ORDER, Step.PREPARE),
    Right.CANCEL: (Step.ORDER,),
    Right.FILL: (Step.FILL,),
    Right.GO_ON: (Step.ASSIGN_RECAP,),
    Right.CHASE: (Step.DISTRIBUTE, Step.ASSIGN_RECAP),
    Right.EXTEND: (Step.ASSIGN_RECAP, Step.DECIDE),
    Right.ENTER: (Step.DISTRIBUTE, Step.RECAP),
    Right.ARCHIVES: (Step.ARCHIVE, Step.DECIDE, Step.SIGN),
    Right.OVERSEE: (Step.ASSIGN_RECAP, Step.DECIDE, Step.SIGN),
    Right.MANAGE: (Step.PREPARE,),
    Right.REPLACE: (),
    Right.PEOPLE: (),
    Right.SECOND: (),
    Right.QUEUES: (),
    Right.HISTORY: (Step.ORDER, Step.ASSIGN_RECAP, Step.RECAP, Step.DECIDE, Step.SIGN),
}
"""Who may act at one of these steps, as the holder or for them, has the right."""

OF_ADMIN = frozenset({Right.MANAGE, Right.REPLACE, Right.PEOPLE, Right.SECOND, Right.QUEUES, Right.HISTORY})
"""No step speaks of the admin, who looks after the office's data."""


FILL_ONLY = frozenset({Role.KASI, Role.OPERATOR})


def at_step(policy: Policy, actor: Actor, step: Step, unit_id: int | None = None) -> Assignment | None:
    """By which jabatan this person may act at the step (of this unit); None if by none."""
    return actor.holding(*policy.row(step).may_act, unit_id=unit_id)


def by_right(policy: Policy, actor: Actor, right: Right, unit_id: int | None = None) -> Assignment | None:
    """By which jabatan this person has the right (in this unit); None if by none."""
    found = (at_step(policy, actor, step, unit_id) for step in GOES_WITH[right])
    held = next((one for one in found if one is not None), None)
    return held or (actor.holding(Role.ADMIN) if right in OF_ADMIN else None)


def may_invite(actor: Actor, roles: Iterable[Role]) -> bool:
    """Whether this person may be given the invite of somebody with these roles, who could be whoever opens it: the
    admin of anybody, others only of those who just fill forms."""
    return actor.holding(Role.ADMIN) is not None or set(roles) <= FILL_ONLY


def may_appoint(policy: Policy, actor: Actor, role: Role) -> bool:
    """Whether this person may name who acts in this role for a time: the admin, to whom the SK is shown, in any; who
    manages the data in those ranked below their own, whom they have to keep working. Nobody names who judges them."""
    if actor.holding(Role.ADMIN) is not None:
        return True
    held = by_right(policy, actor, Right.MANAGE)
    return held is not None and RANK[role] < RANK[held.role] and role is not Role.ADMIN


def may_see(policy: Policy, actor: Actor, step: Step, unit_id: int | None = None) -> bool:
    """Whether the task of this step may be shown to this person; what they may do is decided at each button."""
    return bool(at_step(policy, actor, step, unit_id) or by_right(policy, actor, Right.OVERSEE))


def not_theirs(policy: Policy, *steps: Step, besides: tuple[Role, ...] = ()) -> Refused:
    """The refusal that says whose it is."""
    roles = dict.fromkeys((*(role for step in steps for role in policy.row(step).may_act), *besides))
    return refused("refused.role", role=tuple(roles))


def not_yours(policy: Policy, actor: Actor, step: Step, unit_id: int | None = None) -> Refused:
    """... to somebody who would have it, did not another act in their place."""
    return _refused(policy, actor, (step,), unit_id)


def _refused(
    policy: Policy, actor: Actor | None, steps: tuple[Step, ...], unit_id: int | None, besides: tuple[Role, ...] = ()
) -> Refused:
    roles = (role for step in steps for role in policy.row(step).may_act)
    away = actor.away_from(*roles, *besides, unit_id=unit_id) if actor else None
    return acted_for(away) if away else not_theirs(policy, *steps, besides=besides)


AWAY = ("refused.away", "refused.away_until")
"""The sentences to who would have the right, did not somebody else act in their place."""


def acted_for(away: Away) -> Refused:
    """Until when, where the mandate says so."""
    words = {"title": away.held.title, "style": away.by.style}
    if away.by.ends_on is None:
        return refused(AWAY[0], **words)
    return refused(AWAY[1], until=away.by.ends_on, **words)


def without(policy: Policy, actor: Actor | None, right: Right, unit_id: int | None = None) -> Refused:
    """The refusal to who does not have the right, or has given it away for a time."""
    return _refused(policy, actor, GOES_WITH[right], unit_id, (Role.ADMIN,) if right in OF_ADMIN else ())
