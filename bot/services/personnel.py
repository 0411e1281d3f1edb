"""Everybody of the office and whether the bot reaches them; their invites, and their chats taken away."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.cards.buttons import Rows
from bot.services import delivering, inviting, mastering, people, telling, unreached
from bot.services.scope import Chat, Scope
from bot.store import addresses, invites, offices, outbox, talks
from bot.store.addresses import Address
from bot.texts.say import text
from bot.workflow import mandates, rights
from bot.workflow.events import Refused, refused
from bot.workflow.mandating import POSTS
from bot.workflow.master import PersonInvited, PersonUnlinked
from bot.workflow.rights import Right
from bot.workflow.roles import Assignment, Role


class Reach(StrEnum):
    """Whether the bot reaches somebody."""

    LINKED = "linked"
    LOST = "lost"  # blocked, or nothing arrives
    INVITED = "invited"  # has not opened the invite
    NEVER = "never"


@dataclass(frozen=True)
class Member:
    """Somebody who holds a role now or later, or still has a chat. `held` by right or by mandate; `mandates`:
    theirs, and those by which somebody acts in their place."""

    id: int
    name: str
    sapaan: str
    held: tuple[Assignment, ...]
    mandates: tuple[Assignment, ...]
    reach: Reach
    may_invite: bool = False
    may_unlink: bool = False
    may_appoint: bool = False
    is_oneself: bool = False  # who asks

    @property
    def styles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.style for one in self.held))


def members(scope: Scope) -> tuple[Member, ...] | Refused:
    """By name."""
    if not _may_look(scope):
        return rights.without(scope.rules.policy, scope.actor, Right.MANAGE)
    found = (_member(scope, one) for one in offices.persons(scope.tx, scope.office.id))
    here = (one for one in found if one.held or one.reach in (Reach.LINKED, Reach.LOST))
    return tuple(sorted(here, key=lambda one: (one.name, one.id)))


def member(scope: Scope, person_id: int) -> Member | Refused:
    found = members(scope)
    if isinstance(found, Refused):
        return found
    return next((one for one in found if one.id == person_id), refused("pegawai.gone"))


def _may_look(scope: Scope) -> bool:
    policy, actor = scope.rules.policy, scope.actor
    return actor is not None and rights.by_right(policy, actor, Right.MANAGE) is not None


def _member(scope: Scope, person: offices.Person) -> Member:
    today, policy, actor = scope.now.date(), scope.rules.policy, scope.actor
    known = offices.roles_of(scope.tx, scope.office.id)
    lasting = tuple(one for one in known if one.ends_on is None or one.ends_on >= today)
    own = tuple(one for one in lasting if one.person_id == person.id)
    roles = {one.role for one in own}
    posts = [one for one in own if not mandates.is_mandate(one)]
    acted_in = (one.role for one in posts if one.role in POSTS)
    return Member(
        id=person.id,
        name=person.name,
        sapaan=person.sapaan,
        held=own,
        mandates=tuple(one for one in lasting if mandates.is_mandate(one) and _touches(one, person.id, posts)),
        reach=_reach(scope, person.id),
        may_invite=bool(own) and actor is not None and rights.may_invite(actor, roles),
        may_unlink=actor is not None and rights.by_right(policy, actor, Right.PEOPLE) is not None,
        may_appoint=actor is not None and any(rights.may_appoint(policy, actor, role) for role in acted_in),
        is_oneself=actor is not None and actor.person_id == person.id,
    )


def _touches(mandate: Assignment, person_id: int, posts: list[Assignment]) -> bool:
    in_place = mandate.stands_for in (None, person_id) and any(mandates.same_post(mandate, one) for one in posts)
    return mandate.person_id == person_id or in_place


def _reach(scope: Scope, person_id: int) -> Reach:
    own = addresses.of_person(scope.tx, person_id)
    if any(one.unreachable_at is None and one.failing_at is None for one in own):
        return Reach.LINKED
    if own:
        return Reach.LOST
    return Reach.INVITED if invites.waiting(scope.tx, person_id, scope.now) else Reach.NEVER


# -- invites ---------------------------------------------------------------------------------------------------------


def invite(scope: Scope, person_id: int, entrance: str) -> Member | Refused:
    """A picture to be forwarded goes into the chat of who asks; what was sent before opens nothing any more."""
    found = member(scope, person_id)
    if isinstance(found, Refused):
        return found
    if not found.may_invite:
        return refused("refused.role", role=Role.ADMIN)
    _send(scope, found, entrance)
    mastering.remember(scope, Right.MANAGE, PersonInvited(found.id, found.name))
    return found


def _send(scope: Scope, found: Member, entrance: str) -> None:
    link = inviting.invitation(entrance, inviting.invite(scope.tx, scope.office.id, found.id, scope.now))
    if scope.chat is None:
        raise ValueError("an invite goes to who asked for it")
    said = text(
        "pegawai.invitation" if entrance else "pegawai.invitation_by_command",
        sapaan=found.sapaan,
        name=found.name,
        styles=", ".join(found.styles),
        office=scope.office.name,
        link=link,
        until=scope.now + inviting.INVITE_LASTS,
    )
    at: outbox.To = {
        "office_id": scope.office.id,
        "channel": scope.chat.channel,
        "chat_id": scope.chat.chat_id,
        "priority": outbox.REPLY,
        "now": scope.now,
    }
    outbox.put_invite(scope.tx, said, link if entrance else "", found.name, **at)


# -- chats taken away ------------------------------------------------------------------------------------------------


def relink(scope: Scope, person_id: int, entrance: str) -> Member | Refused:
    """A lost telephone, a new number: the old chat can do nothing from now on, and a new invite is there."""
    done = unlink(scope, person_id, follows=True)
    return done if isinstance(done, Refused) else invite(scope, person_id, entrance)


def to_unlink(scope: Scope, person_id: int, *, follows: bool = False) -> Member | Refused:
    """Whom this person may take away from the bot; of themselves only where a new invite `follows`."""
    found = member(scope, person_id)
    if isinstance(found, Refused):
        return found
    if not found.may_unlink:
        return rights.without(scope.rules.policy, scope.actor, Right.PEOPLE)
    if not addresses.of_person(scope.tx, person_id) and not invites.waiting(scope.tx, person_id, scope.now):
        return refused("pegawai.not_linked", name=found.name)
    return refused("pegawai.own_chat") if found.is_oneself and not follows else found


def unlink(scope: Scope, person_id: int, *, follows: bool = False) -> Member | Refused:
    """All chats of this person, and the invites they have not opened; `follows`: a new one comes at once."""
    found, own = to_unlink(scope, person_id, follows=follows), addresses.of_person(scope.tx, person_id)
    if isinstance(found, Refused):
        return found
    for address in own:
        _close(scope, address)
    invites.withdraw(scope.tx, person_id)
    mastering.remember(scope, Right.PEOPLE, PersonUnlinked(found.id, found.name, found.styles, len(own)))
    if own and not follows:
        delivering.lost(scope, person_id)
    return found


def ways_on(scope: Scope, found: Member) -> Rows:
    """For who has just taken somebody's chats away."""
    own = scope.actor.person_id if scope.actor else 0
    return unreached.ways(scope, own, (found.id,), unreached.tasks_of(scope, found.id)) if found.held else ()


def _close(scope: Scope, address: Address) -> None:
    """1. Nothing more of this office goes there. 2. The person speaks from it no more. 3. What stands there of the
    office says so and has no buttons; what was asked there is asked no more."""
    chat = Chat(address.channel, address.chat_id)
    there = replace(scope, chat=chat)
    outbox.drop(scope.tx, chat.channel, chat.chat_id, scope.office.id, "the chat was taken away", scope.now)
    talks.forget(scope.tx, chat.channel, chat.chat_id, scope.office.id)
    addresses.unlink(scope.tx, address)
    telling.retire_prompts(there)
    telling.refresh(scope, talks.cards_in(scope.tx, chat.channel, chat.chat_id, scope.office.id), priority=outbox.BULK)
    people.show_menu_in(scope, chat)
    telling.say_here(there, text("pegawai.closed", office=scope.office.name))
    addresses.greeted(scope.tx, chat.channel, chat.chat_id, scope.now)  # that was the one answer a stranger gets
