"""The Bot API's two Markdown parse modes, refusing what the real server refuses, in the same words."""

import re
from dataclasses import dataclass, field

from simulator.formatting.html import ParseError, link
from simulator.formatting.utf16 import units
from simulator.model import JsonObject

RESERVED = "_*[]()~`>#+-=|{}.!"
PLAIN = re.compile(r"[^_*\[\]()~`>#+\-=|{}.!\n\\]+")
FENCE_LANGUAGE = re.compile(r"([^\s`]+)(?=\s)")
NEWLINE = re.compile(r"\r\n|\n\r|\n|\r")
MARKS = {"__": "underline", "||": "spoiler", "_": "italic", "*": "bold", "~": "strikethrough", "`": "code"}
SHOWN = {"text_link": "TextUrl", "custom_emoji": "CustomEmoji", "pre": "Pre"}  # how the server names them in errors


@dataclass
class Open:
    kind: str
    mark: str
    offset: int
    begin: int  # in `out`
    pos: int
    language: str = ""


@dataclass
class Scan:
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
        return len(self.text[:pos].encode())

    def next_is(self, mark: str) -> bool:
        return self.text.startswith(mark, self.pos)

    def open(self, kind: str, mark: str, language: str = "") -> None:
        self.stack.append(Open(kind, mark, self.offset, len(self.out), self.pos, language))


def parse_markdown_v2(text: str) -> tuple[str, list[JsonObject]]:
    """1. An escaped or a plain character is copied. 2. The mark that ends the innermost entity ends it.
    3. Any other mark begins one, or is refused. 4. A quotation ends with its last line. 5. Nothing may stay open."""
    scan = Scan(text)
    while scan.pos < len(text):
        if scan.stack and scan.stack[-1].kind in ("code", "pre"):
            _code(scan)
        elif text[scan.pos] == "\\" and scan.pos + 1 < len(text) and text[scan.pos + 1] <= "~":
            scan.emit(text[scan.pos + 1])
            scan.pos += 2
        elif (plain := PLAIN.match(text, scan.pos)) is not None:
            scan.emit(plain.group())
            scan.pos = plain.end()
        else:
            _mark(scan)
    _end_quotation(scan)
    if scan.stack:
        raise _unfinished(scan)
    return "".join(scan.out), scan.entities


def _unfinished(scan: Scan) -> ParseError:
    last = scan.stack[-1]
    shown = SHOWN.get(last.kind, last.kind.capitalize())
    return ParseError(f"Can't find end of {shown} entity at byte offset {scan.at(last.pos)}")


def _mark(scan: Scan) -> None:
    char = scan.text[scan.pos]
    if char in "\\\n":
        _plain_character(scan, char)
    elif char == ">" and (not scan.out or scan.out[-1].endswith("\n")):
        _quotation(scan)
    elif scan.next_is("||") and _ends_quotation(scan):
        scan.stack[-1].kind = "expandable_blockquote"
        scan.pos += 2
    elif scan.stack and _ends_innermost(scan):
        _end(scan)
    else:
        _begin(scan, char)


def _plain_character(scan: Scan, char: str) -> None:
    if char == "\n" and not scan.text.startswith(">", scan.pos + 1):
        _end_quotation(scan)
    scan.emit(char)
    scan.pos += 1


def _quotation(scan: Scan) -> None:
    if not any(entity.mark == ">" for entity in scan.stack):
        scan.open("blockquote", ">")
    scan.pos += 1


def _ends_quotation(scan: Scan) -> bool:
    line_ends = scan.pos + 2 == len(scan.text) or scan.text[scan.pos + 2] == "\n"
    return bool(scan.stack) and scan.stack[-1].mark == ">" and line_ends


def _end_quotation(scan: Scan) -> None:
    if not any(entity.mark == ">" for entity in scan.stack):
        return
    if scan.stack[-1].mark != ">":
        raise _unfinished(scan)
    opened = scan.stack.pop()
    if scan.offset > opened.offset:
        scan.entities.append({"type": opened.kind, "offset": opened.offset, "length": scan.offset - opened.offset})


def _ends_innermost(scan: Scan) -> bool:
    mark = scan.stack[-1].mark
    if mark == "_":
        return scan.next_is("_") and not scan.next_is("__")
    return scan.next_is(mark)


