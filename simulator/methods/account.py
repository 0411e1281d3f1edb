"""What a bot is: getMe, its names and descriptions, its commands and its menu button."""

import re

from simulator.errors import bad_request
from simulator.model import Chat, JsonObject
from simulator.params import Query, whole
from simulator.state import State, find_chat, touch

SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
MOST_COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]+")


def get_me(state: State, _: Query) -> JsonObject:
    return {
        **state.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_guest_queries": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }


def log_out(_: State, __: Query) -> bool:
    return True


def close(_: State, __: Query) -> bool:
    return True


def _language(query: Query) -> str:
    code = query.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _say(table: dict[str, str], query: Query, name: str, limit: int) -> bool:
    text = query.text(name)
    if len(text) > limit:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    table[_language(query)] = text
    return True


def _said(table: dict[str, str], query: Query) -> str:
    return table.get(_language(query)) or table.get("", "")


def set_my_name(state: State, query: Query) -> bool:
    return _say(state.profile.names, query, "name", 64)


def get_my_name(state: State, query: Query) -> JsonObject:
    return {"name": _said(state.profile.names, query) or state.bot["first_name"]}


def set_my_description(state: State, query: Query) -> bool:
    return _say(state.profile.descriptions, query, "description", 512)


def get_my_description(state: State, query: Query) -> JsonObject:
    return {"description": _said(state.profile.descriptions, query)}


def set_my_short_description(state: State, query: Query) -> bool:
    return _say(state.profile.short_descriptions, query, "short_description", 120)


def get_my_short_description(state: State, query: Query) -> JsonObject:
    return {"short_description": _said(state.profile.short_descriptions, query)}


def _scope(state: State, query: Query) -> str:
    """The scope as a key; a chat it names must exist."""
    scope = query.object("scope")
    kind = scope.get("type", "default")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    for name in SCOPES[kind]:
        if name not in scope:
            raise bad_request(f"can't parse BotCommandScope: Can't find field \"{name}\"")
    if "chat_id" in SCOPES[kind]:
        find_chat(state, scope["chat_id"])
    return ":".join([kind, *(str(scope[name]) for name in SCOPES[kind])])


def _command(command: object) -> JsonObject:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if name not in command:
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    name, description = str(command["command"]).strip().removeprefix("/"), str(command["description"]).strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    return {"command": name, "description": description}


def leave_chat(state: State, query: Query) -> bool:
    """The private chats are the only others there are, and nobody leaves those."""
    group = state.groups.pop(whole(query.text("chat_id")), None)
    if group is None:
        find_chat(state, query.text("chat_id"))
        raise bad_request("chat member status can't be changed in private chats")
    return True


def set_my_commands(state: State, query: Query) -> bool:
    commands = query.json("commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = (_scope(state, query), _language(query))
    state.profile.commands[key] = [_command(command) for command in commands]
    _menus_changed(state)
    return True


def _menus_changed(state: State) -> None:
    for chat in state.chats.values():
        touch(state, chat)


def menu(state: State, chat: Chat) -> list[JsonObject]:
    """The commands this person is offered: the narrowest scope first, in it the person's language first."""
    language = str(chat.user.get("language_code", ""))
    for scope in (f"chat:{chat.id}", "all_private_chats", "default"):
        for code in (language, ""):
            if found := state.profile.commands.get((scope, code)):
                return found
    return []


def get_my_commands(state: State, query: Query) -> list[JsonObject]:
    return state.profile.commands.get((_scope(state, query), _language(query)), [])


def delete_my_commands(state: State, query: Query) -> bool:
    state.profile.commands.pop((_scope(state, query), _language(query)), None)
    _menus_changed(state)
    return True


def set_chat_menu_button(state: State, query: Query) -> bool:
    button = query.object("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    if query.text("chat_id"):
        find_chat(state, query.text("chat_id")).menu_button = button
    else:
        state.profile.menu_button = button
    return True


def get_chat_menu_button(state: State, query: Query) -> JsonObject:
    own = find_chat(state, query.text("chat_id")).menu_button if query.text("chat_id") else None
    return own or state.profile.menu_button
