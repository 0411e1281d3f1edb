"""THE TABLE: every method this server knows, and the parameters the Bot API gives it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from simulator.methods import account, editing, receiving, sending
from simulator.params import Query
from simulator.state import State

Handler = Callable[[State, Query], Any | Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    handle: Handler
    parameters: frozenset[str]


PLACE = "business_connection_id chat_id message_thread_id direct_messages_topic_id"
MANNER = "disable_notification protect_content allow_paid_broadcast message_effect_id"
SUGGESTED = "suggested_post_parameters"
REPLY = "reply_parameters reply_markup"
CAPTIONED = "caption parse_mode caption_entities"
MESSAGE = "business_connection_id chat_id message_id inline_message_id reply_markup"
COPIED = "chat_id message_thread_id direct_messages_topic_id from_chat_id message_id video_start_timestamp"
WEBHOOK = "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token"
ABOVE = "show_caption_above_media"

ROWS: tuple[tuple[str, Handler, str], ...] = (
    ("getMe", account.get_me, ""),
    ("logOut", account.log_out, ""),
    ("close", account.close, ""),
    ("getUpdates", receiving.get_updates, "offset limit timeout allowed_updates"),
    ("setWebhook", receiving.set_webhook, WEBHOOK),
    ("deleteWebhook", receiving.delete_webhook, "drop_pending_updates"),
    ("getWebhookInfo", receiving.get_webhook_info, ""),
    ("getFile", receiving.get_file, "file_id"),
    ("getChat", receiving.get_chat, "chat_id"),
    ("leaveChat", account.leave_chat, "chat_id"),
    (
        "sendMessage",
        sending.send_message,
        f"{PLACE} {MANNER} {SUGGESTED} {REPLY} text parse_mode entities link_preview_options",
    ),
    (
        "sendDocument",
        sending.send_document,
        f"{PLACE} {MANNER} {SUGGESTED} {REPLY} {CAPTIONED} document thumbnail disable_content_type_detection",
    ),
    ("sendPhoto", sending.send_photo, f"{PLACE} {MANNER} {SUGGESTED} {REPLY} {CAPTIONED} photo has_spoiler {ABOVE}"),
    ("sendMediaGroup", sending.send_media_group, f"{PLACE} {MANNER} media reply_parameters"),
    ("copyMessage", sending.copy_message, f"{COPIED} {CAPTIONED} {ABOVE} {MANNER} {SUGGESTED} {REPLY}"),
    (
        "forwardMessage",
        sending.forward_message,
        f"{COPIED} disable_notification protect_content message_effect_id {SUGGESTED}",
    ),
    ("sendChatAction", sending.send_chat_action, "business_connection_id chat_id message_thread_id action"),
    (
        "editMessageText",
        editing.edit_message_text,
        f"{MESSAGE} text parse_mode entities link_preview_options rich_message",
    ),
    ("editMessageCaption", editing.edit_message_caption, f"{MESSAGE} {CAPTIONED} {ABOVE}"),
    ("editMessageMedia", editing.edit_message_media, f"{MESSAGE} media"),
    ("editMessageReplyMarkup", editing.edit_message_reply_markup, MESSAGE),
    ("deleteMessage", editing.delete_message, "chat_id message_id"),
    ("deleteMessages", editing.delete_messages, "chat_id message_ids"),
    ("answerCallbackQuery", editing.answer_callback_query, "callback_query_id text show_alert url cache_time"),
    ("setMessageReaction", editing.set_message_reaction, "chat_id message_id reaction is_big"),
    ("setMyCommands", account.set_my_commands, "commands scope language_code"),
    ("getMyCommands", account.get_my_commands, "scope language_code"),
    ("deleteMyCommands", account.delete_my_commands, "scope language_code"),
    ("setMyName", account.set_my_name, "name language_code"),
    ("getMyName", account.get_my_name, "language_code"),
    ("setMyDescription", account.set_my_description, "description language_code"),
    ("getMyDescription", account.get_my_description, "language_code"),
    ("setMyShortDescription", account.set_my_short_description, "short_description language_code"),
    ("getMyShortDescription", account.get_my_short_description, "language_code"),
    ("setChatMenuButton", account.set_chat_menu_button, "chat_id menu_button"),
    ("getChatMenuButton", account.get_chat_menu_button, "chat_id"),
)

METHODS = {name.lower(): Method(name, handle, frozenset(names.split())) for name, handle, names in ROWS}
