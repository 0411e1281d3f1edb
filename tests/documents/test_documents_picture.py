"""Pictures for the kop: whatever camera or program they are of they are kept as one kind of PNG, or refused at once."""

import random
import struct
import zlib
from io import BytesIO

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.documents.picture import JPEG, KEPT, LARGEST, PNG, WIDEST, Flaw, drawn, flaw, read_picture, size_of
from tests.documents.lambang_samples import GREEN, emblem


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def claiming(width: int, height: int, body: bytes = b"") -> bytes:
    """A PNG that says it is of this size, whatever it holds."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return PNG + head + chunk(b"IDAT", body or zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def turned() -> bytes:
    """A photo whose camera was held upright, as it says itself."""
    exif = Image.new("RGB", (1, 1)).getexif()
    exif[0x0112] = 6
    exif[0x010E] = "Rahasia"
    return emblem(300, 200, "JPEG", exif=exif)


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


MANY = {
    "png": emblem(),
    "png without colour": emblem(mode="LA"),
    "png of few colours": emblem(mode="P"),
    "png of two colours": emblem(mode="1"),
    "jpeg": emblem(kind="JPEG"),
    "progressive jpeg": emblem(kind="JPEG", progressive=True),
    "grey jpeg": emblem(kind="JPEG", mode="L"),
    "jpeg of a printer": emblem(kind="JPEG", mode="CMYK"),
    "a single pixel": emblem(1, 1),
    "as wide as may be": emblem(WIDEST, 20),
    "as high as may be": emblem(20, WIDEST),
    "a thread": emblem(1, WIDEST),
}


@pytest.mark.parametrize("name", MANY)
def test_a_picture_of_whatever_kind_is_kept_as_a_png_that_is_not_larger_than_a_kop_needs(name: str) -> None:
    kept = drawn(MANY[name])
    assert opened(kept).format == "PNG"
    width, height = opened(MANY[name]).size
    assert size_of(kept) == opened(kept).size
    assert max(opened(kept).size) <= min(KEPT, max(width, height)) + 1
    if min(width, height) > 20:
        assert opened(kept).width / opened(kept).height == pytest.approx(width / height, rel=0.02)


def test_what_can_be_seen_through_stays_so_and_colours_stay_as_they_are() -> None:
    kept = opened(drawn(emblem()))
    assert kept.getpixel((2, kept.height - 2)) == (0, 0, 0, 0)
    assert kept.getpixel((kept.width // 2, 8)) == GREEN


def test_a_turned_photo_stands_upright_and_tells_nothing_of_its_camera() -> None:
    kept = drawn(turned())
    assert opened(kept).size == (200, 300)
    assert b"Rahasia" in turned()
    assert b"Rahasia" not in kept


def test_the_same_picture_is_kept_as_the_same_bytes() -> None:
    assert drawn(emblem()) == drawn(emblem())
    assert drawn(drawn(emblem(kind="JPEG"))) == drawn(drawn(emblem(kind="JPEG")))


REFUSED = {
    "nothing": (b"", Flaw.NO_PICTURE),
    "a document": (b"%PDF-1.7\n", Flaw.NO_PICTURE),
    "a page of text": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Flaw.NO_PICTURE),
    "a picture of another kind": (emblem(kind="GIF", mode="P"), Flaw.NO_PICTURE),
    "a program": (b"MZ" + bytes(500), Flaw.NO_PICTURE),
    "only a beginning": (PNG, Flaw.BROKEN),
    "only a beginning of a jpeg": (JPEG, Flaw.BROKEN),
    "a jpeg without end": (JPEG + b"\xff" * 5000, Flaw.BROKEN),
    "a jpeg without frame": (JPEG + b"\xe0\x00\x04ab\xff\xda", Flaw.BROKEN),
    "no width": (claiming(0, 10), Flaw.BROKEN),
    "a bomb": (claiming(60_000, 60_000), Flaw.TOO_LARGE),
    "as large as a number goes": (claiming(2**32 - 1, 2**32 - 1), Flaw.TOO_LARGE),
    "one pixel too wide": (emblem(WIDEST + 1, 10), Flaw.TOO_LARGE),
    "one pixel too high": (emblem(10, WIDEST + 1, "JPEG"), Flaw.TOO_LARGE),
    "too many bytes": (emblem() + bytes(LARGEST), Flaw.TOO_LARGE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_such_picture_is_refused_before_anything_decodes_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, why = REFUSED[name]
    monkeypatch.setattr(typst, "Compiler", None)
    assert flaw(data) is why
    assert drawn(data) == b""


DAMAGED = {
    "half of it": emblem()[: len(emblem()) // 2],
    "half of a jpeg": emblem(kind="JPEG")[:300],
    "less than it says": claiming(WIDEST, WIDEST),
    "more than it says": claiming(1, 1, zlib.compress(bytes(50_000_000))),
    "no deflate at all": claiming(10, 10, b"x" * 1000),
    "a jpeg under the name of a png": PNG + emblem(kind="JPEG"),
}


@pytest.mark.parametrize("name", DAMAGED)
async def test_a_damaged_picture_is_refused_or_drawn_as_far_as_it_goes(name: str) -> None:
    kept = await read_picture(DAMAGED[name])
    assert kept is Flaw.BROKEN or (isinstance(kept, bytes) and max(opened(kept).size) <= KEPT)


async def test_a_picture_is_drawn_in_the_child_as_here() -> None:
    assert await read_picture(emblem(900, 1200)) == drawn(emblem(900, 1200))
    assert size_of(drawn(emblem(900, 1200))) == (450, 600)


@given(st.sampled_from((PNG, JPEG, emblem()[:40], emblem(kind="JPEG")[:200])), st.binary(max_size=300))
def test_whatever_a_file_says_of_its_size_is_borne(begins: bytes, rest: bytes) -> None:
    size = size_of(begins + rest)
    assert size is None or min(size) >= 0
    assert flaw(begins + rest) in (None, *Flaw)


@pytest.mark.parametrize("seed", range(6))
async def test_bits_that_fell_over_never_let_the_reader_fall(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(emblem(kind=chance.choice(("PNG", "JPEG"))))
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(20, len(data))] = chance.randrange(256)
    kept = await read_picture(bytes(data))
    assert isinstance(kept, Flaw) or opened(kept).format == "PNG"
