"""Cells of which calamine says nothing though something stands in them: an error, or a formula that nobody computed.

The old xls keeps them where only a program that knows its records finds them; there they are blank.
"""

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from bot.documents.addresses import column_letter
from bot.documents.limits import BROKEN, ZIP

WORKBOOK, RELATIONS, CONTENT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "content.xml"
# A cell with an error for its value, or with a formula and no value: its attributes, the formula, the error.
_CELL = re.compile(rb"<c ([^>]*+)>(<f\b[^>]*+>[^<]*+(?:</f>)?)?(?:<v>(#[^<]*+)?</v>|<v ?/>|</c>)")
_PREFIX, _TAG = re.compile(rb"(</?)\w+:"), re.compile(rb"<[^<>]*>")
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3}[0-9]{1,7})["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_TEXT = re.compile(rb"""\bt=["']str["']""")
# In an ods: an error, or a formula in a cell that shows nothing.
_OF_NOTE = re.compile(rb"""value-type=["']error["']|<table:table-cell[^<>]*table:formula=[^<>]*/>""")
CELLS = ("table:table-cell", "table:covered-table-cell")


class Fault(StrEnum):
    ERROR = "error"
    NOT_COMPUTED = "formula"


@dataclass(frozen=True)
class Silent:
    """`shown`: what a person sees there, #DIV/0! or the formula itself."""

    fault: Fault
    shown: str


Found = Mapping[str, Silent]
"""By address."""
Blank = Collection[str] | None
"""Addresses of the cells to look at; None for all."""


def silent_cells(data: bytes, sheet: str, blank: Blank = None) -> Found:
    """Those among the blank cells of this sheet. Raises nothing for a file that calamine can read."""
    if (blank is not None and not blank) or not data.startswith(ZIP):
        return {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            ods = CONTENT in parts.namelist()
            return dict(_of_ods(parts.read(CONTENT), sheet, blank) if ods else _of_xlsx(_sheet(parts, sheet), blank))
    except (*BROKEN, KeyError, ElementTree.ParseError, expat.ExpatError):
        return {}


def _sheet(parts: zipfile.ZipFile, name: str) -> bytes:
    book, relations = (ElementTree.fromstring(parts.read(part)) for part in (WORKBOOK, RELATIONS))
    sheets = {one.get("name"): _relation(one) for one in book.iter() if one.tag.endswith("}sheet")}
    target = {one.get("Id"): one.get("Target", "") for one in relations}[sheets[name]]
    return parts.read(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")


def _relation(sheet: ElementTree.Element) -> str:
    """Its namespace depends on how strictly a program keeps to the standard."""
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def _of_xlsx(part: bytes, blank: Blank) -> Iterator[tuple[str, Silent]]:
    """A formula whose result is an empty text has been computed."""
    for attributes, formula, error in _CELL.findall(_PREFIX.sub(rb"\1", part) if b":c " in part else part):
        place = _ADDRESS.search(attributes)
        address = place[1].decode() if place else ""
        if blank is not None and address not in blank:
            continue
        if error and _ERROR.search(attributes):
            yield address, Silent(Fault.ERROR, _words(error))
        elif formula and not error and not _TEXT.search(attributes):
            yield address, Silent(Fault.NOT_COMPUTED, "=" + _words(_TAG.sub(b"", formula)))


def _words(escaped: bytes) -> str:
    return unescape(escaped.decode("utf-8", "replace"))


def _of_ods(content: bytes, sheet: str, blank: Blank) -> Iterator[tuple[str, Silent]]:
    """Cells have no addresses there: they are counted."""
    if _OF_NOTE.search(content) is None:
        return
    reading = _Ods(sheet)
    reading.parse(content)
    yield from ((address, one) for address, one in reading.found.items() if blank is None or address in blank)


@dataclass
class _Ods:
    """What expat has told of the sheet so far; `row` and `column` count from 0, and `repeated` is how often this
    row stands there."""

    sheet: str
    inside: bool = False
    row: int = 0
    column: int = 0
    repeated: int = 1
    attributes: Mapping[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    found: dict[str, Silent] = field(default_factory=dict)

    def parse(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.CharacterDataHandler = self._say
        parser.Parse(content, True)

    def _begin(self, name: str, attributes: dict[str, Any]) -> None:
        if name == "table:table":
            self.inside = attributes.get("table:name") == self.sheet
        elif name == "table:table-row":
            self.column, self.repeated = 0, int(attributes.get("table:number-rows-repeated", 1))
        elif name in CELLS:
            self.attributes, self.words = attributes, []
        elif name == "text:p":
            self.words.append("")

    def _say(self, words: str) -> None:
        """White space between the cells is nothing that one of them shows."""
        if self.words:
            self.words.append(words)

    def _end(self, name: str) -> None:
        if name == "table:table":
            self.inside = False
        elif self.inside and name == "table:table-row":
            self.row += self.repeated
        elif self.inside and name in CELLS:
            self._keep()
            self.column += int(self.attributes.get("table:number-columns-repeated", 1))

    def _keep(self) -> None:
        fault = self._fault()
        if fault is not None:
            formula = self.attributes.get("table:formula", "").removeprefix("of:")
            silent = Silent(fault, formula if fault is Fault.NOT_COMPUTED else "".join(self.words))
            self.found[f"{column_letter(self.column)}{self.row + 1}"] = silent

    def _fault(self) -> Fault | None:
        """A formula whose result is an empty text has a paragraph with nothing in it."""
        if "error" in (self.attributes.get("calcext:value-type"), self.attributes.get("office:value-type")):
            return Fault.ERROR
        computed = bool(self.words) or "office:value-type" in self.attributes
        return Fault.NOT_COMPUTED if "table:formula" in self.attributes and not computed else None
