"""Writes text with entities as HTML, for the page and for tests that look at what is bold."""

import html

from simulator.formatting.utf16 import cut, units
from simulator.model import JsonObject

TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "spoiler": "tg-spoiler",
    "blockquote": "blockquote",
}


LIVE = {"bot_command": "command"}


def to_html(text: str, entities: list[JsonObject], *, live: bool = False) -> str:
    """Everything is escaped; links carry only addresses that a browser may open.

    With `live`, what a person may tap is marked too, as <span class="command">.
    """
    if not entities:
        return html.escape(text)
    shown = [entity for entity in entities if (live or entity["type"] not in LIVE) and _tags(entity, text) is not None]
    return _span(text, 0, units(text), shown)


def _span(text: str, start: int, end: int, entities: list[JsonObject]) -> str:
    """The text between two offsets; `entities` lie within, in order, an outer one before its inner ones."""
    parts, at = [], start
    for index, entity in enumerate(entities):
        begin, finish = entity["offset"], min(entity["offset"] + entity["length"], end)
        if begin < at:
            continue
        inner = [e for e in entities[index + 1 :] if begin <= e["offset"] and e["offset"] + e["length"] <= finish]
        opening, closing = _tags(entity, text) or ("", "")
        parts.append(_plain(text, at, begin) + opening + _span(text, begin, finish, inner) + closing)
        at = finish
    return "".join(parts) + _plain(text, at, end)


def _plain(text: str, start: int, end: int) -> str:
    return html.escape(cut(text, start, end)) if start < end else ""


def _tags(entity: JsonObject, text: str) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind in LIVE:
        return f'<span class="{LIVE[kind]}">', "</span>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind in TAGS:
        return f"<{TAGS[kind]}>", f"</{TAGS[kind]}>"
    if kind in ("url", "text_link"):
        url = entity.get("url") or cut(text, entity["offset"], entity["offset"] + entity["length"])
        if url.startswith(("http://", "https://")):
            return f'<a href="{html.escape(url)}">', "</a>"
    return None
