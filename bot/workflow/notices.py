"""Who is told what, event by event. Whatever is not here is told by the card of the task that it opens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.workflow import events as ev
from bot.workflow.policy import Policy
from bot.workflow.roles import Assignment, Role
from bot.workflow.steps import Step


class Who(StrEnum):
    DOER = "doer"  # by whom it happened


Whom = Step | Role | Who
"""Whose task a step is, in this office and in the unit that the event is of; or who holds a role."""


@dataclass(frozen=True)
class Notice:
    """`key` is the sentence's; it may speak of the event's own fields, and of `unit`, `period` and `at`."""

    key: str
    to: tuple[Whom, ...]
    silent: bool | None = None  # None: without sound outside office hours
    else_to: tuple[Whom, ...] = ()  # told too where none of those could answer it with a tap


NOTICES: Mapping[type[Any], Notice] = {
    ev.CyclePostponed: Notice("notice.postponed", (Who.DOER, Step.PREPARE)),
    ev.CycleCancelled: Notice("notice.cancelled", tuple(Step)),
    ev.ProblemRaised: Notice("notice.problem", (Step.ASSIGN_RECAP,), else_to=(Step.DECIDE,)),
    ev.TimeExtended: Notice("notice.extended", (Step.FILL,)),
    ev.FormSubmitted: Notice("notice.submitted", (Step.FILL,), silent=True),
    ev.FormExcluded: Notice("notice.excluded", (Step.FILL,)),
    ev.DecisionReferred: Notice("notice.referred", (Who.DOER,)),
    ev.RecapApproved: Notice("notice.approved", (Step.RECAP, Step.SUBMIT), silent=True),
    ev.DataArchived: Notice("notice.archived", (Step.ARCHIVE,), silent=True),
    ev.CycleFinished: Notice("notice.finished", tuple(Step)),
    ev.FilesExpired: Notice("notice.files_expired", (Role.ADMIN,), silent=True),
    ev.CycleReopened: Notice("notice.reopened", (Step.DECIDE, Step.SIGN)),
}

LOST: tuple[Whom, ...] = (Step.ASSIGN_RECAP, Role.ADMIN)
"""Who hears that somebody cannot be reached, or that a task reaches nobody."""

TECHNICAL: tuple[Whom, ...] = (Role.ADMIN,)
"""Who hears of what only a technician can mend."""


OF_STAF = (Step.DISTRIBUTE, Step.RECAP, Step.HAND_OVER)
"""The steps that one of several Staf may be chosen for at step 3."""


def told(policy: Policy, assignments: Iterable[Assignment], step: Step, unit_id: int | None = None) -> tuple[int, ...]:
    """Whose task the step is, each once; without a unit everybody's in any unit.

    Of a unit's form those who fill it for the holder are told too, of any other step only the holder.
    """
    row = policy.row(step)
    roles = row.may_act if row.per_unit else (row.role,)
    found = (a.person_id for a in assignments if a.role in roles and _concerns(a, row.role, unit_id))
    return tuple(dict.fromkeys(found))


def _concerns(held: Assignment, role: Role, unit_id: int | None) -> bool:
    """A delegate from outside the units may fill any form, and is not told of each."""
    return unit_id in (None, held.unit_id) or (held.unit_id is None and held.role is role)
