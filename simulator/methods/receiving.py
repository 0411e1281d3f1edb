"""How updates and files reach the bot: long polling, webhooks, getFile, getChat."""

import ipaddress
import re
from urllib.parse import urlsplit

from simulator.errors import bad_request, conflict
from simulator.media import find_file
from simulator.model import DOWNLOAD_LIMIT, JsonObject
from simulator.params import Query
from simulator.state import State, find_chat
from simulator.updates import KINDS

LONGEST_POLL = 50
MOST_UPDATES = 100
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def _remember_allowed(state: State, query: Query) -> None:
    """`allowed_updates` holds until it is given again; an empty list means the usual kinds."""
    allowed = query.json("allowed_updates")
    if allowed is None:
        return
    if not isinstance(allowed, list):
        raise bad_request("can't parse allowed_updates: expected an Array of String")
    state.updates.allowed = frozenset(str(kind) for kind in allowed) & KINDS


async def get_updates(state: State, query: Query) -> list[JsonObject]:
    if state.webhook.url:
        raise conflict(WEBHOOK_ACTIVE)
    _remember_allowed(state, query)
    limit = min(max(query.integer("limit", MOST_UPDATES), 1), MOST_UPDATES)
    seconds = min(max(query.integer("timeout"), 0), LONGEST_POLL)
    return await state.updates.poll(query.integer("offset"), limit, seconds)


async def set_webhook(state: State, query: Query) -> bool:
    url = query.text("url")
    if not url:
        return await delete_webhook(state, query)
    _check_url(url)
    secret = query.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    _remember_allowed(state, query)
    if query.flag("drop_pending_updates"):
        state.updates.drop()
    await state.webhook.stop()
    state.updates.interrupt(conflict("terminated by setWebhook request"))
    webhook = state.webhook
    webhook.url, webhook.secret = url, secret
    webhook.max_connections = min(max(query.integer("max_connections", 40), 1), 100)
    webhook.has_certificate = "certificate" in query.files
    webhook.last_error_date, webhook.last_error_message = 0, ""
    webhook.start()
    return True


def _check_url(url: str) -> None:
    """This server reaches nothing but this machine, and does without TLS there."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise bad_request("bad webhook: IP address is reserved or URL is not on this machine, the only one simulated")
    if parts.scheme not in ("http", "https"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


async def delete_webhook(state: State, query: Query) -> bool:
    await state.webhook.stop()
    state.webhook.url = state.webhook.secret = ""
    if query.flag("drop_pending_updates"):
        state.updates.drop()
    return True


def get_webhook_info(state: State, _: Query) -> JsonObject:
    return state.webhook.info()


def get_file(state: State, query: Query) -> JsonObject:
    if not query.text("file_id"):
        raise bad_request("file_id not specified")
    stored = state.files.get(query.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": query.text("file_id"),
        "file_unique_id": find_file(state, stored.file_id).unique_id,
        "file_size": len(stored.data),
        "file_path": stored.path,
    }


def get_chat(state: State, query: Query) -> JsonObject:
    """ChatFullInfo; a person who never met the bot is not found, blocked ones are."""
    chat = find_chat(state, query.text("chat_id"))
    if not chat.started:
        raise bad_request("chat not found")
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    info = {**chat.api, "accent_color_id": 0, "max_reaction_count": 11}
    if "username" in chat.api:
        info["active_usernames"] = [chat.api["username"]]
    return info | {"accepted_gift_types": dict.fromkeys(gifts, True)}