def _begin(scan: Scan, char: str) -> None:
    if scan.next_is("```"):
        _begin_fence(scan)
    elif char == "[" or scan.next_is("!["):
        scan.open("custom_emoji" if char == "!" else "text_link", "]")
        scan.pos += 2 if char == "!" else 1
    elif (mark := next((mark for mark in MARKS if scan.next_is(mark)), None)) is not None:
        scan.open(MARKS[mark], mark)
        scan.pos += len(mark)
    else:
        raise ParseError(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")


def _begin_fence(scan: Scan) -> None:
    begin = scan.pos
    scan.pos += 3
    language = FENCE_LANGUAGE.match(scan.text, scan.pos)
    scan.pos = language.end() if language else scan.pos
    newline = NEWLINE.match(scan.text, scan.pos)
    scan.pos = newline.end() if newline else scan.pos
    scan.open("pre", "```", language.group(1) if language else "")
    scan.stack[-1].pos = begin


def _code(scan: Scan) -> None:
    """Inside code only a backslash and the closing mark mean anything."""
    char, following = scan.text[scan.pos], scan.text[scan.pos + 1 : scan.pos + 2]
    if scan.next_is(scan.stack[-1].mark):
        _end(scan)
    elif char == "\\" and following and following <= "~":
        scan.emit(following)
        scan.pos += 2
    else:
        scan.emit(char)
        scan.pos += 1


def _end(scan: Scan) -> None:
    opened = scan.stack.pop()
    scan.pos += len(opened.mark)
    entity: JsonObject = {"type": opened.kind, "offset": opened.offset, "length": scan.offset - opened.offset}
    url = _url(scan) if opened.mark == "]" else None
    if not entity["length"]:
        return
    if opened.kind == "text_link":
        scan.entities += link(entity, url if url is not None else "".join(scan.out[opened.begin :]))
    elif opened.kind == "custom_emoji":
        scan.entities.append(_emoji(entity, url))
    else:
        scan.entities.append(entity | ({"language": opened.language} if opened.language else {}))


def _url(scan: Scan) -> str | None:
    if not scan.next_is("("):
        return None
    found = re.compile(r"\(((?:\\.|[^)\\])*)\)", re.DOTALL).match(scan.text, scan.pos)
    if found is None:
        raise ParseError(f"Can't find end of a URL at byte offset {scan.at(scan.pos + 1)}")
    scan.pos = found.end()
    return re.sub(r"\\(.)", r"\1", found.group(1))


def _emoji(entity: JsonObject, url: str | None) -> JsonObject:
    found = re.fullmatch(r"tg://emoji\?id=(\d+)", url or "")
    if found is None:
        raise ParseError("Custom emoji entity must contain a tg://emoji URL")
    return entity | {"custom_emoji_id": found.group(1)}


LEGACY = re.compile(
    r"\\(?P<escaped>[_*`\[])"
    r"|```(?:(?P<language>[^\s`]+)(?=\s))?(?:\r\n|\n)?(?P<pre>.*?)```"
    r"|\[(?P<label>[^\]]*)\](?:\((?P<url>[^)]*)\))?"
    r"|(?P<mark>[_*`])(?P<inner>.*?)(?P=mark)"
    r"|(?P<open>[_*`\[])",
    re.DOTALL,
)


def parse_markdown(text: str) -> tuple[str, list[JsonObject]]:
    """The old Markdown mode, which knows no nesting."""
    scan = Scan(text)
    for found in LEGACY.finditer(text):
        scan.emit(text[scan.pos : found.start()])
        scan.pos = found.start()
        if found.group("open"):
            raise ParseError(f"Can't find end of the entity starting at byte offset {scan.at(scan.pos)}")
        _legacy(scan, found)
        scan.pos = found.end()
    scan.emit(text[scan.pos :])
    return "".join(scan.out), scan.entities


def _legacy(scan: Scan, found: re.Match[str]) -> None:
    parts = found.groupdict()
    shown = next(part for name in ("escaped", "pre", "label", "inner") if (part := parts[name]) is not None)
    entity: JsonObject = {"type": "", "offset": scan.offset, "length": units(shown)}
    scan.emit(shown)
    if parts["escaped"] is not None or not shown:
        return
    if parts["label"] is not None:
        scan.entities += link(entity, shown if parts["url"] is None else parts["url"])
    elif parts["pre"] is not None:
        language = parts["language"]
        scan.entities.append(entity | {"type": "pre"} | ({"language": language} if language else {}))
    else:
        scan.entities.append(entity | {"type": MARKS[parts["mark"]]})
