"""Beside the recap's table: who has delivered and when, what differs from the version seen before, who signs."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import sheets
from bot.documents.sheets import TEXT, WHOLE, Column, cell_at
from bot.documents.words import long_date
from bot.workflow.papers import Change, RecapSheet, Signer, UnitRecap

TABLE_AT = 4

COMPLETENESS: tuple[Column[UnitRecap], ...] = (
    Column("Unit", 32, lambda unit, _: unit.unit, TEXT),
    Column("Penanggung jawab", 30, lambda unit, _: unit.holder, TEXT),
    Column("Jabatan", 30, lambda unit, _: unit.title, TEXT),
    Column("Status", 20, lambda unit, _: unit.status, TEXT, "center"),
    Column("Waktu penyerahan", 18, lambda unit, _: unit.submitted_at or "–", TEXT, "center"),
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
    Column("Sebelumnya", 30, lambda change, _: change.old or "–", TEXT),
    Column("Menjadi", 30, lambda change, _: change.new or "–", TEXT),
)


def completeness_sheet(book: Workbook, paper: RecapSheet) -> None:
    sheet: Worksheet = book.create_sheet("Kelengkapan")
    _table_title(sheet, paper, "KELENGKAPAN PENYERAHAN DATA CAPAIAN KINERJA", len(COMPLETENESS))
    sheets.header_row(sheet, TABLE_AT, COMPLETENESS)
    for row, unit in enumerate(paper.units, TABLE_AT + 1):
        sheets.body_row(sheet, row, COMPLETENESS, unit)
    if paper.left_out_reason:
        below = TABLE_AT + len(paper.units) + 2
        sheets.put(cell_at(sheet, below, 1), f"Alasan dilanjutkan tanpa data: {paper.left_out_reason}")
    sheet.freeze_panes = f"A{TABLE_AT + 1}"
    sheets.page(sheet, paper.letterhead, f"Kelengkapan {paper.period}", TABLE_AT)


def changes_sheet(book: Workbook, paper: RecapSheet) -> None:
    sheet: Worksheet = book.create_sheet("Perubahan")
    _table_title(sheet, paper, "PERUBAHAN SEJAK VERSI YANG DIPERIKSA SEBELUMNYA", len(CHANGES))
    sheets.header_row(sheet, TABLE_AT, CHANGES)
    for row, change in enumerate(paper.changes, TABLE_AT + 1):
        sheets.body_row(sheet, row, CHANGES, change)
    sheet.freeze_panes = f"A{TABLE_AT + 1}"
    sheets.page(sheet, paper.letterhead, f"Perubahan {paper.period}", TABLE_AT)


def _table_title(sheet: Worksheet, paper: RecapSheet, title: str, width: int) -> None:
    sheets.heading(sheet, 1, sheets.marked(title, paper.letterhead), width, size=13)
    sheets.heading(sheet, 2, f"{paper.letterhead.office} – {paper.period} – versi {paper.version}", width)


def signatures(sheet: Worksheet, row: int, paper: RecapSheet) -> None:
    """Three blocks side by side; nothing is drawn where a hand belongs."""
    place = f"{paper.letterhead.place}, " if paper.letterhead.place else ""
    _signature_line(sheet, row, 15, place + long_date(paper.made_at))
    blocks = (
        (2, "Disusun oleh", paper.compiler),
        (7, "Diperiksa oleh", paper.checker),
        (15, "Disetujui oleh", paper.approver),
    )
    for column, verb, signer in blocks:
        _signature_block(sheet, row + 1, column, verb, signer)


def _signature_block(sheet: Worksheet, row: int, column: int, verb: str, signer: Signer) -> None:
    _signature_line(sheet, row, column, verb)
    _signature_line(sheet, row + 1, column, f"{signer.style},")
    _signature_line(sheet, row + 5, column, signer.name or "…………………………", bold=True)
    _signature_line(sheet, row + 6, column, signer.rank)
    _signature_line(sheet, row + 7, column, f"NIP. {signer.nip}" if signer.nip else "")


def _signature_line(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False) -> None:
    cell = sheets.put(cell_at(sheet, row, column), text)
    cell.font = Font(name="Arial", size=9, bold=bold)
    cell.alignment = Alignment(horizontal="left")
