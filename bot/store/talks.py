"""What a chat is in the middle of, and the cards it shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store import rows, tables
from bot.store.engine import Tx


@dataclass(frozen=True)
class Dialog:
    """A question put to a chat; `subject_id` is the task or the form that it is about."""

    id: int
    kind: str
    subject_id: int
    state: dict[str, Any]


@dataclass(frozen=True)
class CardRow:
    id: int
    office_id: int
    kind: str
    subject_id: int
    task_id: int | None
    channel: str
    chat_id: str
    message_id: str | None
    shown: str | None  # hash of what the message shows now
    page: int
    place: dict[str, Any] | None = None  # of a form: where it was left


STANDING = "standing"
"""The kind of a card that stays as it is; its subject is itself, so that there may be many."""

_b = sa.bindparam
_d, _c = tables.dialogs, tables.cards
_here = (
    _d.c.channel == _b("b_channel"),
    _d.c.chat_id == _b("b_chat_id"),
    _d.c.office_id.is_not_distinct_from(_b("b_office_id")),
)
_DIALOGS = sa.select(*rows.columns(_d, Dialog)).where(*_here).order_by(_d.c.id.desc())
_KEEP = _d.update().where(_d.c.id == _b("b_id")).values(state=_b("b_state"), updated_at=_b("now"))
_END = _d.delete().where(_d.c.id == _b("b_id"))
_FORGET = _d.delete().where(*_here)
_CARD = sa.select(*rows.columns(_c, CardRow))
_CARD_BY_ID = _CARD.where(_c.c.id == _b("card_id"))
_CARD_HERE = _CARD.where(
    _c.c.kind == _b("kind"),
    _c.c.subject_id == _b("subject_id"),
    _c.c.channel == _b("channel"),
    _c.c.chat_id == _b("chat_id"),
)
_SHOW = _c.update().where(_c.c.id == _b("b_id")).values(message_id=_b("b_message"), shown=_b("b_hash"))
_TURN = _c.update().where(_c.c.id == _b("b_id")).values(page=_b("b_page"))
_LEAVE = _c.update().where(_c.c.id == _b("b_id")).values(place=_b("b_place"))
_LET_STAND = _c.update().where(_c.c.kind == _b("b_kind"), _c.c.subject_id == _b("b_subject"))
_LET_STAND = _LET_STAND.values(kind=STANDING, subject_id=_c.c.id)
_CARDS_OF_TASK = _CARD.where(_c.c.task_id == _b("task_id"))
_CARDS_IN = _CARD.where(
    _c.c.channel == _b("channel"),
    _c.c.chat_id == _b("chat_id"),
    _c.c.office_id == _b("office_id"),
    _c.c.kind != STANDING,
    _c.c.message_id.is_not(sa.null()),
).order_by(_c.c.id.desc())
_CARDS_OF_SUBJECT = _CARD.where(_c.c.kind == _b("kind"), _c.c.subject_id == _b("subject_id"))


Place = tuple[str, str, int | None]
"""A channel, a chat, and the office that is talked with; None while it is being founded."""


def dialogs(tx: Tx, channel: str, chat_id: str, office_id: int | None) -> tuple[Dialog, ...]:
    """Everything the chat is in the middle of for this office, the newest first: that one is asked, the others wait."""
    return rows.many(tx, _DIALOGS, Dialog, b_channel=channel, b_chat_id=chat_id, b_office_id=office_id)


def begin_dialog(tx: Tx, at: Place, kind: str, subject_id: int, state: dict[str, Any], now: datetime) -> None:
    """The newest of the chat for this office from now on."""
    channel, chat_id, office_id = at
    place = {"channel": channel, "chat_id": chat_id, "office_id": office_id}
    rows.insert(tx, _d, **place, kind=kind, subject_id=subject_id, state=state, updated_at=now)


def keep_dialog(tx: Tx, dialog_id: int, state: dict[str, Any], now: datetime) -> None:
    tx.execute(_KEEP, {"b_id": dialog_id, "b_state": state, "now": now})


def end_dialog(tx: Tx, dialog_id: int) -> None:
    tx.execute(_END, {"b_id": dialog_id})


def forget(tx: Tx, channel: str, chat_id: str, office_id: int | None) -> None:
    """The chat is in the middle of nothing any more for this office."""
    tx.execute(_FORGET, {"b_channel": channel, "b_chat_id": chat_id, "b_office_id": office_id})


def card(tx: Tx, card_id: int) -> CardRow | None:
    return rows.first(tx, _CARD_BY_ID, CardRow, card_id=card_id)


def find_card(tx: Tx, kind: str, subject_id: int, channel: str, chat_id: str) -> CardRow | None:
    """The card that shows this subject in this chat, if it has been shown there."""
    return rows.first(tx, _CARD_HERE, CardRow, kind=kind, subject_id=subject_id, channel=channel, chat_id=chat_id)


def card_here(
    tx: Tx, office_id: int, kind: str, subject_id: int, task_id: int | None, channel: str, chat_id: str
) -> int:
    """The id of the card that shows this subject in this chat, made if need be."""
    found = find_card(tx, kind, subject_id, channel, chat_id)
    if found is not None:
        return found.id
    return rows.insert(
        tx, _c, office_id=office_id, kind=kind, subject_id=subject_id, task_id=task_id, channel=channel, chat_id=chat_id
    )


def turn_page(tx: Tx, card_id: int, page: int) -> None:
    tx.execute(_TURN, {"b_id": card_id, "b_page": page})


def leave_at(tx: Tx, card_id: int, place: dict[str, Any] | None) -> None:
    """Where to go on in what the card shows; None where it is gone on with."""
    tx.execute(_LEAVE, {"b_id": card_id, "b_place": place})


def cards_of_task(tx: Tx, task_id: int) -> tuple[CardRow, ...]:
    return rows.many(tx, _CARDS_OF_TASK, CardRow, task_id=task_id)


def cards_of(tx: Tx, kind: str, subject_id: int) -> tuple[CardRow, ...]:
    return rows.many(tx, _CARDS_OF_SUBJECT, CardRow, kind=kind, subject_id=subject_id)


def cards_in(tx: Tx, channel: str, chat_id: str, office_id: int) -> tuple[CardRow, ...]:
    """Everything of this office that a message of the chat shows."""
    return rows.many(tx, _CARDS_IN, CardRow, channel=channel, chat_id=chat_id, office_id=office_id)


def show(tx: Tx, card_id: int, message_id: str, hashed: str) -> None:
    """Remembers which message shows the card, and what it shows."""
    tx.execute(_SHOW, {"b_id": card_id, "b_message": message_id, "b_hash": hashed})


def let_stand(tx: Tx, kind: str, subject_id: int) -> None:
    """The messages that show this stay as they are, in every chat: what is shown of it from now on is another card."""
    tx.execute(_LET_STAND, {"b_kind": kind, "b_subject": subject_id})
