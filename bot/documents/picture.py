"""A picture that somebody sent for the kop: looked at before anything decodes it, then drawn anew in a child process.

What is kept is always a PNG of typst's own making, without whatever else a camera or a stranger put into the file; so
every paper can show it, and a picture that cannot be shown is refused when it comes.
"""

import json
import struct
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import typst

from bot.documents.reading import Allowance, ask_child

LARGEST = 1_000_000
"""Bytes."""
WIDEST = 2_000
"""Pixels of either side: a small file may say that it is a huge picture."""
KEPT = 600
"""Pixels of its longer side: 700 an inch, as large as a kop shows it."""
DRAFT_PPI = 36.0
CHILD = "bot.documents.picture_child"
TEMPLATE = Path(__file__).parent / "templates" / "picture.typ"
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
FORMATS = {PNG: "png", JPEG: "jpg"}
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The segments of a JPEG that say its size."""
BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Those without a length."""

Size = tuple[int, int]
"""Width and height in pixels."""


class Flaw(StrEnum):
    """Why a file cannot be the lambang."""

    NO_PICTURE = "no_picture"
    TOO_LARGE = "too_large"
    BROKEN = "broken"


async def read_picture(data: bytes) -> bytes | Flaw:
    """The picture as it is kept. Never raises for anything a file may contain."""
    return flaw(data) or _drawn(await ask_child(CHILD, data, Allowance()))


def _drawn(answer: bytes) -> bytes | Flaw:
    """Nothing is answered by a child that has failed."""
    size = size_of(answer) if answer.startswith(PNG) else None
    return answer if size and max(size) <= KEPT + 1 else Flaw.BROKEN


def flaw(data: bytes) -> Flaw | None:
    """What is against it by its beginning alone."""
    if format_of(data) is None:
        return Flaw.NO_PICTURE
    if len(data) > LARGEST:
        return Flaw.TOO_LARGE
    size = size_of(data)
    if size is None or min(size) < 1:
        return Flaw.BROKEN
    return Flaw.TOO_LARGE if max(size) > WIDEST else None


def format_of(data: bytes) -> str | None:
    return next((name for begins, name in FORMATS.items() if data.startswith(begins)), None)


def size_of(data: bytes) -> Size | None:
    """As it says itself; None where it does not say."""
    try:
        return _png_size(data) if data.startswith(PNG) else _jpeg_size(data)
    except (struct.error, IndexError):
        return None


def _png_size(data: bytes) -> Size | None:
    width, height = struct.unpack(">II", data[16:24])
    return (width, height) if data[12:16] == b"IHDR" else None


def _jpeg_size(data: bytes) -> Size | None:
    """The largest of its frames: who reads it may take any of them."""
    sizes = [(width, height) for height, width in (struct.unpack(">HH", data[at + 5 : at + 9]) for at in _frames(data))]
    return (max(w for w, _ in sizes), max(h for _, h in sizes)) if sizes else None


def _frames(data: bytes) -> Iterator[int]:
    """Where they begin, up to the picture's own data."""
    at = len(JPEG) - 1
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        kind = data[at + 1]
        if kind in FRAMES:
            yield at
        if kind == 0xFF:  # filled up
            at += 1
        else:
            at += 2 if kind in BARE else 2 + max(2, *struct.unpack(">H", data[at + 2 : at + 4]))


# -- what the child does ---------------------------------------------------------------------------------------------


def drawn(data: bytes) -> bytes:
    """As a PNG, no larger than it is kept and no larger than it was; raises whatever typst raises."""
    size, form = size_of(data), format_of(data)
    if flaw(data) or size is None or form is None:
        return b""
    compiler = typst.Compiler(
        input=TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False),
        sys_inputs={"picture": json.dumps(list(data)), "format": form},
    )
    draft = size_of(_png(compiler, DRAFT_PPI)) or size  # a photo may say that it is to be turned
    return _png(compiler, DRAFT_PPI * min(KEPT, max(size)) / max(draft))


def _png(compiler: typst.Compiler, ppi: float) -> bytes:
    made = compiler.compile(format="png", ppi=ppi)
    return made if isinstance(made, bytes) else b""
