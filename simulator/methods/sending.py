"""New messages from the bot: texts, documents, photos, albums, copies and forwards."""

from dataclasses import dataclass
from typing import Any

from simulator.errors import bad_request
from simulator.formatting.text import EMPTY, Formatted, format_text
from simulator.formatting.utf16 import units
from simulator.markup import NONE, Markup, read_markup
from simulator.media import take_file
from simulator.model import CAPTION_LIMIT, TEXT_LIMIT, Chat, JsonObject, StoredMessage
from simulator.params import Query, whole
from simulator.state import State, new_message, open_chat, store, touch

CONTENT = ("text", "entities", "caption", "caption_entities", "document", "photo", "show_caption_above_media")
ACTIONS = (
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "record_audio",
    "upload_audio",
    "upload_document",
    "choose_sticker",
    "find_location",
    "pick_up_location",
    "record_video_note",
    "upload_video_note",
    "cancel",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes and how: the parameters every sending method shares."""

    chat: Chat
    markup: Markup
    reply_to: JsonObject | None
    silent: bool
    protected: bool


def read_text(query: Query) -> JsonObject:
    """`text` and `entities` of a message, however long: a new message and an edit refuse that in different words."""
    if not query.text("text"):
        raise bad_request("message text is empty")
    shown = format_text(query.text("text"), query.text("parse_mode"), query.json("entities"))
    if not shown.text:
        raise bad_request("text must be non-empty")
    return {"text": shown.text} | ({"entities": shown.entities} if shown.entities else {})


def read_caption(args: JsonObject, entities: object) -> JsonObject:
    """`caption` and `caption_entities` of a message, or nothing."""
    text = str(args.get("caption") or "")
    shown: Formatted = format_text(text, str(args.get("parse_mode") or ""), entities) if text else EMPTY
    if units(shown.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    content: JsonObject = {"caption": shown.text} if shown.text else {}
    return content | ({"caption_entities": shown.entities} if shown.entities else {})


def read_place(state: State, query: Query) -> Place:
    markup = read_markup(query.args.get("reply_markup"))
    chat = open_chat(state, query.text("chat_id"))
    return Place(
        chat, markup, _reply_to(query, chat), query.flag("disable_notification"), query.flag("protect_content")
    )


def _reply_to(query: Query, chat: Chat) -> JsonObject | None:
    """The message that is replied to, without what it replies to itself."""
    parameters = query.object("reply_parameters")
    if not parameters:
        return None
    if "message_id" not in parameters:
        raise bad_request('can\'t find field "message_id"')
    found = chat.messages.get(whole(parameters["message_id"]))
    if found is None:
        if parameters.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return {name: value for name, value in found.api.items() if name != "reply_to_message"}


def send(state: State, place: Place, content: JsonObject) -> JsonObject:
    """Puts the message into the chat."""
    message = new_message(state, place.chat, state.bot, content)
    if place.reply_to is not None:
        message["reply_to_message"] = place.reply_to
    if place.protected:
        message["has_protected_content"] = True
    if place.markup.inline is not None:
        message["reply_markup"] = place.markup.inline
    store(state, place.chat, StoredMessage(message, place.silent, place.markup.keyboard))
    return message


def send_message(state: State, query: Query) -> JsonObject:
    content = read_text(query)
    if units(content["text"]) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return send(state, read_place(state, query), content)


def send_document(state: State, query: Query) -> JsonObject:
    return _send_file(state, query, "document")


def send_photo(state: State, query: Query) -> JsonObject:
    return _send_file(state, query, "photo")


def _send_file(state: State, query: Query, kind: str) -> JsonObject:
    caption = read_caption(query.args, query.json("caption_entities"))
    place = read_place(state, query)
    stored = take_file(state, query, kind, query.args.get(kind))
    return send(state, place, {kind: stored.api} | caption)


def read_media(state: State, query: Query, media: Any) -> JsonObject:
    """The content of one InputMedia, a document or a photo."""
    if not isinstance(media, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = media.get("type")
    if kind not in ("document", "photo"):
        raise bad_request("can't parse InputMedia: type must be one of document, photo")
    stored = take_file(state, query, str(kind), media.get("media"))
    return {str(kind): stored.api} | read_caption(media, media.get("caption_entities"))


def send_media_group(state: State, query: Query) -> list[JsonObject]:
    place = read_place(state, query)
    media = query.json("media")
    if not isinstance(media, list):
        raise bad_request("expected an Array of InputMedia")
    if not 1 <= len(media) <= 10:
        raise bad_request("wrong number of media in the album" if media else "there are no media in the request")
    contents = [read_media(state, query, item) for item in media]
    if len({"document" in content for content in contents}) > 1:
        raise bad_request("document can't be mixed with other media types")
    group: JsonObject = {"media_group_id": str(10_000_000 + next(state.serials))} if len(contents) > 1 else {}
    return [send(state, place, content | group) for content in contents]


def _source(state: State, query: Query, verb: str) -> JsonObject:
    """The message to copy or forward."""
    found = open_chat(state, query.text("from_chat_id")).messages.get(query.integer("message_id"))
    if found is None:
        raise bad_request(f"message to {verb} not found")
    if found.api.get("has_protected_content"):
        raise bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return found.api


def copy_message(state: State, query: Query) -> JsonObject:
    place = read_place(state, query)
    source = _source(state, query, "copy")
    content = {name: source[name] for name in CONTENT if name in source}
    if "caption" in query.args and "text" not in content:
        content = {name: value for name, value in content.items() if not name.startswith("caption")}
        content |= read_caption(query.args, query.json("caption_entities"))
    return {"message_id": send(state, place, content)["message_id"]}


def forward_message(state: State, query: Query) -> JsonObject:
    place = read_place(state, query)
    source = _source(state, query, "forward")
    origin = source.get("forward_origin") or {"type": "user", "date": source["date"], "sender_user": source["from"]}
    content = {name: source[name] for name in CONTENT if name in source}
    plain = Place(place.chat, NONE, None, place.silent, place.protected)
    return send(state, plain, content | {"forward_origin": origin})


def send_chat_action(state: State, query: Query) -> bool:
    chat = open_chat(state, query.text("chat_id"))
    action = query.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append((state.now(), action))
    touch(state, chat)
    return True
