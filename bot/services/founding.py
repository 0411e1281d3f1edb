"""The first admin: a code printed at the first start, whose holder founds the office by sending its Data Induk."""

from dataclasses import dataclass
from datetime import datetime

from bot.services import changing_hands, importing, inviting, people
from bot.services.importing import Imported
from bot.services.scope import Chat, Scope, scope_for
from bot.store import invites, offices, outbox, talks
from bot.store.engine import Tx
from bot.store.invites import Invite
from bot.texts.say import text
from bot.workflow.events import Refused, refused
from bot.workflow.master import MasterData, OfficeData, PersonData, Problem, RoleData, UnitData
from bot.workflow.periods import PeriodKind, Schedule
from bot.workflow.policy import Policy, Profile
from bot.workflow.roles import Role

KIND = "found"
_KEYS = {
    "camat": (Role.CAMAT, "Camat"),
    "sekretaris": (Role.SEKRETARIS, "Sekretaris Kecamatan"),
    "kasubag": (Role.KASUBAG, "Kasubag Keu dan Prolap"),
    "staf": (Role.STAF, "Staf Keu dan Prolap"),
    "admin": (Role.ADMIN, "Admin"),
}


def blank() -> MasterData:
    """An office of which only the roles are known that every one has: what else is wanted the workbook says itself."""
    return MasterData(
        office=OfficeData("", "", "Asia/Jakarta", Profile(), Policy(), (Schedule(PeriodKind.QUARTER),)),
        persons=tuple(PersonData(key, "", "") for key in _KEYS),
        roles=tuple(RoleData(key, role, title) for key, (role, title) in _KEYS.items()),
        units=(UnitData(""),),
        indicators=(),
    )


@dataclass(frozen=True)
class Founder:
    """A chat that may found an office; `office_id`: it has, and says now who of its admins it is."""

    chat: Chat
    office_id: int = 0


def first_code(tx: Tx, now: datetime) -> str | Invite | None:
    """The code for the first admin, once; the invite where it was printed before; None where there is an office."""
    if offices.all_offices(tx):
        return None
    printed = invites.waiting(tx, None, now)
    return printed[0] if printed else inviting.invite(tx, None, None, now)


def another_code(tx: Tx, now: datetime) -> str | None:
    """Instead of the one that was lost, which opens nothing any more."""
    return None if offices.all_offices(tx) else inviting.invite(tx, None, None, now)


def founder(tx: Tx, chat: Chat) -> Founder | None:
    open_ = talks.dialogs(tx, chat.channel, chat.chat_id, None)
    return next((Founder(chat, one.subject_id) for one in open_ if one.kind == KIND), None)


def begin(tx: Tx, chat: Chat, now: datetime) -> None:
    """The code was opened: this chat may found an office."""
    _leave(tx, chat)
    talks.begin_dialog(tx, (chat.channel, chat.chat_id, None), KIND, 0, {}, now)


def welcome(tx: Tx, chat: Chat, now: datetime) -> None:
    """What is wanted, and below it the workbook that it speaks of."""
    outbox.put_text(tx, text("found.welcome"), office_id=None, channel=chat.channel, chat_id=chat.chat_id, now=now)
    send_blank(tx, chat, now)


def send_blank(tx: Tx, chat: Chat, now: datetime) -> None:
    """The workbook to fill in."""
    outbox.put_blank(tx, text("found.blank"), office_id=None, channel=chat.channel, chat_id=chat.chat_id, now=now)


def found(tx: Tx, by: Founder, data: MasterData, now: datetime) -> Scope | tuple[Problem, ...] | Refused:
    """The office is there from now on; the machine's scope in it. Who of its admins has sent it is asked next."""
    if offices.all_offices(tx):  # founded another way meanwhile: its own admin invites
        _leave(tx, by.chat)
        return refused("found.late")
    if not any(one.role is Role.ADMIN for one in data.roles):
        return refused("found.no_admin")
    done = importing.import_office(tx, data, now)
    if not isinstance(done, Imported):
        return done
    scope = scope_for(tx, done.office_id, now)
    changing_hands.settle(scope)
    _leave(tx, by.chat)
    at = (by.chat.channel, by.chat.chat_id, None)
    talks.begin_dialog(tx, at, KIND, done.office_id, {}, now)
    return scope


def admins(scope: Scope) -> tuple[offices.Person, ...]:
    ids = dict.fromkeys(one.person_id for one in scope.assignments if one.role is Role.ADMIN)
    return tuple(offices.person(scope.tx, person_id) for person_id in ids)


def settle(scope: Scope, by: Founder, person_id: int) -> Scope | Refused:
    """The chat is this admin's from now on; it founds no more."""
    if person_id not in {one.id for one in admins(scope)}:
        return refused("refused.invite")
    _leave(scope.tx, by.chat)
    inviting.bind(scope.tx, by.chat, scope.office.id, person_id, scope.now)
    linked = scope_for(scope.tx, scope.office.id, scope.now, person_id, by.chat)
    people.show_menu(linked)
    return linked


def _leave(tx: Tx, chat: Chat) -> None:
    for one in talks.dialogs(tx, chat.channel, chat.chat_id, None):
        talks.end_dialog(tx, one.id)
