"""/status as a picture: a photo that the Bot API takes, with everything in it that the words say."""

import io
import struct
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pypdf
import pytest

from bot.documents import pdf
from bot.documents.pdf import status_picture
from bot.workflow.standing import CycleStand, PostponedStand, Stand, StatusSheet, StepStand, TaskStand, UnitStand

NOW = datetime(2027, 1, 7, 15, 10, tzinfo=ZoneInfo("Asia/Jakarta"))
DUE = NOW.replace(hour=16, minute=0)
STEPS = tuple(StepStand(n, Stand.DONE if n < 5 else Stand.NOW if n == 5 else Stand.AHEAD) for n in range(1, 14))
TASK = TaskStand(4, "Membagikan formulir", "Staf Keu dan Prolap", NOW, DUE, "sisa 50 menit kerja", late=False)
UNITS = (
    UnitStand("Camat (IKU)", Stand.DONE, 5, 5, None, "", late=False),
    UnitStand("Kasi Trantib", Stand.LATE, 2, 4, DUE - timedelta(days=1), "", late=True),
    UnitStand("Kasi Kesra", Stand.NOW, 1, 3, DUE, "sisa 50 menit kerja", late=False),
    UnitStand("Lurah Mlilir", Stand.STILL, 0, 3, None, "", late=False),
    UnitStand("Lurah Bangunsari", Stand.LEFT_OUT, 0, 3, None, "", late=True),
    UnitStand("Kasi PMD", Stand.DONE, 3, 3, None, "", late=True),
)
SHEET = StatusSheet(
    "Kecamatan Contoh",
    sample=True,
    at=NOW,
    cycles=(CycleStand("Triwulan IV Tahun 2026", 2, STEPS, (TASK,), UNITS),),
    postponed=(PostponedStand("Desember Tahun 2026", NOW + timedelta(days=5), "menunggu #data $BPS$ <b>"),),
)


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def words(sheet: StatusSheet) -> str:
    """What stands in the picture, read from the same page as a PDF."""
    made = pdf._compiler("status.typ", sheet).compile(format="pdf", timestamp=0)
    assert isinstance(made, bytes)
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages).split())


def test_the_picture_says_who_holds_what_since_when_and_what_time_is_left() -> None:
    said = words(SHEET)
    for part in (
        "Kecamatan Contoh · Kamis, 7 Januari 2027 pukul 15.10 WIB",
        "DATA CONTOH",
        "Triwulan IV Tahun 2026 · putaran 2",
        "Langkah 4 · Membagikan formulir",
        "Staf Keu dan Prolap, sejak 07-01-2027 15.10",
        "sisa 50 menit kerja · sampai 07-01-2027 16.00",
        "lewat 06-01-2027 16.00",
        "formulir belum diterima",
        "dilanjutkan tanpa datanya",
        "diserahkan, terlambat",
        "2 dari 4",
        "Ditunda sampai Selasa, 12 Januari 2027 pukul 15.10 WIB",
        "Alasan: “menunggu #data $BPS$ <b>”",
    ):
        assert part in said, part


def test_it_is_as_wide_as_a_phone() -> None:
    assert size(status_picture(SHEET))[0] == 1080


@pytest.mark.parametrize(("cycles", "units"), [(1, 12), (3, 12), (1, 100), (6, 30)])
def test_it_stays_a_photo_however_many_units_there_are(cycles: int, units: int) -> None:
    """The Bot API takes photos whose sides together have at most 10,000 pixels, and no side 20 times the other."""
    cycle = replace(SHEET.cycles[0], tasks=(TASK,) * 3, units=(UNITS * 20)[:units])
    width, height = size(status_picture(replace(SHEET, cycles=(cycle,) * cycles)))
    assert width + height <= 10_000
    assert height <= 20 * width


def test_an_office_without_a_cycle_has_a_picture_too() -> None:
    assert "tidak ada pengumpulan data kinerja" in words(replace(SHEET, cycles=(), postponed=()))
