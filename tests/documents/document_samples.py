"""One invented quarter of an invented office, rich enough to show every corner of every paper."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.services.narrating import written
from bot.workflow.packs import Pack, PackItem, TableBook, TableSheet
from bot.workflow.papers import (
    Change,
    CoverLetter,
    DecidedRecap,
    Disposition,
    FormSheet,
    Letterhead,
    Line,
    RecapSheet,
    RecapVerdict,
    ReceiptLine,
    ReceiptSheet,
    Signer,
    UnitRecap,
)
from bot.workflow.reports import (
    Compliance,
    ComplianceSheet,
    DeadlineShift,
    DecisionLog,
    EvidenceItem,
    PeriodMean,
    Report,
    StepLog,
)

WIB = ZoneInfo("Asia/Jakarta")
PERIOD = "Triwulan IV Tahun 2026"
HOSTILE = "=cmd|' /C calc'!A0 <b>& #import \"x\" $x$ \\ *tebal* _miring_ {{ 7*7 }} {% if %} مرحبا 😀 \x07\x00"
LONG = "Kendala cuaca & jalan rusak. " * 138
BANDS = (
    (Decimal(91), "Sangat Tinggi"),
    (Decimal(76), "Tinggi"),
    (Decimal(66), "Sedang"),
    (Decimal(51), "Rendah"),
    (Decimal(0), "Sangat Rendah"),
)
REASONS = ("Data masih dihimpun dari desa", "Menunggu hasil survei, akhir bulan", "=Lainnya")
HEAD = Letterhead(
    "PEMERINTAH KABUPATEN CONTOH", "KECAMATAN MAJU", "Jalan Contoh Nomor 1", "Telepon 000", "Maju", sample=True
)
PLAIN_HEAD = Letterhead("PEMERINTAH KABUPATEN CONTOH", "KECAMATAN MAJU")
STAFF = Signer("Staf Subbag Keu dan Prolap", "Budi Contoh")
KASUBAG = Signer("Kasubag Keu dan Prolap", "Citra Contoh, S.E.", "Penata", "19800101 200501 2 001")
SEKRETARIS = Signer("Plh. Sekretaris Kecamatan", "Dewi Contoh, S.H.", "Penata Tingkat I", "19790101 200401 2 001")
CAMAT = Signer("CAMAT MAJU", "Eko Contoh, S.Sos.", "Pembina", "19700101 199501 1 001")

INDICATORS = (
    ("Camat (IKU)", "Indeks Kepuasan Masyarakat (IKM) Kecamatan", "Nilai", "naik", "88.56", "86.4"),
    ("Camat (IKU)", "Nilai SAKIP Kecamatan", "Nilai", "naik", "85.10", "85.1"),
    ("Seksi Pemerintahan", "Persentase desa yang menyampaikan LPPD tepat waktu", "Persen", "naik", "100", "90"),
    ("Seksi Pemerintahan", "Waktu rata-rata pelayanan surat pengantar", "Menit", "turun", "30", "36"),
    ("Seksi Trantibum", "Jumlah kasus gangguan ketenteraman dan ketertiban umum", "Kasus", "turun", "0", "2"),
    ("Seksi Trantibum", "Persentase laporan yang ditindaklanjuti", "Persen", "naik", "95", None),
    ("Seksi PMD", "Lembaga kemasyarakatan desa yang dibina", "Lembaga", "naik", "12", "7"),
    ("Kelurahan Bangun", "Dokumen perencanaan kelurahan tersusun", "Dokumen", "naik", "4", "5"),
)


def at(day: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=WIB)


def line(number: int, **changes: object) -> Line:
    """Indicator `number` (from 1) of the sample office, changed as asked."""
    _, indicator, satuan, direction, target, realisasi = INDICATORS[number - 1]
    got = None if realisasi is None else Decimal(realisasi)
    percent = None if got is None or Decimal(target) == 0 else got / Decimal(target) * 100
    facts: dict[str, object] = {
        "entry_id": 100 + number,
        "number": number,
        "sasaran": "Meningkatnya kualitas pelayanan publik dan akuntabilitas kinerja",
        "indicator": indicator,
        "satuan": satuan,
        "direction": direction,
        "aggregation": "posisi terakhir",
        "definition": f"Rumus {indicator}: jumlah yang memenuhi dibagi jumlah seluruhnya",
        "target_year": Decimal(target),
        "target": Decimal(target),
        "last_realisasi": Decimal("1234.5"),
        "realisasi": got,
        "realisasi_to_date": got,
        "percent": percent,
        "percent_year": percent,
        "grade": "belum dapat dihitung" if percent is None else "Tinggi",
        "pagu": Decimal("166017996"),
        "anggaran": None if got is None else Decimal("150000000"),
        "absorption": None if got is None else Decimal("90.35"),
        "pendorong": "Dukungan pemerintah desa",
        "penghambat": "Cuaca buruk\nJalan rusak",
        "tindak_lanjut": "Penjadwalan ulang, Kasi, Februari 2027",
        "reason": REASONS[0] if got is None else "",
        "evidence": ("laporan-skm.pdf", "foto kegiatan.jpg") if got is not None else (),
        "share": satuan == "Persen",
        "earlier": (("2026-triwulan-2", Decimal("80")), ("2026-triwulan-3", got)),
    }
    return Line(**(facts | changes))  # type: ignore[arg-type]


def form(**changes: object) -> FormSheet:
    facts: dict[str, object] = {
        "letterhead": HEAD,
        "period": PERIOD,
        "unit": "Seksi Pemerintahan",
        "holder": "Fajar Contoh, S.IP.",
        "holder_title": "Kepala Seksi Pemerintahan",
        "due_at": at(7, 16),
        "key": "v1.kantor-1.siklus-9.unit-3.tandatangan",
        "threshold": Decimal(76),
        "reasons": REASONS,
        "bands": BANDS,
        "cap": Decimal(100),
        "lines": tuple(line(number) for number in range(1, 9)),
    }
    return FormSheet(**(facts | changes))  # type: ignore[arg-type]


def unit_recap(name: str, **changes: object) -> UnitRecap:
    numbers = [number for number, row in enumerate(INDICATORS, 1) if row[0] == name]
    facts: dict[str, object] = {
        "unit": name,
        "holder": f"Pejabat {name}",
        "title": f"Kepala {name}",
        "status": "tepat waktu",
        "submitted_at": at(7, 14, 5),
        "lines": tuple(line(number) for number in numbers),
        "mean": Decimal("88.8889"),
        "grade": "Tinggi",
        "pagu": Decimal("166017996") * len(numbers),
        "anggaran": Decimal("150000000") * len(numbers),
        "absorption": Decimal("90.3516"),
        "absorption_grade": "Tinggi",
    }
    return UnitRecap(**(facts | changes))  # type: ignore[arg-type]


def recap(**changes: object) -> RecapSheet:
    missing = unit_recap("Seksi Trantibum", status="belum menyerahkan", submitted_at=None, mean=Decimal("12.5"))
    empty = unit_recap("Kelurahan Bangun", status="terlambat", mean=None, grade="belum dapat dihitung")
    facts: dict[str, object] = {
        "letterhead": HEAD,
        "period": PERIOD,
        "period_short": "Triwulan IV",
        "year": 2026,
        "version": 3,
        "round": 2,
        "made_at": at(8, 10),
        "units": (unit_recap("Camat (IKU)"), unit_recap("Seksi Pemerintahan"), missing, unit_recap("Seksi PMD"), empty),
        "mean": Decimal("96.405"),
        "grade": "Sangat Tinggi",
        "pagu": Decimal("1328143968"),
        "anggaran": Decimal("1050000000"),
        "absorption": Decimal("79.0577"),
        "absorption_grade": "Tinggi",
        "below": 2,
        "threshold": Decimal(76),
        "scale_rule": "Predikat ditentukan oleh batas bawah setiap kelas pada nilai dua desimal.",
        "changes": (Change("Seksi PMD", 7, INDICATORS[6][1], "Realisasi", "5", "7"),),
        "compiler": STAFF,
        "checker": KASUBAG,
        "approver": SEKRETARIS,
    }
    return RecapSheet(**(facts | changes))  # type: ignore[arg-type]


def decided(**changes: object) -> DecidedRecap:
    """Approved by the second approver in place of the Sekretaris."""
    facts: dict[str, object] = {"approved": True, "at": at(11, 9, 30), "signer": CAMAT}
    return DecidedRecap(recap(), RecapVerdict(**(facts | changes)))  # type: ignore[arg-type]


def disposition(**changes: object) -> Disposition:
    facts: dict[str, object] = {
        "letterhead": HEAD,
        "period": PERIOD,
        "source": f"Jadwal Kerja {PERIOD}",
        "issued_at": at(4, 8),
        "due_at": at(4, 8, 35),
        "addressee": "Kasubag Keu dan Prolap",
        "instruction": f"Siapkan formulir pengumpulan data kinerja {PERIOD}",
        "note": "Mohon dilengkapi indikator kelurahan.",
        "signer": SEKRETARIS,
        "code": "000.8.6.3",
    }
    return Disposition(**(facts | changes))  # type: ignore[arg-type]


def receipts(**changes: object) -> ReceiptSheet:
    lines = (
        ReceiptLine("Fajar Contoh", "Kepala Seksi Pemerintahan", "Seksi Pemerintahan", at(4, 9, 25),
                    "dikonfirmasi melalui Telegram"),
        ReceiptLine("Gita Contoh", "Lurah Bangun", "Kelurahan Bangun", at(4, 9, 40), "diserahkan langsung"),
        ReceiptLine("Hadi Contoh", "Kepala Seksi PMD", "Seksi PMD", None, ""),
    )  # fmt: skip
    facts: dict[str, object] = {
        "letterhead": HEAD,
        "period": PERIOD,
        "item": f"Formulir pengumpulan data capaian kinerja {PERIOD}",
        "lines": lines,
        "final": False,
        "version": 1,
        "printed_at": at(4, 10),
        "giver": STAFF,
        "witness": KASUBAG,
    }
    return ReceiptSheet(**(facts | changes))  # type: ignore[arg-type]


def letter(**changes: object) -> CoverLetter:
    facts: dict[str, object] = {
        "letterhead": HEAD,
        "number": "000.8.6.3/17/402.999/2027",
        "dated": date(2027, 1, 12),
        "addressee": ("Bupati Contoh", "melalui Sekretaris Daerah", "di CONTOH"),
        "item": f"Dokumen Data Capaian Kinerja Kepala Perangkat Daerah dan Kepala Seksi Kecamatan Maju {PERIOD}",
        "quantity": "1 (satu) berkas",
        "remark": "Disampaikan dengan hormat sebagai laporan dan mohon arahan lebih lanjut.",
        "concept": True,
        "signer": CAMAT,
    }
    return CoverLetter(**(facts | changes))  # type: ignore[arg-type]


def compliance(**changes: object) -> Compliance:
    steps = (
        StepLog("1", "Memerintahkan Kasubag Keu dan Prolap untuk menyiapkan formulir pengumpulan data kinerja",
                "Sekretaris", "", at(4, 8), at(4, 8, 15), at(4, 8, 10), "15 menit", 10, 15, True),
        StepLog("5", "Mengisi formulir pengumpulan data capaian kinerja", "Kasi/PPTK", "Seksi PMD", at(4, 9, 25),
                at(7, 9), at(7, 9, 30), "2 hari", 1205, 1175, False,
                "Hana Contoh", at(6, 16)),
        StepLog("11", "Menganalisa hasil rekapitulasi data capaian kinerja", "Sekretaris", "", at(8, 10, 45), None,
                None, "1 hari", None, None, None),
    )  # fmt: skip
    decisions = (
        DecisionLog(at(8, 13), "Sekretaris", "dikembalikan", 2, "Lengkapi data Seksi PMD.", "ab" * 32),
        DecisionLog(at(11, 9), "Sekretaris", "disetujui", 3, "", "cd" * 32),
    )
    extension = DeadlineShift("5", "Seksi PMD", at(6, 16), at(7, 9), "Data desa belum lengkap.",
                              "Citra Contoh, Kasubag Keu dan Prolap", at(6, 15), 1)  # fmt: skip
    shift = DeadlineShift("5", "Seksi Trantibum", at(6, 16), at(8, 16), "Hari atau jam kerja kantor berubah",
                          "Sistem", at(5, 8))  # fmt: skip
    piece = EvidenceItem(
        "Seksi PMD", 7, INDICATORS[6][1], "laporan-skm.pdf", 2_500_000, "ef" * 32, "Hana Contoh", at(6, 9)
    )
    ahead = StepLog("13c", "Melaporkan capaian Kinerja Kepala OPD dan Kasi kpd Bupati", "Kasubag", "", None, None, None,
                    "30 menit", None, None, None, outcome="belum dilaksanakan")  # fmt: skip
    facts: dict[str, object] = {
        "steps": steps,
        "ahead": (ahead,),
        "extensions": (extension,),
        "shifts": (shift,),
        "decisions": decisions,
        "evidence": (piece,),
        "links": 41,
        "sha256": "ba" * 32,
    }
    return Compliance(**(facts | changes))  # type: ignore[arg-type]


def compliance_sheet(**changes: object) -> ComplianceSheet:
    return ComplianceSheet(HEAD, PERIOD, at(12, 9), compliance(**changes))


def report(**changes: object) -> Report:
    facts: dict[str, object] = {
        "letterhead": HEAD,
        "recap": recap(),
        "recap_sha256": "cd" * 32,
        "archive_number": "000.8.6.3/2026/TW-IV/01",
        "archived_at": at(12, 7, 40),
        "concept": True,
        "leader_unit": "Camat (IKU)",
        "leader_note": "Tingkatkan capaian Seksi PMD.",
        "compliance": compliance(),
        "signer": CAMAT,
        "trend": (PeriodMean("Triwulan II 2026", Decimal("88.2"), None),
                  PeriodMean("Triwulan III 2026", Decimal("91.25"), Decimal("70.5"))),
        "key": "naskah.1.9.3." + "ab" * 16,
    }  # fmt: skip
    told: Any = facts | changes
    return Report(**({"narrative": written(told["recap"], told["leader_unit"], told["trend"])} | told))


CONTENTS: dict[int | str, bytes | None] = {7: b"%PDF-1.7 dokumen", 8: None, "ef" * 32: b"%PDF-1.7 bukti"}


def pack(**changes: object) -> Pack:
    """A paper, one that could not be made, evidence, a text, and a table."""
    table = TableSheet("Daftar", (("No", 6), ("Uraian", 40)), ((1, HOSTILE), (2, "=1+1"), (None, "biasa")))
    items = (
        PackItem("01-dokumen/dokumen.pdf", document_id=7, size=16),
        PackItem("01-dokumen/gagal.pdf", document_id=8),
        PackItem("02-bukti-dukung/Seksi PMD/07-laporan.pdf", sha256="ef" * 32, size=14),
        PackItem("05-riwayat/riwayat.jsonl", text='{"seq":1}\n'),
        PackItem("05-riwayat/daftar.xlsx", book=TableBook(HEAD, "DAFTAR", (table,))),
    )
    facts: dict[str, object] = {
        "letterhead": HEAD,
        "title": "ARSIP SOP DATA KINERJA",
        "period": PERIOD,
        "made_at": at(12, 9),
        "part": 1,
        "parts": 1,
        "links": 41,
        "head": "ba" * 32,
        "items": items,
    }
    return Pack(**(facts | changes))  # type: ignore[arg-type]
