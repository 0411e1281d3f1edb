"""Renders a card from the state as it is now: the one place where a kind of card meets its data."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.cards import entry as entry_card
from bot.cards import evidence as evidence_card
from bot.cards import form as form_card
from bot.cards import returning as return_card
from bot.cards import task as task_card
from bot.channels.base import Out
from bot.documents.makers import DocumentKind
from bot.services import evidencing, form_views, people, return_views, views
from bot.services.scope import Chat, Scope
from bot.store import archive, cycles, documents, talks
from bot.store.documents import DocumentRow
from bot.store.engine import Tx
from bot.texts.say import render, text
from bot.workflow.forms import ASKED, Field

Render = Callable[[Scope, talks.CardRow], Out | None]


def render_card(tx: Tx, card_id: int, now: datetime) -> Out | None:
    """None when there is nothing (left) to show."""
    card = talks.card(tx, card_id)
    if card is None:
        return None
    chat = Chat(card.channel, card.chat_id)
    scope = next((one for one in people.scopes(tx, chat, now) if one.office.id == card.office_id), None)
    return RENDER[card.kind](scope, card) if scope else Out(render(text("card.unlinked")))


def _task(scope: Scope, card: talks.CardRow) -> Out | None:
    view = views.task(scope, card.subject_id)
    return None if view is None else Out(render(task_card.said(view)), task_card.buttons(view))


def picture(tx: Tx, card_id: int) -> DocumentRow | None:
    """The chart that the card of step 11 is a caption of; None for a card without, or whose chart cannot be made."""
    card = talks.card(tx, card_id)
    task = cycles.task(tx, card.subject_id) if card is not None and card.kind == "task" else None
    if task is None or task.step not in task_card.PICTURED:
        return None
    found = archive.latest(tx, task.cycle_id, DocumentKind.CHART)
    return found if found is not None and found.state != documents.FAILED else None


def _entry(field: Field) -> Render:
    def entry(scope: Scope, card: talks.CardRow) -> Out | None:
        view = form_views.entry(scope, card.subject_id, field)
        return None if view is None else Out(render(entry_card.said(view)), entry_card.buttons(view))

    return entry


def _form(scope: Scope, card: talks.CardRow) -> Out | None:
    view = form_views.form(scope, card.subject_id, card.page)
    return None if view is None else Out(render(form_card.said(view)), form_card.buttons(view))


def _evidence(scope: Scope, card: talks.CardRow) -> Out | None:
    view = evidencing.view(scope, card.subject_id)
    return None if view is None else Out(render(evidence_card.said(view)), evidence_card.buttons(view))


def _return(scope: Scope, card: talks.CardRow) -> Out | None:
    view = return_views.view(scope, card.subject_id)
    return None if view is None else Out(render(return_card.said(view)), return_card.buttons(view))


RENDER: Mapping[str, Render] = {
    "task": _task,
    "form": _form,
    "evidence": _evidence,
    "return": _return,
    **{f"ask_{field}": _entry(field) for field in ASKED},
    talks.STANDING: lambda _scope, _card: None,
}
