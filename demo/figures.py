"""What the people of the example office enter for Triwulan IV 2026, as they would type it; every figure is invented.

Exactly three indicators (12 and 14 of Kasi Trantibum, 17 of Kasi PMD) come below 76% and are explained, one (2) has
no data yet, and one (15) is not assessed because nothing was planned for this triwulan.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.workflow.master import MasterData
from bot.workflow.periods import Period, PeriodKind
from demo.office import records

PLAY_PERIOD = Period(2026, PeriodKind.QUARTER, 4)


@dataclass(frozen=True)
class Figure:
    """One indicator's answers; anggaran is cumulative since January. `reason` is a code instead of a realisasi."""

    number: int
    realisasi: str
    anggaran: str = ""
    penghambat: str = ""
    tindak_lanjut: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Correction:
    """What the Sekretaris returns in the first round and the unit puts right in the second."""

    number: int
    old: str
    new: str
    comment: str


def play_figures() -> tuple[Figure, ...]:
    """In the order of the indicators' numbers."""
    return tuple(
        Figure(
            int(row["no"]), row["realisasi"], row["anggaran"], row["penghambat"], row["tindak_lanjut"], row["alasan"]
        )
        for row in records("isian-contoh")
    )


def figures_by_name(data: MasterData) -> Mapping[str, Figure]:
    """By the name of the indicator, for those that `data` has."""
    names = {one.number: one.name for one in data.indicators}
    return {names[figure.number]: figure for figure in play_figures() if figure.number in names}


DIRECTION = "Mohon dua data berikut dicocokkan kembali dengan bukti dukungnya sebelum rekapitulasi disetujui."
"""The arahan of the return."""


def corrections() -> tuple[Correction, ...]:
    """Of Kasi Pemerintahan and of Kasi Kesos."""
    return (
        Correction(
            9,
            "96,4",
            "97,85",
            "Mohon dicocokkan dengan rekap pembayaran PBB-P2 per 31 Desember 2026. Pembayaran dua desa pada minggu "
            "terakhir tampaknya belum terhitung.",
        ),
        Correction(
            21,
            "9,8",
            "10,1",
            "Mohon disesuaikan dengan hasil bulan timbang terakhir dari Puskesmas. Angka ini tampaknya masih "
            "memakai data bulan Agustus.",
        ),
    )
