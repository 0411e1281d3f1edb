"""THE PICTURES of docs/panduan.md: whose phone, when in the played quarter, and what is done on it by hand before."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.workflow.steps import Step
from demo.script import CAMAT, KASUBAG, LATE_UNIT, SEKRETARIS, STAF

ZONE = ZoneInfo("Asia/Jakarta")
ADMIN = "admin"
KASI, KASI_UNIT = "kasi-pemerintahan", "Kasi Pemerintahan"
EXCEL_KASI, EXCEL_UNIT = "kasi-trantibum", "Kasi Trantibum"
LATE_KASI = "kasi-kesos"
OPERATOR, OPERATOR_UNIT = "operator", "Kasi Pelayanan Umum"
LATE = datetime(2027, 1, 12, 7, 45, tzinfo=ZONE)
"""The third morning after the deadline of the unit that is late."""


@dataclass(frozen=True)
class Press:
    """The newest button whose label is button.<key>."""

    key: str


@dataclass(frozen=True)
class Write:
    words: str


@dataclass(frozen=True)
class Send:
    """The form of the chat, filled in Excel."""


Doing = Press | Write | Send


@dataclass(frozen=True)
class Scene:
    """The phone of `who` as soon as the task of `step` (and `unit`) waits in `round`, and not before `since`.

    `first` is done on that phone by hand; the play goes on from there. `menu`: with the commands opened. `height` is
    that of the picture, in pixels of the page.
    """

    name: str  # docs/gambar/<name>.png
    who: str
    step: Step
    unit: str = ""
    round: int = 1
    since: datetime | None = None
    first: tuple[Doing, ...] = ()
    menu: bool = False
    height: int = 680


SCENES = (
    Scene("perintah", KASI, Step.ORDER, menu=True),
    Scene("sekretaris-disposisi", SEKRETARIS, Step.ORDER),
    Scene("admin-bantuan", ADMIN, Step.ORDER, first=(Write("/bantuan"),)),
    Scene("kasubag-formulir", KASUBAG, Step.PREPARE),
    Scene("staf-bagikan", STAF, Step.DISTRIBUTE),
    Scene("kasi-formulir", KASI, Step.FILL, KASI_UNIT, height=820),
    Scene("kasi-pertanyaan", KASI, Step.FILL, KASI_UNIT, first=(Press("fill"), Write("100"))),
    Scene("operator-isi", OPERATOR, Step.FILL, OPERATOR_UNIT, first=(Write("/isi"),)),
    Scene("kasi-excel", EXCEL_KASI, Step.FILL, EXCEL_UNIT, first=(Send(),), height=820),
    Scene("kasi-serahkan", KASI, Step.SUBMIT, KASI_UNIT),
    Scene("kasi-isian", KASI, Step.SUBMIT, KASI_UNIT, first=(Press("look"),), height=760),
    Scene("kasi-terlambat", LATE_KASI, Step.FILL, LATE_UNIT, since=LATE),
    Scene("kasubag-terlambat", KASUBAG, Step.FILL, LATE_UNIT, since=LATE),
    Scene("camat-status", CAMAT, Step.FILL, LATE_UNIT, since=LATE, first=(Write("/status"),)),
    Scene("staf-rekap", STAF, Step.RECAP),
    Scene("kasubag-laporkan", KASUBAG, Step.REPORT),
    Scene("sekretaris-putusan", SEKRETARIS, Step.DECIDE),
    Scene("sekretaris-kembalikan", SEKRETARIS, Step.DECIDE, first=(Press("return"),)),
    Scene("kasubag-teruskan", KASUBAG, Step.FORWARD),
    Scene("kasi-dikembalikan", KASI, Step.FILL, KASI_UNIT, round=2, height=820),
    Scene("kasubag-nomor", KASUBAG, Step.LETTER, round=2, first=(Press("letter"),)),
    Scene("camat-tandatangan", CAMAT, Step.SIGN, round=2),
    Scene("kasubag-sampaikan", KASUBAG, Step.DELIVER, round=2),
)
PHONES = Scene("telepon", KASI, Step.FILL, OPERATOR_UNIT)
"""All phones with the stage above them, for the README."""
