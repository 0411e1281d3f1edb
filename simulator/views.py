"""How a message and its buttons look to a person."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from simulator.formatting.render import to_html
from simulator.model import JsonObject, StoredMessage


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message or, with `kind` "text", on the reply keyboard."""

    label: str
    kind: str
    value: Any = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A document or a photo in a message."""

    name: str
    size: int
    mime: str
    file_id: str
    width: int = 0  # of a photo
    height: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stood when it was looked at. `text` is the text or the caption, `html` the same with marks."""

    id: int
    text: str
    entities: tuple[JsonObject, ...]
    buttons: tuple[tuple[Button, ...], ...]
    document: File | None
    photo: File | None
    date: datetime
    edited: datetime | None
    from_bot: bool
    silent: bool
    protected: bool
    reply_to: int | None
    keyboard: JsonObject | None
    reactions: tuple[str, ...]
    own_reaction: str | None
    api: JsonObject

    @property
    def html(self) -> str:
        return to_html(self.text, list(self.entities))

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.buttons for button in row]

    @property
    def file(self) -> File | None:
        return self.document or self.photo

    def __str__(self) -> str:
        who = "bot" if self.from_bot else "orang"
        shown = f" [{self.file.name}, {self.file.size} B]" if self.file else ""
        rows = "".join("\n      " + " ".join(f"[{button.label}]" for button in row) for row in self.buttons)
        return f"#{self.id} {who}:{shown} {self.text}{rows}"


KINDS = ("callback_data", "url", "web_app", "copy_text", "request_contact", "request_location")


def button(api: JsonObject) -> Button:
    kind = next((kind for kind in KINDS if kind in api), None)
    kind = kind or next((name for name in api if name not in ("text", "style", "icon_custom_emoji_id")), "text")
    return Button(api["text"], kind, api.get(kind), api.get("style"))


def buttons(rows: list[list[JsonObject]]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(button(api) for api in row) for row in rows)


def _document(api: JsonObject) -> File | None:
    found = api.get("document")
    return File(found["file_name"], found["file_size"], found["mime_type"], found["file_id"]) if found else None


def _photo(api: JsonObject) -> File | None:
    if "photo" not in api:
        return None
    largest = api["photo"][-1]
    size = (largest["width"], largest["height"])
    return File("foto", largest["file_size"], "image/*", largest["file_id"], *size)


def _moment(timestamp: int) -> datetime:
    return datetime.fromtimestamp(timestamp, tz=UTC)


def view(stored: StoredMessage) -> Message:
    api = stored.api
    text = api.get("text") or api.get("caption") or _contact(api)
    entities = api.get("entities") or api.get("caption_entities") or []
    return Message(
        id=api["message_id"],
        text=text,
        entities=tuple(entities),
        buttons=buttons(api.get("reply_markup", {}).get("inline_keyboard", [])),
        document=_document(api),
        photo=_photo(api),
        date=_moment(api["date"]),
        edited=_moment(api["edit_date"]) if "edit_date" in api else None,
        from_bot=api["from"]["is_bot"],
        silent=stored.silent,
        protected=api.get("has_protected_content", False),
        reply_to=api.get("reply_to_message", {}).get("message_id"),
        keyboard=stored.keyboard,
        reactions=tuple(r["emoji"] for given in stored.reactions.values() for r in given if "emoji" in r),
        own_reaction=next((r.get("emoji") for r in stored.reactions.get(api["chat"]["id"], ())), None),
        api=api,
    )


def _contact(api: JsonObject) -> str:
    contact = api.get("contact")
    return f"{contact['first_name']} {contact['phone_number']}" if contact else ""


def as_json(message: Message) -> JsonObject:
    """A message for the page and for other processes."""
    file = message.file
    return {
        "id": message.id,
        "text": message.text,
        "html": to_html(message.text, list(message.entities), live=message.from_bot),
        "buttons": [[button_json(button) for button in row] for row in message.buttons],
        "file": asdict(file) if file else None,
        "is_photo": message.photo is not None,
        "album": message.api.get("media_group_id"),
        "date": message.date.isoformat(),
        "edited": message.edited.isoformat() if message.edited else None,
        "from_bot": message.from_bot,
        "silent": message.silent,
        "protected": message.protected,
        "reply_to": message.reply_to,
        "force_reply": bool(message.keyboard and message.keyboard.get("force_reply")),
        "placeholder": (message.keyboard or {}).get("input_field_placeholder"),
        "forwarded": "forward_origin" in message.api,
        "reactions": list(message.reactions),
        "own_reaction": message.own_reaction,
    }


def button_json(button: Button) -> JsonObject:
    shown: JsonObject = {"label": button.label, "kind": button.kind, "style": button.style, "url": None}
    if button.kind == "url":
        shown["url"] = button.value
    if button.kind == "callback_data":
        shown["data"] = button.value
    if button.kind == "copy_text":
        shown["copy"] = button.value["text"]
    return shown
