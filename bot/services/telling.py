"""Who is told, and where: turns people and roles into rows of the outbox."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.channels.base import Button
from bot.services.scope import Chat, Scope
from bot.store import addresses, cycles, outbox, talks
from bot.texts.say import Text
from bot.workflow import notices
from bot.workflow.forms import ASKED
from bot.workflow.notices import OF_STAF, Who, Whom
from bot.workflow.rights import GOES_WITH, Right
from bot.workflow.roles import Role
from bot.workflow.steps import Step
from bot.workflow.worktime import is_open

Rows = tuple[tuple[Button, ...], ...]


def holders(scope: Scope, *roles: Role) -> tuple[int, ...]:
    """Everybody who holds one of the roles now, each once."""
    found = [a.person_id for a in scope.assignments if a.role in roles]
    return tuple(dict.fromkeys(found))


def step_holders(scope: Scope, step: Step, unit_id: int | None = None) -> tuple[int, ...]:
    """Whose task this step is; of a unit's form also its operators, who fill but cannot submit."""
    return notices.told(scope.rules.policy, scope.assignments, step, unit_id)


def told(scope: Scope, cycle_id: int, step: Step, unit_id: int | None = None) -> tuple[int, ...]:
    """Who is told of the step's task in this cycle: whose it is; of several Staf the one that was chosen, as long as
    they are Staf and can be reached; of a unit's form also who was entrusted with it, alone while nobody of the unit is
    within reach."""
    notes = cycles.get(scope.tx, cycle_id).notes
    if step is Step.SECOND and notes.get("second"):
        return (notes["second"],)
    found = step_holders(scope, step, unit_id)
    given = entrusted(scope, cycle_id, unit_id) if step in (Step.FILL, Step.SUBMIT) and unit_id else ()
    if given:
        return tuple(dict.fromkeys((*found, *given))) if chats(scope, found) else given
    chosen = notes.get("staf") if step in OF_STAF else None
    return (chosen,) if chosen in found and chats(scope, (chosen,)) else found


def entrusted(scope: Scope, cycle_id: int, unit_id: int) -> tuple[int, ...]:
    """Who fills the unit's form in its stead, as long as they hold what they were entrusted with it by."""
    given = cycles.get(scope.tx, cycle_id).notes.get("entrusted", {}).get(str(unit_id), ())
    roles = {role for step in GOES_WITH[Right.GO_ON] for role in scope.rules.policy.row(step).may_act} if given else ()
    acting = {one.person_id for one in scope.assignments if one.role in roles}
    return tuple(one for one in given if one in acting)


def whom(
    scope: Scope, to: Iterable[Whom], unit_id: int | None = None, *, cycle_id: int | None = None
) -> tuple[int, ...]:
    """The people behind the steps and roles of a notice, each once; `cycle_id` where it is about a cycle."""
    found: list[int] = []
    for one in to:
        match one:
            case Step():
                found += told(scope, cycle_id, one, unit_id) if cycle_id else step_holders(scope, one, unit_id)
            case Role():
                found += holders(scope, one)
            case Who.DOER:
                found += [scope.actor.person_id] if scope.actor else []
    return tuple(dict.fromkeys(found))


def chats(scope: Scope, person_ids: Iterable[int]) -> tuple[Chat, ...]:
    """Where these people can be reached now."""
    found = (a for person_id in person_ids for a in addresses.reachable(scope.tx, person_id))
    return tuple(Chat(a.channel, a.chat_id) for a in found)


def tell(
    scope: Scope,
    person_ids: Iterable[int],
    said: Text,
    buttons: Rows = (),
    *,
    silent: bool | None = None,
    reminds: Sequence[int] = (),
) -> tuple[int, ...]:
    """Without sound outside office hours, unless `silent` says otherwise; returns the outbox's rows, one a chat."""
    if silent is None:
        silent = not is_open(scope.rules.calendar, scope.now)
    return tuple(
        outbox.put_text(
            scope.tx,
            said,
            office_id=scope.office.id,
            channel=address.channel,
            chat_id=address.chat_id,
            buttons=buttons,
            silent=silent,
            reminds=reminds,
            now=scope.now,
        )
        for address in chats(scope, person_ids)
    )


def say_here(scope: Scope, said: Text, buttons: Rows = ()) -> None:
    """Into the chat where it was asked."""
    if scope.chat is not None:
        outbox.put_text(
            scope.tx,
            said,
            buttons=buttons,
            office_id=scope.office.id,
            channel=scope.chat.channel,
            chat_id=scope.chat.chat_id,
            priority=outbox.REPLY,
            now=scope.now,
        )


