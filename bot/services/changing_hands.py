"""When somebody begins or ceases to act in a role: word to those concerned, their menus, and the open cards.

Whatever brought it about (a mandate's first or last day, a change in the chat, a Data Induk), it is noticed here, by
holding what is in force against what the office was last told of.
"""

from collections.abc import Iterable
from datetime import datetime, time

from bot.services import announcing, ledger, loading, people, telling
from bot.services.scope import Chat, Scope, scope_for
from bot.store import addresses, cycles, offices
from bot.store.codec import decode, encode
from bot.store.engine import Tx
from bot.texts.say import Param, Text, text
from bot.workflow import mandates
from bot.workflow.roles import Assignment
from bot.workflow.steps import Step

Held = tuple[Assignment, ...]
NOTHING = text("card.nothing")


def follow(tx: Tx, now: datetime) -> int:
    """In every office; how many roles came or went."""
    return sum(settle(scope_for(tx, row.id, now)) for row in offices.all_offices(tx))


def settle(scope: Scope) -> int:
    """1. What is in force now, against what it was. 2. Those concerned are told, and have another menu. 3. Cards that
    are open lose their buttons where they were, and come anew, with their papers, to who acts now."""
    acting, seen = scope.assignments, offices.last_in_force(scope.tx, scope.office.id)
    current = [encode(one) for one in acting]
    if seen == current:
        return 0
    offices.keep_in_force(scope.tx, scope.office.id, current)
    if seen is None:  # an office that was just founded
        return 0
    before = tuple(decode(Assignment, one) for one in seen)
    gained, lost = _beyond(acting, before), _beyond(before, acting)
    for one in dict.fromkeys(held.person_id for held in (*gained, *lost)):
        _menus(scope, one)
    _tell(scope, gained, lost)
    _cards(scope, gained, lost)
    return len(gained) + len(lost)


def _beyond(these: Held, those: Held) -> Held:
    """A mandate that was only given another end is the same."""
    known = {_key(one) for one in those}
    return tuple(one for one in these if _key(one) not in known)


def _key(one: Assignment) -> tuple[object, ...]:
    return one.person_id, one.role, one.unit_id, one.kind


def _menus(scope: Scope, person_id: int) -> None:
    for address in addresses.reachable(scope.tx, person_id):
        people.show_menu_in(scope, Chat(address.channel, address.chat_id))


# -- who is told -----------------------------------------------------------------------------------------------------


def _tell(scope: Scope, gained: Held, lost: Held) -> None:
    for one in (one for one in gained if mandates.is_mandate(one)):
        _begun(scope, one, _given_way(scope, one))
    for one in (one for one in lost if mandates.is_mandate(one)):
        telling.tell(scope, (one.person_id,), text("mandate.over", style=one.style))
        for back in (back for back in gained if _comes_back(back, one)):
            telling.tell(scope, (back.person_id,), _welcome_back(scope, back, one))


def _given_way(scope: Scope, mandate: Assignment) -> Held:
    """Whose role the mandate moves."""
    held = offices.held(scope.tx, scope.office.id, scope.now.date())
    return tuple(one for one in held if mandates.substitute(one, held) == mandate)


def _begun(scope: Scope, mandate: Assignment, holders: Held) -> None:
    name = offices.person(scope.tx, mandate.person_id).name
    names = ", ".join(offices.person(scope.tx, one.person_id).name for one in holders)
    instead = text("mandate.instead", name=names) if names else NOTHING
    terms: dict[str, Param] = {"style": mandate.style, "until": _until(mandate)}
    sk = text("mandate.sk", sk=mandate.sk_number) if mandate.sk_number else NOTHING
    telling.tell(scope, (mandate.person_id,), text("mandate.begun", instead=instead, sk=sk, **terms))
    for one in holders:
        telling.tell(scope, (one.person_id,), text("mandate.given_way", title=one.title, name=name, **terms))


def _until(mandate: Assignment) -> Text:
    return text("mandate.until", day=mandate.ends_on) if mandate.ends_on else NOTHING


def _comes_back(back: Assignment, mandate: Assignment) -> bool:
    """Held by right before the mandate began; who was appointed since has not been away."""
    named = mandate.stands_for in (None, back.person_id)
    earlier = back.starts_on is None or (mandate.starts_on is not None and back.starts_on <= mandate.starts_on)
    return named and earlier and not mandates.is_mandate(back) and mandates.same_post(back, mandate)


def _welcome_back(scope: Scope, back: Assignment, mandate: Assignment) -> Text:
    """What was done in their place."""
    person, by = offices.person(scope.tx, back.person_id), offices.person(scope.tx, mandate.person_id).name
    lines = done_by(scope, mandate)
    whose: dict[str, Param] = {"by": by, "style": mandate.style}
    done = text("mandate.done", lines=lines, **whose) if lines else text("mandate.nothing_done", **whose)
    return text("mandate.back", sapaan=person.sapaan, name=person.name, title=back.title, done=done)


def done_by(scope: Scope, mandate: Assignment) -> tuple[Text, ...]:
    """Every step that was closed by this mandate."""
    began = datetime.combine(mandate.starts_on, time(), scope.office.zone) if mandate.starts_on else None
    found = cycles.closed_by(scope.tx, scope.office.id, mandate.person_id, mandate.style)
    return tuple(_line(scope, row) for row in found if began is None or (row.closed_at or began) >= began)


def _line(scope: Scope, row: cycles.TaskRow) -> Text:
    task, unit = loading.task_of(row, scope), loading.unit_name(scope, row.cycle_id, row.unit_id)
    return text(
        "mandate.line",
        period=loading.period(scope, row.cycle_id).label,
        step=scope.rules.policy.row(task.step).number,
        unit=text("card.unit", unit=unit) if unit else NOTHING,
        outcome=text(f"outcome.{task.outcome}"),
        at=task.closed_at or scope.now,
    )


# -- the open cards --------------------------------------------------------------------------------------------------


def _cards(scope: Scope, gained: Held, lost: Held) -> None:
    concerned = (*gained, *lost)
    for task in cycles.open_tasks(scope.tx, scope.office.id):
        if not any(_concerns(scope, one, task) for one in concerned):
            continue
        telling.refresh_task(scope, task.id)
        told = telling.told(scope, task.cycle_id, Step(task.step), task.unit_id)
        now = (one.person_id for one in gained if _concerns(scope, one, task) and one.person_id in told)
        _show(scope, task, dict.fromkeys(now))
        if not telling.chats(scope, told):  # a substitute without a chat, or a post that is vacant now
            announcing.nobody(scope, task)


def _concerns(scope: Scope, one: Assignment, task: cycles.TaskRow) -> bool:
    return one.role in scope.rules.policy.row(Step(task.step)).may_act and one.covers(task.unit_id)


def _show(scope: Scope, task: cycles.TaskRow, person_ids: Iterable[int]) -> None:
    for person_id in person_ids:
        ledger.hand_card(scope, task, person_id, telling.chats(scope, (person_id,)))


def next_turn(tx: Tx, now: datetime) -> datetime | None:
    """The next midnight at which a role begins or ends by its date, for a clock that jumps."""
    found = []
    for row in offices.all_offices(tx):
        scope = scope_for(tx, row.id, now)
        days = mandates.turns(offices.roles_of(tx, row.id))
        found += [datetime.combine(day, time(), scope.office.zone) for day in days if day > scope.now.date()]
    return min(found, default=None)
