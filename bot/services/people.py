"""Who is writing, for which office: recognised, greeted, and shown what waits and what they may do."""

from collections.abc import Sequence
from datetime import datetime

from bot.services import delivering, handing, holding, standing_still, telling
from bot.services.scope import Chat, Scope, scope_for
from bot.store import addresses, cycles, offices, outbox
from bot.store.engine import Tx
from bot.texts.say import Text, label, text
from bot.workflow import rights
from bot.workflow.events import Refused, refused
from bot.workflow.rights import Right
from bot.workflow.steps import Step

COMMANDS: tuple[tuple[str, tuple[Right, ...]], ...] = (
    ("tugas", ()),
    ("isi", (Right.FILL, Right.ENTER)),
    ("excel", (Right.FILL, Right.ENTER)),
    ("bukti", (Right.FILL, Right.ENTER)),
    ("mulai", (Right.START,)),
    ("jadwal", (Right.START,)),
    ("kelola", (Right.MANAGE,)),
    ("libur", (Right.MANAGE,)),
    ("pegawai", (Right.MANAGE,)),
    ("lambang", (Right.MANAGE,)),
    ("datainduk", (Right.REPLACE,)),
    ("pengingat", ()),
    ("status", ()),
    ("riwayat", (Right.HISTORY,)),
    ("penyetuju", (Right.SECOND,)),
    ("arsip", (Right.ARCHIVES,)),
    ("antrean", (Right.QUEUES,)),
    ("kantor", ()),
    ("batal", ()),
    ("bantuan", ()),
)
"""The command menu: what each is for is said in texts/menu.toml; without a right it is everybody's."""


def is_of_office(scope: Scope) -> bool:
    """Whether this person holds anything there now, be it that somebody else acts in it."""
    return scope.actor is not None and bool(scope.actor.assignments or scope.actor.away)


def scopes(tx: Tx, chat: Chat, now: datetime) -> tuple[Scope, ...]:
    """Of everybody who speaks from this chat, one for each office; the one that was last meant first."""
    found: dict[int, Scope] = {}
    for address in addresses.here(tx, chat.channel, chat.chat_id):
        for office_id in offices.offices_of(tx, address.person_id) if address.person_id else ():
            scope = scope_for(tx, office_id, now, address.person_id, chat)
            if is_of_office(scope):
                found.setdefault(office_id, scope)
    return tuple(found.values())


def scope_of(tx: Tx, chat: Chat, now: datetime, message_id: str = "") -> Scope | None:
    """Who speaks, in the office that is meant: that of the message whose button was pressed, which is then the one
    last meant; None for a stranger."""
    found = scopes(tx, chat, now)
    if len(found) > 1 and message_id:
        office_id = outbox.office_of(tx, chat.channel, chat.chat_id, message_id)
        pressed = next((one for one in found if one.office.id == office_id), None)
        return choose(pressed) if pressed is not None and pressed is not found[0] else found[0]
    return next(iter(found), None)


def choose(scope: Scope) -> Scope:
    """From now on what this chat says is for this office."""
    if scope.actor is None or scope.chat is None:
        raise ValueError("nobody to choose an office")
    for address in addresses.here(scope.tx, scope.chat.channel, scope.chat.chat_id):
        if address.person_id == scope.actor.person_id:
            addresses.choose(scope.tx, address, scope.now)
    show_menu(scope)
    return scope


def menu(scope: Scope) -> tuple[tuple[str, str], ...]:
    """The commands that are for this person, and what each is for."""
    policy, actor = scope.rules.policy, scope.actor
    held = {right for right in Right if actor is not None and rights.by_right(policy, actor, right)}
    own = (name for name, wants in COMMANDS if not wants or held & set(wants))
    several = scope.chat is not None and len(scopes(scope.tx, scope.chat, scope.now)) > 1
    return tuple((name, label(f"menu.{name}")) for name in own if several or name != "kantor")


def show_menu_in(scope: Scope, chat: Chat) -> None:
    """What this chat may do has changed: of whoever speaks from it now; nothing where nobody does any more."""
    own = scope_of(scope.tx, chat, scope.now)
    if own is not None:
        show_menu(own)
    else:
        at: outbox.To = {"office_id": None, "channel": chat.channel, "chat_id": chat.chat_id, "now": scope.now}
        outbox.put_menu(scope.tx, (), **at)


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
    return holding.at_task(scope, task) is not None


def _show(scope: Scope, chat: Chat, task: cycles.TaskRow) -> None:
    """The card with its papers, which are for who may do the task, not for who looks on."""
    if task.closed_at is None and _may_do(scope, task):
        handing.hand_card(scope, task, chat, priority=outbox.REPLY)
    else:
        telling.card_in_chat(scope, "task", task.id, chat.channel, chat.chat_id, task_id=task.id, priority=outbox.REPLY)


def greet(scope: Scope) -> None:
    """By sapaan, name and jabatan; put before whatever else is shown, because what waits belongs at the end."""
    if scope.actor is None:
        raise ValueError("nobody to greet")
    person = offices.person(scope.tx, scope.actor.person_id)
    office = scope.office.name
    said = text("people.welcome", sapaan=person.sapaan, name=person.name, styles=styles(scope), office=office)
    telling.say_here(scope, said)
    for words in (*away_words(scope), *_elsewhere(scope)):
        telling.say_here(scope, words)


def styles(scope: Scope) -> str:
    """What this person holds, be it that somebody else acts in it."""
    held = (*scope.actor.assignments, *(one.held for one in scope.actor.away)) if scope.actor else ()
    return ", ".join(dict.fromkeys(one.style for one in held))


def _elsewhere(scope: Scope) -> tuple[Text, ...]:
    """For which office the next command is, where this chat speaks for another too."""
    found = scopes(scope.tx, scope.chat, scope.now) if scope.chat else ()
    others = ", ".join(one.office.name for one in found if one.office.id != scope.office.id)
    return (text("office.also", office=scope.office.name, others=others),) if others else ()


def away_words(scope: Scope) -> tuple[Text, ...]:
    """Who acts in their place, for somebody whose role is another's for the time."""
    said = (rights.acted_for(one) for one in (scope.actor.away if scope.actor else ()))
    return tuple(text(one.key, **one.params) for one in said)


def blocked(tx: Tx, chat: Chat, now: datetime) -> None:
    """The person stopped the bot."""
    if outbox.mark_unreachable(tx, chat.channel, chat.chat_id, now):
        delivering.lost_chat(tx, chat, now)


def show_task(scope: Scope, task_id: int) -> Refused | None:
    """The card of one task, in this chat; anybody concerned may look, the buttons decide who may act."""
    task = cycles.task(scope.tx, task_id)
    if task is None or task.office_id != scope.office.id or scope.actor is None or scope.chat is None:
        return refused("refused.unknown")
    if not _may_do(scope, task) and not rights.may_see(scope.rules.policy, scope.actor, Step(task.step), task.unit_id):
        return rights.not_yours(scope.rules.policy, scope.actor, Step(task.step), task.unit_id)
    _show(scope, scope.chat, task)
    return None
