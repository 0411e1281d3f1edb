"""What the arrival or the refusal of a message means for the office."""

from datetime import datetime

from bot.services import loading, standing_still, telling, unreached
from bot.services.recording import record
from bot.services.scope import Chat, Scope, scope_for
from bot.store import addresses, cycles, forms, offices, outbox, talks
from bot.store.engine import Tx
from bot.store.outbox import Outgoing
from bot.texts.say import Param, text
from bot.workflow import distributing
from bot.workflow.notices import LOST
from bot.workflow.steps import Step
from bot.workflow.undoing import TAKEN_BACK


def delivered(tx: Tx, row: Outgoing, now: datetime) -> None:
    """The card of step 5, or of 6 after a return, reached a chat of the unit: the form is delivered."""
    found = _form_task(tx, row)
    if found is None:
        return
    scope = scope_for(tx, found.office_id, now)
    events = distributing.deliver(
        loading.state(scope, found.cycle_id), scope.rules, scope.now, found.unit_id or 0, row.channel
    )
    record(scope, found.cycle_id, events)


def _form_task(tx: Tx, row: Outgoing) -> cycles.TaskRow | None:
    """The unit's task whose card this is, if its form has not arrived yet."""
    card = talks.card(tx, row.card_id) if row.card_id is not None else None
    task = cycles.task(tx, card.task_id) if card is not None and card.task_id is not None else None
    if task is None or task.unit_id is None or task.outcome == TAKEN_BACK:
        return None
    form = forms.of_unit(tx, task.cycle_id, task.unit_id)
    return task if form is not None and form.delivered_at is None else None


def unreachable(tx: Tx, row: Outgoing, now: datetime) -> None:
    """A permanent refusal: the Kasubag hears of it now, and a form that went nowhere stops its unit's clock."""
    lost_chat(tx, Chat(row.channel, row.chat_id), now)


def lost_chat(tx: Tx, chat: Chat, now: datetime) -> None:
    """Closed to the bot: in every office whose people speak from it."""
    for address in addresses.here(tx, chat.channel, chat.chat_id):
        for office_id in offices.offices_of(tx, address.person_id) if address.person_id else ():
            lost(scope_for(tx, office_id, now), address.person_id or 0)


def lost(scope: Scope, person_id: int) -> None:
    """One of this person's chats is closed to the bot. If it was the last, that and what it means for forms that have
    not arrived is said at once, not at the next deadline, and in one notice a person; not to who took it away."""
    who = scope_for(scope.tx, scope.office.id, scope.now, person_id).actor
    if who is None or who.highest is None or addresses.reachable(scope.tx, person_id):
        return
    stopped = _stop_clocks(scope, person_id)
    facts = tuple(standing_still.fact(scope, task) for task in stopped)
    forms_ = text("notice.unreachable_forms", lines=facts) if facts else text("card.nothing")
    facts_: dict[str, Param] = {"name": who.name, "style": who.highest.style, "forms": forms_}
    doer = scope.actor.person_id if scope.actor else None
    warned = [p for p in telling.whom(scope, LOST) if p not in (person_id, doer)]
    for told in warned:
        ways = unreached.ways(scope, told, (person_id,), unreached.tasks_of(scope, person_id))
        said = text("notice.unreachable" if ways else "notice.unreachable_of_admin", **facts_)
        telling.tell(scope, (told,), said, (*ways, *standing_still.hand_over(scope, stopped, told)))
    for task in stopped:
        handers = telling.told(scope, task.cycle_id, Step.DISTRIBUTE)
        standing_still.announce(scope, task, [p for p in handers if p not in warned])


def struggles(tx: Tx, row: Outgoing, since: datetime, now: datetime) -> None:
    """What is sent to this chat has failed three times and more, `since` that moment. It goes on being tried; where
    others were reached meanwhile, so that it is not the network, the office is told as of somebody lost, once."""
    elsewhere = outbox.last_sent_elsewhere(tx, row.channel, row.chat_id)
    if elsewhere is None or elsewhere < since or not addresses.fails(tx, row.channel, row.chat_id, now):
        return
    for address in addresses.here(tx, row.channel, row.chat_id):
        for office_id in offices.offices_of(tx, address.person_id) if address.person_id else ():
            _failing(scope_for(tx, office_id, now), address.person_id or 0)


def _failing(scope: Scope, person_id: int) -> None:
    who = scope_for(scope.tx, scope.office.id, scope.now, person_id).actor
    others = [one for one in addresses.reachable(scope.tx, person_id) if one.failing_at is None]
    if who is None or who.highest is None or others:
        return
    for told in (p for p in telling.whom(scope, LOST) if p != person_id):
        ways = unreached.ways(scope, told, (person_id,), unreached.tasks_of(scope, person_id))
        telling.tell(scope, (told,), text("notice.failing", name=who.name, style=who.highest.style), ways)


def _stop_clocks(scope: Scope, person_id: int) -> list[cycles.TaskRow]:
    """The tasks whose clock stands still now that this person is lost."""
    return [
        task
        for task in cycles.open_tasks(scope.tx, scope.office.id)
        if task.unit_id is not None
        and person_id in telling.step_holders(scope, Step(task.step), task.unit_id)
        and _stop_if_unreached(scope, task)
    ]


def stop_unreached(scope: Scope, cycle_id: int) -> None:
    """Forms were handed out: a unit of which nobody can be reached has none yet, so its clock does not run."""
    for task in cycles.tasks(scope.tx, cycle_id):
        if task.closed_at is None and task.unit_id is not None:
            _stop_if_unreached(scope, task)


def _stop_if_unreached(scope: Scope, task: cycles.TaskRow) -> bool:
    unit_id = task.unit_id or 0
    if telling.chats(scope, telling.step_holders(scope, Step(task.step), unit_id)):
        return False
    events = distributing.undeliverable(loading.state(scope, task.cycle_id), unit_id)
    record(telling.machine(scope), task.cycle_id, events)
    return bool(events)
