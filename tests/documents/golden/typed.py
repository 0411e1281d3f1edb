"""What somebody typed into the golden workbooks, whichever program wrote them, and what it means."""

from dataclasses import dataclass
from decimal import Decimal

from bot.workflow.forms import Field
from tests.documents.document_samples import REASONS, form, line


@dataclass(frozen=True)
class Computed:
    """A formula and the value that its program kept beside it."""

    formula: str
    value: float


Typed = str | float | Computed

BLANK = {
    "realisasi": None, "anggaran": None, "pendorong": "", "penghambat": "", "tindak_lanjut": "", "reason": "",
}  # fmt: skip
PAPER = form(lines=tuple(line(number, **BLANK) for number in range(1, 9)))

TYPED: dict[int, dict[Field, Typed]] = {
    101: {Field.REALISASI: Computed("=43.2*2", 86.4), Field.ANGGARAN: 1_500_000},
    102: {Field.REALISASI: "85,5", Field.ANGGARAN: "Rp1.500.000"},
    103: {Field.REALISASI: "85 %", Field.PENDORONG: "Dukungan “pemerintah” desa & warga"},
    104: {
        Field.REALISASI: 36,
        Field.PENGHAMBAT: "Cuaca buruk\nJalan rusak",
        Field.TINDAK_LANJUT: "- Jadwal ulang",
    },
    105: {Field.REALISASI: 0},
    106: {Field.REASON: REASONS[0]},
    107: {Field.REALISASI: "1.234", Field.ANGGARAN: Computed("=SUM(1000000,250000.5)", 1_250_000.5)},
    108: {Field.REALISASI: 0.1},
}
"""By the row's key. Numbers as numbers and as text, formulas, a zero, a reason, lines and signs in a text."""

MEANT: dict[int, dict[Field, Decimal | str]] = {
    101: {Field.REALISASI: Decimal("86.4"), Field.ANGGARAN: Decimal(1_500_000)},
    102: {Field.REALISASI: Decimal("85.5"), Field.ANGGARAN: Decimal(1_500_000)},
    103: {Field.REALISASI: Decimal(85), Field.PENDORONG: "Dukungan “pemerintah” desa & warga"},
    104: {
        Field.REALISASI: Decimal(36),
        Field.PENGHAMBAT: "Cuaca buruk\nJalan rusak",
        Field.TINDAK_LANJUT: "- Jadwal ulang",
    },
    105: {Field.REALISASI: Decimal(0)},
    106: {Field.REASON: "alasan-1"},
    107: {Field.REALISASI: Decimal(1234), Field.ANGGARAN: Decimal("1250000.5")},
    108: {Field.REALISASI: Decimal("0.1")},
}