def show_card(
    scope: Scope, kind: str, subject_id: int, person_ids: Iterable[int], *, task_id: int | None
) -> tuple[int, ...]:
    """Sends the card to every chat of these people; returns the rows of the outbox, one a chat."""
    return tuple(
        card_in_chat(scope, kind, subject_id, address.channel, address.chat_id, task_id=task_id)
        for address in chats(scope, person_ids)
    )


def card_in_chat(
    scope: Scope,
    kind: str,
    subject_id: int,
    channel: str,
    chat_id: str,
    *,
    task_id: int | None,
    priority: int = 1,
    fresh: bool = True,
) -> int:
    """`fresh` cards want to be the last thing on the screen; others are edited where they stand. Returns the row of the
    outbox."""
    card_id = talks.card_here(scope.tx, scope.office.id, kind, subject_id, task_id, channel, chat_id)
    return outbox.put_card(
        scope.tx,
        card_id,
        office_id=scope.office.id,
        channel=channel,
        chat_id=chat_id,
        fresh=fresh,
        priority=priority,
        silent=not is_open(scope.rules.calendar, scope.now),
        now=scope.now,
    )


def show_here(scope: Scope, kind: str, subject_id: int, *, task_id: int | None = None, fresh: bool = True) -> None:
    """The card, to whoever is asking, before what goes to others; the machine itself has no chat to show it in."""
    if scope.chat is not None:
        at = (scope.chat.channel, scope.chat.chat_id)
        card_in_chat(scope, kind, subject_id, *at, task_id=task_id, priority=outbox.REPLY, fresh=fresh)


def refresh(scope: Scope, cards: Iterable[talks.CardRow], *, priority: int = 1) -> None:
    """The state changed: the cards that show it are edited."""
    for card in cards:
        outbox.put_card(
            scope.tx,
            card.id,
            office_id=card.office_id,
            channel=card.channel,
            chat_id=card.chat_id,
            fresh=False,
            priority=priority,
            silent=True,
            now=scope.now,
        )


def refresh_task(scope: Scope, task_id: int) -> None:
    refresh(scope, talks.cards_of_task(scope.tx, task_id))


def refresh_step(scope: Scope, cycle_id: int, step: Step, unit_id: int | None = None) -> None:
    """Every task of the step, of all units or of one."""
    for task in cycles.tasks(scope.tx, cycle_id):
        if task.step == step and unit_id in (None, task.unit_id):
            refresh_task(scope, task.id)


def refresh_entry(scope: Scope, entry_id: int, *, priority: int = outbox.REPLY) -> None:
    """Wherever this entry is asked or shown, also in a colleague's chat."""
    for field in ASKED:
        refresh(scope, talks.cards_of(scope.tx, f"ask_{field}", entry_id), priority=priority)


def let_entry_stand(scope: Scope, entry_id: int) -> None:
    """What was answered stays in the chat, where it was said, though it is asked anew below."""
    for field in ASKED:
        talks.let_stand(scope.tx, f"ask_{field}", entry_id)


def refresh_form(scope: Scope, form_id: int) -> None:
    """Wherever this form is shown at a glance; the answer to the person goes first."""
    refresh(scope, talks.cards_of(scope.tx, "form", form_id), priority=outbox.NOTICE)


def refresh_return(scope: Scope, task_id: int, *, priority: int = outbox.REPLY) -> None:
    """The picker of what is to be completed."""
    refresh(scope, talks.cards_of(scope.tx, "return", task_id), priority=priority)


def retire_prompts(scope: Scope, message_id: str = "") -> int:
    """Takes the buttons off the questions of this chat that are over: all of them, or the one message; how many."""
    if scope.chat is None:
        return 0
    return outbox.retire_prompts(
        scope.tx,
        message_id=message_id,
        office_id=scope.office.id,
        channel=scope.chat.channel,
        chat_id=scope.chat.chat_id,
        priority=outbox.REPLY,
        now=scope.now,
    )


def send_document(scope: Scope, document_id: int, person_ids: Iterable[int], caption: Text) -> None:
    for chat in chats(scope, person_ids):
        document_in_chat(scope, document_id, chat, caption)


def document_in_chat(scope: Scope, document_id: int, chat: Chat, caption: Text) -> None:
    """A second, silent message that goes out once the document is made."""
    outbox.put_document(
        scope.tx,
        document_id,
        caption,
        office_id=scope.office.id,
        channel=chat.channel,
        chat_id=chat.chat_id,
        silent=True,
        now=scope.now,
    )


def machine(scope: Scope) -> Scope:
    """The same office and moment, with nobody acting."""
    return replace(scope, actor=None, chat=None)
