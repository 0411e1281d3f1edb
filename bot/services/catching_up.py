"""Who could not be reached, or holds a task only since today, gets what waits: each card, and the papers with it."""

from datetime import datetime, timedelta

from bot.services import handing, people, telling
from bot.services.scope import Chat, Scope, scope_for
from bot.store import cycles, offices, talks
from bot.store.engine import Tx
from bot.texts.say import text
from bot.workflow.steps import Step
from bot.workflow.worktime import is_open

SAME_MOMENT = timedelta(minutes=1)
"""Telegram's button to open the bot again lets it in and sends /start: two updates, one greeting."""


def came_back(tx: Tx, chat: Chat, now: datetime) -> None:
    """A chat that was closed to the bot is open again: a greeting and what waits; where nothing does, not a word."""
    address = offices.address(tx, chat.channel, chat.chat_id)
    if address is None or address.unreachable_at is None:
        return
    offices.set_unreachable(tx, chat.channel, chat.chat_id, None)
    scope = people.scope_of(tx, chat, now)
    if scope is None or scope.actor is None or not people.something_waits(scope):
        return
    person = offices.person(tx, scope.actor.person_id)
    telling.say_here(scope, text("people.back", sapaan=person.sapaan, name=person.name))
    people.show_waiting(scope)
    offices.greeted(tx, chat.channel, chat.chat_id, now)


def just_greeted(scope: Scope) -> bool:
    """Whether this chat was greeted a moment ago because it came back; asking forgets it."""
    if scope.chat is None:
        return False
    address = offices.address(scope.tx, scope.chat.channel, scope.chat.chat_id)
    at = address.greeted_at if address else None
    if at is not None:
        offices.greeted(scope.tx, scope.chat.channel, scope.chat.chat_id, None)
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
        holders = telling.chats(scope, telling.told(scope, task.cycle_id, Step(task.step), task.unit_id))
        for chat in [one for one in holders if (one.channel, one.chat_id) not in have]:
            handing.hand(scope, task, (chat,))
            telling.card_in_chat(scope, "task", task.id, chat.channel, chat.chat_id, task_id=task.id)
            shown += 1
    return shown
