"""Changes an office's master data from the chat: previewed against the present state, applied whole, remembered.

A Data Induk that came back and a single figure typed under /kelola go the same way: both are master data as somebody
wants it to be.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.documents.master_cells import sentence
from bot.documents.master_diff import differences
from bot.documents.master_names import ROLES_SHEET
from bot.services import changing_hands, rescheduling
from bot.services.exporting import Exported, export_office
from bot.services.importing import Imported, hindrances, import_office
from bot.services.scope import Scope, scope_for
from bot.store import history
from bot.store.codec import digest, encode
from bot.workflow import rights
from bot.workflow.events import Refused, refused
from bot.workflow.master import (
    Amendment,
    LambangChanged,
    MasterData,
    MasterDataChanged,
    PersonInvited,
    PersonUnlinked,
    Problem,
    RoleData,
)
from bot.workflow.rights import Right
from bot.workflow.roles import Assignment, Role

Change = Callable[[MasterData], MasterData]


@dataclass(frozen=True)
class Proposal:
    """What the master data would be, the hash of the state this was made against, and what it would change."""

    data: MasterData
    against: str
    amendments: tuple[Amendment, ...]


Problems = tuple[Problem, ...]


def allowed(scope: Scope, right: Right) -> Assignment | Refused:
    """By which jabatan this person may, or whose it is."""
    policy = scope.rules.policy
    held = rights.by_right(policy, scope.actor, right) if scope.actor else None
    return held or rights.without(policy, scope.actor, right)


def exported(scope: Scope) -> Exported:
    return export_office(scope.tx, scope.office.id, scope.now.date())


def present(scope: Scope) -> MasterData:
    return exported(scope).data


def propose(scope: Scope, data: MasterData, right: Right) -> Proposal | Problems | Refused:
    """Nothing is changed yet."""
    held = allowed(scope, right)
    if isinstance(held, Refused):
        return held
    now = present(scope)
    if data.office.code != now.office.code:
        return refused("induk.other_office", code=data.office.code, own=now.office.code)
    problems = (*hindrances(scope.tx, data), *_without_admin(now.roles, data.roles, scope.now.date()))
    return problems or Proposal(data, digest(encode(now)), differences(now, data))


def _without_admin(before: tuple[RoleData, ...], roles: tuple[RoleData, ...], today: date) -> Problems:
    """Who takes the last admin away could never put it right again from the chat."""
    taken = _has_admin(before, today) and not _has_admin(roles, today)
    return (Problem(ROLES_SHEET, "", sentence("no_admin")),) if taken else ()


def _has_admin(roles: tuple[RoleData, ...], today: date) -> bool:
    return any(one.role is Role.ADMIN and (one.ends_on is None or one.ends_on >= today) for one in roles)


def apply(scope: Scope, data: MasterData, against: str, right: Right) -> Imported | Proposal | Problems | Refused:
    """All of it in the caller's transaction, if the office still is as it was when the change was shown.

    A Proposal is what the change would be now, where the office has changed in between: to be shown again. Whose roles
    have changed gets another menu and what waits for them at once.
    """
    proposal = propose(scope, data, right)
    if not isinstance(proposal, Proposal) or proposal.against != against:
        return proposal
    changing_hands.settle(scope)  # whatever has changed before is not of this change
    rescheduling.follow_calendar(scope)  # what is open was counted by the calendar that is about to change
    done = import_office(scope.tx, data, scope.now)
    if isinstance(done, Imported):
        _follow_calendar(scope, right)
        remember(scope, right, MasterDataChanged(right, proposal.amendments))
        changing_hands.settle(scope)
    return done


def _follow_calendar(scope: Scope, right: Right) -> None:
    """The office as it is from now on."""
    held, actor = allowed(scope, right), scope.actor
    if isinstance(held, Assignment) and actor is not None:
        changed = scope_for(scope.tx, scope.office.id, scope.now, actor.person_id, scope.chat)
        rescheduling.follow_calendar(changed, held)


Changed = MasterDataChanged | PersonUnlinked | PersonInvited | LambangChanged


def remember(scope: Scope, right: Right, changed: Changed) -> None:
    """In the office's own history, under the jabatan by which it was done."""
    held = allowed(scope, right)
    if isinstance(held, Refused) or scope.actor is None:
        raise TypeError("nobody changes master data without the right to")
    history.append(
        scope.tx,
        office_id=scope.office.id,
        cycle_id=None,
        at=scope.now,
        person_id=scope.actor.person_id,
        acting_as=f"{scope.actor.name}, {held.style}",
        event=type(changed).__name__,
        data=encode(changed),
    )
