"""The Bot API's HTML parse mode, refusing what the real server refuses, in the same words."""

import html
import re
from dataclasses import dataclass, field

from simulator.formatting.utf16 import units
from simulator.model import JsonObject

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = {*SIMPLE, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
SPECIAL = re.compile(r"[<&]")
CHARACTER = re.compile(r"&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|lt|gt|amp|quot)(;?)")
START_TAG = re.compile(r"<([^\s>]*)")
END_TAG = re.compile(r"</([^\s>]*)\s*(>?)")
BLANK = re.compile(r"\s*")
ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(\s*=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.\-]*))?""")


class ParseError(ValueError):
    """Why the text is not what its parse mode says."""


@dataclass
class Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    begin: int  # in `out`


@dataclass
class Scan:
    """A text being read: what was read so far, and the tags still open."""

    text: str
    pos: int = 0
    out: list[str] = field(default_factory=list)
    offset: int = 0
    stack: list[Open] = field(default_factory=list)
    entities: list[JsonObject] = field(default_factory=list)

    def emit(self, piece: str) -> None:
        self.out.append(piece)
        self.offset += units(piece)

    def at(self, pos: int) -> int:
        """The byte offset the server names in its errors."""
        return len(self.text[:pos].encode())


def parse_html(text: str) -> tuple[str, list[JsonObject]]:
    """1. Copy up to the next `<` or `&`. 2. Decode a character. 3. Open or close a tag. 4. Nothing may stay open."""
    scan = Scan(text)
    while scan.pos < len(text):
        found = SPECIAL.search(text, scan.pos)
        end = found.start() if found else len(text)
        if end > scan.pos:
            scan.emit(text[scan.pos : end])
            scan.pos = end
        if found is None:
            break
        if found.group() == "&":
            _character(scan)
        elif text.startswith("</", end):
            _end_tag(scan)
        else:
            _start_tag(scan)
    if scan.stack:
        raise ParseError(f'Can\'t find end tag corresponding to start tag "{scan.stack[-1].tag}"')
    return "".join(scan.out), scan.entities


def _character(scan: Scan) -> None:
    found = CHARACTER.match(scan.text, scan.pos)
    char = html.unescape(f"&{found.group(1)};") if found else "&"
    scan.emit(char)
    scan.pos = found.end() if found else scan.pos + 1


def _start_tag(scan: Scan) -> None:
    begin = scan.pos
    found = START_TAG.match(scan.text, begin)
    if found is None or found.end() == len(scan.text):
        raise ParseError(f"Unclosed start tag at byte offset {scan.at(begin)}")
    tag = found.group(1).lower()
    if tag not in TAGS:
        raise ParseError(f'Unsupported start tag "{tag}" at byte offset {scan.at(begin)}')
    scan.pos = found.end()
    attributes = _attributes(scan, tag, begin)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise ParseError(f'Tag "span" must have class "tg-spoiler" at byte offset {scan.at(begin)}')
    scan.stack.append(Open(tag, attributes, scan.offset, len(scan.out)))


def _attributes(scan: Scan, tag: str, begin: int) -> dict[str, str]:
    attributes: dict[str, str] = {}
    while True:
        following = BLANK.match(scan.text, scan.pos)
        scan.pos = following.end() if following else scan.pos
        if scan.pos >= len(scan.text):
            raise ParseError(f'Unclosed start tag "{tag}" at byte offset {scan.at(begin)}')
        if scan.text[scan.pos] == ">":
            scan.pos += 1
            return attributes
        found = ATTRIBUTE.match(scan.text, scan.pos)
        if found is None:
            raise ParseError(f'Empty attribute name in the tag "{tag}" at byte offset {scan.at(begin)}')
        name, has_value, value = found.group(1).lower(), found.group(2), found.group(3) or ""
        if not has_value and name != "expandable":
            raise ParseError(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {scan.at(begin)}'
            )
        attributes[name] = html.unescape(value.strip("\"'"))
        scan.pos = found.end()


def _end_tag(scan: Scan) -> None:
    begin = scan.pos
    if not scan.stack:
        raise ParseError(f"Unexpected end tag at byte offset {scan.at(begin)}")
    found = END_TAG.match(scan.text, begin)
    if found is None or not found.group(2):
        raise ParseError(f"Unclosed end tag at byte offset {scan.at(begin)}")
    opened, tag = scan.stack.pop(), found.group(1).lower()
    if tag and tag != opened.tag:
        raise ParseError(
            f'Unmatched end tag at byte offset {scan.at(begin)}, expected "</{opened.tag}>", found "</{tag}>"'
        )
    scan.pos = found.end()
    if scan.offset > opened.offset:
        _close(scan, opened)


def _close(scan: Scan, opened: Open) -> None:
    entity: JsonObject = {"type": "", "offset": opened.offset, "length": scan.offset - opened.offset}
    attributes = opened.attributes
    if opened.tag in SIMPLE:
        scan.entities.append(entity | {"type": SIMPLE[opened.tag]})
    elif opened.tag == "a":
        url = attributes.get("href") or "".join(scan.out[opened.begin :])
        scan.entities += link(entity, url)
    elif opened.tag == "blockquote":
        kind = "expandable_blockquote" if "expandable" in attributes else "blockquote"
        scan.entities.append(entity | {"type": kind})
    elif opened.tag in ("pre", "code"):
        _close_code(scan, opened, entity)
    else:
        scan.entities.append(entity | _special(opened))


def _close_code(scan: Scan, opened: Open, entity: JsonObject) -> None:
    """`<pre><code class="language-x">` over the same text is one `pre` with a language."""
    language = opened.attributes.get("class", "").removeprefix("language-")
    inner = scan.entities[-1] if scan.entities else None
    same = inner is not None and (inner["offset"], inner["length"]) == (entity["offset"], entity["length"])
    if opened.tag == "code":
        scan.entities.append(entity | {"type": "code"} | ({"_language": language} if language else {}))
    elif same and inner is not None and inner["type"] == "code":
        language = inner.get("_language", "")
        scan.entities[-1] = entity | {"type": "pre"} | ({"language": language} if language else {})
    else:
        scan.entities.append(entity | {"type": "pre"})
    for done in scan.entities:
        if opened.tag == "pre" or not scan.stack:
            done.pop("_language", None)


def _special(opened: Open) -> JsonObject:
    if opened.tag == "tg-time":
        unix = opened.attributes.get("unix", "")
        if not unix.isdecimal():
            raise ParseError("Invalid date-time specified")
        shown = opened.attributes.get("format")
        return {"type": "date_time", "unix_time": int(unix)} | ({"date_time_format": shown} if shown else {})
    emoji_id = opened.attributes.get("emoji-id", "")
    if not emoji_id.isdecimal() or not 0 < int(emoji_id) < 2**63:
        raise ParseError("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": emoji_id}


def link(entity: JsonObject, url: str) -> list[JsonObject]:
    """A link to a person, to an address, or nothing where the address is none (the server drops such a link)."""
    if (person := re.fullmatch(r"tg://user\?id=(\d+)", url)) is not None:
        user = {"id": int(person.group(1)), "is_bot": False, "first_name": "?"}
        return [entity | {"type": "text_mention", "user": user}]
    checked = checked_url(url)
    return [entity | {"type": "text_link", "url": checked}] if checked else []


def checked_url(url: str) -> str | None:
    """The address as the server writes it, or None."""
    found = re.fullmatch(r"(?:(https?|tg|ton)://)?([^\s/?#]+)([/?#]\S*)?", url.strip(), re.IGNORECASE)
    if found is None:
        return None
    scheme, host, rest = found.group(1) or "http", found.group(2), found.group(3)
    if scheme.lower().startswith("http") and "." not in host and not host.startswith("localhost"):
        return None
    return f"{scheme.lower()}://{host.lower()}{rest or '/'}"
