"""What a row of the outbox says when it is sent, and what follows from its being sent or not."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import Any

from bot.channels.base import Button, Capabilities, Failure, File, Out, Style
from bot.channels.degrade import fit
from bot.documents.master_workbook import master_workbook
from bot.documents.qr import qr_png
from bot.services import delivering, redoing, rendering
from bot.services.founding import blank
from bot.store import addresses, claims, departures, documents, offices, outbox, sealing, talks
from bot.store.engine import Tx
from bot.store.outbox import Outgoing
from bot.texts.say import from_json, render, say, text

MARKED = frozenset({"text", "card", "document", "retire"})
"""Kinds of messages that say whose they are where a chat speaks for several offices."""
ANSWER_LASTS = timedelta(seconds=10)
MIMES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".zip": "application/zip",
}
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class Ready:
    """To be sent: as a new message, or by editing the message `edit`; `shown` is the hash of what it shows."""

    out: Out
    edit: str | None = None
    shown: str = ""
    press_id: str = ""  # a toast
    commands: tuple[tuple[str, str], ...] = ()  # a menu


@dataclass(frozen=True)
class Drop:
    """Not worth sending any more."""

    reason: str


@dataclass(frozen=True)
class Wait:
    """Not yet: its document is not made. `document_id`: where the row itself does not name it."""

    document_id: int | None = None


Prepared = Ready | Drop | Wait


def prepare(tx: Tx, row: Outgoing, now: datetime, capabilities: Capabilities) -> Prepared:
    prepared = _BY_KIND[row.kind](tx, row, now, capabilities)
    return _marked(tx, row, prepared) if isinstance(prepared, Ready) and row.kind in MARKED else prepared


def _marked(tx: Tx, row: Outgoing, ready: Ready) -> Ready:
    """In a chat that speaks for several offices every message says whose it is."""
    if row.office_id is None or len(addresses.here(tx, row.channel, row.chat_id)) < 2:
        return ready
    whose = say("office.marked", office=offices.office(tx, row.office_id).name)
    return replace(ready, out=replace(ready.out, text=f"{whose}\n{ready.out.text}"))


def _text(tx: Tx, row: Outgoing, now: datetime, _capabilities: Capabilities) -> Prepared:
    if redoing.given_back(tx, row, now):
        return Drop("a reminder that could not go in its time")
    return Ready(Out(_words(row), _buttons(row.body["buttons"]), silent=row.silent))


def _answer(_tx: Tx, row: Outgoing, now: datetime, _capabilities: Capabilities) -> Prepared:
    if now - row.created_at > ANSWER_LASTS:
        return Drop("too late for a toast")
    return Ready(Out(_words(row)), press_id=row.body["press_id"])


def _menu(_tx: Tx, row: Outgoing, _now: datetime, _capabilities: Capabilities) -> Prepared:
    return Ready(Out(""), commands=tuple((command, words) for command, words in row.body["commands"]))


def _leave(_tx: Tx, _row: Outgoing, _now: datetime, _capabilities: Capabilities) -> Prepared:
    return Ready(Out(""))


def _retire(_tx: Tx, row: Outgoing, _now: datetime, capabilities: Capabilities) -> Prepared:
    """Of a text that went in several messages, the last one has the buttons."""
    if not capabilities.edits:
        return Drop("the channel cannot edit")
    return Ready(fit(Out(_words(row)), capabilities)[-1], edit=row.body["message_id"])


def _document(tx: Tx, row: Outgoing, _now: datetime, _capabilities: Capabilities) -> Prepared:
    found = documents.get(tx, _known(row.document_id))
    if found is None or found.state == documents.FAILED:
        return Drop("the document could not be made")
    content = documents.content(tx, found.id)
    if content is None:
        return Wait() if found.state == documents.WANTED else Drop("the document is not kept any more")
    mime = MIMES.get(PurePath(found.name).suffix.lower(), UNKNOWN)
    return Ready(Out(_words(row), file=File(found.name, mime, content), silent=row.silent))


def _card(tx: Tx, row: Outgoing, now: datetime, capabilities: Capabilities) -> Prepared:
    """1. Only the newest row of a card counts. 2. Rendered now, with its picture where it has one, which may have to be
    waited for. 3. Edits the known message, where that is possible and something has changed."""
    if outbox.is_superseded(tx, row):
        return Drop("a later row shows this card")
    out = rendering.render_card(tx, _known(row.card_id), now)
    if out is None:
        return Drop("nothing left to show")
    picture = rendering.picture(tx, _known(row.card_id)) if capabilities.photos else None
    if picture is not None and picture.state == documents.WANTED:
        return Wait(picture.id)
    file = _photo(tx, picture) if picture is not None else None
    return _placed(tx, row, replace(out, silent=row.silent, file=file), capabilities)


def _placed(tx: Tx, row: Outgoing, out: Out, capabilities: Capabilities) -> Prepared:
    """At the end of the chat, or in the message that shows the card already."""
    fresh, at, shown = bool(row.body["fresh"]), talks.card(tx, _known(row.card_id)), _hash(out)
    message_id = at.message_id if at else None
    if fresh or at is None or message_id is None:
        return Ready(out, shown=shown)
    if at.shown == shown:
        return Drop("shown already")
    if not capabilities.edits:
        # The answer to what the person just did is said anew; everybody else is spared the repetition.
        return Ready(out, shown=shown) if row.priority == outbox.REPLY else Drop("the channel cannot edit")
    return Ready(out, edit=message_id, shown=shown)


def _photo(tx: Tx, row: documents.DocumentRow) -> File | None:
    content = documents.content(tx, row.id)
    return File(row.name, MIMES[".png"], content) if content is not None else None


def _invite(_tx: Tx, row: Outgoing, _now: datetime, _capabilities: Capabilities) -> Prepared:
    """On a channel without links there is nothing for a camera to read."""
    link, name = row.body["link"], f"undangan-{row.body['name']}.png"
    picture = File(name, MIMES[".png"], qr_png(link)) if link else None
    return Ready(Out(_words(row), file=picture, silent=row.silent))


def _blank(_tx: Tx, row: Outgoing, _now: datetime, _capabilities: Capabilities) -> Prepared:
    workbook = File("data-induk-kosong.xlsx", MIMES[".xlsx"], master_workbook(blank()))
    return Ready(Out(_words(row), file=workbook, silent=row.silent))


def _backup(_tx: Tx, row: Outgoing, _now: datetime, _capabilities: Capabilities) -> Prepared:
    """From the disk, and nothing else than what was sealed."""
    path = Path(row.body["path"])
    if not sealing.NAME.fullmatch(path.name) or not path.is_file():
        return Drop("the sealed backup is not there any more")
    return Ready(Out(_words(row), file=File(path.name, UNKNOWN, path.read_bytes()), silent=row.silent))


_BY_KIND: Mapping[str, Callable[[Tx, Outgoing, datetime, Capabilities], Prepared]] = {
    "text": _text,
    "card": _card,
    "document": _document,
    "answer": _answer,
    "menu": _menu,
    "leave": _leave,
    "retire": _retire,
    "invite": _invite,
    "blank": _blank,
    "backup": _backup,
}


def record_sent(tx: Tx, row: Outgoing, message_id: str, shown: str, now: datetime) -> None:
    _office_first(tx, row)
    departures.mark_sent(tx, row.id, message_id, now)
    if row.kind == "invite":
        departures.forget(tx, row.id)
    if row.attempts:
        addresses.recovered(tx, row.channel, row.chat_id)
    if row.card_id is not None:
        _retire_older(tx, row, message_id, now)
        talks.show(tx, row.card_id, message_id, shown)
        delivering.delivered(tx, row, now)


def _office_first(tx: Tx, row: Outgoing) -> None:
    """Before the row itself: what its arrival means for the office may come next (see offices.alone). Alone with a
    one-file database everybody has it already."""
    if row.office_id is not None and claims.shared(tx):
        offices.alone(tx, row.office_id)


def _retire_older(tx: Tx, row: Outgoing, message_id: str, now: datetime) -> None:
    """The card was sent anew: its older message must not offer buttons any more."""
    before = talks.card(tx, _known(row.card_id))
    if before is None or before.message_id in (None, message_id):
        return
    outbox.put_retire(
        tx,
        str(before.message_id),
        text("card.moved"),
        office_id=row.office_id,
        channel=row.channel,
        chat_id=row.chat_id,
        priority=outbox.BULK,
        now=now,
    )


def record_failed(tx: Tx, row: Outgoing, failure: Failure, detail: str, now: datetime) -> None:
    """Who cannot be reached is marked, and told of once; their other messages fail one by one, without a word."""
    _office_first(tx, row)
    departures.mark_failed(tx, row.id, f"{failure}: {detail}", now)
    if row.kind == "invite":
        departures.forget(tx, row.id)
    if failure is not Failure.UNREACHABLE:
        return
    if outbox.mark_unreachable(tx, row.channel, row.chat_id, now):
        delivering.unreachable(tx, row, now)


def _words(row: Outgoing) -> str:
    return render(from_json(row.body["said"]))


def _buttons(stored: list[list[dict[str, Any]]]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(Button(b["label"], b["data"], Style(b["style"])) for b in row) for row in stored)


def _hash(out: Out) -> str:
    """Of what a person sees: not of how it came."""
    file = hashlib.sha256(out.file.content).hexdigest() if out.file else ""
    return hashlib.sha256(repr((out.text, out.buttons, file)).encode()).hexdigest()


def _known(reference: int | None) -> int:
    if reference is None:
        raise ValueError("a row of this kind names what it shows")
    return reference
