"""A moment of the simulated Telegram, to come back to."""

import copy
import itertools
import secrets
from dataclasses import dataclass, fields

from simulator.model import Chat, Profile, StoredFile
from simulator.state import State, touch


@dataclass(frozen=True)
class Saved:
    """Everything there is of the people and their chats at one moment; nothing of the bot or of what goes wrong."""

    chats: dict[int, Chat]
    files: dict[str, StoredFile]
    profile: Profile
    next_update: int
    next_message: int
    next_serial: int


def save(state: State) -> Saved:
    """Raises ValueError while an update waits: what becomes of it would be told twice."""
    if state.updates.pending:
        raise ValueError(f"{len(state.updates.pending)} updates wait for the bot")
    chats, profile = copy.deepcopy((state.chats, state.profile))
    counters = (next(copy.copy(state.message_ids)), next(copy.copy(state.serials)))
    return Saved(chats, dict(state.files), profile, state.updates.next_id, *counters)


def restore(state: State, saved: Saved) -> None:
    """As it was, for the same people; who holds one of their chats goes on holding it.

    Raises KeyError for a person who was not there.
    """
    chats, state.profile = copy.deepcopy((saved.chats, saved.profile))
    for chat_id, chat in state.chats.items():
        for one in fields(Chat):
            setattr(chat, one.name, getattr(chats[chat_id], one.name))
    state.presses.clear()
    state.files, state.paths = dict(saved.files), {file.path: file for file in saved.files.values()}
    state.message_ids, state.serials = itertools.count(saved.next_message), itertools.count(saved.next_serial)
    state.updates.restart_ids(saved.next_update)
    for chat in state.chats.values():
        touch(state, chat)
    state.epoch = secrets.token_hex(4)
