"""Turns what a bot sends (text, parse mode, entities) into the text and entities a message shows."""

import re
from dataclasses import dataclass

from simulator.errors import bad_request
from simulator.formatting.html import ParseError, checked_url, parse_html
from simulator.formatting.markdown import parse_markdown, parse_markdown_v2
from simulator.formatting.utf16 import units
from simulator.model import JsonObject

PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}
NEEDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
OPTIONAL = {"pre": "language", "date_time": "date_time_format"}
FOUND_BY_SERVER = ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number")
GIVEN = ("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote")
KINDS = {*FOUND_BY_SERVER, *GIVEN, "code", "pre", *NEEDED}
OPAQUE = {"code", "pre", "text_link", "text_mention"}  # nothing is searched for inside these

DETECT = re.compile(
    r"(?P<url>https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]|\b(?:[a-z0-9-]+\.)+(?:com|org|net|id)\b(?:/[^\s<>\"']*)?(?![@\w]))"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w+)?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})(?!\w)"
    r"|(?<![\w#&])(?P<hashtag>\#\w*[^\W\d_]\w*)",
)
HINT = re.compile(r"[/@#]|\.\w")  # without one of these there is nothing for DETECT to find


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str
    entities: list[JsonObject]


EMPTY = Formatted("", [])


def format_text(text: str, parse_mode: str, entities: object) -> Formatted:
    """1. Parse, or check the given entities. 2. Cut white space at both ends. 3. Find links, commands and the like."""
    mode = parse_mode.lower()
    if mode and mode not in PARSERS:
        raise bad_request("unsupported parse_mode")
    if mode:
        try:
            text, found = PARSERS[mode](text)
        except ParseError as error:
            raise bad_request(f"can't parse entities: {error}") from error
    else:
        found = _checked(text, entities)
    return detected(_trimmed(text, found))


def detected(formatted: Formatted) -> Formatted:
    """With the commands, links, mentions and tags that the server finds by itself."""
    text = formatted.text
    if HINT.search(text) is None:
        return formatted
    taken = [(e["offset"], e["offset"] + e["length"]) for e in formatted.entities if e["type"] in OPAQUE]
    known = {(e["type"], e["offset"]) for e in formatted.entities}
    added = []
    for found in DETECT.finditer(text):
        offset, kind = units(text[: found.start()]), str(found.lastgroup)
        length = units(found.group())
        if (kind, offset) in known or any(start < offset + length and offset < end for start, end in taken):
            continue
        added.append({"type": kind, "offset": offset, "length": length})
    return Formatted(text, _in_order([*formatted.entities, *added])) if added else formatted


def _in_order(entities: list[JsonObject]) -> list[JsonObject]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _trimmed(text: str, entities: list[JsonObject]) -> Formatted:
    kept = text.strip()
    if not entities or not kept:
        return Formatted(kept, [])
    if len(kept) == len(text):
        return Formatted(text, _in_order(entities))
    shift = units(text[: len(text) - len(text.lstrip())])
    end = units(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        length = min(entity["offset"] + entity["length"] - shift, end) - start
        if length > 0:
            moved.append(entity | {"offset": start, "length": length})
    return Formatted(kept, _in_order(moved))


def _checked(text: str, entities: object) -> list[JsonObject]:
    if not entities:
        return []
    if not isinstance(entities, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    end = units(text)
    return [_entity(entity, end) for entity in entities]


def _entity(entity: object, end: int) -> JsonObject:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: Expected an Object")
    kind, offset, length = entity.get("type"), entity.get("offset"), entity.get("length")
    if kind not in KINDS:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if not isinstance(offset, int) or not isinstance(length, int):
        missing = "length" if isinstance(offset, int) else "offset"
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{missing}\"")
    needed = NEEDED.get(kind)
    if needed and needed not in entity:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    _check_place(offset, length, end)
    if kind == "text_link" and checked_url(str(entity["url"])) is None:
        raise bad_request(f"entity URL '{entity['url']}' is invalid: Wrong HTTP URL")
    names = ("type", "offset", "length", needed, OPTIONAL.get(kind))
    return {name: entity[name] for name in names if name is not None and name in entity}


def _check_place(offset: int, length: int, end: int) -> None:
    if offset < 0 or offset > 1_000_000:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if length < 0 or length > 1_000_000:
        raise bad_request(f"receive an entity with incorrect length {length}")
    if offset > end:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > end:
        beyond = f"ends after the end of the text at UTF-16 offset {offset + length}"
        raise bad_request(f"entity beginning at UTF-16 offset {offset} {beyond}")
