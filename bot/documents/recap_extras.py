"""Beside the recap's table: who has delivered and when, what differs from the version decided on, who signs."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import TypeVar

from openpyxl import Workbook

from bot.documents import sheets
from bot.documents.sheets import DECIMAL, TEXT, WHOLE, CellValue, Column
from bot.documents.stream import PLAIN, Look, Stream, Table
from bot.documents.words import long_date
from bot.texts.formats import moment
from bot.workflow.papers import Change, RecapSheet, RecapVerdict, Signer, UnitRecap

TABLE_AT = 4
Row = TypeVar("Row")

COMPLETENESS: tuple[Column[UnitRecap], ...] = (
    Column("Unit", 32, lambda unit, _: unit.unit, TEXT),
    Column("Penanggung jawab", 30, lambda unit, _: unit.holder, TEXT),
    Column("Jabatan", 30, lambda unit, _: unit.title, TEXT),
    Column("Status", 20, lambda unit, _: unit.status, TEXT, "center"),
    Column("Waktu penyerahan", 18, lambda unit, _: unit.first_at or unit.submitted_at or "–", TEXT, "center"),
    Column("Penyerahan perbaikan", 18, lambda unit, _: (unit.first_at and unit.submitted_at) or "–", TEXT, "center"),
    Column("Jumlah indikator", 12, lambda unit, _: len(unit.lines), WHOLE, "center"),
    Column("Indikator bernilai", 12, lambda unit, _: sum(line.realisasi is not None for line in unit.lines), WHOLE,
           "center"),
    Column("Indikator dengan bukti dukung", 14, lambda unit, _: sum(bool(line.evidence) for line in unit.lines), WHOLE,
           "center"),
    Column("Indikator dari formulir kertas", 14, lambda unit, _: sum(line.paper for line in unit.lines), WHOLE,
           "center"),
    Column("Indikator diisi atas nama unit", 14, lambda unit, _: sum(line.behalf for line in unit.lines), WHOLE,
           "center"),
)  # fmt: skip

CHANGES: tuple[Column[Change], ...] = (
    Column("Unit", 30, lambda change, _: change.unit, TEXT),
    Column("No", 6, lambda change, _: change.number, WHOLE, "center"),
    Column("Indikator", 44, lambda change, _: change.indicator, TEXT),
    Column("Isian", 20, lambda change, _: change.field, TEXT),
    Column("Sebelumnya", 30, lambda change, _: _was(change.old, change.old_value), DECIMAL),
    Column("Menjadi", 30, lambda change, _: _was(change.new, change.new_value), DECIMAL),
)


def _was(words: str, value: CellValue) -> CellValue:
    """A figure as a number, with which a reader may go on."""
    return words or "–" if value is None else value


def completeness_sheet(book: Workbook, paper: RecapSheet, stand: str) -> None:
    stream, table = _sheet(book, "Kelengkapan", COMPLETENESS, paper, stand)
    _table_title(stream, paper, "KELENGKAPAN PENYERAHAN DATA CAPAIAN KINERJA", len(COMPLETENESS))
    table.head()
    for unit in paper.units:
        table.body(unit)
    if paper.left_out_reason:
        stream.blank()
        stream.write([(f"Alasan dilanjutkan tanpa data: {paper.left_out_reason}", PLAIN)])


def changes_sheet(book: Workbook, paper: RecapSheet, stand: str) -> None:
    stream, table = _sheet(book, "Perubahan", CHANGES, paper, stand)
    _table_title(stream, paper, "PERUBAHAN SEJAK VERSI YANG DIPUTUSKAN SEBELUMNYA", len(CHANGES))
    table.head()
    for change in paper.changes:
        table.body(change)
    if not paper.changes:
        stream.write([("Tidak ada isian yang berubah.", PLAIN)])


def text_sheet(
    book: Workbook, paper: RecapSheet, stand: str, columns: tuple[Column[Row], ...], wholes: Iterable[Row]
) -> None:
    stream, table = _sheet(book, "Uraian", columns, paper, stand)
    _table_title(stream, paper, "URAIAN LENGKAP ISIAN YANG DISINGKAT PADA LEMBAR REKAPITULASI", len(columns))
    table.head()
    for one in wholes:
        table.body(one)


def _sheet(
    book: Workbook, title: str, columns: tuple[Column[Row], ...], paper: RecapSheet, stand: str
) -> tuple[Stream, Table[Row]]:
    stream = Stream(book, title, [column.width for column in columns])
    stream.sheet.freeze_panes = f"A{TABLE_AT + 1}"
    sheets.page(stream.sheet, paper.letterhead, f"{title} {paper.period}", TABLE_AT, stand)
    return stream, Table(stream, columns)


def _table_title(stream: Stream, paper: RecapSheet, title: str, width: int) -> None:
    stream.heading(sheets.marked(title, paper.letterhead), width, size=13)
    stream.heading(f"{paper.letterhead.office} – {paper.period} – versi {paper.version}", width)
    stream.blank()


BLOCKS = (2, 7, 16)
"""Columns at which the three signatures stand."""


def stand_of(verdict: RecapVerdict | None) -> str:
    """Above every page: how far this edition counts."""
    if verdict is None:
        return "KONSEP, belum diputuskan"
    return "" if verdict.approved else "DIKEMBALIKAN"


def decided(verdict: RecapVerdict | None) -> str:
    if verdict is None:
        return "belum diputuskan"
    how = "disetujui" if verdict.approved else "DIKEMBALIKAN untuk dilengkapi"
    return f"{how} oleh {verdict.signer.style or verdict.signer.name} pada {moment(verdict.at)}"


UNDATED = "…………………………"


def signatures(stream: Stream, paper: RecapSheet, verdict: RecapVerdict | None) -> None:
    """Three blocks side by side; nothing is drawn where a hand belongs. Who approves is known once it is decided."""
    place = f"{paper.letterhead.place}, " if paper.letterhead.place else ""
    day = long_date(verdict.at) if verdict else UNDATED
    side_by_side(stream, (BLOCKS[-1],), ([place + day],))
    blocks = (
        signature("Disusun oleh", paper.compiler),
        signature("Diperiksa oleh", paper.checker),
        _approval(verdict),
    )
    side_by_side(stream, BLOCKS, blocks)


def _approval(verdict: RecapVerdict | None) -> list[str]:
    if verdict is None:
        return signature("Disetujui oleh", Signer("", ""))
    if verdict.approved:
        return [*signature("Disetujui oleh", verdict.signer), f"(disetujui pada {moment(verdict.at)})"]
    return ["DIKEMBALIKAN untuk dilengkapi", f"pada {moment(verdict.at)}", f"oleh {verdict.signer.style},",
            "", "", verdict.signer.name]  # fmt: skip


def signature(verb: str, signer: Signer) -> list[str]:
    """The lines of one block; the name, on the sixth, is bold."""
    style = f"{signer.style}," if signer.style else ""
    nip = f"NIP. {signer.nip}" if signer.nip else ""
    return [verb, style, "", "", "", signer.name or "…………………………", signer.rank, nip]


def side_by_side(stream: Stream, at: tuple[int, ...], blocks: tuple[list[str], ...]) -> None:
    for number, texts in enumerate(zip_longest(*blocks, fillvalue="")):
        look = Look(TEXT, bold=number == 5, boxed=False, wrap=False)
        standing = dict(zip(at, texts, strict=True))
        stream.write([(standing.get(column, ""), look) for column in range(1, max(at) + 1)])
