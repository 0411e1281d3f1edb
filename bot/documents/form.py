"""The form of one unit as a workbook: what is asked can be typed, everything else is locked."""

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import sheets
from bot.documents.columns import FIELD_HEADERS, INDICATOR_HEADER, NUMBER_HEADER, PERCENT_HEADER, ROW_KEY_HEADER
from bot.documents.form_notes import key_sheet, notes_sheet, scale_range
from bot.documents.form_rules import add_rules
from bot.documents.formulas import absorption_formula, grade_formula, percent_formula, target_text
from bot.documents.sheets import DECIMAL, PERCENT, TEXT, WHOLE, Column
from bot.texts.formats import moment, number
from bot.workflow.forms import Field
from bot.workflow.papers import FormSheet, Line

FORM_SHEET = "Formulir"
HEADER_AT = 8
FIRST = HEADER_AT + 1
INSTRUCTIONS = (
    "Petunjuk: isi hanya kotak berwarna kuning. Realisasi dan anggaran ditulis sebagai angka, misalnya 1234,56; "
    "untuk persen cukup angkanya, misalnya 98,5. Angka 0 adalah data; bila data belum tersedia, kosongkan realisasi "
    "dan pilih alasannya. Faktor penghambat dan tindak lanjut wajib diisi bila capaian di bawah {threshold}%. "
    "Arti setiap indikator ada pada lembar Keterangan. Setelah selesai, simpan lalu kirim kembali berkas ini."
)


def form_workbook(paper: FormSheet) -> bytes:
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = FORM_SHEET
    columns = _columns(paper)
    letters = {column.header: get_column_letter(index) for index, column in enumerate(columns, 1)}
    _title(sheet, paper, len(columns) - 1)
    sheets.header_row(sheet, HEADER_AT, columns)
    for row, line in enumerate(paper.lines, FIRST):
        sheets.body_row(sheet, row, columns, line)
        if line.open:
            _open_inputs(sheet, row, letters)
    sheet.column_dimensions[letters[ROW_KEY_HEADER]].hidden = True
    sheet.freeze_panes = f"C{FIRST}"
    add_rules(sheet, paper, letters, FIRST)
    sheets.protect(sheet)
    sheets.page(sheet, paper.letterhead, f"Formulir {paper.unit} – {paper.period}", HEADER_AT)
    notes_sheet(book, paper)
    key_sheet(book, paper)
    return sheets.save(book, paper.letterhead)


def _columns(paper: FormSheet) -> tuple[Column[Line], ...]:
    """The form from left to right; the letters in formulas are those of this order."""
    return (
        Column(NUMBER_HEADER, 4, lambda line, _: line.number, align="center"),
        Column(INDICATOR_HEADER, 26, lambda line, _: line.indicator, TEXT),
        Column("Satuan", 9, lambda line, _: line.satuan, TEXT, "center"),
        Column("Target tahun", 10, lambda line, _: line.target_year, DECIMAL, "right"),
        Column("Target periode", 10, lambda line, _: target_text(line), DECIMAL, "right"),
        Column("Realisasi periode lalu", 10, lambda line, _: line.last_realisasi, DECIMAL, "right"),
        Column(FIELD_HEADERS[Field.REALISASI], 11, lambda line, _: line.realisasi, DECIMAL, "right"),
        Column(PERCENT_HEADER, 9, lambda line, row: percent_formula(line, f"G{row}", paper.down), PERCENT, "right"),
        Column("Predikat", 11, lambda _, row: grade_formula(f"H{row}", scale_range(paper)), align="center"),
        Column("Pagu (Rp)", 13, lambda line, _: line.pagu, WHOLE, "right"),
        Column(FIELD_HEADERS[Field.ANGGARAN], 13, lambda line, _: line.anggaran, WHOLE, "right"),
        Column("Serapan (%)", 9, lambda _, row: absorption_formula(f"J{row}", f"K{row}"), PERCENT, "right"),
        Column(FIELD_HEADERS[Field.PENDORONG], 20, lambda line, _: line.pendorong, TEXT),
        Column(FIELD_HEADERS[Field.PENGHAMBAT], 20, lambda line, _: line.penghambat, TEXT),
        Column(FIELD_HEADERS[Field.TINDAK_LANJUT], 20, lambda line, _: line.tindak_lanjut, TEXT),
        Column(FIELD_HEADERS[Field.REASON], 15, lambda line, _: line.reason, TEXT),
        *_return_columns(paper),
        Column(ROW_KEY_HEADER, 9, lambda line, _: line.entry_id),
    )


def _return_columns(paper: FormSheet) -> tuple[Column[Line], ...]:
    """What a return says about single lines; absent from a form that was never returned."""
    if not any(line.comment or line.old is not None for line in paper.lines):
        return ()
    return (
        Column("Nilai sebelumnya", 11, lambda line, _: line.old, DECIMAL, "right"),
        Column("Catatan pengembalian", 22, lambda line, _: line.comment, TEXT),
    )


def _title(sheet: Worksheet, paper: FormSheet, width: int) -> None:
    holder = f"{paper.holder} ({paper.holder_title})" if paper.holder_title else paper.holder
    due = f"Batas waktu: {moment(paper.due_at)}" if paper.due_at else ""
    mark = f" – {sheets.SAMPLE}" if paper.letterhead.sample else ""
    sheets.heading(sheet, 1, f"FORMULIR PENGUMPULAN DATA CAPAIAN KINERJA{mark}", width, size=14)
    sheets.heading(sheet, 2, f"{paper.letterhead.office} – {paper.letterhead.regency}", width, size=11)
    sheets.heading(sheet, 3, f"Periode: {paper.period}", width)
    sheets.heading(sheet, 4, f"Unit: {paper.unit} – Pengisi: {holder}", width)
    sheets.heading(sheet, 5, due, width, size=11)
    sheets.heading(sheet, 6, INSTRUCTIONS.format(threshold=number(paper.threshold)), width)
    sheet.row_dimensions[6].height = 40


def _open_inputs(sheet: Worksheet, row: int, letters: Mapping[str, str]) -> None:
    for header in FIELD_HEADERS.values():
        sheets.unlock(sheet[f"{letters[header]}{row}"])
