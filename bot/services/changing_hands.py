"""When somebody begins or ceases to act in a role: word to those concerned, their menus, and the open cards.

Whatever brought it about (a mandate's first or last day, a change in the chat, a Data Induk), it is noticed here, by
holding what is in force against what the office was last told of.
"""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from bot.services import announcing, deeds, ledger, people, telling
from bot.services.scope import Chat, Scope, scope_for
from bot.store import addresses, cycles, offices
from bot.store.codec import decode, encode
from bot.store.engine import Tx
from bot.texts.say import Param, Text, text
from bot.workflow import mandates
from bot.workflow.roles import Assignment
from bot.workflow.steps import Step
from bot.workflow.turnover import Acting, Held, Look, Turnover, look, turnover

NOTHING = text("card.nothing")


def follow(tx: Tx, now: datetime) -> int:
    """In every office; how many roles came or went."""
    return sum(settle(scope_for(tx, row.id, now)) for row in offices.all_offices(tx))


def settle(scope: Scope) -> int:
    """1. What is in force now, against what it was. 2. Those concerned are told, and have another menu. 3. Cards that
    are open lose their buttons where they were, and come anew, with their papers, to who acts now."""
    known = offices.roles_of(scope.tx, scope.office.id)
    acting = mandates.in_force(mandates.active(known, scope.now.date()))
    seen = offices.last_in_force(scope.tx, scope.office.id)
    if _is_seen(seen, scope, acting):
        return 0
    before = _read(seen)
    offices.keep_in_force(scope.tx, scope.office.id, encode(look(before, acting, known, scope.now)))
    if before is None:  # an office that was just founded
        return 0
    found = turnover(before, acting, known, scope.now.date())
    for one in dict.fromkeys(held.person_id for held in (*found.gained, *found.lost)):
        _menus(scope, one)
    _tell(scope, found, before, acting)
    _cards(scope, found.gained, found.lost)
    return len(found.gained) + len(found.lost)


def _is_seen(seen: Any, scope: Scope, acting: Held) -> bool:
    """As on almost every look, so that nothing need be decoded."""
    if not isinstance(seen, dict) or seen["day"] != scope.now.date().isoformat():
        return False
    return [one["held"] for one in seen["acting"]] == [encode(one) for one in acting]


def _read(seen: Any) -> Look | None:
    """Earlier versions kept neither the day nor since when."""
    if isinstance(seen, list):
        return Look(None, tuple(Acting(decode(Assignment, one)) for one in seen))
    return None if seen is None else decode(Look, seen)


def _menus(scope: Scope, person_id: int) -> None:
    for address in addresses.reachable(scope.tx, person_id):
        people.show_menu_in(scope, Chat(address.channel, address.chat_id))


# -- who is told -----------------------------------------------------------------------------------------------------


def _tell(scope: Scope, found: Turnover, before: Look, acting: Held) -> None:
    """What is over first, so that who goes on in another place reads of that last."""
    for one in (one for one in found.lost if mandates.is_mandate(one)):
        telling.tell(scope, (one.person_id,), text("mandate.over", style=one.style))
        for back in (back for back in found.gained if _comes_back(back, one)):
            telling.tell(scope, (back.person_id,), _welcome_back(scope, back, one, before.since(one)))
    for one in found.passed:
        _passed(scope, one, tuple(held for held in acting if _comes_back(held, one)))
    for one in (one for one in found.gained if mandates.is_mandate(one)):
        _begun(scope, one, _given_way(scope, one))
    for one in found.prolonged:
        _goes_on(scope, one, _given_way(scope, one))


def _given_way(scope: Scope, mandate: Assignment) -> Held:
    """Whose role the mandate moves."""
    held = offices.held(scope.tx, scope.office.id, scope.now.date())
    return tuple(one for one in held if mandates.substitute(one, held) == mandate)


def _terms(scope: Scope, mandate: Assignment, holders: Held) -> dict[str, Param]:
    names = ", ".join(offices.person(scope.tx, one.person_id).name for one in holders)
    return {
        "style": mandate.style,
        "instead": text("mandate.instead", name=names) if names else NOTHING,
        "until": text("mandate.until", day=mandate.ends_on) if mandate.ends_on else NOTHING,
        "sk": text("mandate.sk", sk=mandate.sk_number) if mandate.sk_number else NOTHING,
    }


def _given(scope: Scope, mandate: Assignment, holder: Assignment, terms: dict[str, Param]) -> dict[str, Param]:
    """... as the holder reads of it."""
    name = offices.person(scope.tx, mandate.person_id).name
    return {"title": holder.title, "name": name, "style": mandate.style, "until": terms["until"]}


def _begun(scope: Scope, mandate: Assignment, holders: Held) -> None:
    earlier = mandate.starts_on is not None and mandate.starts_on < scope.now.date()
    since = text("mandate.since", day=mandate.starts_on or scope.now) if earlier else text("mandate.today")
    terms = _terms(scope, mandate, holders)
    telling.tell(scope, (mandate.person_id,), text("mandate.begun", since=since, **terms))
    for one in holders:
        words = text("mandate.given_way", since=since, **_given(scope, mandate, one, terms))
        telling.tell(scope, (one.person_id,), words)


def _goes_on(scope: Scope, mandate: Assignment, holders: Held) -> None:
    terms = _terms(scope, mandate, holders)
    telling.tell(scope, (mandate.person_id,), text("mandate.goes_on", **terms))
    for one in holders:
        telling.tell(scope, (one.person_id,), text("mandate.still_given", **_given(scope, mandate, one, terms)))


def _passed(scope: Scope, mandate: Assignment, holders: Held) -> None:
    """The office could not be told while it lasted."""
    terms, first = _terms(scope, mandate, holders), mandate.starts_on or scope.now.date()
    telling.tell(scope, (mandate.person_id,), text("mandate.passed", first=first, **terms))
    for one in holders:
        facts = _given(scope, mandate, one, terms)
        words = text("mandate.passed_for", first=first, done=_done(scope, mandate, None), **facts)
        telling.tell(scope, (one.person_id,), words)


def _comes_back(back: Assignment, mandate: Assignment) -> bool:
    """Held by right before the mandate began; who was appointed since has not been away."""
    named = mandate.stands_for in (None, back.person_id)
    earlier = back.starts_on is None or (mandate.starts_on is not None and back.starts_on <= mandate.starts_on)
    return named and earlier and not mandates.is_mandate(back) and mandates.same_post(back, mandate)


def _welcome_back(scope: Scope, back: Assignment, mandate: Assignment, since: datetime | None) -> Text:
    person = offices.person(scope.tx, back.person_id)
    done = _done(scope, mandate, since)
    return text("mandate.back", sapaan=person.sapaan, name=person.name, title=back.title, done=done)


def _done(scope: Scope, mandate: Assignment, since: datetime | None) -> Text:
    """What was done in the holder's place, since the mandate was in force."""
    began = since or datetime.combine(mandate.starts_on or scope.now.date(), time(), scope.office.zone)
    lines = deeds.lines(scope, mandate.person_id, mandate.style, began)
    whose: dict[str, Param] = {"by": offices.person(scope.tx, mandate.person_id).name, "style": mandate.style}
    return text("mandate.done", lines=lines, **whose) if lines else text("mandate.nothing_done", **whose)


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
