"""What a stranger's file must not be, found out before anything parses it: too big, a zip bomb, locked, no workbook."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

MAX_BYTES = 5_000_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 200  # deflate's best is about 1000; a real workbook stays under 30
MAX_PARTS = 500
MAX_CELLS = 300_000  # of the rectangle around a sheet's cells, which is what parsing it costs

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream's name in a workbook locked with a password
XML_BEGINS = b"\xef\xbb\xbf \t\r\n"  # a byte order mark and white space may stand before
# A cell's own address, or its row's, wherever a zip may keep its sheets. Beginning with letters they are found fast.
_COLUMN = re.compile(rb"""r=["']([A-Z]{1,3})[0-9]{1,7}["']""")
_ROW = re.compile(rb"""r=["'][A-Z]{0,3}([0-9]{1,7})["']""")
# All that zipfile is known to raise on a file that is damaged or was made to hurt.
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)


class Reason(StrEnum):
    NOT_A_WORKBOOK = "not_a_workbook"
    ENCRYPTED = "encrypted"
    TOO_BIG = "too_big"
    TOO_MANY_CELLS = "too_many_cells"
    ZIP_BOMB = "zip_bomb"
    NO_FORM = "no_form"
    MASTER = "master"  # no form either, but the office's Data Induk
    CRASHED = "crashed"


@dataclass(frozen=True)
class Unreadable:
    reason: Reason


def inspect_file(data: bytes) -> Reason | None:
    """Cheap: looks at size, first bytes and the zip's directory only. None: nothing against it so far."""
    if len(data) > MAX_BYTES:
        return Reason.TOO_BIG
    if data.startswith(OLE):
        return Reason.ENCRYPTED if ENCRYPTED in data else None
    if not data.startswith(ZIP):
        return Reason.NOT_A_WORKBOOK
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            return _inspect_directory(parts.infolist())
    except BROKEN:
        return Reason.NOT_A_WORKBOOK


def _inspect_directory(parts: list[zipfile.ZipInfo]) -> Reason | None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 4096):
        return Reason.ZIP_BOMB
    if any(part.flag_bits & 1 for part in parts):
        return Reason.ENCRYPTED
    return None


def inspect_parts(data: bytes) -> Reason | None:
    """Unpacks a zip within the limits, which also proves the sizes its directory claims, and counts cells."""
    if not data.startswith(ZIP):
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            crowded = any(_crowded(_unpacked(parts, part)) for part in parts.infolist())
    except BROKEN:
        return Reason.NOT_A_WORKBOOK
    return Reason.TOO_MANY_CELLS if crowded else None


def _unpacked(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Asks for no more than was claimed: without a number zipfile would unpack up to a gigabyte before it looks."""
    with parts.open(part) as content:
        return content.read(part.file_size + 1)


def _crowded(part: bytes) -> bool:
    """Whether a sheet has too many cells, or the rectangle from A1 to its last one; one far-away cell makes it huge.

    A picture or a font is no sheet, and may be large.
    """
    if not part[:9].lstrip(XML_BEGINS).startswith(b"<"):
        return False
    if part.count(b"r=") > 2 * MAX_CELLS:  # before they are listed
        return True
    rows = max(map(int, set(_ROW.findall(part))), default=0)
    columns = max(map(_column_number, set(_COLUMN.findall(part))), default=0)
    return rows * columns > MAX_CELLS


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
