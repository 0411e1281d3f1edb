"""Messages changed or removed after they were sent, buttons answered, reactions set."""

from typing import Any

from simulator.errors import bad_request
from simulator.formatting.utf16 import units
from simulator.markup import read_inline
from simulator.methods.sending import read_caption, read_media, read_text
from simulator.model import TEXT_LIMIT, TOAST_LIMIT, Chat, JsonObject, StoredMessage, Toast, Turn
from simulator.params import Query
from simulator.state import State, find_chat, open_chat, press_is_open, replace, touch

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
CAPTION = ("caption", "caption_entities")
TEXT = ("text", "entities")
MEDIA = ("document", "photo")
DELETABLE_SECONDS = 48 * 60 * 60
REACTIONS = (
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉"
    "🦄😘💊🙊😎👾🤷😡"
)


def _editable(state: State, query: Query) -> tuple[Chat, StoredMessage]:
    if not query.text("chat_id"):
        raise bad_request(
            "chat_id is empty" if query.text("message_id") else "inline message identifier is not specified"
        )
    chat = open_chat(state, query.text("chat_id"))
    if not query.integer("message_id"):
        raise bad_request("message identifier is not specified")
    found = chat.messages.get(query.integer("message_id"))
    if found is None:
        raise bad_request("message to edit not found")
    if found.api["from"]["id"] != state.bot["id"] or "forward_origin" in found.api:
        raise bad_request("message can't be edited")
    return chat, found


def _edit(
    state: State, query: Query, drop: tuple[str, ...], content: JsonObject, markup: JsonObject | None
) -> JsonObject:
    """Puts `content` in the place of the fields to drop; what stays exactly the same is refused."""
    chat, stored = _editable(state, query)
    old = stored.api
    new = {name: value for name, value in old.items() if name not in (*drop, "reply_markup")} | content
    if markup is not None:
        new["reply_markup"] = markup
    if {**new, "edit_date": 0} == {**old, "edit_date": 0}:
        raise bad_request(SAME)
    if drop:
        new["edit_date"] = state.timestamp
    replace(state, chat, stored, new)
    return new


def edit_message_text(state: State, query: Query) -> JsonObject:
    content = read_text(query)
    markup = read_inline(query.args.get("reply_markup"))
    _, stored = _editable(state, query)
    if "text" not in stored.api:
        raise bad_request("there is no text in the message to edit")
    if units(content["text"]) > TEXT_LIMIT:  # found only once the message is
        raise bad_request("MESSAGE_TOO_LONG")
    return _edit(state, query, TEXT, content, markup)


def edit_message_caption(state: State, query: Query) -> JsonObject:
    content = read_caption(query.args, query.json("caption_entities"))
    markup = read_inline(query.args.get("reply_markup"))
    _, stored = _editable(state, query)
    if not any(name in stored.api for name in MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _edit(state, query, CAPTION, content, markup)


def edit_message_media(state: State, query: Query) -> JsonObject:
    markup = read_inline(query.args.get("reply_markup"))
    _editable(state, query)
    media = query.json("media")
    if media is None:
        raise bad_request("input media is not specified")
    content = read_media(state, query, media)
    return _edit(state, query, (*TEXT, *CAPTION, *MEDIA), content, markup)


def edit_message_reply_markup(state: State, query: Query) -> JsonObject:
    return _edit(state, query, (), {}, read_inline(query.args.get("reply_markup")))


def delete_message(state: State, query: Query) -> bool:
    if not query.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    if not query.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = find_chat(state, query.text("chat_id"))
    found = chat.messages.get(query.integer("message_id"))
    if found is None:
        raise bad_request("message to delete not found")
    if state.timestamp - found.api["date"] > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    _delete(state, chat, found)
    return True


def _delete(state: State, chat: Chat, message: StoredMessage) -> None:
    del chat.messages[message.api["message_id"]]
    touch(state, chat, message.api["message_id"])


def delete_messages(state: State, query: Query) -> bool:
    """Messages that are not there are skipped, as the documentation says."""
    chat = find_chat(state, query.text("chat_id"))
    ids = query.numbers("message_ids")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > 100:
        raise bad_request("too many message identifiers specified")
    for message_id in ids:
        found = chat.messages.get(message_id)
        if found is not None and state.timestamp - found.api["date"] <= DELETABLE_SECONDS:
            _delete(state, chat, found)
    return True


def answer_callback_query(state: State, query: Query) -> bool:
    press = state.presses.get(query.text("callback_query_id"))
    if press is None or not press_is_open(state, press):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(query.text("text")) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    toast = Toast(query.text("text"), query.flag("show_alert"), query.text("url") or None, press.label)
    chat = state.chats[press.chat_id]
    if not press.answer.done():
        press.answer.set_result(toast)
        if toast.text or toast.url:
            chat.toasts.append(toast)
            chat.talk.append(Turn("toast", toast.text))
    touch(state, chat)
    return True


def _reaction(reaction: Any) -> JsonObject:
    if not isinstance(reaction, dict) or reaction.get("type") not in ("emoji", "custom_emoji", "paid"):
        raise bad_request("can't parse ReactionType: invalid reaction type specified")
    emoji = str(reaction.get("emoji", ""))
    if reaction["type"] != "emoji" or not emoji or emoji.rstrip("\ufe0f")[0] not in REACTIONS:
        raise bad_request("REACTION_INVALID")
    return {"type": "emoji", "emoji": emoji}


def set_message_reaction(state: State, query: Query) -> bool:
    chat = open_chat(state, query.text("chat_id"))
    found = chat.messages.get(query.integer("message_id"))
    if found is None:
        raise bad_request("message to react not found")
    given = query.json("reaction") or []
    if not isinstance(given, list):
        raise bad_request("can't parse reaction: expected an Array of ReactionType")
    reactions = [_reaction(reaction) for reaction in given]
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    found.reactions[state.bot["id"]] = reactions
    touch(state, chat, found.api["message_id"])
    return True
