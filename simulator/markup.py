"""Checks reply_markup: inline keyboards, reply keyboards, their removal, and forced replies.

In two places this server is stricter than the real one, because a bot under test should be told: an inline button
with an empty text (the real server leaves it out) and one with several kinds (the real server takes the first).
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from simulator.errors import ApiError, bad_request
from simulator.formatting.html import checked_url
from simulator.model import JsonObject

STYLES = ("danger", "success", "primary")
INLINE_KINDS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
OBJECTS = ("web_app", "login_url", "switch_inline_query_chosen_chat", "copy_text", "callback_game")
REPLY_KINDS = (
    "request_users",
    "request_chat",
    "request_managed_bot",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
)
DECORATION = ("text", "style", "icon_custom_emoji_id")
FLAGS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective", "remove_keyboard", "force_reply")
MOST_BUTTONS = 100
DATA_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Markup:
    """Either an inline keyboard, which the message shows, or one of the three that belong to the chat."""

    inline: JsonObject | None = None
    keyboard: JsonObject | None = None


NONE = Markup()


def read_markup(value: Any) -> Markup:
    """The checked markup; `value` is the parameter as it arrived, JSON text or already an object."""
    if value in (None, ""):
        return NONE
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise bad_request("can't parse reply keyboard markup JSON object") from None
    if value is None:
        return NONE
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    _check_fields(value)
    if value.get("keyboard"):
        return Markup(keyboard=_reply_keyboard(value))
    if value.get("inline_keyboard"):
        return Markup(inline=_inline_keyboard(value["inline_keyboard"]))
    return _without_buttons(value)


def read_inline(value: Any) -> JsonObject | None:
    """The inline keyboard of an edited message, the only markup an edit may carry."""
    markup = read_markup(value)
    if markup.keyboard is not None:
        raise bad_request("inline keyboard expected")
    return markup.inline


def _without_buttons(value: JsonObject) -> Markup:
    names = ("selective", "input_field_placeholder")
    for kind in ("remove_keyboard", "force_reply"):
        if value.get(kind):
            return Markup(keyboard={kind: True} | {name: value[name] for name in names if name in value})
    return NONE


def _check_fields(value: JsonObject) -> None:
    for name in ("keyboard", "inline_keyboard"):
        if not isinstance(value.get(name, []), list):
            raise bad_request(f'field "{name}" must be of type Array')
        if not all(isinstance(row, list) for row in value.get(name, [])):
            of = " of the InlineKeyboardMarkup" if name == "inline_keyboard" else ""
            raise bad_request(f'field "{name}"{of} must be an Array of Arrays')
    for name in FLAGS:
        if not isinstance(value.get(name, False), bool):
            raise bad_request(f'field "{name}" must be of type Boolean')


def _inline_keyboard(rows: list[list[Any]]) -> JsonObject:
    checked = [[_inline_button(button) for button in row] for row in rows]
    if sum(len(row) for row in checked) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": [row for row in checked if row]}


def _inline_button(button: Any) -> JsonObject:
    _check_button(button, "InlineKeyboardButton")
    kinds = [kind for kind in INLINE_KINDS if button.get(kind) not in (None, False)]
    if kinds == ["callback_data"] and button["callback_data"] == "":
        kinds = []
    if not kinds:
        raise _unparsed("InlineKeyboardButton", "Text buttons are not allowed in the inline keyboard")
    if len(kinds) > 1:
        raise _unparsed("InlineKeyboardButton", f"exactly one kind must be used, got {', '.join(kinds)}")
    _check_kind(kinds[0], button[kinds[0]])
    return {name: button[name] for name in (*DECORATION, kinds[0]) if name in button}


def _check_button(button: Any, name: str) -> None:
    if not isinstance(button, dict):
        raise _unparsed(name, f"{name} must be an Object")
    if "text" not in button:
        raise _unparsed(name, 'Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise _unparsed(name, 'Field "text" must be of type String')
    if not button["text"].strip():
        raise _unparsed(name, "Text of the button must be non-empty")
    if button.get("style") not in (None, *STYLES):
        raise _unparsed(name, "Invalid button style specified")


def _unparsed(name: str, reason: str) -> ApiError:
    return bad_request(f"can't parse {name}: {reason}")


def _check_kind(kind: str, value: Any) -> None:
    if kind == "callback_data" and not (isinstance(value, str) and len(value.encode()) <= DATA_LIMIT):
        raise bad_request("BUTTON_DATA_INVALID")
    if kind == "url":
        _check_url(str(value))
    if kind in OBJECTS and not isinstance(value, dict):
        raise _unparsed("InlineKeyboardButton", f'Field "{kind}" must be of type Object')
    if kind == "web_app" and not str(value.get("url", "")).startswith("https://"):
        raise bad_request(
            f"inline keyboard button Web App URL '{value.get('url', '')}' is invalid: Only HTTPS links are allowed"
        )
    if kind == "copy_text" and not 1 <= len(str(value.get("text", ""))) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if kind in ("pay", "callback_game"):
        raise bad_request("BUTTON_TYPE_INVALID")


def _check_url(url: str) -> None:
    scheme = re.match(r"([a-z]+):", url, re.IGNORECASE)
    reason = None
    if scheme and scheme.group(1).lower() not in ("http", "https", "tg", "ton"):
        reason = "Unsupported URL protocol"
    elif checked_url(url) is None:
        reason = "Wrong HTTP URL"
    if reason:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}")


def _reply_keyboard(value: JsonObject) -> JsonObject:
    rows = [[_reply_button(button) for button in row] for row in value["keyboard"]]
    options = ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective", "input_field_placeholder")
    return {"keyboard": [row for row in rows if row]} | {name: value[name] for name in options if name in value}


def _reply_button(button: Any) -> JsonObject:
    if isinstance(button, str):
        button = {"text": button}
    _check_button(button, "KeyboardButton")
    kinds = [kind for kind in REPLY_KINDS if button.get(kind)]
    if len(kinds) > 1:
        raise _unparsed("KeyboardButton", f"at most one kind must be used, got {', '.join(kinds)}")
    return {name: button[name] for name in (*DECORATION, *kinds) if name in button}
