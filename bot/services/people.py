"""Who is writing: linking a chat by a one-time invite, recognising a person, answering a stranger once."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.services import delivering, handing, standing_still, telling
from bot.services.scope import Chat, Scope, scope_for
from bot.store import cycles, offices, outbox, talks
from bot.store.engine import Tx
from bot.texts.say import label, text
from bot.workflow import rights
from bot.workflow.events import Refused, refused
from bot.workflow.rights import Right
from bot.workflow.steps import Step

INVITE_DAYS = 14
COMMANDS: tuple[tuple[str, tuple[Right, ...]], ...] = (
    ("tugas", ()),
    ("isi", (Right.FILL, Right.ENTER)),
    ("excel", (Right.FILL, Right.ENTER)),
    ("bukti", (Right.FILL, Right.ENTER)),
    ("mulai", (Right.START,)),
    ("jadwal", (Right.START,)),
    ("kelola", (Right.MANAGE,)),
    ("libur", (Right.MANAGE,)),
    ("datainduk", (Right.REPLACE,)),
    ("status", ()),
    ("batal", ()),
    ("bantuan", ()),
)
"""The command menu: what each is for is said in texts/menu.toml; without a right it is everybody's."""


def hash_code(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def to_invite(tx: Tx, office_id: int, name: str = "") -> tuple[offices.Person, ...]:
    """Whose name contains `name`; without one, everybody who is not linked yet."""
    return tuple(
        person
        for person in offices.persons(tx, office_id)
        if name.lower() in person.name.lower() and (name or not offices.addresses_of(tx, person.id))
    )


def invite(tx: Tx, office_id: int, person_id: int, now: datetime) -> str:
    """A new one-time code for this person; only its hash is kept."""
    code = secrets.token_urlsafe(18)
    offices.add_invite(tx, office_id, person_id, hash_code(code), now, now + timedelta(days=INVITE_DAYS))
    return code


def invitation(entrance: str, code: str) -> str:
    """What somebody invited opens; where the channel has no links, what they write to the bot."""
    return f"{entrance}{code}" if entrance else f"/start {code}"


def scope_of(tx: Tx, chat: Chat, now: datetime) -> Scope | None:
    """The scope of the person behind this chat, in their first office; None for a stranger."""
    address = offices.address(tx, chat.channel, chat.chat_id)
    if address is None or address.person_id is None:
        return None
    for office_id in offices.offices_of(tx, address.person_id):
        scope = scope_for(tx, office_id, now, address.person_id, chat)
        if scope.actor is not None and scope.actor.assignments:
            return scope
    return None


def link(tx: Tx, chat: Chat, code: str, now: datetime) -> Scope | Refused:
    """Binds the chat to the invited person; the code works once."""
    found = offices.invite(tx, hash_code(code))
    if found is None or found.used_at is not None or found.expires_at < now:
        return refused("refused.invite")
    if not offices.use_invite(tx, found.id, now):
        return refused("refused.invite")
    known = offices.keep_address(tx, chat.channel, chat.chat_id)
    if known.person_id != found.person_id:
        talks.forget(tx, chat.channel, chat.chat_id)  # what the one before was asked is not the next one's to answer
        offices.greeted(tx, chat.channel, chat.chat_id, None)  # somebody else was
    offices.link(tx, chat.channel, chat.chat_id, found.person_id, now)
    scope = scope_for(tx, found.office_id, now, found.person_id, chat)
    show_menu(scope)
    return scope


def menu(scope: Scope) -> tuple[tuple[str, str], ...]:
    """The commands that are for this person, and what each is for."""
    policy, actor = scope.rules.policy, scope.actor
    held = {right for right in Right if actor is not None and rights.by_right(policy, actor, right)}
    return tuple((name, label(f"menu.{name}")) for name, wants in COMMANDS if not wants or held & set(wants))


def show_menu(scope: Scope) -> None:
    """The commands that this person may use now, in the menu of this chat."""
    if scope.actor is None or scope.chat is None:
        return
    outbox.put_menu(
        scope.tx,
        menu(scope),
        office_id=scope.office.id,
        channel=scope.chat.channel,
        chat_id=scope.chat.chat_id,
        now=scope.now,
    )


def show_waiting(scope: Scope) -> int:
    """Sends everything that waits for this person into this chat: the cards, and the papers; returns how many cards."""
    if scope.actor is None or scope.chat is None:
        return 0
    found = waiting(scope)
    for task in found:
        _show(scope, scope.chat, task)
    return len(found) + _show_standing(scope)


def _show_standing(scope: Scope) -> int:
    own = scope.actor.person_id if scope.actor else 0
    standing = _standing(scope)
    for task in standing:
        telling.say_here(scope, standing_still.notice(scope, task, own), standing_still.hand_over(scope, (task,), own))
    return len(standing)


def _standing(scope: Scope) -> Sequence[cycles.TaskRow]:
    """For who hands out forms: those that have reached nobody."""
    hands_out = scope.actor is not None and scope.actor.person_id in standing_still.handers(scope)
    return standing_still.waiting(scope) if hands_out else ()


def something_waits(scope: Scope) -> bool:
    return bool(waiting(scope) or _standing(scope))


def waiting(scope: Scope) -> tuple[cycles.TaskRow, ...]:
    """The open tasks that this person may do."""
    return tuple(task for task in cycles.open_tasks(scope.tx, scope.office.id) if _may_do(scope, task))


def _may_do(scope: Scope, task: cycles.TaskRow) -> bool:
    if scope.actor is None:
        return False
    return rights.at_step(scope.rules.policy, scope.actor, Step(task.step), task.unit_id) is not None


def _show(scope: Scope, chat: Chat, task: cycles.TaskRow) -> None:
    """The card below its papers, which are for who may do the task, not for who looks on."""
    if task.closed_at is None and _may_do(scope, task):
        handing.hand(scope, task, (chat,))
    telling.card_in_chat(scope, "task", task.id, chat.channel, chat.chat_id, task_id=task.id, priority=outbox.REPLY)


def greet(scope: Scope) -> None:
    """By sapaan, name and jabatan; put before whatever else is shown, because what waits belongs at the end."""
    if scope.actor is None:
        raise ValueError("nobody to greet")
    person = offices.person(scope.tx, scope.actor.person_id)
    styles = ", ".join(dict.fromkeys(a.style for a in scope.actor.assignments))
    office = scope.office.name
    said = text("people.welcome", sapaan=person.sapaan, name=person.name, styles=styles, office=office)
    telling.say_here(scope, said)


def blocked(tx: Tx, chat: Chat, now: datetime) -> None:
    """The person stopped the bot."""
    address = offices.address(tx, chat.channel, chat.chat_id)
    if outbox.mark_unreachable(tx, chat.channel, chat.chat_id, now) and address is not None and address.person_id:
        for office_id in offices.offices_of(tx, address.person_id):
            delivering.lost(scope_for(tx, office_id, now), address.person_id)


def show_task(scope: Scope, task_id: int) -> Refused | None:
    """The card of one task, in this chat; anybody concerned may look, the buttons decide who may act."""
    task = cycles.task(scope.tx, task_id)
    if task is None or task.office_id != scope.office.id or scope.actor is None or scope.chat is None:
        return refused("refused.unknown")
    if not rights.may_see(scope.rules.policy, scope.actor, Step(task.step), task.unit_id):
        return rights.not_theirs(scope.rules.policy, Step(task.step))
    _show(scope, scope.chat, task)
    return None
