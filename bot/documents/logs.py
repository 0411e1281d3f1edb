"""Tables that go with the papers in a zip: how the SOP was kept, the history, indicators, periods, an index."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from bot.texts.formats import short_moment
from bot.texts.say import label
from bot.workflow.achievement import round2
from bot.workflow.forms import Indicator
from bot.workflow.packs import Cell, Figure, TableBook, TableSheet
from bot.workflow.papers import Letterhead, RecapSheet
from bot.workflow.reports import Compliance, DeadlineShift, PeriodMean, StepLog
from bot.workflow.steps import Row

DASH = "–"


def _when(at: datetime | None) -> str:
    return short_moment(at) if at else DASH


def _figure(value: Decimal | None) -> Cell:
    """A number to a reader who goes on with it."""
    return DASH if value is None else Figure(value)


def _result(step: StepLog) -> str:
    known = {None: DASH, True: "tepat waktu", False: "terlambat"}
    return step.outcome or known[step.on_time]


STEPS = (("Langkah", 9), ("Kegiatan", 44), ("Putaran", 9), ("Unit", 22), ("Sebagai", 26), ("Oleh", 26),
         ("Waktu baku", 11), ("Dibuka", 17), ("Batas waktu semula", 17), ("Batas waktu", 17), ("Selesai", 17),
         ("Menit kerja terpakai", 11), ("Menit kerja tersedia", 11), ("Hasil", 16))  # fmt: skip


def steps_sheet(steps: Iterable[StepLog]) -> TableSheet:
    rows = tuple(
        (one.number, one.kegiatan, one.round, one.unit or DASH, one.actor, one.by or DASH, one.standard or DASH,
         _when(one.opened_at), _when(one.planned_at or one.due_at), _when(one.due_at), _when(one.done_at),
         one.used_minutes, one.allowed_minutes, _result(one))
        for one in steps
    )  # fmt: skip
    return TableSheet("Pelaksanaan", STEPS, rows)


SHIFTS = (("Langkah", 9), ("Unit", 26), ("Hari kerja", 9), ("Semula", 17), ("Menjadi", 17), ("Alasan", 50),
          ("Oleh", 36), ("Pada", 17))  # fmt: skip


def _shifts(title: str, shifts: Iterable[DeadlineShift]) -> TableSheet:
    rows = tuple(
        (one.number, one.unit or DASH, one.days, _when(one.old), _when(one.new), one.reason, one.by, _when(one.at))
        for one in shifts
    )
    return TableSheet(title, SHIFTS, rows)


DECISIONS = (("Waktu", 17), ("Oleh", 36), ("Keputusan", 16), ("Versi", 8), ("Arahan / catatan", 60),
             ("Sidik data (SHA-256)", 70))  # fmt: skip
EVIDENCE = (("Unit", 24), ("No", 6), ("Indikator", 44), ("Berkas atau tautan", 40), ("Ukuran (byte)", 13),
            ("Sidik berkas (SHA-256)", 70), ("Pengunggah", 28), ("Waktu", 17))  # fmt: skip


def decisions_sheet(kept: Compliance) -> TableSheet:
    rows = tuple((_when(one.at), one.by, one.verdict, one.version, one.text, one.sha256) for one in kept.decisions)
    return TableSheet("Keputusan", DECISIONS, rows)


def evidence_sheet(kept: Compliance) -> TableSheet:
    rows = tuple(
        (one.unit, one.number, one.indicator, one.name, one.size, one.sha256, one.by, _when(one.at))
        for one in kept.evidence
    )
    return TableSheet("Bukti dukung", EVIDENCE, rows)


def compliance_book(head: Letterhead, period: str, kept: Compliance, every: Iterable[StepLog]) -> TableBook:
    """`every`: also what was done after the Dokumen was made, and what is still open."""
    sheets = (
        steps_sheet(every),
        _shifts("Perpanjangan", kept.extensions),
        _shifts("Kalender", kept.shifts),
        decisions_sheet(kept),
        evidence_sheet(kept),
    )
    return TableBook(head, f"PELAKSANAAN SOP DATA KINERJA {period}", sheets)


HISTORY = (("No", 7), ("Waktu", 17), ("Oleh", 40), ("Peristiwa", 70), ("Sidik sebelumnya", 70), ("Sidik", 70))
Told = tuple[int, datetime, str, str, str, str]
"""Number, moment, by whom, what in a sentence, the hash before and its own."""


def history_book(head: Letterhead, period: str, told: Iterable[Told]) -> TableBook:
    rows = tuple((at, _when(moment), by, what, before, own) for at, moment, by, what, before, own in told)
    return TableBook(head, f"RIWAYAT {period}", (TableSheet("Riwayat", HISTORY, rows),))


DEFINITIONS = (("Unit", 24), ("No", 6), ("Sasaran", 34), ("Indikator", 40), ("Satuan", 11),
               ("Definisi operasional / rumus", 50), ("Arah", 11), ("Cara agregasi", 15), ("Target tahun", 13),
               ("Target periode", 13), ("Bukti yang diharapkan", 30))  # fmt: skip


def definitions_book(head: Letterhead, period: str, own: Iterable[tuple[str, int, Indicator]]) -> TableBook:
    rows = tuple(
        (unit, at, one.sasaran, one.name, one.satuan, one.definition, str(one.direction), str(one.aggregation),
         _figure(one.annual), _figure(one.target),
         one.evidence)
        for unit, at, one in own
    )  # fmt: skip
    return TableBook(head, f"DEFINISI OPERASIONAL INDIKATOR {period}", (TableSheet("Indikator", DEFINITIONS, rows),))


SOP = (("Langkah", 9), ("Kegiatan", 60), ("Pelaksana", 26), ("Kelengkapan", 34), ("Waktu", 12), ("Output", 40))


def sop_book(head: Letterhead, steps: Iterable[Row]) -> TableBook:
    rows = tuple(
        (str(one.step), one.kegiatan, label(f"role.{one.role}"), one.kelengkapan, one.waktu or DASH, one.output)
        for one in steps
    )
    return TableBook(head, "SOP DATA KINERJA", (TableSheet("SOP", SOP, rows),))


PERIODS = (("Periode", 24), ("Rata-rata capaian (%)", 16), ("Serapan anggaran (%)", 16))


def periods_book(head: Letterhead, measured: Iterable[PeriodMean]) -> TableBook:
    rows = tuple(
        (one.period, _figure(one.mean and round2(one.mean)), _figure(one.absorption and round2(one.absorption)))
        for one in measured
    )  # fmt: skip
    return TableBook(head, "PERIODE YANG TELAH DIUKUR", (TableSheet("Periode", PERIODS, rows),))


WAYS = (("Cara", 50), ("Jumlah", 12))


def technology_book(head: Letterhead, recap: RecapSheet, kept: Compliance) -> TableBook:
    """How the figures came, and how they are held."""
    lines = recap.lines
    paper, behalf = sum(line.paper for line in lines), sum(line.behalf for line in lines)
    valued = sum(line.realisasi is not None for line in lines)
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Indikator yang dikumpulkan melalui aplikasi", len(lines)),
        ("Indikator bernilai", valued),
        ("Indikator yang diketik dari formulir kertas", paper),
        ("Indikator yang diisi atas nama unit", behalf),
        ("Bukti dukung yang disimpan beserta sidiknya", len(kept.evidence)),
        ("Catatan riwayat yang saling mengunci", kept.links),
        (label("akip.screens"), None),
    )
    return TableBook(head, f"PEMANFAATAN TEKNOLOGI INFORMASI {recap.period}", (TableSheet("Aplikasi", WAYS, rows),))


INDEX = (("Kriteria", 62), ("Bukti", 56), ("Berkas", 80))


def index_book(head: Letterhead, period: str, entries: Sequence[tuple[str, str, str]]) -> TableBook:
    """(criterion, what it proves, path in the zip) of every file."""
    return TableBook(head, f"DAFTAR BUKTI EVALUASI AKIP {period}", (TableSheet("Daftar bukti", INDEX, tuple(entries)),))
