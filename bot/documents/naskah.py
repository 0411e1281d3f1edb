"""The Dokumen's Word file that came back from the Kasubag: whose it is, and what its narrative says now."""

import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from bot.documents.limits import BROKEN, Reason, Unreadable, inspect_file
from bot.documents.reading import Allowance, ask_child
from bot.documents.words import clean
from bot.workflow.reports import Passage

KEY_LABEL = "Kunci naskah:"
STYLE = "Narasi "
CHILD = "bot.documents.naskah_child"
KEY = re.compile(r"naskah(?:\.\d{1,9}){3}\.[0-9a-f]{32}")
BODY = "word/document.xml"
HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
NUMBER = re.compile(r"^(BAB\s+[IVX]+|[A-Z0-9]{1,2}\.)[\s.:–-]*", re.IGNORECASE)
APART = (qn("w:tbl"), qn("w:txbxContent"))
GONE = (qn("w:del"), qn("w:moveFrom"))
SPACES = (qn("w:tab"), qn("w:br"), qn("w:cr"))


@dataclass(frozen=True)
class Section:
    """What stands under one heading, a paragraph a line; `key` is of the passage whose style the text has, if any."""

    chapter: str
    title: str
    key: str
    text: str


@dataclass(frozen=True)
class NaskahReading:
    key: str
    sections: tuple[Section, ...]


def style_of(key: str) -> str:
    """By which a passage's paragraphs are known again."""
    return STYLE + key


async def read_naskah(data: bytes) -> NaskahReading | Unreadable | None:
    """None: a Word file, and none of the bot's naskah. Never raises for anything a file may contain."""
    refused = inspect_file(data)
    if refused is not None:
        return Unreadable(refused)
    return decode(await ask_child(CHILD, data, Allowance()))


def read(data: bytes) -> NaskahReading | Unreadable | None:
    """What the child does."""
    if not _is_word(data):
        return Unreadable(Reason.NOT_A_WORKBOOK)
    document = Document(BytesIO(data))
    key = _key(document)
    return NaskahReading(key, _sections(document)) if key else None


def _is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            return BODY in parts.namelist()
    except BROKEN:
        return False


def _key(document: DocumentObject) -> str:
    """In the file's properties, or at the end of its text."""
    texts = (document.core_properties.keywords or "", *(one.text for one in reversed(document.paragraphs)))
    found = (KEY.search(text) for text in texts if KEY_LABEL in text or text.startswith("naskah."))
    return next((match[0] for match in found if match), "")


def _sections(document: DocumentObject) -> tuple[Section, ...]:
    """From one heading to the next, whatever style a paragraph has: what is pasted brings its own."""
    found = [Section("", "", "", "")]
    for element in document.element.body.iter(qn("w:p")):
        paragraph, words = Paragraph(element, document), _words(element)
        level = 0 if _apart(element) or not words else _level(paragraph)
        if level:
            chapter = words if level == 1 else found[-1].chapter
            found.append(Section(chapter, words, "", ""))
        elif words and not _apart(element) and KEY_LABEL not in words:
            found[-1] = _longer(found[-1], words, _style(paragraph))
    return tuple(one for one in found if one.text)


def _longer(section: Section, words: str, style: str) -> Section:
    key = style.removeprefix(STYLE) if style.startswith(STYLE) else ""
    return replace(section, key=section.key or key, text="\n".join(filter(None, [section.text, words])))


def _apart(element: Any) -> bool:
    """In a table, whose figures are the data's, or in a box beside the text."""
    return any(above.tag in APART for above in element.iterancestors())


def _words(element: Any) -> str:
    """Also what was typed while changes were recorded, and not what was struck out then."""
    parts = (one for one in element.iter(*SPACES, qn("w:t")) if not any(up.tag in GONE for up in one.iterancestors()))
    return " ".join("".join(" " if one.tag in SPACES else one.text or "" for one in parts).split())


def _level(paragraph: Paragraph) -> int:
    """Of a heading; 0 of any other paragraph."""
    found = HEADING.match(_style(paragraph))
    return int(found[1]) if found else 0


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name or "") if paragraph.style is not None else ""


# -- whose passage it is ---------------------------------------------------------------------------------------------


def taken(sections: Sequence[Section], narrative: Sequence[Passage]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The text of each passage that was found, and the headings under which stands what belongs to none.

    A passage is known by its heading; a unit's, whose name may stand elsewhere too, within its chapter. Where a
    heading was written anew, the style of the text still says whose it is.
    """
    by_title = {_known(one.title): one.key for one in narrative}
    units = {one.key for one in narrative if one.key.startswith("unit-")}
    keys = {one.key for one in narrative}
    told: dict[str, list[str]] = {}
    unread: dict[str, None] = {}
    for one in sections:
        key = by_title.get(_known(one.title), "")
        elsewhere = key in units and by_title.get(_known(one.chapter)) != "seksi"
        key = one.key if not key or elsewhere else key
        if key in keys:
            told.setdefault(key, []).append(one.text)
        elif one.title:
            unread[one.title] = None
    return {key: "\n".join(texts) for key, texts in told.items()}, tuple(unread)


def _known(title: str) -> str:
    """A heading without its number, however it is written."""
    return NUMBER.sub("", " ".join(clean(title).split())).casefold()


# -- out of the child process ----------------------------------------------------------------------------------------


def encode(reading: NaskahReading | Unreadable | None) -> bytes:
    return json.dumps(None if reading is None else asdict(reading)).encode()


def decode(answer: bytes) -> NaskahReading | Unreadable | None:
    try:
        facts = json.loads(answer)
        if facts is None:
            return None
        if "reason" in facts:
            return Unreadable(Reason(facts["reason"]))
        return NaskahReading(facts["key"], tuple(Section(**one) for one in facts["sections"]))
    except (ValueError, LookupError, TypeError):
        return Unreadable(Reason.CRASHED)
