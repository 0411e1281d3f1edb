"""The Dokumen's Word file that came back from the Kasubag: whose it is, and what its narrative says now."""

import json
import re
import zipfile
from dataclasses import asdict, dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.text.paragraph import Paragraph

from bot.documents.limits import BROKEN, Reason, Unreadable, inspect_file
from bot.documents.reading import Allowance, ask_child

KEY_LABEL = "Kunci naskah:"
STYLE = "Narasi "
CHILD = "bot.documents.naskah_child"
KEY = re.compile(r"naskah(?:\.\d{1,9}){3}\.[0-9a-f]{32}")
BODY = "word/document.xml"


@dataclass(frozen=True)
class NaskahReading:
    """`passages` are (key, text), a paragraph a line; what was cleared altogether is not among them."""

    key: str
    passages: tuple[tuple[str, str], ...]


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
    return NaskahReading(key, _passages(document)) if key else None


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


def _passages(document: DocumentObject) -> tuple[tuple[str, str], ...]:
    found: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        style = _style(paragraph)
        if style.startswith(STYLE) and paragraph.text.strip():
            found.setdefault(style.removeprefix(STYLE), []).append(" ".join(paragraph.text.split()))
    return tuple((key, "\n".join(lines)) for key, lines in found.items())


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name or "") if paragraph.style is not None else ""


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
        return NaskahReading(facts["key"], tuple((str(key), str(words)) for key, words in facts["passages"]))
    except (ValueError, LookupError, TypeError):
        return Unreadable(Reason.CRASHED)
