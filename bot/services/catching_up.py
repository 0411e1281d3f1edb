"""Who could not be reached, or holds a task only since today, gets what waits: each card, and the papers with it."""

from datetime import datetime, timedelta

from bot.services import ledger, people, telling
from bot.services.scope import Chat, Scope, scope_for
from bot.store import addresses, cycles, offices, talks
from bot.store.engine import Tx
from bot.texts.say import text
from bot.workflow.steps import Step
from bot.workflow.worktime import is_open

SAME_MOMENT = timedelta(minutes=1)
"""Telegram's button to open the bot again lets it in and sends /start: two updates, one greeting."""


def came_back(tx: Tx, chat: Chat, now: datetime) -> None:
    """A chat that was closed to the bot is open again: a greeting and what waits; where nothing does, not a word."""
    address = addresses.find(tx, chat.channel, chat.chat_id)
    if address is None or address.unreachable_at is None:
        return
    addresses.reach(tx, chat.channel, chat.chat_id, None)
    for scope in people.scopes(tx, chat, now):
        _show_what_waits(scope)


def _show_what_waits(scope: Scope) -> None:
    if scope.actor is None or scope.chat is None or not people.something_waits(scope):
        return
    person = offices.person(scope.tx, scope.actor.person_id)
    telling.say_here(scope, text("people.back", sapaan=person.sapaan, name=person.name))
    people.show_waiting(scope)
    addresses.greeted(scope.tx, scope.chat.channel, scope.chat.chat_id, scope.now)


def just_greeted(scope: Scope) -> bool:
    """Whether this chat was greeted a moment ago because it came back; asking forgets it."""
    if scope.chat is None:
        return False
    address = addresses.find(scope.tx, scope.chat.channel, scope.chat.chat_id)
    at = address.greeted_at if address else None
    if at is not None:
        addresses.greeted(scope.tx, scope.chat.channel, scope.chat.chat_id, None)
    return at is not None and scope.now - at < SAME_MOMENT


def relieve(tx: Tx, now: datetime) -> int:
    """In office hours: who holds an open task and was never shown it, as a substitute whose mandate began, or the new
    holder of a unit, is shown it with its papers. Returns how many cards that took."""
    return sum(_relieve(scope) for row in offices.all_offices(tx) if _at_work(scope := scope_for(tx, row.id, now)))


def _at_work(scope: Scope) -> bool:
    return is_open(scope.rules.calendar, scope.now)


def _relieve(scope: Scope) -> int:
    shown = 0
    for task in cycles.open_tasks(scope.tx, scope.office.id):
        have = {(card.channel, card.chat_id) for card in talks.cards_of(scope.tx, "task", task.id)}
        has_form = telling.entrusted(scope, task.cycle_id, task.unit_id) if task.unit_id else ()
        for person_id in telling.told(scope, task.cycle_id, Step(task.step), task.unit_id):
            if person_id in has_form:  # since it was taken over
                continue
            chats = (one for one in telling.chats(scope, (person_id,)) if (one.channel, one.chat_id) not in have)
            shown += ledger.hand_card(scope, task, person_id, chats)
    return shown
