"""The 13 rows of the SOP as data, in the office's own words, with who acts and how long it may take."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.workflow.roles import Role
from bot.workflow.worktime import Duration


class Step(StrEnum):
    """A row of the SOP, or a part of one: 11a and 11b are the ways out of row 11, 13a to 13c the parts of row 13."""

    ORDER = "1"
    PREPARE = "2"
    INSTRUCT = "3"
    DISTRIBUTE = "4"
    FILL = "5"
    SUBMIT = "6"
    ASSIGN_RECAP = "7"
    RECAP = "8"
    HAND_OVER = "9"
    REPORT = "10"
    DECIDE = "11"
    SECOND = "11a"
    FORWARD = "11b"
    ARCHIVE = "12"
    LETTER = "13a"
    SIGN = "13b"
    DELIVER = "13c"


@dataclass(frozen=True)
class Row:
    """One row of the table: the SOP's words as printed, and the defaults an office may override."""

    step: Step
    number: int  # 1 to 13, as the card says
    kegiatan: str
    kelengkapan: str
    waktu: str
    output: str
    role: Role
    duration: Duration | None  # None: no standard time
    per_unit: bool = False
    delegates: tuple[Role, ...] = ()  # who may act for the holder

    @property
    def may_act(self) -> tuple[Role, ...]:
        return (self.role, *self.delegates)


_FORM = "Formulir Pengumpulan data kinerja"
_DATA = "Data capaian kinerja"
_RECAP = "Rekapitulasi data capaian kinerja"
_ANALYSE = (
    "Menganalisa hsl rekapitulasi data kinerja apabila setuju diserahkan kpd Kasubag Keu dan Prolap utk menyusun "
    "laporan kinerja. Jika tidak dikembalikan utk dilengkapi sesuai arahan"
)
_TELL_BUPATI = "Melaporkan capaian Kinerja Kepala OPD dan Kasi kpd Bupati"
_LETTER = "Srt pengantar dan dokumen data capaian kinerja"
_DOCUMENT = "Dokumen data capaian kinerja"
_MINUTES_15 = Duration(minutes=15)

ROWS: tuple[Row, ...] = (
    Row(Step.ORDER, 1,
        "Memerintahkan Kasubag Keu dan Prolap utk menyiapkan formulir pengumpulan data Kinerja",
        "Jadwal Kerja", "15 menit", "Disposisi", Role.SEKRETARIS, _MINUTES_15),
    Row(Step.PREPARE, 2, "Menyiapkan Formulir Pengumpulan Data capaian Kinerja",
        "Disposisi", "20 menit", "Formulir data capaian kinerja", Role.KASUBAG, Duration(minutes=20)),
    Row(Step.INSTRUCT, 3, "Memerintahkan staf utk membagikan formulir Pengumpulan data capaian kinerja",
        _FORM, "30 menit", "Formulir data capaian kinerja", Role.KASUBAG, Duration(minutes=30)),
    Row(Step.DISTRIBUTE, 4, "Membagikan formulir penyampaian data capaian kinerja kpd kasi",
        _FORM, "20 menit", "Tanda terima", Role.STAF, Duration(minutes=20)),
    Row(Step.FILL, 5, "Mengisi formulir pengumpulan data capaian kinerja",
        _FORM, "2 hari", _DATA, Role.KASI, Duration(days=2), per_unit=True, delegates=(Role.OPERATOR,)),
    Row(Step.SUBMIT, 6, "Menyerahkan formulir pengumpulan data capaian kinerja kpd Subag Keu dan prolap",
        _DATA, "15 menit", _DATA, Role.KASI, _MINUTES_15, per_unit=True),
    Row(Step.ASSIGN_RECAP, 7, "Memerintahkan staf utk merekap data capaian kinerja",
        _DATA, "15 menit", _RECAP, Role.KASUBAG, _MINUTES_15),
    Row(Step.RECAP, 8, "Merekap data capaian kinerja",
        _DATA, "2 Jam", _RECAP, Role.STAF, Duration(minutes=120)),
    Row(Step.HAND_OVER, 9, "Menyerahkan hasil rekapitulasi data capaian kinerja kepada Kasubag Keu dan Prolap",
        _RECAP, "15 menit", _RECAP, Role.STAF, _MINUTES_15),
    Row(Step.REPORT, 10, "Melaporkan hasil rekapitulasi data kinerja kpd Sekretaris",
        _RECAP, "30 menit", _RECAP, Role.KASUBAG, Duration(minutes=30)),
    Row(Step.DECIDE, 11, _ANALYSE, _RECAP, "1 hari", _RECAP, Role.SEKRETARIS, Duration(days=1)),
    Row(Step.SECOND, 11, _ANALYSE, _RECAP, "1 hari", _RECAP, Role.CAMAT, Duration(days=1)),
    Row(Step.FORWARD, 11, "Meneruskan arahan", _RECAP, "15 menit", _RECAP, Role.KASUBAG, _MINUTES_15),
    Row(Step.ARCHIVE, 12, "Menyimpan data Kinerja", _RECAP, "15 menit", _DOCUMENT, Role.KASUBAG, _MINUTES_15),
    Row(Step.LETTER, 13, _TELL_BUPATI, _DOCUMENT, "30 menit", _LETTER, Role.KASUBAG, Duration(minutes=30)),
    Row(Step.SIGN, 13, _TELL_BUPATI, _DOCUMENT, "", _LETTER, Role.CAMAT, None),
    Row(Step.DELIVER, 13, _TELL_BUPATI, _DOCUMENT, "30 menit", _LETTER, Role.KASUBAG, Duration(minutes=30),
        delegates=(Role.CAMAT,)),
)  # fmt: skip

BY_STEP: Mapping[Step, Row] = {row.step: row for row in ROWS}
LAST = 13
