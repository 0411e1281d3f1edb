"""One-time invites: made for a person, opened once from a chat, and not to be guessed."""

import hashlib
import secrets
from datetime import datetime, timedelta

from bot.services import people, telling
from bot.services.scope import Chat, Scope, scope_for
from bot.store import addresses, history, invites, offices, talks
from bot.store.addresses import Address
from bot.store.engine import Tx
from bot.store.invites import Invite
from bot.texts.say import text
from bot.workflow.events import Refused, refused
from bot.workflow.master import PersonInvited

INVITE_DAYS = 14
INVITE_LASTS = timedelta(days=INVITE_DAYS)
OF_ANOTHER = "refused.invite_of_another"
"""The invite is good, and not for who opened it."""
RECENT = 300
"""Changes of the office that are looked through for who sent an invite."""
WRONG_MOST = 5
"""Codes that open nothing, in a row, after which a chat has to wait."""
WRONG_WAIT = timedelta(hours=1)


def hash_code(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def to_invite(tx: Tx, office_id: int, name: str = "") -> tuple[offices.Person, ...]:
    """Whose name contains `name`; without one, everybody who is not linked yet."""
    return tuple(
        person
        for person in offices.persons(tx, office_id)
        if name.lower() in person.name.lower() and (name or not addresses.reachable(tx, person.id))
    )


def invite(tx: Tx, office_id: int | None, person_id: int | None, now: datetime) -> str:
    """A new one-time code, only the hash of which is kept; what the same person was sent before opens nothing more."""
    code = secrets.token_urlsafe(18)
    invites.withdraw(tx, person_id)
    invites.add(tx, office_id, person_id, hash_code(code), now, now + INVITE_LASTS)
    return code


def invitation(entrance: str, code: str) -> str:
    """What somebody invited opens; where the channel has no links, what they write to the bot."""
    return f"{entrance}{code}" if entrance else f"/start {code}"


def take(tx: Tx, chat: Chat, code: str, now: datetime) -> Invite | Refused:
    """The invite, which is used up with this; a chat that tries one code after the other has to wait."""
    address = addresses.keep(tx, chat.channel, chat.chat_id)
    since = address.wrong_at if address.wrong_at is not None and now - address.wrong_at < WRONG_WAIT else None
    count = address.wrong_codes if since else 0
    if since is not None and count >= WRONG_MOST:
        addresses.wrong_codes(tx, chat.channel, chat.chat_id, count + 1, since)
        return refused("refused.invite_wait")
    found = _good(tx, code, now)
    other = _speaks_here(tx, chat, found, now) if found is not None else None
    if other is not None:
        return refused(OF_ANOTHER, name=other.name)
    if found is None or not invites.use(tx, found.id, now):
        addresses.wrong_codes(tx, chat.channel, chat.chat_id, count + 1, since or now)
        return refused("refused.invite" if offices.all_offices(tx) else "found.used")
    if address.wrong_codes:
        addresses.wrong_codes(tx, chat.channel, chat.chat_id, 0, None)
    return found


def goes_on_guessing(tx: Tx, chat: Chat) -> bool:
    """After having been told to wait."""
    return addresses.keep(tx, chat.channel, chat.chat_id).wrong_codes > WRONG_MOST + 1


def _good(tx: Tx, code: str, now: datetime) -> Invite | None:
    found = invites.find(tx, hash_code(code))
    return found if found is not None and found.used_at is None and found.expires_at >= now else None


def _speaks_here(tx: Tx, chat: Chat, found: Invite, now: datetime) -> offices.Person | None:
    """Somebody else of that office who speaks from this chat: most likely whoever is to pass the invite on, and would
    otherwise lose their own place by a careless tap."""
    for one in people.scopes(tx, chat, now):
        if one.office.id == found.office_id and one.actor is not None and one.actor.person_id != found.person_id:
            return offices.person(tx, one.actor.person_id)
    return None


def link(tx: Tx, chat: Chat, code: str, now: datetime) -> Scope | Refused:
    """Binds the chat to the invited person; the code works once."""
    found = take(tx, chat, code, now)
    return found if isinstance(found, Refused) else join(tx, chat, found, now)


def join(tx: Tx, chat: Chat, found: Invite, now: datetime) -> Scope | Refused:
    """Somebody who holds nothing any more is nobody of the office, however young their invite is."""
    if found.office_id is None or found.person_id is None:
        return refused("refused.invite")
    scope = scope_for(tx, found.office_id, now, found.person_id, chat)
    if not people.is_of_office(scope):
        return refused("refused.invite")
    bind(tx, chat, found.office_id, found.person_id, now)
    people.show_menu(scope)
    _tell_inviter(scope, found.person_id)
    return scope


def _tell_inviter(scope: Scope, person_id: int) -> None:
    """Who sent the invite in the chat can see that it arrived."""
    office = scope_for(scope.tx, scope.office.id, scope.now)
    name, styles = offices.person(scope.tx, person_id).name, people.styles(scope)
    for one in history.newest_of_office(scope.tx, scope.office.id, RECENT):
        if one.event == PersonInvited.__name__ and one.data["person_id"] == person_id:
            inviter = () if one.person_id in (None, person_id) else (one.person_id,)
            telling.tell(office, inviter, text("pegawai.joined", name=name, styles=styles))
            return


def bind(tx: Tx, chat: Chat, office_id: int, person_id: int, now: datetime) -> None:
    """From now on this person speaks from the chat, beside whoever speaks from it for another office."""
    here = addresses.here(tx, chat.channel, chat.chat_id) or (addresses.keep(tx, chat.channel, chat.chat_id),)
    own = next((one for one in here if one.person_id == person_id), None)
    place = own or next((one for one in here if not _speaks_elsewhere(tx, one, office_id, now)), None)
    if own is None:
        talks.forget(tx, chat.channel, chat.chat_id, office_id)  # what the one before was asked is not theirs to answer
        addresses.greeted(tx, chat.channel, chat.chat_id, None)  # somebody else was
    if place is not None:
        addresses.link(tx, place, person_id, now)
    else:
        addresses.link_beside(tx, here[0], person_id, now)


def _speaks_elsewhere(tx: Tx, address: Address, office_id: int, now: datetime) -> bool:
    if address.person_id is None:
        return False
    others = (other for other in offices.offices_of(tx, address.person_id) if other != office_id)
    return any(people.is_of_office(scope_for(tx, other, now, address.person_id)) for other in others)
